/**
 * Files that hold others: an archive is named like a folder of files (`export.zip/orders*.csv`), a workbook like one of
 * sheets (`book.xlsx/Orders`). What holds a single table, and a workbook's first sheet, need not be named.
 */
import { join } from 'node:path';
import picomatch from 'picomatch';
import type { Database } from '../database/database.ts';
import { sheetsOf, sheetToCsv } from './workbook.ts';
import { listZip, unzip } from './zip.ts';

export type ContainerKind = 'zip' | 'workbook';

/** A place in a container. */
export interface Inside {
  readonly kind: ContainerKind;
  /** The name of the file or the sheet. */
  readonly name: string;
}

export interface ContainerPath {
  readonly kind: ContainerKind;
  /** Of the container; may be a pattern. */
  readonly path: string;
  /** What is meant in it; absent where the path ends with the container. */
  readonly inside?: string;
}

/** A path that leads to or into a container; undefined for any other. */
export function containerPath(path: string): ContainerPath | undefined {
  const [, container, ending, , inside] =
    /^(.*?\.(zip|xlsx))(\/(.+))?$/i.exec(path.replaceAll('\\', '/')) ?? [];
  if (container === undefined || ending === undefined) return undefined;
  const kind = ending.toLowerCase() === 'zip' ? 'zip' : 'workbook';
  return { kind, path: container, ...(inside === undefined ? {} : { inside }) };
}

/** The file of the system that a path leads to or into. */
export function fileOnDisk(path: string): string {
  return containerPath(path)?.path ?? path;
}

/** What can be read in a container: names of files, or of sheets in their order. Throws where it is damaged. */
export async function namesInside(kind: ContainerKind, path: string): Promise<readonly string[]> {
  return kind === 'zip' ? (await listZip(path)).map(({ name }) => name) : sheetsOf(path);
}

/** The names that are meant: those of a pattern, or the one that need not be named; none where there are several. */
export function chosenInside(
  kind: ContainerKind,
  names: readonly string[],
  inside?: string,
): readonly string[] {
  if (inside === undefined) return kind === 'workbook' || names.length === 1 ? names.slice(0, 1) : [];
  if (names.includes(inside)) return [inside];
  return names.filter((name) => picomatch.isMatch(name, inside, { dot: true }));
}

let taken = 0;

/** Takes a table out of its container into the database's private folder; gives its path. Throws where it is not whole. */
export async function takeOut(path: string, { kind, name }: Inside, { folder }: Database): Promise<string> {
  const to = join(folder, `taken-${taken++}.csv`);
  if (kind === 'zip') await unzip(path, name, to);
  else await sheetToCsv(path, name, to);
  return to;
}
