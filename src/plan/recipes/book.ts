import type { BookRecipe } from '../../model/recipe.ts';
import type { CommonTable, Expr, Select } from '../../sql/ast.ts';
import {
  aggregate,
  and,
  binary,
  column,
  descending,
  integer,
  isNotNull,
  sqlTrue,
  when,
} from '../../sql/build.ts';
import { existingCustomers } from '../existing.ts';
import { normalised } from '../normalised.ts';
import type { RecipeHost } from './rows.ts';

/** Whose each address is at the as-of; nobody's where several have it and none of them is preferred. */
export function bookTables(
  { relation, column: name, how, prefer }: BookRecipe,
  host: RecipeHost,
): readonly CommonTable[] {
  const { customers } = host.input.schema;
  const address = normalised(column(name), how);
  const key = column(customers.key);
  const held: Select = {
    kind: 'select',
    items: [
      { expr: address, as: 'address' },
      { expr: key, as: 'customer' },
      ...(prefer === undefined ? [] : [{ expr: preferred(address, column(prefer)), as: 'place' }]),
    ],
    from: { relation: customers.relation, as: customers.name },
    where: and(isNotNull(column(name)), existingCustomers(host.input.schema, host.clocks) ?? sqlTrue),
  };
  const all = host.relationNames.give(`${relation}_all`);
  const [least, most] = [aggregate('min', column('customer')), aggregate('max', column('customer'))];
  const query: Select = {
    kind: 'select',
    items: [
      { expr: column('address'), as: 'address' },
      { expr: when(binary('=', least, most), least), as: 'customer' },
    ],
    from: { relation: all },
    ...(prefer === undefined ? {} : { where: binary('=', column('place'), integer(1)) }),
    groupBy: [column('address')],
  };
  return [
    { name: all, query: held },
    { name: relation, query },
  ];
}

function preferred(address: Expr, by: Expr): Expr {
  return { kind: 'window', name: 'rank', args: [], partition: [address], order: [descending(by)] };
}
