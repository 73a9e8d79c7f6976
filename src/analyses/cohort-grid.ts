/** The rows of the query as cohorts with their cells: which there are, which have fully passed, what is in them. */
import type { AsOf } from '../model/calendar.ts';
import { addDecimals } from '../model/decimal.ts';
import type { Cell } from '../model/table.ts';
import { type CohortClock, clockOfAge } from './cohort-clock.ts';
import type { CohortColumn } from './cohort-query.ts';
import { type CohortQuestion, isAligned } from './cohort-question.ts';

export interface CohortCell {
  /** The age, or in the view of the calendar the number of the period. */
  readonly place: number;
  /** Those active as the question's kind counts them. */
  readonly customers: number;
  readonly events: number;
  /** Money, exact; zero where there was none. */
  readonly value: string;
  /** Money of this cell and those before it. */
  readonly valueSoFar: string;
  /** Whether the period has passed at the as-of for everybody in the cohort. */
  readonly complete: boolean;
}

export interface CohortRow {
  readonly split: Cell;
  /** The number of the period, or the place in the list of ranges or segments. */
  readonly cohort: number;
  readonly size: number;
  /** One for each period that has begun for somebody in the cohort, in order; periods without activity are zeros. */
  readonly cells: readonly CohortCell[];
}

export interface CohortGrid {
  readonly rows: readonly CohortRow[];
  /** Events before the cohort's own, which are no returns. */
  readonly ignored: number;
}

export type CohortCounts = Readonly<Record<CohortColumn, Cell>>;

/** Builds the grid; `found` are the rows of the query, by column. */
export function cohortGrid(
  found: readonly Readonly<Record<string, Cell>>[],
  question: CohortQuestion,
  asOf: AsOf,
): CohortGrid {
  const rows = found as readonly CohortCounts[];
  const clock = clockOfAge(question.age, question.weekStart, asOf);
  const zero = zeroLike(rows);
  const splits = groupBy(rows, ({ split }) => JSON.stringify(split));
  const sorted = [...splits.values()].toSorted((a, b) => compareCells(a[0]!.split, b[0]!.split));
  return {
    rows: sorted.flatMap((items) => splitRows(items, question, clock, zero)),
    ignored: total(rows.filter(({ what, place }) => what === 'cell' && place === null)),
  };
}

/** How many cells the grid will have, but for cohorts with nobody in them. */
export function countCells(
  found: readonly Readonly<Record<string, Cell>>[],
  question: CohortQuestion,
  asOf: AsOf,
): number {
  const clock = clockOfAge(question.age, question.weekStart, asOf);
  return found
    .filter(({ what }) => what === 'size')
    .map(({ low }) => placesFrom(Number(low), question, clock))
    .reduce((sum, { first, end }) => sum + end - first + 1, 0);
}

/** The places that a cohort has from its earliest member on: those that have begun. */
function placesFrom(low: number, { view, periods }: CohortQuestion, { step, last }: CohortClock) {
  if (view === 'calendar') return { first: low, end: last, known: last };
  const known = Math.floor((last - low) / step);
  return { first: 0, end: Math.min(known, (periods ?? Number.POSITIVE_INFINITY) - 1), known };
}

/** Zero with the digits that the sums have. */
function zeroLike(rows: readonly CohortCounts[]): string {
  const sum = rows.find(({ value }) => value !== null)?.value ?? '0';
  const digits = String(sum).split('.')[1]?.length ?? 0;
  return digits === 0 ? '0' : `0.${'0'.repeat(digits)}`;
}

function total(rows: readonly CohortCounts[]): number {
  return rows.reduce((sum, row) => sum + Number(row.events), 0);
}

function splitRows(
  rows: readonly CohortCounts[],
  question: CohortQuestion,
  clock: CohortClock,
  zero: string,
): readonly CohortRow[] {
  const byCohort = groupBy(rows, ({ cohort }) => Number(cohort));
  const split = rows[0]!.split;
  return cohortNumbers([...byCohort.keys()], question).map((cohort): CohortRow => {
    const items = byCohort.get(cohort) ?? [];
    const size = items.find(({ what }) => what === 'size');
    const own = isAligned(question) ? cohort : undefined;
    const low = size ? Number(size.low) : own;
    const high = size ? Number(size.high) : own;
    const cells =
      low === undefined || high === undefined ? [] : cellsOf(items, question, clock, { low, high, zero });
    return { split, cohort, size: Number(size?.customers ?? 0), cells };
  });
}

/** Periods between the first and the last are cohorts too, even with nobody in them; so is every range and segment. */
function cohortNumbers(known: readonly number[], { groups }: CohortQuestion): readonly number[] {
  if (known.length === 0) return [];
  const listed =
    groups.kind === 'ranges' ? groups.ranges : groups.kind === 'segments' ? groups.segments : undefined;
  if (listed) return listed.map((_, index) => index);
  const [first, last] = known.reduce(
    ([least, most], each) => [Math.min(least, each), Math.max(most, each)] as const,
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as readonly [number, number],
  );
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** The places that have begun for the earliest member; complete once they have passed for the latest. */
function cellsOf(
  items: readonly CohortCounts[],
  question: CohortQuestion,
  clock: CohortClock,
  { low, high, zero }: { readonly low: number; readonly high: number; readonly zero: string },
): readonly CohortCell[] {
  const calendar = question.view === 'calendar';
  const { first, end, known } = placesFrom(low, question, clock);
  const { step, now } = clock;
  const isComplete = (place: number): boolean =>
    calendar ? place + 1 <= now : high + (place + 1) * step <= now;
  const active = new Map(
    items.flatMap((row) => (row.what === 'cell' && row.place !== null ? [[Number(row.place), row]] : [])),
  );
  const customers = customersAt(items, question, first, known);
  let valueSoFar = zero;
  return Array.from({ length: Math.max(0, end - first + 1) }, (_, index): CohortCell => {
    const place = first + index;
    const row = active.get(place);
    const value = String(row?.value ?? zero);
    valueSoFar = addDecimals(valueSoFar, value);
    return {
      place,
      customers: customers(place),
      events: Number(row?.events ?? 0),
      value,
      valueSoFar,
      complete: isComplete(place),
    };
  });
}

/** How many are active at a place: there, by then, or then and later. */
function customersAt(
  items: readonly CohortCounts[],
  { kind }: CohortQuestion,
  first: number,
  end: number,
): (place: number) => number {
  const what = kind === 'on' ? 'cell' : 'reach';
  const counts = new Map<number, number>();
  for (const row of items) {
    if (row.what === what && row.place !== null) counts.set(Number(row.place), Number(row.customers));
  }
  const at = (place: number): number => counts.get(place) ?? 0;
  if (kind === 'on') return at;
  const sums = new Map<number, number>();
  let sum = 0;
  for (let step = 0; step <= end - first; step++) {
    const place = kind === 'until' ? first + step : end - step;
    sum += at(place);
    sums.set(place, sum);
  }
  return (place) => sums.get(place) ?? 0;
}

function groupBy<Key>(
  rows: readonly CohortCounts[],
  keyOf: (row: CohortCounts) => Key,
): ReadonlyMap<Key, readonly CohortCounts[]> {
  const groups = new Map<Key, CohortCounts[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** Numbers by size, everything else by its text; missing last. */
function compareCells(a: Cell, b: Cell): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : 1;
}
