/** The files of a source: patterns expanded, formats told by their endings. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { globSync } from 'tinyglobby';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Name, SourceEntry } from '../project/project.ts';
import { chosenInside, containerPath, type Inside, namesInside } from './container.ts';
import { describeDamage } from './damage.ts';
import { compareNaturally } from './natural-order.ts';
import { at, type Problems } from './problems.ts';

export type FileFormat = 'csv' | 'parquet' | 'json';

export interface DataFile {
  readonly path: string;
  /** Where it stands in the file of that path. */
  readonly inside?: Inside;
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
export async function findFiles(
  source: SourceEntry,
  folder: string,
  problems: Problems,
): Promise<readonly DataFile[]> {
  const files = new Map<string, DataFile>();
  for (const pattern of source.files) {
    for (const file of await filesOf(pattern, folder, problems)) files.set(file.name, file);
  }
  const found = [...files.values()].sort((a, b) => compareNaturally(a.name, b.name));
  return reportMixedFormats(found, source, problems);
}

async function filesOf(pattern: Name, folder: string, problems: Problems): Promise<readonly DataFile[]> {
  const container = containerPath(pattern.name);
  const path = container ? { ...pattern, name: container.path } : pattern;
  const files: DataFile[] = [];
  for (const found of expandPattern(path, folder, problems)) {
    const file = describeFile(found, folder, pattern, problems, container !== undefined);
    if (file && container) files.push(...(await filesInside(file, container, pattern, problems)));
    else if (file) files.push(file);
  }
  return files;
}

/** The tables that are meant in an archive or a workbook. */
async function filesInside(
  file: DataFile,
  { kind, inside }: NonNullable<ReturnType<typeof containerPath>>,
  pattern: Name,
  problems: Problems,
): Promise<readonly DataFile[]> {
  const { name: container } = file;
  const names = await namesInside(kind, file.path).catch((error: Error) => {
    const message = `\`${container}\` cannot be read: ${describeDamage(error)}`;
    problems.fail({ code: 'unreadable-file', message, place: { file: container } });
    return undefined;
  });
  if (!names) return [];
  const chosen = chosenInside(kind, names, inside);
  if (chosen.length === 0) reportNoneInside(container, names, inside, pattern, problems);
  return chosen.flatMap((name) => {
    const format = kind === 'workbook' ? sheetFormat : formatOf(name);
    const held = { ...file, ...format, inside: { kind, name }, name: `${container}/${name}` };
    if (format && format.format !== 'parquet' && format.compression === 'none') return [held];
    refuseFormat(held.name, pattern, problems);
    return [];
  });
}

const sheetFormat = { format: 'csv', compression: 'none', delimiter: ',' } as const;

function reportNoneInside(
  container: string,
  names: readonly string[],
  inside: string | undefined,
  pattern: Name,
  problems: Problems,
): void {
  const holds =
    names.length === 0 ? 'it holds no table' : `it holds ${names.map((name) => `\`${name}\``).join(', ')}`;
  const message =
    inside === undefined
      ? `\`${container}\` holds ${names.length} files, and one table is meant`
      : `\`${container}\` holds no \`${inside}\``;
  const help = [
    holds,
    ...(names[0] === undefined ? [] : [`name what is meant: \`${container}/${names[0]}\``]),
  ];
  problems.refuse({ code: 'missing-file', message, help, ...at(pattern) });
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

/** What to do about a path behind which nothing is. */
function missingHelp(name: string, path: string, folder: string): string {
  if (/^[a-z]+:\/\//i.test(name))
    return 'only files of this machine are read: fetch it first, and name the file';
  if (/\$\{.*\}/.test(name))
    return 'a variable of the environment is `${NAME}`, and nothing more within the braces';
  const forward = name.replaceAll('\\', '/');
  if (forward !== name && existsSync(resolve(folder, forward))) return `write \`${forward}\``;
  return didYouMean(basename(path), filesBeside(path)) ?? `a relative path starts from ${folder}`;
}

function filesBeside(path: string): readonly string[] {
  try {
    return readdirSync(dirname(path)).filter((name) => formatOf(name) !== undefined);
  } catch {
    return [];
  }
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
      help: [missingHelp(pattern.name, path, folder)],
      ...at(pattern),
    });
  }
  return found.map((name) => resolve(name));
}

function describeFile(
  path: string,
  folder: string,
  pattern: Name,
  problems: Problems,
  isContainer: boolean,
): DataFile | undefined {
  const inside = relative(folder, path);
  const name = inside.startsWith('..') ? path : inside;
  const facts = statSync(path);
  if (facts.isDirectory()) {
    const help = [`name the files in it: \`${pattern.name.replace(/\/$/, '')}/*.csv\``];
    problems.refuse({ code: 'folder', message: `\`${name}\` is a folder`, help, ...at(pattern) });
    return undefined;
  }
  if (!facts.isFile()) {
    const help = ['it is read more than once: write what comes of it to a file'];
    problems.refuse({
      code: 'no-file',
      message: `\`${name}\` is a pipe or a device, and no file`,
      help,
      ...at(pattern),
    });
    return undefined;
  }
  const format = isContainer ? sheetFormat : formatOf(name);
  if (!format) {
    refuseFormat(name, pattern, problems);
    return undefined;
  }
  if (facts.size === 0) {
    const help = ['a table without rows still has a header'];
    problems.fail({ code: 'empty-file', message: `\`${name}\` is empty`, help, place: { file: name } });
    return undefined;
  }
  return { path, name, bytes: facts.size, ...format };
}

function refuseFormat(name: string, pattern: Name, problems: Problems): void {
  const help = [
    'expected .csv, .tsv, .parquet, .jsonl, .json or a sheet of an .xlsx; text may be packed as .gz, .zst or .zip',
  ];
  const message = `\`${name}\` is of no format that can be read`;
  problems.refuse({ code: 'unknown-format', message, help, ...at(pattern) });
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
