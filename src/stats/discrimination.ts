/** How well a score tells those to whom something happened from the others; equal scores are told apart by nobody. */

export interface ScoredOutcome {
  readonly score: number;
  /** What happened: 1 or 0, or a number of things. */
  readonly outcome: number;
  readonly customers: number;
}

/**
 * The area under the ROC curve: the chance that one to whom it happened (an outcome above 0) has a higher score
 * than one to whom it did not, ties counting half (Hanley and McNeil 1982). Undefined where it happened to all or
 * none.
 */
export function areaUnderCurve(rows: readonly ScoredOutcome[]): number | undefined {
  let [below, pairs, happened, others] = [0, 0, 0, 0];
  for (const tie of tiesOf(rows)) {
    const yes = sum(tie, ({ outcome, customers }) => (outcome > 0 ? customers : 0));
    const no = sum(tie, ({ outcome, customers }) => (outcome > 0 ? 0 : customers));
    pairs += yes * (below + no / 2);
    below += no;
    happened += yes;
    others += no;
  }
  return happened > 0 && others > 0 ? pairs / (happened * others) : undefined;
}

/** How many times as much happened to each of the best `share` as to everybody; undefined where nothing did. */
export function liftOfTop(rows: readonly ScoredOutcome[], share: number): number | undefined {
  const customers = sum(rows, (row) => row.customers);
  const all = sum(rows, (row) => row.customers * row.outcome);
  if (!(all > 0)) return undefined;
  return sumOfTop(rows, customers * share) / share / all;
}

/** What happened to the `size` of the best score; of those who tie at the cut, their share. */
export function sumOfTop(rows: readonly ScoredOutcome[], size: number): number {
  let [left, found] = [size, 0];
  for (const tie of tiesOf(rows).reverse()) {
    const customers = sum(tie, (row) => row.customers);
    const taken = Math.min(1, left / customers);
    found += taken * sum(tie, (row) => row.customers * row.outcome);
    left -= taken * customers;
    if (!(left > 0)) break;
  }
  return found;
}

/** Rows of equal scores, from the lowest score on. */
function tiesOf(rows: readonly ScoredOutcome[]): (readonly ScoredOutcome[])[] {
  const ties: ScoredOutcome[][] = [];
  for (const row of rows.toSorted((a, b) => a.score - b.score)) {
    const tie = ties.at(-1);
    if (tie && tie[0]!.score === row.score) tie.push(row);
    else ties.push([row]);
  }
  return ties;
}

function sum(rows: readonly ScoredOutcome[], of: (row: ScoredOutcome) => number): number {
  return rows.reduce((total, row) => total + of(row), 0);
}
