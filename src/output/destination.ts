/** Where the answer goes, and in which format: `--out` and `--format` read together. */
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { failure } from '../diagnostics/failure.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Format } from './format.ts';
import { formatNamed, formatOfFile, formats } from './index.ts';
import { systemFailure } from './system-failure.ts';

export type Destination =
  | { readonly kind: 'stdout'; readonly format: Format }
  | { readonly kind: 'file'; readonly path: string; readonly format: Format }
  | { readonly kind: 'folder'; readonly path: string; readonly format: Format };

export interface DestinationChoices {
  readonly out: string | undefined;
  readonly format: string | undefined;
  readonly cwd: string;
  readonly isTerminal: boolean;
}

/**
 * Without `--out`, standard output: a table on a terminal, else csv. A path with a slash at its end or of a
 * folder that exists is a folder, with csv in it unless another format is asked for. Otherwise it is a
 * file of the format of its extension. Throws `Failure` (2) before anything is written.
 */
export async function resolveDestination(choices: DestinationChoices): Promise<Destination> {
  const { out, format, cwd, isTerminal } = choices;
  if (out === undefined) {
    return { kind: 'stdout', format: formatNamed(format ?? (isTerminal ? 'table' : 'csv')) };
  }
  if (out === '') throw failure(2, 'out', '`--out` names no file', ['name a file or a folder']);
  const path = resolve(cwd, out);
  const facts = await stat(path).catch(() => undefined);
  if (/[/\\]$/.test(out) || facts?.isDirectory()) {
    if (facts && !facts.isDirectory()) throw failure(2, 'out', `\`${out}\` is a file, not a folder`);
    return { kind: 'folder', path, format: formatNamed(format ?? 'csv') };
  }
  const parent = await stat(dirname(path)).catch(() => undefined);
  if (!parent?.isDirectory()) {
    throw failure(2, 'out', `cannot write \`${out}\`: its folder does not exist`, ['make the folder first']);
  }
  return { kind: 'file', path, format: fileFormat(out, format) };
}

export type Folder = Extract<Destination, { kind: 'folder' }>;

/** The file of that name in the folder, which is made when it is missing. Throws `Failure` (3). */
export async function fileInFolder(folder: Folder, name: string): Promise<string> {
  await ensureFolder(folder);
  return join(folder.path, fileName(folder, name));
}

export function fileName({ format }: Folder, name: string): string {
  return `${name}.${format.extensions[0]}`;
}

/** Throws a `Failure` (2) where a folder has the name of a file that is to be written: before any of them is. */
export async function refuseFolders(folder: Folder, files: readonly string[]): Promise<void> {
  for (const file of files) {
    if (!(await isFolder(join(folder.path, file)))) continue;
    throw failure(2, 'out-is-a-folder', `cannot write \`${join(folder.path, file)}\`: it is a folder`, [
      'move it away, or write into another folder',
    ]);
  }
}

/** Makes the folder when it is missing. Throws `Failure` (3). */
export async function ensureFolder({ path }: Folder): Promise<void> {
  await makeFolder(path).catch((error: unknown) => {
    throw systemFailure(error, `cannot make the folder \`${path}\``);
  });
}

/** With its parents. Node's own `recursive` never returns where nothing can be made, as in `/proc`. */
async function makeFolder(path: string): Promise<void> {
  if (await isFolder(path)) return;
  const parent = dirname(path);
  if (parent !== path) await makeFolder(parent);
  await mkdir(path).catch(async (error: unknown) => {
    // Another process may have been quicker.
    if (!(await isFolder(path))) throw error;
  });
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

const BITMAP = /\.(png|jpe?g|gif|webp|pdf)$/i;

function fileFormat(out: string, asked: string | undefined): Format {
  const found = formatOfFile(out);
  if (found && asked && found.name !== asked) {
    throw failure(2, 'out', `\`${out}\` is ${found.name} by its extension, and \`--format\` says ${asked}`, [
      'leave `--format` out, or change the extension',
    ]);
  }
  const format = found ?? (asked && formatNamed(asked));
  if (format) return format;
  if (BITMAP.test(out)) {
    throw failure(2, 'out', `\`${out}\` is an image of points, which are not drawn here`, [
      'write `.svg`, which is sharp at any size; browsers, office programs and mail show it',
    ]);
  }
  const extensions = formats.flatMap((each) => each.extensions);
  const near = didYouMean(/\.([^./\\]+)$/.exec(out)?.[1] ?? '', extensions);
  throw failure(2, 'out', `the extension of \`${out}\` is of no format`, [
    `extensions are ${extensions.map((extension) => `\`.${extension}\``).join(', ')}`,
    ...(near ? [near] : []),
    'or say the format with `--format`; a folder ends with a slash',
  ]);
}
