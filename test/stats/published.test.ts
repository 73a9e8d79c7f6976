/** Fits that are printed elsewhere: `published/prediction.json` names the source of each. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bgNbd } from '../../src/stats/bg-nbd.ts';
import { standardErrors } from '../../src/stats/fit.ts';
import { gammaGamma } from '../../src/stats/gamma-gamma.ts';
import { mbgNbd } from '../../src/stats/mbg-nbd.ts';
import { paretoNbd } from '../../src/stats/pareto-nbd.ts';
import { referenceData } from './cdnow.ts';
import { near } from './near.ts';
import { readHistories } from './orders.ts';

interface Published {
  readonly id: string;
  readonly value: readonly number[];
  readonly se?: readonly number[];
}

function published(id: string): Published {
  const file = join(referenceData!, 'published', 'prediction.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as Published[]).find((figure) => figure.id === id)!;
}

describe.skipIf(!referenceData)('the CDNOW sample, 39 weeks', () => {
  const rows = referenceData ? readHistories('cdnow_sample/orders.csv', '1997-09-30', 7) : [];

  test('MBG/NBD', () => {
    const { parameters, doubt } = mbgNbd.fit(rows, 0)!;
    expect(doubt).toBeUndefined();
    for (const [i, value] of published('mbgnbd_cdnow').value.entries()) {
      near(parameters[i]!, value, { relative: 0, absolute: 5e-4 });
    }
  });

  test('Pareto/NBD', () => {
    const { parameters, logLikelihood } = paretoNbd.fit(rows, 0)!;
    const { value } = published('cdnow_pnbd');
    near(logLikelihood, value[4]!, { relative: 0, absolute: 0.01 });
    for (const [i, found] of parameters.entries()) near(found, value[i]!, { relative: 1e-3 });
  });

  test('BG/NBD from the orders themselves', () => {
    near(bgNbd.fit(rows, 0)!.logLikelihood, -9582.4292, { relative: 0, absolute: 1e-4 });
  });
});

describe.skipIf(!referenceData)('apparel', () => {
  test('Pareto/NBD after 104 weeks, with standard errors', () => {
    const fit = paretoNbd.fit(readHistories('apparel/orders.csv', '2006-12-31', 7), 0)!;
    const { value, se } = published('apparel_pnbd');
    near(fit.logLikelihood, value[4]!, { relative: 0, absolute: 0.01 });
    for (const [i, found] of fit.parameters.entries()) {
      near(found, value[i]!, { relative: 1e-3 });
      near(standardErrors(fit)![i]!, se![i]!, { relative: 2e-3 });
    }
  });

  test.each([
    ['2006-12-31', 'apparel_gg_104', 0, [1, 10, 100, 101, 95, 99]],
    ['2005-10-09', 'apparel_gg_40', 3, [1, 10]],
  ])('Gamma-Gamma until %s', (until, id, before, customers) => {
    const rows = readHistories('apparel/orders.csv', until, 7);
    const { parameters } = gammaGamma.fit(rows)!;
    const { value } = published(id);
    for (let i = 0; i < before; i++) near(parameters[i]!, value[i]!, { relative: 1e-3 });
    for (const [i, customer] of customers.entries()) {
      const row = rows.find((one) => one.id === String(customer))!;
      near(gammaGamma.expectedValue(parameters, row)!, value[before + i]!, { relative: 1e-5 });
    }
  });
});
