import type { Fit } from '../../src/stats/fit.ts';
import type { BuyingModel, HistoryRow } from '../../src/stats/repeat-buying.ts';
import { intervalOf, varianceOfTotal } from '../../src/stats/totals.ts';

/** The orders of all customers in the horizon, as `predict --summary` says them where nothing else is counted. */
export function totalOrders(model: BuyingModel, fit: Fit, rows: readonly HistoryRow[], horizon: number) {
  const { mean, byChance, byFit } = varianceOfTotal(model, fit, rows, horizon);
  return intervalOf(mean, byChance + byFit);
}
