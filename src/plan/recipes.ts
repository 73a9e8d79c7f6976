/** Relations that no file holds, as common tables of a query, so that they stand at its as-of. */
import { filesApart } from '../model/file-order.ts';
import {
  alternatives,
  type BookRecipe,
  type ComputedRecipe,
  type GroupedRecipe,
  type Normalising,
  phoneSigns,
  type Recipe,
  type RecipeValue,
  recipeClock,
  recipeType,
  type UnitedRecipe,
} from '../model/recipe.ts';
import { type ColumnType, type EventTable, findColumn, type Schema } from '../model/schema.ts';
import type { Value } from '../model/value.ts';
import type { CommonTable, Expr, Select, SelectItem, SqlType } from '../sql/ast.ts';
import {
  aggregate,
  and,
  binary,
  call,
  cast,
  column,
  descending,
  integer,
  isNotNull,
  isNull,
  NULL,
  or,
  TRUE,
  text,
  when,
} from '../sql/build.ts';
import { relationsIn } from '../sql/walk.ts';
import { type Clocks, momentOf } from './clocks.ts';
import { FeatureTables } from './feature-tables.ts';
import type { PlanInput } from './input.ts';
import { Names } from './intern.ts';
import { JoinedTables, type RowHost } from './joined.ts';
import { textKeys } from './keys.ts';
import { lowerLogic, lowerValue } from './lower.ts';
import { Ways } from './thresholds.ts';

export class RecipeTables {
  readonly #input: PlanInput;
  readonly #clocks: Clocks;
  readonly #relationNames: Names;
  readonly #made = new Map<string, readonly CommonTable[]>();

  constructor(input: PlanInput, clocks: Clocks, relationNames: Names) {
    this.#input = input;
    this.#clocks = clocks;
    this.#relationNames = relationNames;
  }

  /** All that the tables are made of (or that any others may be), and what that is made of; each after what it needs. */
  neededBy(tables: readonly CommonTable[], orAny: boolean): readonly CommonTable[] {
    const found = new Map<string, readonly CommonTable[]>();
    const visit = (relations: ReadonlySet<string>): void => {
      for (const recipe of this.#input.definitions.recipes) {
        const wanted = relations.has(recipe.relation) && !found.has(recipe.relation);
        if (!wanted) continue;
        const made = this.made(recipe);
        visit(relationsOf(made));
        found.set(recipe.relation, made);
      }
    };
    const { recipes } = this.#input.definitions;
    visit(orAny ? new Set(recipes.map(({ relation }) => relation)) : relationsOf(tables));
    return [...found.values()].flat();
  }

  /** What the relation is made of, itself the last; the relations of other recipes are not among them. */
  made(recipe: Recipe): readonly CommonTable[] {
    const known = this.#made.get(recipe.relation);
    if (known) return known;
    const made = this.#make(recipe);
    this.#made.set(recipe.relation, made);
    return made;
  }

  /** The rows that one is made of for each key, the last of the tables. */
  rowsBeneath(recipe: GroupedRecipe): readonly CommonTable[] {
    return this.#rowsOf(recipe, rowsOf(recipe.table, this.#input.schema));
  }

  #make(recipe: Recipe): readonly CommonTable[] {
    switch (recipe.kind) {
      case 'computed':
        return this.#computed(recipe);
      case 'grouped':
        return this.#grouped(recipe);
      case 'book':
        return this.#book(recipe);
      case 'united':
        return united(recipe);
    }
  }

  #computed({ relation, table, from, kept, columns, where }: ComputedRecipe): readonly CommonTable[] {
    const own: EventTable = { ...rowsOf(table, this.#input.schema), relation: from };
    const joined = this.#joined(own, relation);
    const items = columns.map(
      ({ name, value }): SelectItem => ({ expr: this.#lower(value, joined), as: name }),
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

  #joined(table: EventTable, prefix: string): JoinedTables {
    return new JoinedTables(this.#rowHost, table, 0, this.#relationNames.give(`${prefix}_custom`));
  }

  get #rowHost(): RowHost {
    const { schema } = this.#input;
    const noFeatures = (): never => {
      throw new Error('a row of a recipe reads a computed value of the customer');
    };
    return {
      schema,
      clocks: this.#clocks,
      ways: new Ways(),
      relationNames: this.#relationNames,
      filters: new Map(),
      featuresRelation: noFeatures,
      featureColumn: noFeatures,
      customerColumn: schema.customers.key,
      keys: textKeys(schema),
    };
  }

  #lower(value: RecipeValue, scope: JoinedTables): Expr {
    const of = (item: Value): Expr => this.#onClock(item, value, scope);
    switch (value.kind) {
      case 'value':
        return lowerValue(value.value, scope);
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
  #onClock(item: Value, value: RecipeValue, scope: JoinedTables): Expr {
    const expr = lowerValue(item, scope);
    if (recipeType(value) !== 'time' || alternatives(value).length < 2) return expr;
    const moment = momentOf(item, expr);
    return recipeClock(value) === 'local' ? this.#clocks.local(moment) : this.#clocks.utc(moment);
  }

  /** The rows that are meant, those of each key that are newest, their measures, and one row of all of it. */
  #grouped(recipe: GroupedRecipe): readonly CommonTable[] {
    const { relation, key, columns, order } = recipe;
    const inner = rowsOf(recipe.table, this.#input.schema);
    const rows = this.#rowsOf(recipe, inner);
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
      name: this.#relationNames.give(`${relation}_keys`),
      query: { kind: 'select', items, from: { relation: rowsName }, groupBy: [column(key.from)] },
    };
    const measures = columns.filter(({ value }) => value.kind !== 'column');
    if (measures.length === 0) return [...rows, { ...base, name: relation }];
    const features = this.#features({ ...inner, relation: rowsName, customer: key.from }, key.name, base);
    const measured = measures.map(({ name, value }) => {
      if (value.kind !== 'measure') throw new Error('a made column is a measure or a column');
      return { expr: features.measure(value), as: name };
    });
    const made = features.tables(base.name);
    const query: Select = {
      kind: 'select',
      items: [...items.map(({ as }) => ({ expr: column(as), as })), ...measured],
      from: { relation: made.relation },
    };
    return [...rows, base, ...made.tables, { name: relation, query }];
  }

  #rowsOf(recipe: GroupedRecipe, inner: EventTable): readonly CommonTable[] {
    const { relation, key, isFiltered, newest } = recipe;
    const { definitions } = this.#input;
    const joined = this.#joined(inner, `${relation}_rows`);
    const filter = isFiltered ? definitions.filters.get(inner.name) : undefined;
    const meant = filter ? lowerLogic(filter, joined) : TRUE;
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
    const name = this.#relationNames.give(`${relation}_rows`);
    const query: Select = {
      kind: 'select',
      items: [
        ...names.map((each) => ({ expr: owned(each), as: each })),
        ...(ranked ? [{ expr: ranked, as: rank }] : []),
      ],
      from: { relation: joined.relation, as: inner.name },
      ...(joined.joins.length > 0 ? { joins: joined.joins } : {}),
      where: and(isNotNull(owned(key.from)), this.#before(inner), meant),
    };
    const all: readonly CommonTable[] = [...joined.tables(), { name, query }];
    if (!ranked) return all;
    const newestRows: Select = {
      kind: 'select',
      items: names.map((each) => ({ expr: column(each), as: each })),
      from: { relation: name },
      where: binary('=', column(rank), integer(1)),
    };
    return [...all, { name: this.#relationNames.give(`${relation}_newest`), query: newestRows }];
  }

  /** Rows at or after the as-of do not exist; one without a time belongs to those of its key. */
  #before(inner: EventTable): Expr {
    const time = inner.time === undefined ? undefined : findColumn(inner, inner.time);
    if (!time) return TRUE;
    const expr = column(time.name, inner.name);
    const type = time.type === 'date' ? 'date' : (time.clock ?? 'utc');
    const before = binary('<', expr, this.#clocks.boundary(this.#clocks.asOf.instant, type));
    return time.nullable ? or(isNull(expr), before) : before;
  }

  /** Measures of the rows of a key, as those of the rows of a customer. */
  #features(rows: EventTable, key: string, base: CommonTable): FeatureTables {
    const { key: _, ...table } = rows;
    const plain = table.columns.map(({ number: __, written: ___, ...rest }) => rest);
    const { schema, definitions } = this.#input;
    const others = schema.events.filter((each) => each.name !== rows.name);
    const events = [...others, { ...table, columns: plain }];
    const columnNames = base.query.kind === 'select' ? base.query.items.map(({ as }) => as) : [];
    return new FeatureTables({
      input: {
        ...this.#input,
        trustsKeys: false,
        schema: { ...schema, events },
        definitions: { ...definitions, traits: [], filters: new Map() },
      },
      clocks: this.#clocks,
      ways: new Ways(),
      relationNames: this.#relationNames,
      columnNames: new Names(columnNames),
      key,
      matched: key,
      isWhole: true,
      named: () => {
        throw new Error('a made row reads a value of the customer');
      },
    });
  }

  /** Whose each address is; nobody's where several have it and none of them is preferred. */
  #book({ relation, column: name, how, prefer }: BookRecipe): readonly CommonTable[] {
    const { customers } = this.#input.schema;
    const address = normalised(column(name), how);
    const key = column(customers.key);
    const held: Select = {
      kind: 'select',
      items: [
        { expr: address, as: 'address' },
        { expr: key, as: 'customer' },
        ...(prefer === undefined ? [] : [{ expr: preferred(address, column(prefer)), as: 'place' }]),
      ],
      from: { relation: customers.relation },
      where: isNotNull(column(name)),
    };
    const all = this.#relationNames.give(`${relation}_all`);
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
}

/** The table's rows, then the keys that it does not have. */
function united({ relation, from, key, columns, added }: UnitedRecipe): readonly CommonTable[] {
  const own: Select = {
    kind: 'select',
    items: [key, ...columns.map(({ name }) => name)].map((name) => ({ expr: column(name), as: name })),
    from: { relation: from },
  };
  const more: Select = {
    kind: 'select',
    items: [
      { expr: column(added.key, 'added'), as: key },
      ...columns.map(({ name, type, scale }) => ({ expr: cast(NULL, sqlType(type, scale)), as: name })),
    ],
    from: { relation: added.relation, as: 'added' },
    joins: [
      {
        kind: 'left',
        relation: from,
        as: 'known',
        on: binary('=', column(key, 'known'), column(added.key, 'added')),
      },
    ],
    where: isNull(column(key, 'known')),
  };
  return [{ name: relation, query: { kind: 'union', items: [own, more] } }];
}

function sqlType(type: ColumnType, scale = 0): SqlType {
  switch (type) {
    case 'decimal':
      return { decimal: [38, scale] };
    case 'float':
      return 'double';
    case 'time':
      return 'timestamp';
    case 'list':
      return 'text-list';
    default:
      return type;
  }
}

function preferred(address: Expr, by: Expr): Expr {
  return { kind: 'window', name: 'rank', args: [], partition: [address], order: [descending(by)] };
}

/** By what rows are newer than others: a column, or the place of their file among the files. */
function newness(name: string, inner: EventTable): Expr {
  if (name !== '_file' || inner.order === undefined) return column(name, inner.name);
  return binary('//', column(inner.order, inner.name), integer(filesApart));
}

function firstKnown(of: Expr, { order }: EventTable): Expr {
  return order === undefined
    ? aggregate('min', of)
    : { kind: 'aggregate', name: 'first', arg: of, order: column(order) };
}

/** An address as it is compared. */
export function normalised(address: Expr, how: Normalising | undefined): Expr {
  switch (how) {
    case 'email':
      return call('lower', address);
    case 'phone':
      return call('nullif', call('translate', address, text(phoneSigns), text('')), text(''));
    case undefined:
      return address;
  }
}

/** Rows of any table, as rows of events. */
function rowsOf(name: string, { customers, events, lookups, unowned = [] }: Schema): EventTable {
  const event = [...events, ...unowned].find((table) => table.name === name);
  if (event) return event;
  if (name === customers.name) return { ...customers, customer: customers.key };
  const lookup = lookups.find((table) => table.name === name)!;
  return { ...lookup, customer: lookup.key };
}

/** The relations that the tables read. */
function relationsOf(tables: readonly CommonTable[]): ReadonlySet<string> {
  return new Set(tables.flatMap(({ query }) => relationsIn(query)));
}
