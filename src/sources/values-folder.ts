/**
 * Values per customer that were computed before: `.segment/cache/values/NAME/` with `values.json` and `values.parquet`,
 * made in a folder of the process and renamed into place. What stands there is taken by its digest alone, into a folder
 * that nobody else writes to, and nothing of it becomes a part of a statement.
 */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { removePrivateFolder } from '../database/private-folder.ts';
import { belongsToUs, makeWorkFolder, placeEntry } from './cache-folder.ts';
import { fileChunks } from './chunks.ts';
import { digestFile, type FileDigest, type Stamp } from './stamp.ts';

export interface KeptValues {
  /** The data files that the values are of, by relation. */
  readonly sources: Readonly<Record<string, KeptSource>>;
  readonly customers: number;
  /** The columns beside `customer`, by name, which is the digest of what each is. */
  readonly columns: readonly KeptValue[];
  /** Of `values.parquet`. */
  readonly file: FileDigest;
}

export interface KeptSource {
  readonly stamps: readonly Stamp[];
  /** Of the files' content; absent where they were old enough for their times to tell whether they are the same. */
  readonly digest?: string;
}

export interface KeptValue {
  readonly id: string;
  /** An integer of 128 bits, for which the file has a decimal. */
  readonly isHuge: boolean;
}

export interface ValuesEntry extends KeptValues {
  readonly place: string;
}

const ENTRY_FILE = 'values.json';
const VALUES_FILE = 'values.parquet';

/** More are one too many to look through and to join. */
const MOST_ENTRIES = 24;
const MOST_BYTES = 512e6;

function valuesFolder(cache: string): string {
  return join(cache, 'values');
}

/** Whole entries that are ours alone, the newest first. */
export function listValues(cache: string): readonly ValuesEntry[] {
  const folder = valuesFolder(cache);
  if (!existsSync(folder) || !belongsToUs(folder)) return [];
  return placesIn(folder).flatMap(({ place }) => readValues(place) ?? []);
}

function placesIn(folder: string): readonly { readonly place: string; readonly written: bigint }[] {
  return readdirSync(folder)
    .filter((name) => ENTRY.test(name))
    .map((name) => join(folder, name))
    .flatMap((place) => {
      const facts = statSync(place, { bigint: true, throwIfNoEntry: false });
      return facts ? [{ place, written: facts.mtimeNs }] : [];
    })
    .sort((a, b) => (a.written === b.written ? 0 : a.written < b.written ? 1 : -1));
}

const ENTRY = /^[0-9a-f]{16}$/;
const ID = /^[0-9a-f]{32}$/;
const SHA256 = /^[0-9a-f]{64}$/;

/** Undefined for what is damaged, or what others may have written. */
function readValues(place: string): ValuesEntry | undefined {
  try {
    if (![place, join(place, ENTRY_FILE), join(place, VALUES_FILE)].every(belongsToUs)) return undefined;
    const entry = JSON.parse(readFileSync(join(place, ENTRY_FILE), 'utf8')) as KeptValues;
    const areIds = entry.columns.every(({ id, isHuge }) => ID.test(id) && typeof isHuge === 'boolean');
    const areSources = Object.values(entry.sources).every(({ stamps }) => Array.isArray(stamps));
    const isWhole = areIds && areSources && SHA256.test(entry.file.sha256);
    return isWhole ? { ...entry, place } : undefined;
  } catch {
    return undefined;
  }
}

/** Copies the values to the path, where they are what they were; false where they are not. */
export async function takeValues({ place, file }: ValuesEntry, path: string): Promise<boolean> {
  const into = await open(path, 'w', 0o600);
  const hash = createHash('sha256');
  try {
    for await (const chunk of fileChunks(join(place, VALUES_FILE))) {
      hash.update(chunk);
      await into.write(chunk);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  } finally {
    await into.close();
  }
  return hash.digest('hex') === file.sha256;
}

/** Keeps the file at the path, of which this is said. Throws what the system says. */
export async function placeValues(
  cache: string,
  path: string,
  said: Omit<KeptValues, 'file'>,
): Promise<void> {
  const work = makeWorkFolder(cache);
  try {
    copyFileSync(path, join(work, VALUES_FILE));
    chmodSync(join(work, VALUES_FILE), 0o600);
    const file = await digestFile(join(work, VALUES_FILE));
    writeFileSync(join(work, ENTRY_FILE), JSON.stringify({ ...said, file }), { mode: 0o600 });
    const folder = valuesFolder(cache);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    placeEntry(work, folder, file.sha256.slice(0, 16));
    dropOldest(folder);
  } finally {
    removePrivateFolder(work);
  }
}

/** What is too much, the oldest first; the newest stays. */
function dropOldest(folder: string): void {
  let bytes = 0;
  for (const [index, { place }] of placesIn(folder).entries()) {
    bytes += bytesIn(place);
    if (index > 0 && (index >= MOST_ENTRIES || bytes > MOST_BYTES)) dropValues(place);
  }
}

function bytesIn(place: string): number {
  const facts = statSync(join(place, VALUES_FILE), { throwIfNoEntry: false });
  return facts?.size ?? 0;
}

/** Removes what is of no use. Another run may do so at the same time. */
export function dropValues(place: string): void {
  rmSync(place, { recursive: true, force: true });
}

/** Removes all of them. Throws what the system says. */
export function cleanValues(cache: string): void {
  rmSync(valuesFolder(cache), { recursive: true, force: true });
}
