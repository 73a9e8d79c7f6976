/** Projects as files: YAML text, CSV, and a folder of them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Document } from 'yaml';
import type { Cell, DataTable } from './world.ts';

/** YAML to be: text, lists, mappings, and scalars that know their quotes. */
export type Definition = Record<string, unknown>;

export interface ProjectFiles {
  /** `segment.config.yaml` without traits and files. */
  readonly config: Definition;
  readonly traits: Readonly<Record<string, Definition>>;
  readonly definitions: readonly Definition[];
  readonly tables: Readonly<Record<string, DataTable>>;
  /** Lists that `in_file` names, relative to the definitions. */
  readonly files: Readonly<Record<string, string>>;
  readonly zone: string;
  readonly asOf: string;
}

export function toYaml(definition: Definition): string {
  return new Document(definition, { schema: 'failsafe', aliasDuplicateObjects: false }).toString({
    lineWidth: 0,
  });
}

/** Missing cells are empty, lists are joined by `|`. */
export function toCsv(table: DataTable): string {
  const line = (cells: readonly string[]) => `${cells.map(quoteCell).join(',')}\n`;
  const names = table.columns.map(({ name }) => name);
  return [
    line(names),
    ...table.rows.map((row) => line(names.map((name) => cellText(row[name] ?? null)))),
  ].join('');
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'object' ? cell.join('|') : String(cell);
}

function quoteCell(text: string): string {
  return /[",\n\r;]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Writes `segment.config.yaml`, `data/*.csv`, `segments/all.yaml` and its lists. */
export function writeProject(project: ProjectFiles, folder: string): void {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('segment.config.yaml', toYaml({ ...withFiles(project), traits: project.traits }));
  write('segments/all.yaml', toYaml({ segments: project.definitions }));
  for (const [name, table] of Object.entries(project.tables)) write(`data/${name}.csv`, toCsv(table));
  for (const [path, text] of Object.entries(project.files)) write(`segments/${path}`, text);
}

function withFiles(project: ProjectFiles): Definition {
  const source = (name: string, spec: unknown): Definition => ({
    file: `data/${name}.csv`,
    columns: Object.fromEntries(
      project.tables[name]!.columns.map(({ name: column, type }) => [
        column,
        type === 'list' ? { type, separator: '|' } : { type },
      ]),
    ),
    ...(spec as Definition),
  });
  const sources = (section: unknown) =>
    Object.fromEntries(
      Object.entries(section as Definition).map(([name, spec]) => [name, source(name, spec)]),
    );
  const { customers, events, lookups } = project.config;
  return {
    ...project.config,
    customers: source('customers', customers),
    events: sources(events),
    lookups: sources(lookups),
  };
}
