/** Projects as files: YAML text, CSV, and a folder of them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Document } from 'yaml';
import type { DataTable } from './world.ts';
import { columnsOf, keysOf, type Writing, writeTable } from './write-table.ts';

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
  /** How tables are written that are not plain CSV. */
  readonly writings: Readonly<Record<string, Writing>>;
  readonly zone: string;
  readonly asOf: string;
  /** What was asked for before, with values kept for the next command. */
  readonly earlier: readonly Earlier[];
  /** A definition, or what the project file says of customers, that has to be refused, in these words. */
  readonly mistake?: {
    readonly definition: Definition;
    readonly customers?: Definition;
    readonly says: string;
  };
}

export interface Earlier {
  readonly names: readonly string[];
  readonly asOf: string;
}

export function toYaml(definition: Definition): string {
  return new Document(definition, { schema: 'failsafe', aliasDuplicateObjects: false }).toString({
    lineWidth: 0,
  });
}

/** Writes `segment.config.yaml`, the files of `data/`, `segments/all.yaml` and its lists. */
export async function writeProject(project: ProjectFiles, folder: string): Promise<void> {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('segment.config.yaml', toYaml({ ...withFiles(project), traits: project.traits }));
  write('segments/all.yaml', toYaml({ segments: project.definitions }));
  mkdirSync(join(folder, 'data'), { recursive: true });
  for (const [name, table] of Object.entries(project.tables)) {
    await writeTable(join(folder, fileOf(project, name)), table, writingOf(project, name));
  }
  for (const [path, text] of Object.entries(project.files)) write(`segments/${path}`, text);
}

function writingOf({ writings }: ProjectFiles, table: string): Writing {
  return writings[table] ?? { format: 'csv' };
}

function fileOf(project: ProjectFiles, table: string): string {
  return `data/${table}.${writingOf(project, table).format}`;
}

function withFiles(project: ProjectFiles): Definition {
  const source = (name: string, spec: Definition): Definition => {
    const table = project.tables[name];
    if (table === undefined) return spec;
    const writing = writingOf(project, name);
    return {
      file: fileOf(project, name),
      ...spec,
      ...keysOf(writing),
      columns: { ...columnsOf(table, writing), ...(spec['columns'] as Definition) },
    };
  };
  const sources = (section: unknown) =>
    Object.fromEntries(
      Object.entries(section as Definition).map(([name, spec]) => [name, source(name, spec as Definition)]),
    );
  const { customers, events, lookups } = project.config;
  return {
    ...project.config,
    customers: source('customers', customers as Definition),
    events: sources(events),
    lookups: sources(lookups),
  };
}
