import type { CustomerTable as Customers } from '../model/schema.ts';
import type { Leaf, Value } from '../model/value.ts';
import type { CommonTable, Expr, SelectItem } from '../sql/ast.ts';
import { binary, column, mapColumns } from '../sql/build.ts';
import { keyOf, type Names } from './intern.ts';

/** One expression of the user's own, over relations of its own. */
interface Custom {
  readonly input: string;
  readonly relation: string;
  readonly column: string;
  readonly engine: string;
  readonly text: string;
  readonly uses: readonly SelectItem[];
}

/** The user's own expressions see the customer's columns and the traits they name, and nothing else. */
export class CustomSql {
  readonly #customers: Customers;
  readonly #relationNames: Names;
  readonly #columnNames: Names;
  readonly #items = new Map<string, Custom>();

  constructor(customers: Customers, relationNames: Names, columnNames: Names) {
    this.#customers = customers;
    this.#relationNames = relationNames;
    this.#columnNames = columnNames;
  }

  /** The column that tells whether the expression holds. */
  add(leaf: Extract<Leaf, { kind: 'sql' }>, lower: (value: Value) => Expr): Expr {
    const key = keyOf({ text: leaf.text, uses: leaf.uses });
    const known = this.#items.get(key);
    if (known) return column(known.column);
    const { columns } = this.#customers;
    const traits = leaf.uses.filter(({ name }) => !columns.some((candidate) => candidate.name === name));
    const item: Custom = {
      input: this.#relationNames.give('custom_input'),
      relation: this.#relationNames.give('custom'),
      column: this.#columnNames.give('custom'),
      engine: leaf.engine,
      text: leaf.text,
      uses: traits.map(({ name, value }) => ({ expr: lower(value), as: name })),
    };
    this.#items.set(key, item);
    return column(item.column);
  }

  /** The relations of the expressions, and the features with their answers. */
  tables(
    features: string,
    featureKey: string,
  ): { readonly tables: readonly CommonTable[]; readonly relation: string } {
    const items = [...this.#items.values()];
    if (items.length === 0) return { tables: [], relation: features };
    const relation = this.#relationNames.give('features_and_custom');
    const own = items.flatMap((item) => this.#answers(item, features, featureKey));
    return { tables: [...own, joined(relation, items, features, featureKey)], relation };
  }

  #answers(
    { input, relation, engine, text, uses }: Custom,
    features: string,
    featureKey: string,
  ): readonly CommonTable[] {
    const { name, key, relation: customers } = this.#customers;
    return [
      {
        name: input,
        query: {
          kind: 'select',
          star: [name],
          items: uses.map(({ expr, as }) => ({
            expr: mapColumns(expr, (item) => column(item.name, features)),
            as,
          })),
          from: { relation: customers, as: name },
          joins: [
            {
              kind: 'inner',
              relation: features,
              as: features,
              on: binary('=', column(featureKey, features), column(key, name)),
            },
          ],
        },
      },
      {
        name: relation,
        query: {
          kind: 'select',
          items: [
            { expr: column(key), as: 'customer' },
            { expr: { kind: 'verbatim', engine, text }, as: 'holds' },
          ],
          from: { relation: input },
        },
      },
    ];
  }
}

function joined(name: string, items: readonly Custom[], features: string, featureKey: string): CommonTable {
  return {
    name,
    query: {
      kind: 'select',
      star: [features],
      items: items.map((item) => ({ expr: column('holds', item.relation), as: item.column })),
      from: { relation: features },
      joins: items.map(({ relation }) => ({
        kind: 'left',
        relation,
        as: relation,
        on: binary('=', column('customer', relation), column(featureKey, features)),
      })),
    },
  };
}
