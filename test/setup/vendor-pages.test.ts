/** The page of the exports that `init` knows is made of the vendors' own files; `npm run docs` writes it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { FoundTable } from '../../src/setup/find-tables.ts';
import { type Vendor, vendorBlocks } from '../../src/setup/vendor.ts';
import { vendors } from '../../src/setup/vendors/index.ts';
import { root } from '../architecture/source-files.ts';

const path = join(root, 'segments/exports.md');

function pageOf(): string {
  const intro = `# Exports that are known by their columns

\`segment init\` recognises the files below by the columns that their vendor writes, whatever their names, and writes the
project shown, with the names of your files in it. Files that it does not know are taken by what their values are and how
tables meet. Everything it writes is yours to change; [README.md](README.md) has every key.
`;
  return [intro, ...vendors.map(sectionOf)].join('\n');
}

/** One that needs nothing said of how it is written, with every column that a line of the vendor's asks for. */
function plainTable(name: string, { customers, events, lookups = [] }: Vendor): FoundTable {
  const file = { name, head: {}, file: { format: 'csv' } };
  const texts = [...customers, ...events, ...lookups].map(({ text }) => text).join('\n');
  const asked = [...texts.matchAll(/^ *\[([^\]]+)\] /gm)].flatMap(([, words = '']) => words.split(', '));
  const columns = asked
    .filter((word) => !word.startsWith('-'))
    .map((word) => ({ name: word, form: { kind: 'text' } }));
  return { group: { patterns: [name], files: [file] }, columns } as unknown as FoundTable;
}

function sectionOf(vendor: Vendor): string {
  const files = vendor.files.map(
    ({ table, columns }) =>
      `- \`${table}.csv\` has the columns ${columns.map((name) => `\`${name}\``).join(', ')}`,
  );
  const named = new Map(
    vendor.files.map(({ table }) => [plainTable(`${table}.csv`, vendor), table] as const),
  );
  const words = { timezone: 'UTC', timezoneFrom: '', decided: {}, broken: new Set<string>() };
  const text = vendorBlocks({ vendor, tables: named }, words).join('\n\n');
  return `## ${vendor.name}\n\n${files.join('\n')}\n\n\`\`\`yaml\n${text}\n\`\`\`\n`;
}

it('is current', () => {
  if (process.env['SEGMENT_TEST_UPDATE']) writeFileSync(path, pageOf());
  expect(readFileSync(path, 'utf8')).toBe(pageOf());
});
