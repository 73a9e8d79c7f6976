import { typeOf, type Value, type ValueType } from '../../model/value.ts';
import type { Expr } from '../../sql/ast.ts';
import { cast } from '../../sql/build.ts';

/**
 * The number as one whose sum is exact and does not depend on the order of rows: sums of floating-point
 * numbers drift and change with the number of threads, so floats are added as decimals of six digits.
 */
export function exact(of: Expr, type: ValueType): Expr {
  return type === 'float' || type === 'quotient' ? cast(of, { decimal: [38, 6] }) : of;
}

/** Digits after the point of an exact sum of the value. */
export function scaleOf(of: Value): number {
  if (typeOf(of) !== 'decimal') return 6;
  return (of.kind === 'column' || of.kind === 'measure' ? of.scale : undefined) ?? 6;
}
