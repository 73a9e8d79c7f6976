/** Every customer of the CDNOW sample against SciPy fits that agree with lifetimes 0.11.3 and BTYD 2.4.3. */
import { describe, test } from 'vitest';
import { expectedOrders, expectedOrdersOfNew, fitBgNbd, probabilityAlive } from '../../src/stats/bg-nbd.ts';
import { expectedValue, fitGammaGamma } from '../../src/stats/gamma-gamma.ts';
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
    const buying = fitBgNbd(rows)!;
    near(buying.logLikelihood, expected.bgnbd['log_likelihood']!, { relative: 1e-12 });
    for (const key of ['r', 'alpha', 'a', 'b'] as const) {
      near(buying.parameters[key], expected.bgnbd[key]!, { relative: 1e-6 });
      near(buying.standardErrors![key], expected.bgnbd.se[key]!, { relative: 1e-5 });
    }
    const spending = fitGammaGamma(rows)!;
    near(spending.logLikelihood, expected.gammagamma['log_likelihood']!, { relative: 1e-11 });
    for (const key of ['p', 'q', 'v'] as const) {
      near(spending.parameters[key], expected.gammagamma[key]!, { relative: 1e-5 });
      near(spending.standardErrors![key], expected.gammagamma.se[key]!, { relative: 1e-5 });
    }
  });

  test('scores', () => {
    const buying = fitBgNbd(rows)!.parameters;
    const spending = fitGammaGamma(rows)!.parameters;
    for (const row of rows) {
      near(probabilityAlive(buying, row), row.column('p_alive'), { relative: 1e-5 });
      near(expectedOrders(buying, row, horizon), row.column(column), { relative: 1e-5 });
      near(expectedValue(spending, row)!, row.column('exp_spend'), { relative: 1e-6 });
    }
  });
});

test.skipIf(!referenceData)('39 weeks of holdout: 1,653.41 orders, and a new customer in 52 weeks', () => {
  const rows = readCdnow('1997-09-30_week');
  const { parameters } = fitBgNbd(rows)!;
  const total = rows.reduce((sum, row) => sum + expectedOrders(parameters, row, 39), 0);
  near(total, 1653.4086979425217, { relative: 1e-8 });
  near(expectedOrdersOfNew(parameters, 52), 1.4440123973398666, { relative: 1e-8 });
});
