/** A pass reads the rows of one event table once and gives one row a customer, for all features that need it. */

import type { Measure } from '../language/measure.ts';
import { findMeasure } from '../language/measures/index.ts';
import { compareInstants } from '../model/calendar.ts';
import { type Logic, leaves } from '../model/logic.ts';
import type { EventTable } from '../model/schema.ts';
import { type Leaf, type MeasureValue, type Rows, typeOf, type Value } from '../model/value.ts';
import type { CommonTable, Expr, SelectItem } from '../sql/ast.ts';
import {
  aggregate,
  and,
  ascending,
  binary,
  call,
  column,
  date,
  descending,
  FALSE,
  integer,
  isNotNull,
  mapColumns,
  or,
  TRUE,
  when,
} from '../sql/build.ts';
import { keyOf, Names } from './intern.ts';
import type { RowHost } from './joined.ts';
import { Layers } from './layers.ts';
import { lowerLogic, lowerValue, type NamedValueKind, type Scope, type ScopedLeaf } from './lower.ts';
import { RowTable } from './rows.ts';

/** Named aggregates over one grouping of rows; equal ones are computed once. */
class Aggregates {
  readonly #names: Names;
  readonly #items = new Map<string, SelectItem>();

  constructor(taken: Iterable<string>) {
    this.#names = new Names(taken);
  }

  add(expr: Expr, wanted: string): string {
    const key = keyOf(expr);
    const known = this.#items.get(key);
    if (known) return known.as;
    const as = this.#names.give(wanted);
    this.#items.set(key, { expr, as });
    return as;
  }

  get items(): readonly SelectItem[] {
    return [...this.#items.values()];
  }
}

/** The measure as an aggregate over the table's rows. */
function lowerMeasure(value: MeasureValue, measure: Measure, rows: RowTable): Expr {
  const filter = rows.filterOf(value.rows);
  const asOf = date(rows.clocks.asOf.date);
  const of = value.of ? lowerValue(value.of, rows) : value.test ? lowerLogic(value.test, rows) : TRUE;
  const type = value.of ? typeOf(value.of) : 'boolean';
  const day = measure.needsTime ? rows.date : TRUE;
  switch (measure.pass) {
    case 'scan':
      return measure.lower({ filter, of, type, date: day, asOf });
    case 'frequency': {
      const most = and(filter, isNotNull(of), binary('=', rows.frequency(filter, of), integer(1)));
      return measure.lower({ filter: most, of, type, date: day, asOf });
    }
    case 'gaps':
      return measure.lower({ filter, of: rows.gap(filter), type, date: day, asOf });
    case 'first':
    case 'last': {
      const side = measure.pass === 'first' ? 'earliest' : 'latest';
      const picked = and(filter, binary('=', rows.position(filter, { side, n: 1 }), integer(1)));
      return measure.lower({ filter: picked, of, type, date: day, asOf });
    }
  }
}

export function measureOf(value: MeasureValue): Measure {
  const measure = findMeasure(value.measure);
  if (!measure) throw new Error(`no measure ${value.measure}`);
  return measure;
}

/** What the measure is where the aggregate found nothing to measure. */
export function ofNoRows(measure: Measure, found: Expr): Expr {
  switch (measure.empty) {
    case 'zero':
      return call('coalesce', found, integer(0));
    case 'false':
      return call('coalesce', found, FALSE);
    case 'missing':
      return found;
  }
}

/** A name to read in the SQL: `orders_sum_total`. */
export function featureName(value: MeasureValue): string {
  const of = value.of?.kind === 'column' ? `_${[...value.of.lookups, value.of.name].join('_')}` : '';
  return `${value.rows.table}_${value.measure}${of}`;
}

export interface Pass {
  readonly table: string;
  readonly level: number;
  /** The relation with one row a customer. */
  readonly relation: string;
  readonly features: number;
  tables(): readonly CommonTable[];
}

/** Which rows some feature reads: for each `where`, from the earliest instant on. */
class Uses {
  readonly #from = new Map<string, { readonly where: Expr; readonly from: string | undefined }>();
  #all = false;

  add(rows: Rows, table: RowTable): void {
    if (RowTable.looksAround(rows)) this.#all = true;
    if (this.#all) return;
    const where = table.conditionOf(rows);
    const from = latest(
      rows.bounds.flatMap((bounds) => (bounds.from?.kind === 'instant' ? [bounds.from.instant] : [])),
    );
    if (where === TRUE && from === undefined) this.#all = true;
    const known = this.#from.get(keyOf(where));
    const earlier =
      known === undefined
        ? from
        : known.from === undefined || from === undefined
          ? undefined
          : earliest(known.from, from);
    this.#from.set(keyOf(where), { where, from: earlier });
  }

  /** The condition over the columns of the rows; a long one costs more than it saves. */
  lower(table: RowTable): Expr {
    const parts = [...this.#from.values()];
    if (this.#all || parts.length === 0 || parts.length > MOST_USES) return TRUE;
    const { moment, clocks } = table;
    return or(
      ...parts.map(({ where, from }) =>
        and(
          where,
          from === undefined ? undefined : binary('>=', moment.expr, clocks.boundary(from, moment.type)),
        ),
      ),
    );
  }
}

const MOST_USES = 24;

function latest(instants: readonly string[]): string | undefined {
  return instants.reduce<string | undefined>(
    (best, instant) => (best === undefined || compareInstants(instant, best) > 0 ? instant : best),
    undefined,
  );
}

function earliest(a: string, b: string): string {
  return compareInstants(a, b) < 0 ? a : b;
}

/** Aggregates over all the rows of each customer. */
export class Scan implements Pass {
  readonly table: string;
  readonly level: number;
  readonly relation: string;
  readonly #rows: RowTable;
  readonly #aggregates = new Aggregates(['customer']);
  readonly #uses = new Uses();

  constructor(host: RowHost, events: EventTable, level: number, suffix: string) {
    this.table = events.name;
    this.level = level;
    this.#rows = new RowTable(host, events, level, `${events.name}_rows${suffix}`);
    this.relation = host.relationNames.give(`${events.name}_features${suffix}`);
  }

  get features(): number {
    return this.#aggregates.items.length;
  }

  /** The column that holds the measure for each customer that has rows. */
  add(value: MeasureValue, wanted: string): string {
    this.#uses.add(value.rows, this.#rows);
    return this.#aggregates.add(lowerMeasure(value, measureOf(value), this.#rows), wanted);
  }

  tables(): readonly CommonTable[] {
    this.#rows.useful = this.#uses.lower(this.#rows);
    const { items } = this.#aggregates;
    const rows = this.#rows.tables();
    const read =
      items.length < MANY_AGGREGATES ? rows : [...rows.slice(0, -1), { ...rows.at(-1)!, kept: true }];
    return [
      ...read,
      {
        name: this.relation,
        query: {
          kind: 'select',
          items: [{ expr: this.#rows.customer, as: 'customer' }, ...items],
          from: { relation: this.#rows.relation },
          groupBy: [this.#rows.customer],
        },
      },
    ];
  }
}

/**
 * Every aggregate pays for every piece of the rows, and a filter over files leaves the pieces nearly empty: past
 * so many aggregates the rows are gathered first. That halves the time of 500 segments over four million events,
 * and makes no difference with 30 aggregates a table.
 */
const MANY_AGGREGATES = 64;

/** Aggregates over the rows of each customer that share a value, and what is best or true among those. */
export class Grouping implements Pass {
  readonly table: string;
  readonly level: number;
  readonly relation: string;
  readonly #rows: RowTable;
  readonly #groups: string;
  readonly #host: RowHost;
  readonly #value: Expr;
  readonly #names = new Names(['customer', 'value']);
  readonly #aggregates = new Aggregates(['customer', 'value']);
  readonly #layers = new Layers(this.#names);
  readonly #results = new Aggregates(['customer']);
  #joinsFeatures = false;

  constructor(host: RowHost, events: EventTable, level: number, same: Value) {
    this.#host = host;
    this.table = events.name;
    this.level = level;
    const suffix = same.kind === 'column' ? `_by_${[...same.lookups, same.name].join('_')}` : '_by_value';
    this.#rows = new RowTable(host, events, level, `${events.name}_rows${suffix}`);
    this.#value = lowerValue(same, this.#rows);
    this.#rows.partitionBy(this.#value);
    this.#groups = host.relationNames.give(`${events.name}_groups${suffix}`);
    this.relation = host.relationNames.give(`${events.name}_features${suffix}`);
  }

  get features(): number {
    return this.#results.items.length;
  }

  #aggregate(expr: Expr, wanted: string): Expr {
    return column(this.#aggregates.add(expr, wanted));
  }

  /** Whether some value has rows that are meant, and they pass the test. */
  anyGroup(rows: Rows, test: Logic<Leaf>): string {
    const filter = this.#rows.filterOf(rows);
    const some = binary('>', this.#aggregate(aggregate('count', undefined, { filter }), 'rows'), integer(0));
    const own = new Set<Value>(leaves(test).flatMap((leaf) => ('left' in leaf ? [leaf.left] : [])));
    const holds = and(some, lowerLogic(test, this.#scope(own)));
    return this.#results.add(aggregate('any', holds), `${this.table}_same`);
  }

  /** What the test measures is over the rows of one value; what it compares with is the customer's. */
  #scope(own: ReadonlySet<Value>): Scope {
    const { clocks } = this.#host;
    return {
      clocks,
      named: (value: NamedValueKind): Expr => {
        if (value.kind === 'measure' && own.has(value)) {
          const measure = measureOf(value);
          return ofNoRows(
            measure,
            this.#aggregate(lowerMeasure(value, measure, this.#rows), featureName(value)),
          );
        }
        this.#joinsFeatures = true;
        return column(this.#host.featureColumn(value), 'features');
      },
      keep: (expr) => expr,
      scoped: (leaf: ScopedLeaf): Expr => {
        throw new Error(`a group's test holds ${leaf.kind}`);
      },
    };
  }

  /** The value that most of the rows have; ties go to the most recent, then to byte order. */
  mostFrequent(value: MeasureValue, wanted: string): string {
    const filter = this.#rows.filterOf(value.rows);
    const count = this.#aggregate(aggregate('count', undefined, { filter }), 'rows');
    const { moment } = this.#rows;
    const timed = this.#rows.table.time !== undefined;
    const latest = timed
      ? [descending(this.#aggregate(aggregate('max', moment.expr, { filter }), 'latest'))]
      : [];
    const place = this.#layers.add(
      {
        kind: 'window',
        name: 'row-number',
        args: [],
        partition: [column('customer')],
        order: [descending(count), ...latest, ascending(column('value'))],
      },
      'place',
    );
    const best = and(binary('=', place, integer(1)), binary('>', count, integer(0)));
    return this.#results.add(aggregate('max', when(best, column('value'))), wanted);
  }

  tables(): readonly CommonTable[] {
    const groups: CommonTable = {
      name: this.#groups,
      query: {
        kind: 'select',
        items: [
          { expr: this.#rows.customer, as: 'customer' },
          { expr: this.#value, as: 'value' },
          ...this.#aggregates.items,
        ],
        from: { relation: this.#rows.relation },
        where: isNotNull(this.#value),
        groupBy: [this.#rows.customer, this.#value],
      },
    };
    const placed = this.#layers.tables(this.#groups, () =>
      this.#host.relationNames.give(`${this.#groups}_placed`),
    );
    const from = placed.at(-1)?.name ?? this.#groups;
    const features = this.#joinsFeatures ? this.#host.featuresRelation(this.level - 1) : undefined;
    const qualify = (expr: Expr): Expr =>
      features
        ? mapColumns(expr, (item) => (item.relation === undefined ? column(item.name, 'grouped') : item))
        : expr;
    const customer = qualify(column('customer'));
    const result: CommonTable = {
      name: this.relation,
      query: {
        kind: 'select',
        items: [
          { expr: customer, as: 'customer' },
          ...this.#results.items.map(({ expr, as }) => ({ expr: qualify(expr), as })),
        ],
        from: features ? { relation: from, as: 'grouped' } : { relation: from },
        ...(features
          ? {
              joins: [
                {
                  kind: 'left' as const,
                  relation: features,
                  as: 'features',
                  on: binary('=', column(this.#host.customerColumn, 'features'), customer),
                },
              ],
            }
          : {}),
        groupBy: [customer],
      },
    };
    return [...this.#rows.tables(), groups, ...placed, result];
  }
}
