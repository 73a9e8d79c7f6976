import type { Schema } from '../model/schema.ts';
import type { Expr } from '../sql/ast.ts';
import { binary, column, isNull, or } from '../sql/build.ts';
import type { Clocks } from './clocks.ts';

/** Which rows of the customers, under their name, are there at the as-of; undefined where all are. */
export function existingCustomers({ customers }: Schema, clocks: Clocks): Expr | undefined {
  const found = customers.columns.find(({ name }) => name === customers.created);
  if (found?.type !== 'date' && found?.type !== 'time') return undefined;
  const expr = column(found.name, customers.name);
  const type = found.type === 'date' ? 'date' : (found.clock ?? 'utc');
  const before = binary('<', expr, clocks.boundary(clocks.asOf.instant, type));
  return found.nullable ? or(isNull(expr), before) : before;
}
