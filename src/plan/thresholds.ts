/**
 * Every number at which the planner goes another way, and every way that it may take in place of the plain one
 * because it is quicker and gives the same. What is not listed here is not there: generated cases take each of
 * them and pass each of them by (`test/oracle/thresholds.test.ts`).
 */

/** An engine makes a table of customers and values for each count of different values; from so many on, one is made for all. */
export const COUNTS_BY_VALUE = 12;

/** A condition for the rows that anybody needs is asked for up to so many parts: a longer one costs more than it saves. */
export const USES = 24;

export const ways = [
  /** Many counts of different values are counted beside the other measures, from rows grouped by value. */
  'counts-by-value',
  /** There is nothing beside those counts. */
  'counts-alone',
  /** A group that has a row from some moment on has its latest row from then on. */
  'latest-for-start',
  /** Counts of different values in a window with a start have a scan of their own. */
  'counts-apart',
  /** What all measures of a scan ask of a row is asked before rows are grouped. */
  'shared-filter',
  /** Whether there is a row in a window is told by when the last or the first was, whatever the windows. */
  'time-for-any',
  /** By the first, where the windows have no start. */
  'first-for-any',
  /** Windows that end at one moment before the as-of share the last before it. */
  'closed-for-any',
  /** A count that is there anyway tells it. */
  'count-for-any',
  /** Only rows are read that some measure needs. */
  'useful-rows',
  /** Needs that differ in the values of one column alone are one. */
  'united-uses',
  /** Needs that another includes are left out. */
  'covered-uses',
  /** The end of a window that no row can pass is not asked for. */
  'open-end',
  /** Rows find their customer by the number that the key is the digits of. */
  'number-keys',
  /** Rows are grouped by keys as they stand in the file, and only the groups' keys are cleaned. */
  'written-keys',
] as const;

export type Way = (typeof ways)[number];

/** Which ways a plan took, and which it passed by. */
export class Ways {
  readonly #seen = new Set<string>();

  /** The answer, remembered. */
  take(way: Way, taken: boolean): boolean {
    this.#seen.add(wayKey(way, taken));
    return taken;
  }

  get seen(): ReadonlySet<string> {
    return this.#seen;
  }
}

export function wayKey(way: Way, taken: boolean): string {
  return `${way}: ${taken ? 'taken' : 'passed by'}`;
}
