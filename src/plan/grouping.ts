import { type Logic, leaves } from '../model/logic.ts';
import type { EventTable } from '../model/schema.ts';
import { type Leaf, type MeasureValue, type Rows, typeOf, type Value } from '../model/value.ts';
import type { CommonTable, Expr } from '../sql/ast.ts';
import {
  aggregate,
  and,
  ascending,
  binary,
  column,
  descending,
  integer,
  isNotNull,
  mapColumns,
  when,
} from '../sql/build.ts';
import { Aggregates } from './aggregates.ts';
import { Names } from './intern.ts';
import type { RowHost } from './joined.ts';
import { Layers } from './layers.ts';
import { lowerLogic, lowerValue, type NamedValueKind, type Scope, type ScopedLeaf } from './lower.ts';
import { featureName, lowerMeasure, measureOf, ofNoRows } from './measures.ts';
import type { Pass } from './pass.ts';
import { RowTable } from './rows.ts';

/** Aggregates over the rows of each customer that share a value, and what is best or true among those. */
export class Grouping implements Pass {
  readonly table: string;
  readonly level: number;
  readonly relation: string;
  readonly customer: Expr;
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
    this.customer = column('customer', this.relation);
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
    // Engines have no greatest of booleans.
    const pick = value.of && typeOf(value.of) === 'boolean' ? 'any' : 'max';
    return this.#results.add(aggregate(pick, when(best, column('value'))), wanted);
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
