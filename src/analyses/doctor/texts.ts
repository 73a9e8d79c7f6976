import { counted, countOf, countThat } from '../../model/count.ts';
import { type Column, tablesOf } from '../../model/schema.ts';
import { speaksOf } from '../../setup/role-words.ts';
import { addressCells, damagedCells, missingCells } from '../../sources/odd-text.ts';
import { respelled } from '../../sources/oddities.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Check, Finding } from './finding.ts';

const texts = (columns: readonly Column[]): readonly string[] =>
  columns.flatMap(({ name, type }) => (type === 'text' ? [name] : []));

/** Tables of files: what is made of others has their letters. */
function fileTables({ schema, facts }: Workspace) {
  const ofFiles = new Set(facts.map(({ table }) => table));
  return tablesOf(schema).filter(({ name }) => ofFiles.has(name));
}

export const damagedText: Check = {
  name: 'damaged-text',
  summary: 'letters that were read in another encoding',
  find: async (workspace) => {
    const found: Finding[] = [];
    for (const { name: table, relation, columns } of fileTables(workspace)) {
      const names = texts(columns);
      const cells = await damagedCells(relation, names, workspace.database);
      names.forEach((column, index) => {
        const rows = cells[index]!;
        if (rows === 0) return;
        found.push({
          severity: 'warning',
          table,
          check: 'damaged-text',
          rows,
          example: column,
          says: `${countOf(rows, 'cell')} of \`${column}\` with letters that were read in another encoding`,
          help: [
            'export it anew as UTF-8; where the file itself is in another encoding, `encoding:` says which',
          ],
        });
      });
    }
    return found;
  },
};

export const marksOfNoValue: Check = {
  name: 'marks-of-no-value',
  summary: 'texts that programs write for no value, such as `\\N` and `N/A`',
  find: async (workspace) => {
    const found: Finding[] = [];
    for (const { name: table, relation, columns } of fileTables(workspace)) {
      // Somebody may be called Null.
      const names = texts(columns).filter((column) => !speaksOf(column, 'name'));
      const cells = await missingCells(relation, names, workspace.database);
      names.forEach((column, index) => {
        const rows = cells[index]!;
        if (rows === 0) return;
        found.push({
          severity: 'warning',
          table,
          check: 'marks-of-no-value',
          rows,
          example: column,
          says: `${countOf(rows, 'cell')} of \`${column}\` with what programs write for no value`,
          help: [
            `\`set: false\` does not find them: \`columns: { ${column}: { null_values: ["\\\\N", "NULL", "N/A"] } }\`, as they are written`,
          ],
        });
      });
    }
    return found;
  },
};

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

export const addressesInNames: Check = {
  name: 'addresses-in-names',
  summary: 'e-mail addresses in columns of names',
  find: async ({ schema: { customers }, database }) => {
    const isName = (column: string): boolean =>
      speaksOf(column, 'name') && !/user|mail|login|account/i.test(column);
    const names = texts(customers.columns).filter((column) => isName(column) && column !== customers.key);
    const cells = await addressCells(customers.relation, names, database);
    return names.flatMap((column, index): readonly Finding[] => {
      const rows = cells[index]!;
      if (rows === 0) return [];
      const says = `${countOf(rows, 'customer')} with an e-mail address in \`${column}\`: columns have slipped, or people typed it there`;
      return [
        {
          severity: 'warning',
          table: 'customers',
          check: 'addresses-in-names',
          rows,
          example: column,
          says,
          help: [
            `lists that show \`${column}\` show ${counted(rows)} ${rows === 1 ? 'address' : 'addresses'}; look at the file there`,
          ],
        },
      ];
    });
  },
};
