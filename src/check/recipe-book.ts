/** The recipes of a project's made tables, in the order in which they need each other, under names of their own. */
import type { Logic } from '../model/logic.ts';
import type { Normalising, Recipe, RecipeColumn } from '../model/recipe.ts';
import type { Column, EventTable } from '../model/schema.ts';
import type { Leaf } from '../model/value.ts';
import { isOneName } from './column-spelling.ts';
import { computedColumn } from './computed.ts';
import type { Checking } from './context.ts';

/** Any table whose rows get columns beside their own. */
export type Computable = EventTable;

export type Relation = Pick<EventTable, 'columns' | 'relation'>;

/** Where tables are made: what has been made so far, and what names mean in it. */
export interface TableBook {
  readonly recipes: RecipeBook;
  readonly context: Checking;
}

/** Columns of the relation that stand for others of it. */
function hiddenOf(columns: readonly Column[]): readonly string[] {
  return columns.flatMap(({ number, written }) => [number, written]).filter((name) => name !== undefined);
}

export class RecipeBook {
  readonly #recipes: Recipe[] = [];
  readonly #names: Set<string>;

  /** `taken` are names that no relation made here gets. */
  constructor(taken: readonly string[]) {
    this.#names = new Set(taken.map((name) => name.toLowerCase()));
  }

  get all(): readonly Recipe[] {
    return this.#recipes;
  }

  add(recipe: Recipe): void {
    this.#recipes.push(recipe);
  }

  /** Only the rows that pass the test. */
  filtered({ name: table, relation: from, columns }: Computable, where: Logic<Leaf>): Relation {
    const relation = this.#nameFor('customers_meant');
    this.add({
      kind: 'computed',
      relation,
      table,
      from,
      kept: [...columns.map(({ name }) => name), ...hiddenOf(columns)],
      columns: [],
      where,
    });
    return { columns, relation };
  }

  /** The customers of the file, and whoever else has a row in the event table. */
  withOthers({ columns, relation: from, customer: key }: Computable, inner: EventTable): Relation {
    const added = this.#nameFor(`customers_of_${inner.name}`);
    this.add({
      kind: 'grouped',
      relation: added,
      table: inner.name,
      key: { name: inner.customer, from: inner.customer },
      isFiltered: false,
      columns: [],
    });
    const relation = this.#nameFor('customers_of_all');
    const rest = columns.filter(({ name }) => name !== key);
    this.add({
      kind: 'united',
      relation,
      from,
      key,
      columns: rest.map(({ name, type, scale }) => ({
        name,
        type,
        ...(scale === undefined ? {} : { scale }),
      })),
      added: { relation: added, key: inner.customer },
    });
    const plain = columns.map(({ number: _, written: __, ...column }) => ({
      ...column,
      nullable: column.name !== key,
    }));
    return { columns: plain, relation };
  }

  /** The table with the column, which may take the place of one of the same name. */
  extended(table: Computable, column: RecipeColumn): Computable {
    const kept = table.columns.filter(({ name }) => !isOneName(name, column.name));
    const relation = this.#nameFor(`${table.name}_with_${column.name}`);
    this.add({
      kind: 'computed',
      relation,
      table: table.name,
      from: table.relation,
      kept: [
        ...kept.map(({ name }) => name),
        ...hiddenOf(kept),
        ...(table.order === undefined ? [] : [table.order]),
      ],
      columns: [column],
    });
    return { ...table, relation, columns: [...kept, computedColumn(column, table)] };
  }

  /** The relation that tells whose each address of the customers' column is: one for each way of asking. */
  book(column: string, how: Normalising | undefined, prefer: string | undefined): string {
    const found = this.#recipes.find(
      (recipe) =>
        recipe.kind === 'book' && recipe.column === column && recipe.how === how && recipe.prefer === prefer,
    );
    if (found) return found.relation;
    const relation = this.#nameFor(`customers_by_${column}`);
    this.add({
      kind: 'book',
      relation,
      column,
      ...(how ? { how } : {}),
      ...(prefer === undefined ? {} : { prefer }),
    });
    return relation;
  }

  #nameFor(wanted: string): string {
    const plain = wanted.toLowerCase().replaceAll(/[^\p{L}\p{N}_]+/gu, '_');
    for (let n = 1; ; n++) {
      const name = n === 1 ? plain : `${plain}_${n}`;
      if (this.#names.has(name)) continue;
      this.#names.add(name);
      return name;
    }
  }
}
