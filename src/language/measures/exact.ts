import type { ValueType } from '../../model/value.ts';
import { FLOAT_SCALE } from '../../model/value-facts.ts';
import type { Expr } from '../../sql/ast.ts';
import { cast } from '../../sql/build.ts';

/**
 * The number as one whose sum is exact and does not depend on the order of rows: sums of floating-point
 * numbers drift and change with the number of threads, so floats are added as the decimals that they count as.
 */
export function exact(of: Expr, type: ValueType): Expr {
  return type === 'float' || type === 'quotient' ? cast(of, { decimal: [38, FLOAT_SCALE] }) : of;
}
