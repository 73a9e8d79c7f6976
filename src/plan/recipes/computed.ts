import {
  alternatives,
  type ComputedRecipe,
  type RecipeValue,
  recipeClock,
  recipeType,
} from '../../model/recipe.ts';
import type { EventTable } from '../../model/schema.ts';
import type { Value } from '../../model/value.ts';
import type { CommonTable, Expr, Select, SelectItem } from '../../sql/ast.ts';
import { binary, call, column, when } from '../../sql/build.ts';
import { momentOf } from '../clocks.ts';
import type { JoinedTables } from '../joined.ts';
import { lowerLogic, lowerValue } from '../lower.ts';
import { normalised } from '../normalised.ts';
import { asCell } from './cell.ts';
import { joinedRows, type RecipeHost, rowsOf } from './rows.ts';

/** The rows of a table with columns computed beside their own. */
export function computedTables(
  { relation, table, from, kept, columns, where }: ComputedRecipe,
  host: RecipeHost,
): readonly CommonTable[] {
  const own: EventTable = { ...rowsOf(table, host.input.schema), relation: from };
  const joined = joinedRows(host, own, relation);
  const items = columns.map(
    ({ name, value }): SelectItem => ({ expr: lowerRecipe(value, joined, host), as: name }),
  );
  const meant = where && lowerLogic(where, joined);
  const query: Select = {
    kind: 'select',
    items: [...kept.map((name) => ({ expr: column(name, table), as: name })), ...items],
    from: { relation: joined.relation, as: table },
    ...(meant ? { where: meant } : {}),
  };
  const { joins } = joined;
  return [...joined.tables(), { name: relation, query: joins.length > 0 ? { ...query, joins } : query }];
}

function lowerRecipe(value: RecipeValue, scope: JoinedTables, host: RecipeHost): Expr {
  const of = (item: Value): Expr => onClock(item, value, scope, host);
  switch (value.kind) {
    case 'value':
      return asCell(lowerValue(value.value, scope), value.value);
    case 'first-of':
      return call('coalesce', ...value.items.map(of));
    case 'choice':
      return when(
        lowerLogic(value.test, scope),
        of(value.then),
        value.otherwise ? of(value.otherwise) : undefined,
      );
    case 'normalised':
      return normalised(lowerValue(value.of, scope), value.how);
    case 'owner': {
      const address = normalised(lowerValue(value.of, scope), value.how);
      scope.join(value.book, value.book, binary('=', column('address', value.book), address));
      return column('customer', value.book);
    }
  }
}

/** Times of several clocks are put on one. */
function onClock(item: Value, value: RecipeValue, scope: JoinedTables, { clocks }: RecipeHost): Expr {
  const expr = asCell(lowerValue(item, scope), item);
  if (recipeType(value) !== 'time' || alternatives(value).length < 2) return expr;
  const moment = momentOf(item, expr);
  return recipeClock(value) === 'local' ? clocks.local(moment) : clocks.utc(moment);
}
