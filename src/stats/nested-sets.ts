/**
 * What can be had by taking one told number from another: of two ways to part the same people, some parts of the one may
 * lie wholly within some of the other, and then the difference of their numbers is a number of people too.
 */
import type { Matrix } from './covariance.ts';

/** By the part of the one way and the part of the other: how many people are in both. */
export type Crossing = Matrix;

/** More parts than so many that may stand alone are taken for telling: there would be too many ways to choose. */
const MOST_LUMPS = 12;

/**
 * Whether some parts lie within some of the other way, among `everybody`, that hold fewer than `least` of the `counted`
 * more than they do, and not nobody. `counted` are some of everybody, or all.
 */
export function nestedByFew(everybody: Crossing, counted: Crossing, least: number): boolean {
  const lumps = lumpsOf(counted, least);
  const between = (crossing: Crossing): Matrix =>
    lumps.map((one) => lumps.map((other) => peopleIn(crossing, one.rows, other.columns)));
  const [all, some] = [between(everybody), between(counted)];
  if (some.every((row, one) => row.every((people, other) => one === other || people === 0))) return false;
  if (lumps.length > MOST_LUMPS) return true;
  for (let chosen = 1; chosen < 2 ** lumps.length - 1; chosen++) {
    const isIn = (lump: number): boolean => ((chosen >> lump) & 1) === 1;
    const sum = (matrix: Matrix, isWithin: boolean): number =>
      matrix.reduce(
        (total, row, one) =>
          total +
          (isIn(one) === isWithin
            ? row.reduce((people, each, other) => people + (isIn(other) === isWithin ? 0 : each), 0)
            : 0),
        0,
      );
    if (sum(all, true) > 0) continue;
    const more = sum(some, false);
    if (more > 0 && more < least) return true;
  }
  return false;
}

/** Whether so many people tie all these parts that whatever is chosen of them, never few lie between. */
export function areTied(
  counted: Crossing,
  rows: readonly number[],
  columns: readonly number[],
  least: number,
): boolean {
  if (rows.length === 0 && columns.length === 0) return true;
  const [lump, ...rest] = lumpsOf(counted, least);
  if (!lump || rest.length > 0) return false;
  return rows.every((row) => lump.rows.includes(row)) && columns.every((each) => lump.columns.includes(each));
}

/** The same of parts put together: each of these is of the parts named. */
export function coarserCrossing(
  crossing: Crossing,
  rows: readonly (readonly number[])[],
  columns: readonly (readonly number[])[],
): Crossing {
  return rows.map((one) => columns.map((other) => peopleIn(crossing, one, other)));
}

/** Parts that so many people tie that what lies between them is never few. */
interface Lump {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** Without parts in which there is nobody. */
function lumpsOf(crossing: Crossing, least: number): readonly Lump[] {
  const columnsOf = (row: readonly number[], fewest: number): readonly number[] =>
    row.flatMap((people, column) => (people >= fewest ? [column] : []));
  const lumps: { rows: number[]; columns: Set<number> }[] = [];
  for (const [at, row] of crossing.entries()) {
    if (columnsOf(row, 1).length === 0) continue;
    const columns = columnsOf(row, least);
    const tied = lumps.filter((lump) => columns.some((column) => lump.columns.has(column)));
    const joined = { rows: [at], columns: new Set(columns) };
    for (const lump of tied) {
      lumps.splice(lumps.indexOf(lump), 1);
      joined.rows.push(...lump.rows);
      for (const column of lump.columns) joined.columns.add(column);
    }
    lumps.push(joined);
  }
  const tied = new Set(lumps.flatMap(({ columns }) => [...columns]));
  const alone = columnsOf(columnSums(crossing), 1).filter((column) => !tied.has(column));
  return [
    ...lumps.map(({ rows, columns }) => ({ rows, columns: [...columns] })),
    ...alone.map((column) => ({ rows: [], columns: [column] })),
  ];
}

function columnSums(crossing: Crossing): readonly number[] {
  return (crossing[0] ?? []).map((_, column) => crossing.reduce((sum, row) => sum + row[column]!, 0));
}

function peopleIn(crossing: Crossing, rows: readonly number[], columns: readonly number[]): number {
  return rows.reduce(
    (sum, row) => sum + columns.reduce((people, column) => people + crossing[row]![column]!, 0),
    0,
  );
}
