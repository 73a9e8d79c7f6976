/** A project of generated tables: each looked up by everybody, or rows of events that others are made of. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TableFile } from './table-file.ts';

export interface Seeded extends TableFile {
  readonly seed: number;
}

export const nameOf = ({ seed }: Seeded): string => `t${seed}`;
export const fileOf = (table: Seeded, part: number): string =>
  `${nameOf(table)}${table.parts.length > 1 ? `_${part + 1}` : ''}.${table.parts[part]!.ending}`;
/** Of rows made of the table's: how many somebody has, and of how many rows they are made. */
export const madeOf = (table: Seeded) => ({ count: `n_${nameOf(table)}`, rows: `r_${nameOf(table)}` });

export function writeProject(tables: readonly Seeded[], folder: string): void {
  for (const table of tables) {
    for (const [index, { bytes }] of table.parts.entries())
      writeFileSync(join(folder, fileOf(table, index)), bytes);
  }
  const most = Math.max(1, ...tables.flatMap(({ rows = [] }) => rows.map(([key]) => Number(key))));
  const people = Array.from({ length: most + 1 }, (_, index) => index + 1);
  writeFileSync(join(folder, 'people.csv'), `id\n${people.join('\n')}\n`);
  writeFileSync(join(folder, 'segment.config.yaml'), projectOf(tables));
  const columns = tables.flatMap((table) =>
    table.isGrouped
      ? Object.values(madeOf(table))
      : table.columns.slice(1).map((column) => `${nameOf(table)}.${column}`),
  );
  writeFileSync(
    join(folder, 'all.yaml'),
    `name: all\nwhere: { id: { set: true } }\ncolumns: [${columns.join(', ')}]\n`,
  );
}

function projectOf(tables: readonly Seeded[]): string {
  const grouped = tables.filter(({ isGrouped }) => isGrouped);
  const others = tables.filter(({ isGrouped }) => !isGrouped);
  const joined = others.map((table) => `${nameOf(table)}: { table: ${nameOf(table)}, by: id }`);
  const made = grouped.flatMap((table) => [
    `  ${nameOf(table)}: { ${sourceOf(table)}, customer: id }`,
    `  m_${nameOf(table)}: { from: ${nameOf(table)}, key: c0, columns: { lines: { count: true } } }`,
  ]);
  const counted = grouped.flatMap((table) => [
    `  ${madeOf(table).count}: { m_${nameOf(table)}: { count: true } }`,
    `  ${madeOf(table).rows}: { m_${nameOf(table)}: { sum: lines } }`,
  ]);
  return [
    'timezone: UTC',
    `customers: { file: people.csv, key: id, lookup: { ${joined.join(', ')} } }`,
    ...section('events', made),
    ...section(
      'lookups',
      others.map((table) => `  ${nameOf(table)}: { ${sourceOf(table)}, key: id }`),
    ),
    ...section('traits', counted),
    '',
  ].join('\n');
}

const section = (name: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`${name}:`, ...lines];

function sourceOf(table: Seeded): string {
  return `file: [${table.parts.map((_, index) => fileOf(table, index)).join(', ')}], ${table.options}`;
}
