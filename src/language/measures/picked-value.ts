import type { Expr } from '../../sql/ast.ts';
import { aggregate } from '../../sql/build.ts';
import type { MeasureInput } from '../measure.ts';

/** The value of the one row that passes. Engines have no greatest of booleans. */
export function pickedValue({ filter, of, type }: MeasureInput): Expr {
  return aggregate(type === 'boolean' ? 'any' : 'max', of, { filter });
}
