/** What an order is worth: the Gamma-Gamma model, or averages where it cannot be fitted. */
import { type Diagnostic, warning } from '../diagnostics/diagnostic.ts';
import type { Fit } from '../stats/fit.ts';
import { gammaGamma, type SpendingRow } from '../stats/gamma-gamma.ts';
import { customersIn } from '../stats/repeat-buying.ts';
import type { CustomerData } from './named-model.ts';
import { FEWEST_RETURNING } from './prediction-doubts.ts';
import { readSpending } from './prediction-histories.ts';
import type { PredictionModel } from './prediction-model.ts';

export interface SpendingFit {
  /** Undefined where averages stand in place of a model. */
  readonly fit: Fit | undefined;
  /** What an order of somebody without repeat orders is worth; undefined where nobody has any. */
  readonly usual: number | undefined;
}

/** Undefined for events without money. */
export async function fitSpending(
  { money }: PredictionModel,
  histories: string,
  data: CustomerData,
  given: Fit | undefined,
): Promise<{ readonly fit: SpendingFit; readonly notes: readonly Diagnostic[] } | undefined> {
  if (!money) return undefined;
  const rows = await readSpending(data, histories);
  const spenders = rows.filter(({ mean }) => mean > 0);
  const giants = giantsOf(spenders);
  const others = giants.length > 0 ? spenders.filter((row) => !giants.includes(row)) : spenders;
  const fit = given ?? fitOthers(others);
  const average = averageOf(others);
  const usual = (fit && gammaGamma.expectedValue(fit.parameters, { repeats: 0, mean: 0 })) ?? average;
  return { fit: { fit, usual }, notes: notesOf({ rows, spenders, giants, fit, average }) };
}

function fitOthers(rows: readonly SpendingRow[]): Fit | undefined {
  if (customersIn(rows) < FEWEST_RETURNING) return undefined;
  const fit = gammaGamma.fit(rows);
  return fit?.doubt === 'not-converged' ? undefined : fit;
}

/** Somebody who alone has spent more than all others together says nothing of them. */
function giantsOf(rows: readonly SpendingRow[]): readonly SpendingRow[] {
  if (rows.length < 2) return [];
  const half = totalOf(rows) / 2;
  return rows.filter(({ customers, repeats, mean }) => customers === 1 && repeats * mean > half);
}

function totalOf(rows: readonly SpendingRow[]): number {
  return rows.reduce((sum, { customers, repeats, mean }) => sum + customers * repeats * mean, 0);
}

function averageOf(rows: readonly SpendingRow[]): number | undefined {
  if (rows.length === 0) return undefined;
  return rows.reduce((sum, { customers, mean }) => sum + customers * mean, 0) / customersIn(rows);
}

function notesOf(found: {
  readonly rows: readonly SpendingRow[];
  readonly spenders: readonly SpendingRow[];
  readonly giants: readonly SpendingRow[];
  readonly fit: Fit | undefined;
  readonly average: number | undefined;
}): readonly Diagnostic[] {
  const { rows, spenders, giants, fit, average } = found;
  const refunded = customersIn(rows) - customersIn(spenders);
  const notes: Diagnostic[] = [];
  if (refunded > 0) {
    const who = refunded === 1 ? '1 customer who came back has' : `${refunded} customers who came back have`;
    notes.push(
      warning(
        'refunds',
        `${who} spent nothing or less on average since, so what an order is worth is missing`,
        ['are refunds rows of the table? leave them out with `where:`, or take a column without them'],
        { customers: refunded },
      ),
    );
  }
  if (giants.length > 0) {
    const message =
      'one customer has spent more than all others together, and is left out of what an order is worth';
    notes.push(warning('giant', message, undefined, { customers: 1 }));
  }
  if (!fit && average !== undefined) {
    const message =
      'what an order is worth is by `own-average`: the customer’s average of repeat days, or everybody’s, ' +
      'since there are too few of them to fit a model to';
    notes.push(warning('own-average', message));
  }
  return notes;
}
