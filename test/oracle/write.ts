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

/** Numbers as numbers, so that decimals are doubles; missing cells are null. */
function toJson(table: DataTable): string {
  const numeric = new Set(['integer', 'decimal', 'float']);
  const cell = (value: Cell, type: string) =>
    value === null || value === '' ? null : numeric.has(type) ? Number(value) : value;
  return JSON.stringify(
    table.rows.map((row) =>
      Object.fromEntries(table.columns.map(({ name, type }) => [name, cell(row[name] ?? null, type)])),
    ),
  );
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
  for (const [name, table] of Object.entries(project.tables)) {
    const isJson = fileOf(project, name)?.endsWith('.json');
    write(`data/${name}.${isJson ? 'json' : 'csv'}`, isJson ? toJson(table) : toCsv(table));
  }
  for (const [path, text] of Object.entries(project.files)) write(`segments/${path}`, text);
}

/** The doubles of a JSON file are what its reader finds. */
function declared(project: ProjectFiles, name: string): DataTable['columns'] {
  const { columns } = project.tables[name]!;
  return fileOf(project, name) ? columns.filter(({ type }) => type !== 'decimal') : columns;
}

function fileOf({ config }: ProjectFiles, table: string): string | undefined {
  const spec = (config['events'] as Readonly<Record<string, { file?: string }>>)[table];
  return spec?.file;
}

function withFiles(project: ProjectFiles): Definition {
  const source = (name: string, spec: unknown): Definition => ({
    file: `data/${name}.csv`,
    columns: Object.fromEntries(
      declared(project, name).map(({ name: column, type }) => [
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
