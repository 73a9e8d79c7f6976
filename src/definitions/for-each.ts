/** The values that `for_each` runs through: written ones, rows of a file, or what a field holds. */
import { resolve } from 'node:path';
import type { Database } from '../database/database.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { Failure } from '../diagnostics/failure.ts';
import { caution } from '../diagnostics/problem.ts';
import type { ForEach, ParameterValue } from '../language/parameters.ts';
import type { ParameterSet } from '../language/substitute.ts';
import type { Schema } from '../model/schema.ts';
import { readTextRows } from '../sources/text-rows.ts';
import { distinctValues } from './distinct.ts';
import { setsOfRows } from './given-parameters.ts';

/** One definition may become so many segments. */
export const MOST_SEGMENTS = 1_000;

export interface ForEachSetting {
  readonly database: Database;
  readonly schema: Schema;
  readonly report: Report;
  /** Of the definition's file. */
  readonly folder: string;
  /** Where the file of a path stands. */
  readonly held: (path: string) => string;
}

/** Values that belong together, such as the rows of a file: read only where nothing replaces them. */
export interface Run {
  readonly names: readonly string[];
  readonly generated: boolean;
  readonly sets: () => Promise<readonly ParameterSet[]>;
}

/** What `for_each` runs through, part by part. */
export async function readRuns(
  forEach: readonly ForEach[],
  setting: ForEachSetting,
): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for (const item of forEach) runs.push(await readRun(item, setting));
  return runs;
}

async function readRun(item: ForEach, setting: ForEachSetting): Promise<Run> {
  if (item.kind === 'file') {
    const { columns, sets } = await readSets(item.path, setting);
    return { names: columns, generated: false, sets: async () => sets };
  }
  const name = item.name.text;
  const single = (values: readonly ParameterValue[]): readonly ParameterSet[] =>
    values.map((value) => new Map([[name, value]]));
  if (item.kind === 'values')
    return { names: [name], generated: false, sets: async () => single(item.values) };
  return { names: [name], generated: true, sets: async () => single(await readDistinct(item, setting)) };
}

async function readSets(path: Extract<ForEach, { kind: 'file' }>['path'], setting: ForEachSetting) {
  const { database, report, folder, held } = setting;
  try {
    const written = resolve(folder, path.text);
    const stands = held(written);
    const name = { name: stands === written ? path.text : stands, span: path.span };
    const { file, columns, rows } = await readTextRows(name, folder, MOST_SEGMENTS + 1, database, report);
    if (rows.length === 0)
      report(caution(path.span, 'no-values', `\`${path.text}\` has no rows, so there is no segment of it`));
    return { columns, sets: setsOfRows(file, columns, rows) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    for (const diagnostic of error.diagnostics) report({ span: path.span, ...diagnostic });
    return { columns: [], sets: [] };
  }
}

async function readDistinct(
  { name, field }: Extract<ForEach, { kind: 'distinct' }>,
  { schema, database, report }: ForEachSetting,
): Promise<readonly ParameterValue[]> {
  const values = await distinctValues(field, MOST_SEGMENTS + 1, schema, database);
  if ('code' in values) {
    report(values);
    return [];
  }
  if (values.length === 0) {
    const message = `\`${field.text}\` has no values, so there is no segment for \`${name.text}\``;
    report({ ...caution(field.span, 'no-values', message), severity: 'note' });
  }
  return values.map((text) => ({ kind: 'scalar', text, quoted: false, origin: { span: field.span } }));
}
