import type { EventTable } from '../model/schema.ts';
import type { MeasureValue, Rows } from '../model/value.ts';
import type { CommonTable, Expr } from '../sql/ast.ts';
import { call, column, sqlTrue } from '../sql/build.ts';
import { Aggregates, type Filtered, shareFilter } from './aggregates.ts';
import type { RowHost } from './joined.ts';
import { lowerMeasure, measureOf } from './measures.ts';
import type { Pass } from './pass.ts';
import { RowTable } from './rows.ts';
import { Uses } from './uses.ts';
import { countValues, joinValueCounts, splitValueCounts } from './value-counts.ts';

/** Aggregates over all the rows of each customer. */
export class Scan implements Pass {
  readonly table: string;
  readonly level: number;
  readonly relation: string;
  readonly customer: Expr;
  readonly #host: RowHost;
  readonly #rows: RowTable;
  readonly #aggregates = new Aggregates(['customer']);
  readonly #uses: Uses;

  constructor(host: RowHost, events: EventTable, level: number, suffix: string) {
    this.#host = host;
    this.#uses = new Uses(host.ways);
    this.table = events.name;
    this.level = level;
    this.#rows = new RowTable(host, events, level, `${events.name}_rows${suffix}`);
    this.relation = host.relationNames.give(`${events.name}_features${suffix}`);
    const customer = column('customer', this.relation);
    this.customer = host.written?.(events) === undefined ? customer : call('clean-key', customer);
  }

  get features(): number {
    return this.#aggregates.items.length;
  }

  /** Tells of rows that a measure has to see. */
  need(rows: Rows): void {
    this.#uses.add(rows, this.#rows);
  }

  /** The column that holds the measure for each customer that has rows, of those that are needed. */
  add(value: MeasureValue, wanted: string): string {
    return this.#aggregates.add(lowerMeasure(value, measureOf(value), this.#rows), wanted);
  }

  tables(): readonly CommonTable[] {
    const { ways } = this.#host;
    this.#rows.useful = this.#uses.lower(this.#rows);
    const { plain, counted } = splitValueCounts(this.#aggregates.items, ways);
    if (counted.length === 0)
      return [...this.#rows.tables(), this.#measured(this.relation, shareFilter(plain, ways))];
    const [only, ...more] = counted;
    if (ways.take('counts-alone', plain.length + more.length === 0)) {
      const groups = this.#name('values');
      return [
        ...this.#rows.tables(),
        ...countValues({ ...only!, groups, relation: this.relation }, this.#rows.relation, ways),
      ];
    }
    const measures = this.#name('measures');
    const named = counted.map((counts) => ({
      ...counts,
      groups: this.#name('values'),
      relation: this.#name('value_counts'),
    }));
    return [
      ...this.#rows.tables(),
      this.#measured(measures, { where: sqlTrue, items: plain }),
      ...named.flatMap((counts) => countValues(counts, this.#rows.relation, ways)),
      joinValueCounts(this.relation, measures, named),
    ];
  }

  #name(what: string): string {
    return this.#host.relationNames.give(`${this.table}_${what}`);
  }

  /** Whoever has a row, unless `where` says that all measures ask for more of it. */
  #measured(name: string, { where, items }: Filtered): CommonTable {
    const { customer, relation } = this.#rows;
    return {
      name,
      query: {
        kind: 'select',
        items: [{ expr: customer, as: 'customer' }, ...items],
        from: { relation },
        ...(where === sqlTrue ? {} : { where }),
        groupBy: [customer],
      },
    };
  }
}
