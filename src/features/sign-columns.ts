/** What customers are looked at for, as numbers that a logistic model weighs: in the engine and here alike. */
import { isMoment, type NamedValue, typeOf, type Value } from '../model/value.ts';
import type { Expr } from '../sql/ast.ts';
import { binary, call, cast, column, date, integer, isNull, literal, when } from '../sql/build.ts';
import type { Logistic, LogisticRow } from '../stats/logistic.ts';

/** A customer whose signs, in their order, are numbers; null where one is missing. */
export interface SignRow extends LogisticRow {
  readonly raw: readonly (number | null)[];
}

export interface SignColumn {
  readonly name: string;
  /** Its place among the signs. */
  readonly sign: number;
  readonly missing: boolean;
  /** Dates are by the days since then. */
  readonly moment: boolean;
  /** Amounts and counts by ln (1 + x). */
  readonly logarithm: boolean;
}

/** Fewer of either kind tell nothing. */
export const FEWEST_EACH = 20;

/** Whether enough came to it, and enough did not. */
export function isTelling(rows: readonly LogisticRow[]): boolean {
  const came = rows.filter(({ outcome }) => outcome > 0).length;
  return came >= FEWEST_EACH && rows.length - came >= FEWEST_EACH;
}

/** A column a sign, and one for its being missing where it is for some. */
export function signColumns(
  from: readonly NamedValue[],
  rows: readonly Pick<SignRow, 'raw'>[],
): readonly SignColumn[] {
  return from.flatMap(({ name, value }, sign): readonly SignColumn[] => {
    const cells = rows.map(({ raw }) => raw[sign] ?? null);
    const logarithm = cells.every((cell) => cell === null || cell >= 0);
    const own = { name, sign, missing: false, moment: isMoment(typeOf(value)), logarithm };
    return cells.includes(null)
      ? [own, { name, sign, missing: true, moment: false, logarithm: false }]
      : [own];
  });
}

export function signValues({ raw }: Pick<SignRow, 'raw'>, columns: readonly SignColumn[]): readonly number[] {
  return columns.map(({ sign, missing, logarithm }) => {
    const cell = raw[sign] ?? null;
    if (missing) return cell === null ? 1 : 0;
    if (cell === null) return Number.NaN;
    return logarithm ? Math.log(1 + cell) : cell;
  });
}

export function known(value: number, otherwise: number): number {
  return Number.isNaN(value) ? otherwise : value;
}

/** The chance that the model gives, of columns `sign_0`, `sign_1` of the relation `s`. */
export function chanceOf(
  fit: Logistic,
  columns: readonly SignColumn[],
  from: readonly NamedValue[],
  asOf: string,
): Expr {
  const odds = columns.reduce(
    (sum, each, i) => binary('+', sum, termOf(each, i, fit, from, asOf)),
    number(fit.intercept),
  );
  return call('divide', number(1), binary('+', number(1), call('exp', binary('-', number(0), odds))));
}

function termOf(
  { sign, missing, logarithm }: SignColumn,
  i: number,
  { means, deviations, weights }: Logistic,
  from: readonly NamedValue[],
  asOf: string,
): Expr {
  const weight = deviations[i]! > 0 ? weights[i]! / deviations[i]! : 0;
  const plain = numberOf(column(`sign_${sign}`, 's'), from[sign]!.value, asOf);
  const value = missing ? when(isNull(plain), number(1), number(0)) : logarithm ? logOf(plain) : plain;
  const term = binary('*', number(weight), binary('-', value, number(means[i]!)));
  return missing ? term : call('coalesce', term, number(0));
}

/** What was never below 0 before may be so today; what is missing stays so. */
function logOf(expr: Expr): Expr {
  return call('ln', binary('+', number(1), when(binary('<', expr, number(0)), number(0), expr)));
}

function number(value: number): Expr {
  return cast(literal('decimal', String(value)), 'double');
}

export function numberOf(expr: Expr, value: Value, asOf: string): Expr {
  const type = typeOf(value);
  if (type === 'boolean') return cast(flag(expr), 'double');
  if (isMoment(type)) return cast(call('days-between', cast(expr, 'date'), date(asOf)), 'double');
  return cast(expr, 'double');
}

export function flag(expr: Expr): Expr {
  return when(call('coalesce', expr, literal('boolean', 'false')), integer(1), integer(0));
}
