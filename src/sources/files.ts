/** The files of a source: patterns expanded, formats told by their endings. */
import { existsSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { globSync } from 'tinyglobby';
import type { Name, SourceEntry } from '../project/project.ts';
import { compareNaturally } from './natural-order.ts';
import { at, type Problems } from './problems.ts';

export type FileFormat = 'csv' | 'parquet' | 'json';

export interface DataFile {
  readonly path: string;
  /** Relative to the project's folder where it lies inside. */
  readonly name: string;
  readonly format: FileFormat;
  readonly compression: 'none' | 'gzip' | 'zstd';
  /** Given by the ending `.tsv`. */
  readonly delimiter?: string;
  readonly bytes: number;
}

/** Endings that a source may have, without `.gz` and `.zst`. */
const endings: Readonly<Record<string, FileFormat>> = {
  '.csv': 'csv',
  '.tsv': 'csv',
  '.tab': 'csv',
  '.txt': 'csv',
  '.parquet': 'parquet',
  '.pq': 'parquet',
  '.json': 'json',
  '.jsonl': 'json',
  '.ndjson': 'json',
};

/** All files of a source, by path as people count. Reports those that are missing, empty or of no known format. */
export function findFiles(source: SourceEntry, folder: string, problems: Problems): readonly DataFile[] {
  const files = new Map<string, DataFile>();
  for (const pattern of source.files) {
    for (const path of expandPattern(pattern, folder, problems)) {
      const file = describeFile(path, folder, pattern, problems);
      if (file) files.set(path, file);
    }
  }
  const found = [...files.values()].sort((a, b) => compareNaturally(a.path, b.path));
  return reportMixedFormats(found, source, problems);
}

/** The format of a file by its name; undefined for anything that is no data. */
export function formatOf(name: string): Pick<DataFile, 'format' | 'compression' | 'delimiter'> | undefined {
  const lower = name.toLowerCase();
  const packed = /\.(gz|zst)$/.exec(lower)?.[1];
  const ending = /\.[a-z]+$/.exec(packed ? lower.slice(0, -packed.length - 1) : lower)?.[0] ?? '';
  const format = endings[ending];
  if (!format || (format === 'parquet' && packed)) return undefined;
  const compression = packed === 'gz' ? 'gzip' : packed === 'zst' ? 'zstd' : 'none';
  return { format, compression, ...(ending === '.tsv' || ending === '.tab' ? { delimiter: '\t' } : {}) };
}

function expandPattern(pattern: Name, folder: string, problems: Problems): readonly string[] {
  const path = resolve(folder, pattern.name);
  if (existsSync(path)) return [path];
  const isPattern = /[*?[\]{}]/.test(pattern.name);
  const found = isPattern
    ? globSync(pattern.name.replaceAll('\\', '/'), { cwd: folder, absolute: true, onlyFiles: true })
    : [];
  if (found.length === 0) {
    const message = isPattern
      ? `no file matches \`${pattern.name}\``
      : `there is no file \`${pattern.name}\``;
    problems.refuse({
      code: 'missing-file',
      message,
      help: [`a relative path starts from ${folder}`],
      ...at(pattern),
    });
  }
  return found.map((name) => resolve(name));
}

function describeFile(path: string, folder: string, pattern: Name, problems: Problems): DataFile | undefined {
  const inside = relative(folder, path);
  const name = inside.startsWith('..') ? path : inside;
  const facts = statSync(path);
  if (facts.isDirectory()) {
    const help = [`name the files in it: \`${pattern.name.replace(/\/$/, '')}/*.csv\``];
    problems.refuse({ code: 'folder', message: `\`${name}\` is a folder`, help, ...at(pattern) });
    return undefined;
  }
  const format = formatOf(name);
  if (!format) {
    const help = ['expected .csv, .tsv, .parquet, .jsonl or .json; text may be packed as .gz or .zst'];
    problems.refuse({
      code: 'unknown-format',
      message: `\`${name}\` is of no format that can be read`,
      help,
      ...at(pattern),
    });
    return undefined;
  }
  if (facts.size === 0) {
    const help = ['a table without rows still has a header'];
    problems.fail({ code: 'empty-file', message: `\`${name}\` is empty`, help, place: { file: name } });
    return undefined;
  }
  return { path, name, bytes: facts.size, ...format };
}

function reportMixedFormats(
  files: readonly DataFile[],
  source: SourceEntry,
  problems: Problems,
): readonly DataFile[] {
  const odd = files.find(({ format }) => format !== files[0]!.format);
  if (!odd) return files;
  problems.refuse({
    code: 'mixed-formats',
    message: `one table is of one format, found \`${files[0]!.name}\` and \`${odd.name}\``,
    ...at(source.files[0] ?? { name: '' }),
  });
  return [];
}
