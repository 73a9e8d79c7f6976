import type { CustomerRelation } from '../features/named-model.ts';
import type { Schema } from '../model/schema.ts';
import type { ColumnValue } from '../model/value.ts';
import type { CommonTable, Expr, Join, SelectItem } from '../sql/ast.ts';
import { binary, column } from '../sql/build.ts';
import type { Clocks } from './clocks.ts';
import { existingCustomers } from './existing.ts';
import type { Names } from './intern.ts';
import { relationAt } from './joined-relation.ts';
import { numberKeys } from './keys.ts';
import type { KeptMember } from './measured.ts';

/** The customers that exist at the as-of, with the columns of theirs and of their lookups that somebody reads. */
export class CustomerTable {
  readonly relation: string;
  readonly key: string;
  /** By which events find their customer. */
  readonly matched: string;
  readonly #schema: Schema;
  readonly #number: string;
  readonly #clocks: Clocks;
  readonly #columnNames: Names;
  readonly #columns = new Map<string, SelectItem>();
  readonly #joins = new Map<string, Join>();
  readonly #relations = new Map<string, CustomerRelation>();

  constructor(schema: Schema, clocks: Clocks, relationNames: Names, columnNames: Names) {
    this.#schema = schema;
    this.#clocks = clocks;
    this.#columnNames = columnNames;
    this.relation = relationNames.give('base');
    this.key = columnNames.give(schema.customers.key);
    this.#number = numberKeys(schema).ofCustomers;
    this.matched = this.#number === schema.customers.key ? this.key : columnNames.give(this.#number);
  }

  /** The column that holds the attribute. */
  attribute(value: ColumnValue): Expr {
    const { customers, lookups } = this.#schema;
    if (value.lookups.length === 0 && value.name === customers.key) return column(this.key);
    const path = [...value.lookups, value.name].join('.');
    const known = this.#columns.get(path);
    if (known) return column(known.as);
    let from: { readonly lookups: typeof customers.lookups; readonly columns: typeof customers.columns } =
      customers;
    let alias = customers.name;
    for (const name of value.lookups) {
      const lookup = from.lookups.find((candidate) => candidate.name === name)!;
      const next = lookups.find((candidate) => candidate.name === lookup.table)!;
      const inner = alias === customers.name ? name : `${alias}.${name}`;
      const by = column(lookup.by, alias);
      this.#joins.set(inner, {
        kind: 'left',
        relation: next.relation,
        as: inner,
        on: binary('=', column(next.key, inner), by),
      });
      [from, alias] = [next, inner];
    }
    const as = this.#columnNames.give(path);
    this.#columns.set(path, { expr: column(value.name, alias), as });
    return column(as);
  }

  /** A column of a relation by customer. */
  joined(relation: CustomerRelation, name: string): Expr {
    this.#relations.set(relation.name, relation);
    const at = { relation: relationAt(relation, this.#clocks.asOf), key: 'customer', column: name };
    return this.#beside(relation.name, at);
  }

  /** The column of a segment that was evaluated before. */
  member(kept: KeptMember): Expr {
    return this.#beside(kept.relation, kept);
  }

  #beside(alias: string, { relation, key, column: name }: KeptMember): Expr {
    const path = `${alias}.${name}`;
    const known = this.#columns.get(path);
    if (known) return column(known.as);
    const as = this.#columnNames.give(path);
    const { customers } = this.#schema;
    const on = binary('=', column(key, alias), column(customers.key, customers.name));
    this.#joins.set(alias, { kind: 'left', relation, as: alias, on });
    this.#columns.set(path, { expr: column(name, alias), as });
    return column(as);
  }

  /** The relations that were joined. */
  get relations(): readonly CustomerRelation[] {
    return [...this.#relations.values()];
  }

  table(): CommonTable {
    const { customers } = this.#schema;
    const existing = existingCustomers(this.#schema, this.#clocks);
    return {
      name: this.relation,
      query: {
        kind: 'select',
        items: [
          { expr: column(customers.key, customers.name), as: this.key },
          ...(this.matched === this.key
            ? []
            : [{ expr: column(this.#number, customers.name), as: this.matched }]),
          ...this.#columns.values(),
        ],
        from: { relation: customers.relation, as: customers.name },
        ...(this.#joins.size > 0 ? { joins: [...this.#joins.values()] } : {}),
        ...(existing ? { where: existing } : {}),
      },
    };
  }
}
