/** Relations that no file holds, as common tables of a query, so that they stand at its as-of. */
import type { GroupedRecipe, Recipe } from '../../model/recipe.ts';
import type { EventTable } from '../../model/schema.ts';
import type { CommonTable } from '../../sql/ast.ts';
import { relationsIn } from '../../sql/walk.ts';
import type { Clocks } from '../clocks.ts';
import type { PlanInput } from '../input.ts';
import type { Names } from '../intern.ts';
import { bookTables } from './book.ts';
import { computedTables } from './computed.ts';
import { groupedTables, rowsBeneath } from './grouped.ts';
import { rowsMeant } from './meant.ts';
import type { RecipeHost } from './rows.ts';
import { unitedTables } from './united.ts';

export class RecipeTables {
  readonly #host: RecipeHost;
  readonly #made = new Map<string, readonly CommonTable[]>();

  constructor(input: PlanInput, clocks: Clocks, relationNames: Names) {
    this.#host = { input, clocks, relationNames };
  }

  /** All that the tables are made of (or that any others may be), and what that is made of; each after what it needs. */
  neededBy(tables: readonly CommonTable[], orAny: boolean): readonly CommonTable[] {
    const found = new Map<string, readonly CommonTable[]>();
    const visit = (relations: ReadonlySet<string>): void => {
      for (const recipe of this.#host.input.definitions.recipes) {
        const wanted = relations.has(recipe.relation) && !found.has(recipe.relation);
        if (!wanted) continue;
        const made = this.made(recipe);
        visit(relationsOf(made));
        found.set(recipe.relation, made);
      }
    };
    const { recipes } = this.#host.input.definitions;
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
    return rowsBeneath(recipe, this.#host);
  }

  /** The rows of a table of events that its `where` lets through, those of nobody among them, the last of the tables. */
  rowsMeant(table: EventTable): readonly CommonTable[] {
    return rowsMeant(table, this.#host);
  }

  #make(recipe: Recipe): readonly CommonTable[] {
    switch (recipe.kind) {
      case 'computed':
        return computedTables(recipe, this.#host);
      case 'grouped':
        return groupedTables(recipe, this.#host);
      case 'book':
        return bookTables(recipe, this.#host);
      case 'united':
        return unitedTables(recipe);
    }
  }
}

/** The relations that the tables read. */
function relationsOf(tables: readonly CommonTable[]): ReadonlySet<string> {
  return new Set(tables.flatMap(({ query }) => relationsIn(query)));
}
