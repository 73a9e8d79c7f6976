import type { EventTable } from '../model/schema.ts';
import type { MeasureValue } from '../model/value.ts';
import type { CommonTable } from '../sql/ast.ts';
import { Aggregates } from './aggregates.ts';
import type { RowHost } from './joined.ts';
import { lowerMeasure, measureOf } from './measures.ts';
import type { Pass } from './pass.ts';
import { RowTable } from './rows.ts';
import { Uses } from './uses.ts';

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
    return [
      ...this.#rows.tables(),
      {
        name: this.relation,
        query: {
          kind: 'select',
          items: [{ expr: this.#rows.customer, as: 'customer' }, ...this.#aggregates.items],
          from: { relation: this.#rows.relation },
          groupBy: [this.#rows.customer],
        },
      },
    ];
  }
}
