/** Every customer of the CDNOW sample against SciPy fits that agree with lifetimes 0.11.3 and BTYD 2.4.3. */
import { describe, test } from 'vitest';
import { bgNbd } from '../../src/stats/bg-nbd.ts';
import { standardErrors } from '../../src/stats/fit.ts';
import { gammaGamma } from '../../src/stats/gamma-gamma.ts';
import { outlookOf } from '../../src/stats/repeat-buying.ts';
import { readCdnow, readCdnowFit, referenceData } from './cdnow.ts';
import { near } from './near.ts';

const runs = [
  ['1997-09-30_week', 39, 'exp_purchases_39w'],
  ['1997-09-30_day', 273, 'exp_purchases_273d'],
  ['1998-06-30_day', 365, 'exp_purchases_365d'],
] as const;

describe.skipIf(!referenceData).each(runs)('CDNOW sample, %s', (run, horizon, column) => {
  const rows = referenceData ? readCdnow(run) : [];

  test('fits', () => {
    const expected = readCdnowFit(run);
    const buying = bgNbd.fit(rows, 0)!;
    near(buying.logLikelihood, expected.bgnbd['log_likelihood']!, { relative: 1e-12 });
    for (const [i, letter] of bgNbd.letters.entries()) {
      near(buying.parameters[i]!, expected.bgnbd[letter]!, { relative: 1e-6 });
      near(standardErrors(buying)![i]!, expected.bgnbd.se[letter]!, { relative: 1e-5 });
    }
    const spending = gammaGamma.fit(rows)!;
    near(spending.logLikelihood, expected.gammagamma['log_likelihood']!, { relative: 1e-11 });
    for (const [i, letter] of gammaGamma.letters.entries()) {
      near(spending.parameters[i]!, expected.gammagamma[letter]!, { relative: 1e-5 });
      near(standardErrors(spending)![i]!, expected.gammagamma.se[letter]!, { relative: 1e-5 });
    }
  });

  test('scores', () => {
    const buying = bgNbd.fit(rows, 0)!.parameters;
    const spending = gammaGamma.fit(rows)!.parameters;
    for (const row of rows) {
      near(bgNbd.alive(buying, row), row.column('p_alive'), { relative: 1e-5 });
      near(outlookOf(bgNbd, buying, row, horizon).mean, row.column(column), { relative: 1e-5 });
      near(gammaGamma.expectedValue(spending, row)!, row.column('exp_spend'), { relative: 1e-6 });
    }
  });
});

test.skipIf(!referenceData)('39 weeks of holdout: 1,653.41 orders, and a new customer in 52 weeks', () => {
  const rows = readCdnow('1997-09-30_week');
  const { parameters } = bgNbd.fit(rows, 0)!;
  const total = rows.reduce((sum, row) => sum + outlookOf(bgNbd, parameters, row, 39).mean, 0);
  near(total, 1653.4086979425217, { relative: 1e-8 });
  near(outlookOf(bgNbd, parameters, { repeats: 0, last: 0, age: 0 }, 52).mean, 1.4440123973398666, {
    relative: 1e-8,
  });
});
