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

const { project } = projectOptions;

export const cache = defineCommand({
  name: 'cache',
  summary: 'what is kept of the data files between runs, and its removal',
  details: [
    'Tables of CSV and JSON are parsed once and kept typed in `.segment/cache` beside the project file; of Parquet, what was found out about it; of every file, the digest that `run.json` gives. A table is read again when the content of its files, its part of the project file or the version of segment changes: file times and sizes are looked at first, and the content decides where they differ. `--no-cache` on any command does without.',
    '`segment cache clean` removes all of it, which is always safe.',
  ],
  arguments: [{ name: 'ACTION', says: '`clean` removes the cache', optional: true, completes: ['clean'] }],
  options: { project, ...outputOptions },
  examples: [
    { command: 'segment cache', says: 'the tables that are kept, and their size' },
    { command: 'segment cache clean', says: 'remove them' },
  ],
  run: async (context, [action], options) => {
    if (action !== undefined && action !== 'clean') {
      throw failure(2, 'usage', `\`segment cache\` knows \`clean\`, found \`${action}\``);
    }
    const folder = folderOf(context, options.project);
    if (action === 'clean') return sayCleaned(context, cleanCache(folder));
    const { give } = await openAnswer(context, options, 'cache');
    const entries = listCache(folder);
    const bytes = totalBytes(entries);
    const legend = [info('cache-size', `${sizeWords(bytes)} in ${folder}`, { bytes, folder })];
    await give({ rows: cacheTable(entries), legend });
  },
});

function folderOf({ cwd, env }: Context, file: string | undefined): string {
  const options: FindOptions = { cwd, env, project: file };
  return cacheFolder(dirname(findProject(options).path));
}

function sayCleaned(context: Context, entries: readonly CacheEntry[]): void {
  const bytes = totalBytes(entries);
  const removed = `removed what was kept of ${countOf(entries.length, 'table')}: ${sizeWords(bytes)}`;
  const message = entries.length === 0 ? 'nothing was kept' : removed;
  context.say('cache-cleaned', message, { tables: entries.length, bytes });
}

function totalBytes(entries: readonly CacheEntry[]): number {
  return entries.reduce((sum, entry) => sum + entry.bytes, 0);
}

function cacheTable(entries: readonly CacheEntry[]): Table {
  return {
    columns: [
      { name: 'table', kind: 'key' },
      { name: 'rows', kind: 'integer' },
      { name: 'bytes', kind: 'integer' },
    ],
    rows: entries.map(({ table, rows, bytes }): readonly Cell[] => [table, rows, bytes]),
  };
}
