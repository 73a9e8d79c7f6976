import { typeOf, type Value } from '../../model/value.ts';
import { FLOAT_SCALE } from '../../model/value-facts.ts';
import type { Expr } from '../../sql/ast.ts';
import { cast } from '../../sql/build.ts';

/** A quotient that is a column counts with as many digits after the point as any float, whatever is made of it. */
export function asCell(expr: Expr, value: Value): Expr {
  return typeOf(value) === 'quotient' ? cast(cast(expr, { decimal: [38, FLOAT_SCALE] }), 'double') : expr;
}
