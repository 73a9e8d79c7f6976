import { compareInstants } from '../model/calendar.ts';
import type { EventTable } from '../model/schema.ts';
import type { Bounds, Pick, Rows } from '../model/value.ts';
import type { CommonTable, Expr, Order, Select, SelectItem } from '../sql/ast.ts';
import {
  and,
  ascending,
  binary,
  call,
  column,
  columnsOf,
  descending,
  integer,
  isNotNull,
  mapColumns,
  sqlNull,
  sqlTrue,
  twoValued,
} from '../sql/build.ts';
import type { Clocks, Moment } from './clocks.ts';
import { keyOf, Names } from './intern.ts';
import { JoinedTables, type RowHost } from './joined.ts';
import { Layers } from './layers.ts';
import { lowerLogic, lowerWindow, type NamedValueKind, type ScopedLeaf } from './lower.ts';
import { type Sequenced, Sequences } from './sequences.ts';

/**
 * The rows of one event table, made ready for one pass: the columns that the pass reads, joined lookups, and
 * columns computed by looking at other rows of the same customer. Every name it gives out is a column of
 * `relation`.
 */
export class RowTable implements Sequenced {
  readonly clocks: Clocks;
  readonly table: EventTable;
  readonly relation: string;
  readonly customer: Expr = column('customer');
  /** What a row must be to be of use to anybody; TRUE where somebody uses all. */
  useful: Expr = sqlTrue;
  readonly #host: RowHost;
  readonly #level: number;
  readonly #prefix: string;
  readonly #names = new Names(['customer']);
  readonly #base = new Map<string, { readonly name: string; readonly expr: Expr }>();
  readonly #joined: JoinedTables;
  readonly #layers: Layers;
  readonly sequences: Sequences;
  readonly #partition: Expr[] = [this.customer];

  constructor(host: RowHost, table: EventTable, level: number, prefix: string) {
    this.#host = host;
    this.clocks = host.clocks;
    this.table = table;
    this.#level = level;
    this.#prefix = host.relationNames.give(prefix);
    this.relation = this.#prefix;
    this.#joined = new JoinedTables(host, table, level, `${this.#prefix}_custom`);
    this.#layers = new Layers(this.#names);
    this.sequences = new Sequences(this, this.#names, (name) => this.#follower(name));
  }

  /** Makes picks and gaps look only at rows with the same value of the column. */
  partitionBy(expr: Expr): void {
    this.#partition.push(expr);
  }

  /** The row's time, or NULL in a table without. */
  get moment(): Moment {
    const { time } = this.table;
    const found = this.table.columns.find((candidate) => candidate.name === time);
    if (!found) return { expr: sqlNull, type: 'utc' };
    const expr = this.#item(column(found.name, this.table.name), found.name);
    return { expr, type: found.type === 'date' ? 'date' : (found.clock ?? 'utc') };
  }

  /** The row's local date. */
  get date(): Expr {
    const moment = this.moment;
    return moment.type === 'date'
      ? moment.expr
      : this.derived(this.clocks.date(moment), `${this.table.time}_date`);
  }

  named(value: NamedValueKind): Expr {
    const wanted =
      value.kind === 'column' ? [...value.lookups, value.name].join('.') : this.#host.featureColumn(value);
    return this.#item(this.#joined.named(value), wanted);
  }

  scoped(leaf: ScopedLeaf): Expr {
    return this.#item(this.#joined.scoped(leaf), 'custom');
  }

  /** A column for an expression over columns of the same row. */
  readonly keep = (expr: Expr): Expr => this.derived(expr, 'moved_from');

  /** Whether telling these rows from others needs other rows, so that they go through a pass of their own. */
  static looksAround(rows: Rows): boolean {
    return rows.pick !== undefined || rows.steps.length > 0 || rows.absent !== undefined;
  }

  /** Which rows are meant, over the columns of `relation`. */
  filterOf(rows: Rows): Expr {
    const where = this.#tests(this.conditionOf(rows));
    const picked = rows.pick
      ? binary('<=', this.#numbered([this.customer], where, rows.pick), integer(rows.pick.n))
      : undefined;
    const having = rows.having && lowerLogic(rows.having, this);
    const windows = rows.bounds.map((bounds) => lowerWindow(this.moment, this.#past(bounds), this));
    return and(where, picked, having, ...windows, this.sequences.test(rows.steps, rows.absent));
  }

  /** The condition alone, over the joined tables. */
  conditionOf({ where }: Rows): Expr {
    return where ? lowerLogic(where, this.#joined) : sqlTrue;
  }

  /** A column a test: each is computed once a row, however many measures ask for it. */
  #tests(condition: Expr): Expr {
    const tests = condition.kind === 'and' ? condition.items : [condition];
    return and(...tests.map((test) => (test.kind === 'literal' ? test : this.#item(test, testName(test)))));
  }

  /** Rows at or after the as-of do not exist, so an end that is no earlier says nothing. */
  #past(bounds: Bounds): Bounds {
    const { to, ...rest } = bounds;
    const open = to?.kind === 'instant' && compareInstants(to.instant, this.clocks.asOf.instant) >= 0;
    return this.#host.ways.take('open-end', open) ? rest : bounds;
  }

  /** The row's number from the earliest or the latest, among the rows of its group that pass the filter. */
  position(filter: Expr, pick: Pick): Expr {
    return this.#numbered(this.#partition, filter, pick);
  }

  #numbered(partition: readonly Expr[], filter: Expr, { side }: Pick): Expr {
    return this.#looking('row-number', [], partition, filter, this.#timeline(side), side);
  }

  /** Days since the row before it in its group, among those that pass the filter. */
  gap(filter: Expr): Expr {
    const order = this.#timeline('earliest');
    const before = this.#looking('lag', [this.date], this.#partition, filter, order, 'date_before');
    return this.#layers.add(call('days-between', before, this.date), 'gap');
  }

  /** The row's place when values are ordered by how many rows of the group have them, ties as documented. */
  frequency(filter: Expr, of: Expr): Expr {
    const { expr: moment } = this.moment;
    const meant = and(filter, isNotNull(of));
    const count = this.#looking('count', [], [...this.#partition, of], meant, [], 'rows');
    const latest = this.#looking('max', [moment], [...this.#partition, of], meant, [], 'latest');
    const order = [descending(count), ...(moment === sqlNull ? [] : [descending(latest)]), ascending(of)];
    return this.#looking('row-number', [], this.#partition, meant, order, 'place');
  }

  #looking(
    name: 'row-number' | 'lag' | 'count' | 'max',
    args: readonly Expr[],
    group: readonly Expr[],
    filter: Expr,
    order: readonly Order[],
    wanted: string,
  ): Expr {
    const partition = filter === sqlTrue ? group : [...group, twoValued(filter)];
    return this.#layers.add({ kind: 'window', name, args, partition, order }, wanted);
  }

  /**
   * Time, then the key: numbers by number and before all else, which the latest have exactly the other way round.
   * Without a key, the order of the files.
   */
  #timeline(side: Pick['side']): readonly Order[] {
    const { key, order } = this.table;
    const at = (name: string): Expr => this.#item(column(name, this.table.name), name);
    const by = side === 'earliest' ? ascending : descending;
    if (key !== undefined) {
      const number = this.derived(call('number-of', at(key)), `${key}_number`);
      const byNumber: Order = side === 'earliest' ? by(number) : { ...by(number), nulls: 'first' };
      return [by(this.moment.expr), byNumber, by(at(key))];
    }
    if (order === undefined) throw new Error(`rows of ${this.table.name} have no order`);
    return [by(this.moment.expr), by(at(order))];
  }

  #item(expr: Expr, wanted: string): Expr {
    const key = keyOf(expr);
    const known = this.#base.get(key);
    if (known) return column(known.name);
    const name = this.#names.give(wanted);
    this.#base.set(key, { name, expr });
    return column(name);
  }

  /** A column computed from columns of the same row. */
  derived(expr: Expr, wanted: string): Expr {
    return expr.kind === 'column' ? expr : this.#item(this.#qualified(expr), wanted);
  }

  /** The expression over the joined tables instead of over `relation`. */
  #qualified(expr: Expr): Expr {
    const sources = new Map([...this.#base.values()].map(({ name, expr: source }) => [name, source]));
    return mapColumns(expr, (item) =>
      item.relation === undefined ? (sources.get(item.name) ?? item) : item,
    );
  }

  #follower(name: string): RowTable {
    const events = this.#host.schema.events.find((table) => table.name === name)!;
    return new RowTable(this.#host, events, this.#level, `${this.#prefix}_then_${name}`);
  }

  /** Everything that `relation` is made of, in order. */
  tables(): readonly CommonTable[] {
    const filter = this.#host.filters.get(this.table.name);
    const meant = filter ? lowerLogic(filter, this.#joined) : sqlTrue;
    const layers = this.#layers.tables('', () => '').length;
    const { size } = this.sequences;
    const names = this.#stageNames(1 + size + layers);
    const had = ['customer', ...[...this.#base.values()].map(({ name }) => name)];
    const base: CommonTable = { name: names[0]!, query: this.#baseQuery(meant) };
    const chain = this.sequences.tables(had, names);
    const looked = this.#layers.tables(names[size]!, (stratum) => names[1 + size + stratum]!);
    return [...this.#joined.tables(), base, ...chain, ...looked];
  }

  /** The last stage is the relation itself. */
  #stageNames(count: number): readonly string[] {
    return Array.from({ length: count }, (_, index) =>
      index === count - 1 ? this.relation : this.#host.relationNames.give(`${this.#prefix}_${index + 1}`),
    );
  }

  /** Rows of nobody count for nobody, and would be one large group. */
  get #owned(): Expr {
    const { customer, columns } = this.table;
    const isNullable = columns.find(({ name }) => name === customer)?.nullable ?? false;
    return isNullable ? isNotNull(this.#joined.owner) : sqlTrue;
  }

  #baseQuery(meant: Expr): Select {
    const { isWhole } = this.#host;
    const moment = this.table.time === undefined || isWhole ? undefined : this.moment;
    const before =
      moment && binary('<', moment.expr, this.clocks.boundary(this.clocks.asOf.instant, moment.type));
    const where = this.#qualified(and(this.#owned, before, meant, this.useful));
    const items = [...this.#base.values()].map(({ name, expr }): SelectItem => ({ expr, as: name }));
    const { name } = this.table;
    const { relation, joins, owner } = this.#joined;
    return {
      kind: 'select',
      items: [{ expr: owner, as: 'customer' }, ...items],
      from: { relation, as: name },
      ...(joins.length > 0 ? { joins } : {}),
      ...(where === sqlTrue ? {} : { where }),
    };
  }
}

/** A name to read in the SQL: `type_is_open`, `total_test`. */
function testName(test: Expr): string {
  const [subject = 'row'] = columnsOf(test);
  const value =
    test.kind === 'binary' && test.operator === '=' && test.right.kind === 'literal' ? test.right.text : '';
  return /^\w{1,20}$/.test(value) ? `${subject}_is_${value}` : `${subject}_test`;
}
