import type { Logic } from '../model/logic.ts';
import type { EventTable, LookupTable, Schema } from '../model/schema.ts';
import type { ColumnValue, Leaf } from '../model/value.ts';
import type { CommonTable, Expr, Join, SelectItem } from '../sql/ast.ts';
import { binary, cast, column } from '../sql/build.ts';
import type { Clocks } from './clocks.ts';
import type { Names } from './intern.ts';
import type { CustomerKeys, WrittenKeys } from './keys.ts';
import type { NamedValueKind, Scope, ScopedLeaf } from './lower.ts';
import type { Ways } from './thresholds.ts';

/** What rows need of the plan they belong to. */
export interface RowHost {
  readonly schema: Schema;
  readonly clocks: Clocks;
  readonly ways: Ways;
  readonly relationNames: Names;
  readonly filters: ReadonlyMap<string, Logic<Leaf>>;
  /** Where a customer's own values stand that the rows of this level may read. */
  readonly featuresRelation: (level: number) => string;
  /** The column of such a value. */
  readonly featureColumn: (value: NamedValueKind) => string;
  /** The column of those relations by which a row's customer is found. */
  readonly customerColumn: string;
  readonly keys: CustomerKeys;
  /** Whether the rows are all that there is: none of them is after the as-of. */
  readonly isWhole?: boolean | undefined;
  /** Where rows are told apart by keys as they are written; what joins them to others is clean all the same. */
  readonly written?: WrittenKeys | undefined;
}

/**
 * One event table with what stands beside its rows: lookups, the customer, the customer's own values, and the
 * user's SQL. Its names are columns of the joined tables, each under its table's alias.
 */
export class JoinedTables implements Scope {
  readonly clocks: Clocks;
  readonly #host: RowHost;
  readonly #table: EventTable;
  readonly #level: number;
  readonly #customName: string;
  readonly #joins = new Map<string, Join>();
  readonly #custom = new Map<string, { readonly engine: string; readonly as: string }>();

  /** `customName` is for the relation that holds the user's SQL, where there is any. */
  constructor(host: RowHost, table: EventTable, level: number, customName: string) {
    this.clocks = host.clocks;
    this.#host = host;
    this.#table = table;
    this.#level = level;
    this.#customName = customName;
  }

  /** Whose row it is, to group it by. */
  get owner(): Expr {
    const written = this.#host.written?.(this.#table);
    return written === undefined ? this.#customer : column(written, this.#table.name);
  }

  get #customer(): Expr {
    return column(this.#host.keys.ofEvents(this.#table), this.#table.name);
  }

  named(value: NamedValueKind): Expr {
    return value.kind === 'column' ? this.#path(value) : this.#feature(value);
  }

  scoped(leaf: ScopedLeaf): Expr {
    if (leaf.kind !== 'sql') throw new Error(`a row test holds ${leaf.kind}`);
    const { engine, text } = leaf;
    const known = this.#custom.get(text)?.as ?? this.#freeName();
    this.#custom.set(text, { engine, as: known });
    return column(known, this.#table.name);
  }

  readonly keep = (expr: Expr): Expr => expr;

  get joins(): readonly Join[] {
    return [...this.#joins.values()];
  }

  /** What has the table's rows, with the user's SQL as further columns. */
  get relation(): string {
    return this.#custom.size > 0 ? this.#customName : this.#table.relation;
  }

  tables(): readonly CommonTable[] {
    if (this.#custom.size === 0) return [];
    const items = [...this.#custom].map(
      ([text, { engine, as }]): SelectItem => ({ expr: { kind: 'verbatim', engine, text }, as }),
    );
    const { relation } = this.#table;
    return [{ name: this.#customName, query: { kind: 'select', star: [''], items, from: { relation } } }];
  }

  /** A name that no column of the table has. */
  #freeName(): string {
    const taken = new Set([
      ...this.#table.columns.map(({ name }) => name.toLowerCase()),
      ...[...this.#custom.values()].map(({ as }) => as),
    ]);
    for (let n = 1; ; n++) {
      const name = n === 1 ? 'custom' : `custom_${n}`;
      if (!taken.has(name)) return name;
    }
  }

  #feature(value: NamedValueKind): Expr {
    this.join(
      'customer_features',
      this.#host.featuresRelation(this.#level - 1),
      binary('=', column(this.#host.customerColumn, 'customer_features'), this.#customer),
    );
    return column(this.#host.featureColumn(value), 'customer_features');
  }

  /** Joins the lookups that the path goes through, and gives the column at its end. */
  #path(value: ColumnValue): Expr {
    const { customers, lookups } = this.#host.schema;
    let from: EventTable | LookupTable | Schema['customers'] = this.#table;
    let alias = this.#table.name;
    if (value.table === customers.name && this.#table.name !== customers.name) {
      alias = 'customer';
      this.join(
        alias,
        customers.relation,
        binary('=', column(this.#host.keys.ofCustomers, alias), this.#customer),
      );
      from = customers;
    }
    for (const name of value.lookups) {
      const lookup = from.lookups.find((candidate) => candidate.name === name)!;
      const next = lookups.find((candidate) => candidate.name === lookup.table)!;
      const inner = alias === this.#table.name ? name : `${alias}.${name}`;
      this.join(
        inner,
        next.relation,
        binary('=', column(next.key, inner), asText(column(lookup.by, alias), from, lookup.by)),
      );
      [from, alias] = [next, inner];
    }
    return column(value.name, alias);
  }

  /** Puts a relation beside the rows, once. */
  join(as: string, relation: string, on: Expr): void {
    if (!this.#joins.has(as)) this.#joins.set(as, { kind: 'left', relation, as, on });
  }
}

/** Keys are text; a column that joins to one may have been read as a number. */
function asText(expr: Expr, table: { readonly columns: EventTable['columns'] }, name: string): Expr {
  const type = table.columns.find((candidate) => candidate.name === name)?.type;
  return type === undefined || type === 'text' ? expr : cast(expr, 'text');
}
