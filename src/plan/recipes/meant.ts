/** The rows of a table that the project's `where` lets through, whoever they are of and whenever they happened. */
import type { EventTable } from '../../model/schema.ts';
import type { CommonTable, Select } from '../../sql/ast.ts';
import { column, sqlTrue } from '../../sql/build.ts';
import { lowerLogic } from '../lower.ts';
import { joinedRows, type RecipeHost } from './rows.ts';

/** With the columns of the table; the last of the tables has the rows. */
export function rowsMeant(table: EventTable, host: RecipeHost): readonly CommonTable[] {
  const filter = host.input.definitions.filters.get(table.name);
  const joined = joinedRows(host, table, `${table.name}_meant`);
  const where = filter ? lowerLogic(filter, joined) : sqlTrue;
  const query: Select = {
    kind: 'select',
    items: table.columns.map(({ name }) => ({ expr: column(name, table.name), as: name })),
    from: { relation: joined.relation, as: table.name },
    ...(joined.joins.length > 0 ? { joins: joined.joins } : {}),
    where,
  };
  return [...joined.tables(), { name: host.relationNames.give(`${table.name}_meant`), query }];
}
