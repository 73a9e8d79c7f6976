import { dirname } from 'node:path';
import { info } from '../diagnostics/diagnostic.ts';
import { failure } from '../diagnostics/failure.ts';
import { countOf } from '../model/count.ts';
import type { Cell, Table } from '../model/table.ts';
import { openAnswer } from '../program/answer.ts';
import { defineCommand } from '../program/command.ts';
import type { Context } from '../program/context.ts';
import { outputOptions, projectOptions } from '../program/options.ts';
import { sizeWords } from '../program/size-words.ts';
import { type FindOptions, findProject } from '../project/find.ts';
import { type CacheEntry, cacheFolder, cleanCache, listCache } from '../sources/cache-folder.ts';
import { listValues } from '../sources/values-folder.ts';

const { project } = projectOptions;

export const cache = defineCommand({
  name: 'cache',
  summary: 'what is kept of the data files between runs, and its removal',
  details: [
    'Values of customers that took reading many events are kept beside them, for the same files, as-of and definitions: a `count` after an edited threshold, or `kpis` after `run`, reads no events again. They are checked by their digest and are never more than half a gigabyte.',
    'Tables of CSV and JSON are parsed once and kept typed in `.segment/cache` beside the project file; of Parquet, what was found out about it; of every file, the digest that `run.json` gives. A table is read again when the content of its files, its part of the project file or the version of segment changes: file times and sizes are looked at first, and the content decides where they differ. `--no-cache` on any command does without.',
    '`segment cache clean` removes all of it, which is always safe.',
  ],
  arguments: [{ name: 'ACTION', says: '`clean` removes the cache', optional: true, completes: ['clean'] }],
  options: { project, ...outputOptions },
  examples: [
    { command: 'segment cache', says: 'the tables and values that are kept, and their size' },
    { command: 'segment cache clean', says: 'remove them' },
  ],
  run: async (context, [action], options) => {
    if (action !== undefined && action !== 'clean') {
      throw failure(2, 'usage', `\`segment cache\` knows \`clean\`, found \`${action}\``);
    }
    const folder = folderOf(context, options.project);
    if (action === 'clean') {
      const entries = entriesOf(folder);
      cleanCache(folder);
      return sayCleaned(context, entries);
    }
    const { give } = await openAnswer(context, options, 'cache');
    const entries = entriesOf(folder);
    const bytes = totalBytes(entries);
    const legend = [info('cache-size', `${sizeWords(bytes)} in ${folder}`, { bytes, folder })];
    await give({ rows: cacheTable(entries), legend });
  },
});

function folderOf({ cwd, env }: Context, file: string | undefined): string {
  const options: FindOptions = { cwd, env, project: file };
  return cacheFolder(dirname(findProject(options).path));
}

/** A table, or values per customer. */
interface Kept extends CacheEntry {
  readonly values?: number;
}

function entriesOf(folder: string): readonly Kept[] {
  const values = listValues(folder).map(
    ({ customers, columns, file }): Kept => ({
      table: 'customers',
      rows: customers,
      values: columns.length,
      bytes: file.bytes,
    }),
  );
  return [...listCache(folder), ...values];
}

function sayCleaned(context: Context, entries: readonly Kept[]): void {
  const bytes = totalBytes(entries);
  const tables = entries.filter(({ values }) => values === undefined).length;
  const values = entries.reduce((sum, entry) => sum + (entry.values ?? 0), 0);
  const and = values === 0 ? '' : ` and ${countOf(values, 'value')} of every customer`;
  const removed = `removed what was kept of ${countOf(tables, 'table')}${and}: ${sizeWords(bytes)}`;
  const message = entries.length === 0 ? 'nothing was kept' : removed;
  context.say('cache-cleaned', message, { tables, values, bytes });
}

function totalBytes(entries: readonly Kept[]): number {
  return entries.reduce((sum, entry) => sum + entry.bytes, 0);
}

function cacheTable(entries: readonly Kept[]): Table {
  return {
    columns: [
      { name: 'table', kind: 'key' },
      { name: 'rows', kind: 'integer' },
      { name: 'values', kind: 'integer' },
      { name: 'bytes', kind: 'integer' },
    ],
    rows: entries.map(({ table, rows, values, bytes }): readonly Cell[] => [
      table,
      rows,
      values ?? null,
      bytes,
    ]),
  };
}
