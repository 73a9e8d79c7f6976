/** Doubles as the decimals of their shortest digits: what a CSV file would write for them. */
import { quoteIdentifier } from '../database/quote.ts';
import { digitsBehind } from './digits-behind.ts';
import { measureValues } from './one-row.ts';
import type { RawTable } from './raw.ts';
import type { TableContext } from './table-context.ts';

export interface Digits {
  /** Behind the point. */
  readonly scale: number;
  /** The greatest number without its sign. */
  readonly most: number;
}

/**
 * What decimals of doubles may have behind the point, and in all: from there on they count with 12, since products and
 * sums of so many digits pass what the engine adds up.
 */
const MOST_SCALE = 18;
const MOST_DIGITS = 32;

/** Rows that tell how many digits the others are likely to have; each beyond these costs as much as ten others. */
const FIRST_ROWS = 2000;

/** The digits of columns of doubles, given as SQL; undefined for one that has more than a decimal may have. */
export async function measureDigits(
  doubles: readonly string[],
  raw: RawTable,
  { database }: TableContext,
): Promise<readonly (Digits | undefined)[]> {
  if (doubles.length === 0) return [];
  const relation = quoteIdentifier(raw.relation);
  const likely = doubles.map((value) => ({
    value,
    aggregates: (double: string) => [`max(${digitsOf(double)})`],
  }));
  const scales = await measureValues(likely, `FROM ${relation} LIMIT ${FIRST_ROWS}`, database);
  const asked = doubles.map((value, index) => {
    const scale = Number(scales[index]![0] ?? 0);
    return { value, aggregates: (double: string) => [greatestScale(double, scale), greatest(double)] };
  });
  const measured = await measureValues(asked, `FROM ${relation}`, database);
  return measured.map(([scale, most]) => {
    const digits = { scale: Number(scale ?? 0), most: Number(most ?? 0) };
    return fits(digits) ? digits : undefined;
  });
}

function greatestScale(double: string, likely: number): string {
  return likely > MOST_SCALE ? String(likely) : `max(${scaleBeyond(double, likely)})`;
}

function greatest(double: string): string {
  return `max(CASE WHEN isfinite(${double}) THEN abs(${double}) END)`;
}

function fits({ scale, most }: Digits): boolean {
  return scale <= MOST_SCALE && most < 10 ** (MOST_DIGITS - scale);
}

function digitsOf(double: string): string {
  return `CASE WHEN isfinite(${double}) THEN ${digitsBehind(`CAST(${double} AS VARCHAR)`)} END`;
}

/** The scale where the double has no more digits, which is told without its text; else its own. */
function scaleBeyond(double: string, scale: number): string {
  return `CASE WHEN abs(${double}) < ${EXACTLY / 10 ** scale} AND ${isDecimal(double, scale)} THEN ${scale} ELSE ${digitsOf(double)} END`;
}

/** Up to here the double nearest to a whole number of digits is closer to it than to another. */
const EXACTLY = 2 ** 51;

function isDecimal(double: string, scale: number): string {
  return `CAST(TRY_CAST(${double} AS DECIMAL(38,${scale})) AS DOUBLE) = ${double}`;
}

/** The decimal as SQL; the way over the text is a tenth as fast, and taken only by values of so many digits. */
export function decimalOf(double: string, { scale, most }: Digits): string {
  const width = most < 10 ** (17 - scale) ? 18 : 38;
  const type = `DECIMAL(${width},${scale})`;
  const short = shortScale(scale, most);
  if (short === scale) return `TRY_CAST(${double} AS ${type})`;
  const text = `TRY_CAST(CAST(${double} AS VARCHAR) AS ${type})`;
  if (short < 0) return text;
  const few = `CAST(TRY_CAST(${double} AS DECIMAL(38,${short})) AS ${type})`;
  return `CASE WHEN ${isDecimal(double, short)} THEN ${few} ELSE ${text} END`;
}

/** So many digits of the greatest number are told without its text. */
function shortScale(scale: number, most: number): number {
  const room = most === 0 ? scale : Math.floor(Math.log10(EXACTLY / most));
  return Math.min(scale, room);
}
