/** One row for each key of the rows of a table. */
import { FILES_APART } from '../../model/file-order.ts';
import type { GroupedRecipe } from '../../model/recipe.ts';
import { type EventTable, findColumn } from '../../model/schema.ts';
import type { CommonTable, Expr, Select, SelectItem } from '../../sql/ast.ts';
import {
  aggregate,
  and,
  binary,
  column,
  descending,
  integer,
  isNotNull,
  isNull,
  or,
  sqlTrue,
} from '../../sql/build.ts';
import { FeatureTables } from '../feature-tables.ts';
import { Names } from '../intern.ts';
import { lowerLogic } from '../lower.ts';
import { Ways } from '../thresholds.ts';
import { asCell } from './cell.ts';
import { joinedRows, type RecipeHost, rowsOf } from './rows.ts';

/** The rows that one is made of for each key, the last of the tables. */
export function rowsBeneath(recipe: GroupedRecipe, host: RecipeHost): readonly CommonTable[] {
  return meantRows(recipe, rowsOf(recipe.table, host.input.schema), host);
}

/** The rows that are meant, those of each key that are newest, their measures, and one row of all of it. */
export function groupedTables(recipe: GroupedRecipe, host: RecipeHost): readonly CommonTable[] {
  const { relation, key, columns, order } = recipe;
  const inner = rowsOf(recipe.table, host.input.schema);
  const rows = meantRows(recipe, inner, host);
  const rowsName = rows.at(-1)!.name;
  const first = columns.flatMap(({ name, value }) =>
    value.kind === 'column' ? [{ expr: firstKnown(column(value.name), inner), as: name }] : [],
  );
  const items: readonly SelectItem[] = [
    { expr: column(key.from), as: key.name },
    ...first,
    ...(order === undefined ? [] : [{ expr: aggregate('min', column(order)), as: order }]),
  ];
  const base: CommonTable = {
    name: host.relationNames.give(`${relation}_keys`),
    query: { kind: 'select', items, from: { relation: rowsName }, groupBy: [column(key.from)] },
  };
  const measures = columns.filter(({ value }) => value.kind !== 'column');
  if (measures.length === 0) return [...rows, { ...base, name: relation }];
  const features = featuresOf({ ...inner, relation: rowsName, customer: key.from }, key.name, base, host);
  const measured = measures.map(({ name, value }) => {
    if (value.kind !== 'measure') throw new Error('a made column is a measure or a column');
    return { expr: asCell(features.measure(value), value), as: name };
  });
  const made = features.tables(base.name);
  const query: Select = {
    kind: 'select',
    items: [...items.map(({ as }) => ({ expr: column(as), as })), ...measured],
    from: { relation: made.relation },
  };
  return [...rows, base, ...made.tables, { name: relation, query }];
}

function meantRows(recipe: GroupedRecipe, inner: EventTable, host: RecipeHost): readonly CommonTable[] {
  const { relation, key, isFiltered, newest } = recipe;
  const { definitions } = host.input;
  const joined = joinedRows(host, inner, `${relation}_rows`);
  const filter = isFiltered ? definitions.filters.get(inner.name) : undefined;
  const meant = filter ? lowerLogic(filter, joined) : sqlTrue;
  const owned = (name: string): Expr => column(name, inner.name);
  const names = [
    ...inner.columns.map(({ name }) => name),
    ...(inner.order === undefined ? [] : [inner.order]),
  ];
  const rank = new Names(names).give('rank');
  const newestFirst = newest === undefined ? undefined : descending(newness(newest, inner));
  const ranked: Expr | undefined = newestFirst && {
    kind: 'window',
    name: 'rank',
    args: [],
    partition: [owned(key.from)],
    order: [newestFirst],
  };
  const name = host.relationNames.give(`${relation}_rows`);
  const query: Select = {
    kind: 'select',
    items: [
      ...names.map((each) => ({ expr: owned(each), as: each })),
      ...(ranked ? [{ expr: ranked, as: rank }] : []),
    ],
    from: { relation: joined.relation, as: inner.name },
    ...(joined.joins.length > 0 ? { joins: joined.joins } : {}),
    where: and(isNotNull(owned(key.from)), isBeforeAsOf(inner, host), meant),
  };
  const all: readonly CommonTable[] = [...joined.tables(), { name, query }];
  if (!ranked) return all;
  const newestRows: Select = {
    kind: 'select',
    items: names.map((each) => ({ expr: column(each), as: each })),
    from: { relation: name },
    where: binary('=', column(rank), integer(1)),
  };
  return [...all, { name: host.relationNames.give(`${relation}_newest`), query: newestRows }];
}

/** Rows at or after the as-of do not exist; one without a time belongs to those of its key. */
function isBeforeAsOf(inner: EventTable, { clocks }: RecipeHost): Expr {
  const time = inner.time === undefined ? undefined : findColumn(inner, inner.time);
  if (!time) return sqlTrue;
  const expr = column(time.name, inner.name);
  const type = time.type === 'date' ? 'date' : (time.clock ?? 'utc');
  const before = binary('<', expr, clocks.boundary(clocks.asOf.instant, type));
  return time.nullable ? or(isNull(expr), before) : before;
}

/** Measures of the rows of a key, as those of the rows of a customer. */
function featuresOf(rows: EventTable, key: string, base: CommonTable, host: RecipeHost): FeatureTables {
  const { key: _, ...table } = rows;
  const plain = table.columns.map(({ number: __, written: ___, ...rest }) => rest);
  const { schema, definitions } = host.input;
  const others = schema.events.filter((each) => each.name !== rows.name);
  const events = [...others, { ...table, columns: plain }];
  const columnNames = base.query.kind === 'select' ? base.query.items.map(({ as }) => as) : [];
  return new FeatureTables({
    input: {
      ...host.input,
      trustsKeys: false,
      schema: { ...schema, events },
      definitions: { ...definitions, traits: [], filters: new Map() },
    },
    clocks: host.clocks,
    ways: new Ways(),
    relationNames: host.relationNames,
    columnNames: new Names(columnNames),
    key,
    matched: key,
    isWhole: true,
    named: () => {
      throw new Error('a made row reads a value of the customer');
    },
  });
}

/** By what rows are newer than others: a column, or the place of their file among the files. */
function newness(name: string, inner: EventTable): Expr {
  if (name !== '_file' || inner.order === undefined) return column(name, inner.name);
  return binary('//', column(inner.order, inner.name), integer(FILES_APART));
}

function firstKnown(of: Expr, { order }: EventTable): Expr {
  return order === undefined
    ? aggregate('min', of)
    : { kind: 'aggregate', name: 'first', arg: of, order: column(order) };
}
