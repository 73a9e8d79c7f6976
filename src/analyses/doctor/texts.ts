import { counted, countOf, countThat } from '../../model/count.ts';
import { type Column, tablesOf } from '../../model/schema.ts';
import { speaksOf } from '../../setup/role-words.ts';
import { countOdd, type OddText } from '../../sources/odd-text.ts';
import { respelled } from '../../sources/oddities.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Check, Finding } from './finding.ts';

const texts = (columns: readonly Column[]): readonly string[] =>
  columns.flatMap(({ name, type }) => (type === 'text' ? [name] : []));

type Table = ReturnType<typeof tablesOf>[number];

/** Tables of files: what is made of others has their letters. */
function fileTables({ schema, facts }: Workspace): readonly Table[] {
  const ofFiles = new Set(facts.map(({ table }) => table));
  return tablesOf(schema).filter(({ name }) => ofFiles.has(name));
}

interface Looked {
  readonly name: string;
  readonly summary: string;
  readonly oddity: OddText;
  readonly tables: (workspace: Workspace) => readonly Table[];
  readonly isLookedAt?: (column: string, table: Table) => boolean;
  readonly says: (rows: number, column: string) => string;
  readonly help: (rows: number, column: string) => string;
}

/** A warning for each column of text with an oddity in some of its cells. */
function oddCells({
  name: check,
  summary,
  oddity,
  tables,
  isLookedAt = () => true,
  says,
  help,
}: Looked): Check {
  return {
    name: check,
    summary,
    find: async (workspace) => {
      const found: Finding[] = [];
      for (const table of tables(workspace)) {
        const columns = texts(table.columns).filter((column) => isLookedAt(column, table));
        const cells = await countOdd(oddity, table.relation, columns, workspace.database);
        columns.forEach((column, index) => {
          const rows = cells[index]!;
          if (rows === 0) return;
          const words = { says: says(rows, column), help: [help(rows, column)] };
          found.push({ severity: 'warning', table: table.name, check, rows, example: column, ...words });
        });
      }
      return found;
    },
  };
}

export const damagedText = oddCells({
  name: 'damaged-text',
  summary: 'letters that were read in another encoding',
  oddity: 'damaged',
  tables: fileTables,
  says: (rows, column) =>
    `${countOf(rows, 'cell')} of \`${column}\` with letters that were read in another encoding`,
  help: () => 'export it anew as UTF-8; where the file itself is in another encoding, `encoding:` says which',
});

export const marksOfNoValue = oddCells({
  name: 'marks-of-no-value',
  summary: 'texts that programs write for no value, such as `\\N` and `N/A`',
  oddity: 'no-value',
  tables: fileTables,
  // Somebody may be called Null.
  isLookedAt: (column) => !speaksOf(column, 'name'),
  says: (rows, column) => `${countOf(rows, 'cell')} of \`${column}\` with what programs write for no value`,
  help: (_, column) =>
    `\`set: false\` does not find them: \`columns: { ${column}: { null_values: ["\\\\N", "NULL", "N/A"] } }\`, as they are written`,
});

export const addressesInNames = oddCells({
  name: 'addresses-in-names',
  summary: 'e-mail addresses in columns of names',
  oddity: 'address',
  tables: ({ schema }) => [{ ...schema.customers, name: 'customers' }],
  isLookedAt: (column, { key }) =>
    speaksOf(column, 'name') && !/user|mail|login|account/i.test(column) && column !== key,
  says: (rows, column) =>
    `${countOf(rows, 'customer')} with an e-mail address in \`${column}\`: columns have slipped, or people typed it there`,
  help: (rows, column) =>
    `lists that show \`${column}\` show ${counted(rows)} ${rows === 1 ? 'address' : 'addresses'}; look at the file there`,
});

/** Of what is said of customers and things: rows of events are of what these are. */
export const spellings: Check = {
  name: 'two-spellings',
  summary: 'values that differ in letter case or blanks alone',
  find: async ({ schema: { customers, lookups }, project, database }) => {
    const contacts = project.customers.channels.map(({ contact }) => contact?.name);
    const found: Finding[] = [];
    for (const { name: table, relation, columns, key } of [customers, ...lookups]) {
      const named = texts(columns).filter((column) => column !== key && !contacts.includes(column));
      for (const column of named) {
        const { rows, values } = await respelled(relation, column, database);
        if (rows === 0) continue;
        found.push({
          severity: 'note',
          table,
          check: 'two-spellings',
          rows,
          example: column,
          says: `${countThat(values, 'value', 'stands', 'stand')} in \`${column}\` in several spellings, by letter case or blanks`,
          help: [`a test of \`${column}\` takes one of them; \`ignore_case: true\` beside it takes all`],
        });
      }
    }
    return found;
  },
};
