/** How dates of one column are written, where they are not all written alike. */
const ISO = /^\d{4}([-/])\d\d\1\d\d(?:([T ])(\d\d:\d\d)(:\d\d)?)?$/;
const WRITTEN = /^(\d\d?)([./-])(\d\d?)\2\d{4}(?: (\d\d?:\d\d)(:\d\d)?)?$/;

/** Of all cells the notation that `date_format` takes; undefined where they have none, or several. */
export function notationOf(cells: readonly string[]): string | undefined {
  const monthFirst = cells.some((cell) => Number(WRITTEN.exec(cell)?.[3]) > 12);
  const found = new Set(cells.map((cell) => isoNotation(cell) ?? writtenNotation(cell, monthFirst)));
  const [first] = found;
  return found.size === 1 ? first : undefined;
}

/** Whether the cells do not tell if the day or the month is first. */
export function mayBeMonthFirst(cells: readonly string[]): boolean {
  const written = cells.flatMap((cell) => WRITTEN.exec(cell) ?? []);
  return written.length > 0 && cells.every((cell) => !isBeyondMonths(WRITTEN.exec(cell)));
}

function isBeyondMonths(found: RegExpExecArray | null): boolean {
  return found !== null && (found[2] === '.' || Number(found[1]) > 12 || Number(found[3]) > 12);
}

function isoNotation(cell: string): string | undefined {
  const found = ISO.exec(cell);
  if (!found) return undefined;
  const [, sign = '-', between = ' ', clock, seconds] = found;
  return `YYYY${sign}MM${sign}DD${clockNotation(between, clock, seconds)}`;
}

function writtenNotation(cell: string, isMonthFirst: boolean): string | undefined {
  const found = WRITTEN.exec(cell);
  if (!found) return undefined;
  const [, , sign = '.', , clock, seconds] = found;
  const parts = isMonthFirst ? ['MM', 'DD', 'YYYY'] : ['DD', 'MM', 'YYYY'];
  return parts.join(sign) + clockNotation(' ', clock, seconds);
}

function clockNotation(between: string, clock: string | undefined, seconds: string | undefined): string {
  return clock === undefined ? '' : `${between}HH:mm${seconds === undefined ? '' : ':ss'}`;
}
