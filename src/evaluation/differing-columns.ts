/** Columns of made rows that are in use and of which the rows of one key say different things: the first is taken. */
import { type Diagnostic, warning } from '../diagnostics/diagnostic.ts';
import { countOf } from '../model/count.ts';
import type { GroupedRecipe } from '../model/recipe.ts';
import { tablesOf } from '../model/schema.ts';
import { Clocks } from '../plan/clocks.ts';
import { Names } from '../plan/intern.ts';
import { RecipeTables } from '../plan/recipes/recipes.ts';
import type { Query, Select } from '../sql/ast.ts';
import { aggregate, binary, column } from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { columnsInUse } from './columns-in-use.ts';

export interface DifferingColumn {
  readonly table: string;
  readonly column: string;
  readonly keys: number;
  readonly says: string;
  readonly help: string;
}

export async function differingColumns(workspace: Workspace): Promise<readonly DifferingColumn[]> {
  const { schema, definitions } = workspace;
  const used = columnsInUse(definitions, schema);
  const found: DifferingColumn[] = [];
  for (const recipe of definitions.recipes) {
    if (recipe.kind !== 'grouped') continue;
    const table = schema.events.some(({ name }) => name === recipe.relation) ? recipe.relation : 'customers';
    const columns = recipe.columns.flatMap(({ name, value }) =>
      value.kind === 'column' && used.has(`${table}.${name}`) ? [name] : [],
    );
    if (columns.length === 0) continue;
    const [counts = []] = await workspace.database.rows(countQuery(recipe, columns, workspace));
    for (const [index, name] of columns.entries()) {
      const keys = Number(counts[index]);
      if (keys > 0) found.push(inWords(recipe, table, name, keys));
    }
  }
  return found;
}

/** For each column the keys whose rows have more than one value of it. */
function countQuery(recipe: GroupedRecipe, columns: readonly string[], workspace: Workspace): string {
  const { schema, asOf, definitions, dialect } = workspace;
  const names = new Names([
    ...tablesOf(schema).map(({ relation }) => relation),
    ...definitions.recipes.map(({ relation }) => relation),
  ]);
  const input = { schema, asOf, definitions, models: [], files: new Map(), recorded: () => '' };
  const rows = new RecipeTables(input, new Clocks(schema, asOf), names).rowsBeneath(recipe);
  const byKey: Select = {
    kind: 'select',
    items: columns.flatMap((name, index) => [
      { expr: aggregate('min', column(name)), as: `least_${index}` },
      { expr: aggregate('max', column(name)), as: `most_${index}` },
    ]),
    from: { relation: rows.at(-1)!.name },
    groupBy: [column(recipe.key.from)],
  };
  const keys = names.give('differing_keys');
  const query: Query = {
    with: [...rows, { name: keys, query: byKey }],
    body: {
      kind: 'select',
      items: columns.map((_, index) => ({
        expr: aggregate('count', undefined, {
          filter: binary('<>', column(`least_${index}`), column(`most_${index}`)),
        }),
        as: `keys_${index}`,
      })),
      from: { relation: keys },
    },
  };
  return printQuery(query, dialect);
}

function inWords(
  { table: from, key }: GroupedRecipe,
  table: string,
  name: string,
  keys: number,
): DifferingColumn {
  return {
    table,
    column: name,
    keys,
    says: `\`${name}\` of \`${table}\` differs among the rows of \`${from}\` for ${countOf(keys, 'value')} of \`${key.from}\`; the first of each is taken`,
    help: `say which is meant, as in \`columns: { ${name}: { value_of_last: ${name} } }\` under \`${table}\``,
  };
}

export async function differingWarnings(workspace: Workspace): Promise<readonly Diagnostic[]> {
  const found = await differingColumns(workspace);
  return found.map(({ says, help }) => warning('differs-within-key', says, [help]));
}
