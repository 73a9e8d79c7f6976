/** What an order is worth: the Gamma-Gamma model, or averages where it cannot be fitted. */
import { type Diagnostic, warning } from '../diagnostics/diagnostic.ts';
import type { Fit } from '../stats/fit.ts';
import { gammaGamma, type SpendingRow } from '../stats/gamma-gamma.ts';
import { customersIn } from '../stats/repeat-buying.ts';
import type { CustomerData } from './named-model.ts';
import { FEWEST_RETURNING } from './prediction-doubts.ts';
import { readSpending } from './prediction-histories.ts';
import type { PredictionModel } from './prediction-model.ts';

/** What stands in the model's place. */
export const OWN_AVERAGE = 'own-average';

export interface SpendingFit {
  /** Undefined where averages stand in place of a model. */
  readonly fit: Fit | undefined;
  /** What an order of somebody without repeat orders is worth; undefined where nobody has any. */
  readonly usual: number | undefined;
  /** What that is by: everybody's average where the model has none. */
  readonly usualBy: string;
  /** Whose repeat days came to more than this is left out of the fit, and their own average stands. */
  readonly giantsAbove: number | undefined;
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
  const giantsAbove = aboveOthers(spenders);
  const isGiant = (row: SpendingRow): boolean => giantsAbove !== undefined && totalOf(row) > giantsAbove;
  const giants = spenders.filter(isGiant);
  const others = giants.length > 0 ? spenders.filter((row) => !isGiant(row)) : spenders;
  const found = given ?? fitOthers(others);
  const fit = found && hasMeans(found) ? found : undefined;
  const average = averageOf(others);
  const expected = fit && gammaGamma.expectedValue(fit.parameters, { repeats: 0, mean: 0 });
  const usualBy = expected === undefined ? OWN_AVERAGE : gammaGamma.name;
  return {
    fit: { fit, usual: expected ?? average, usualBy, giantsAbove },
    notes: notesOf({ rows, spenders, giants, fit, average, usualBy }),
  };
}

function fitOthers(rows: readonly SpendingRow[]): Fit | undefined {
  if (customersIn(rows) < FEWEST_RETURNING) return undefined;
  const fit = gammaGamma.fit(rows);
  return fit?.doubt === 'not-converged' ? undefined : fit;
}

/** Whether an order of whoever came back once has a mean, so that nobody's is below zero (equation 5, p + q > 1). */
function hasMeans({ parameters: [p, q] }: Fit): boolean {
  return p! + q! > 1;
}

/** So many customers, and one in a hundred, may be left out for what they spent. */
const MOST_GIANTS = 10;

/** What parts a few giants from the others; undefined where there are none. */
function aboveOthers(rows: readonly SpendingRow[]): number | undefined {
  const few = Math.min(MOST_GIANTS, Math.floor(customersIn(rows) / 100));
  return rows.length > 0 ? aboveThoseBelow(rows, Math.max(1, few)) : undefined;
}

/** Whoever has spent more than all who spent less together says nothing of them. */
function aboveThoseBelow(rows: readonly SpendingRow[], most: number): number | undefined {
  const top = rows.reduce((greatest, row) => Math.max(greatest, totalOf(row)), 0);
  const below = rows.filter((row) => totalOf(row) < top);
  const left = most - (customersIn(rows) - customersIn(below));
  const rest = below.reduce((sum, row) => sum + row.customers * totalOf(row), 0);
  // Of so few customers, each at most as great as the top, none can be more than the rest then.
  if (below.length === 0 || left < 0 || rest > most * top) return undefined;
  return aboveThoseBelow(below, left) ?? (top > rest ? (top + rest) / 2 : undefined);
}

/** Of one customer. */
function totalOf({ repeats, mean }: SpendingRow): number {
  return repeats * mean;
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
  readonly usualBy: string;
}): readonly Diagnostic[] {
  const { rows, spenders, giants, fit, average, usualBy } = found;
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
    const customers = customersIn(giants);
    const who =
      customers === 1
        ? 'one customer has spent more than all others together'
        : `${customers} customers have each spent more than all who spent less together`;
    const message = `${who}: they say nothing of the others, and what their orders are worth is by \`own-average\``;
    notes.push(warning('giant', message, undefined, { customers }));
  }
  if (average === undefined) return notes;
  if (!fit) {
    const isFew = customersIn(spenders) < FEWEST_RETURNING;
    const message =
      'what an order is worth is by `own-average`: the customer’s average of repeat days, or everybody’s, ' +
      `since ${isFew ? 'there are too few of them to fit a model to' : 'no model fits them'}`;
    notes.push(warning('own-average', message));
  } else if (usualBy === OWN_AVERAGE) {
    const message =
      'what an order of those who never came back is worth is by `own-average`, everybody’s of repeat days: ' +
      'it varies so much that the model has no mean for them';
    notes.push(warning('own-average', message));
  }
  return notes;
}
