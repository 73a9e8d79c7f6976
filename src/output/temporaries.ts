/** The private folders in which files are made before they take their place: named, removed, swept. */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, processPlace } from '../database/process-place.ts';

const DAY = 24 * 60 * 60 * 1000;
const NAME = /^\.segment-([0-9a-f]{12})-(\d+)-[0-9a-f]{16}\.tmp$/;
/** Of a folder that the process holds (`folder-lock.ts`). */
const HELD = /^\.segment-held-[0-9a-f]{16}\.tmp$/;

const living = new Set<string>();

/** Makes a folder (0700) inside `parent`, which `removeTemporaries` and `removeTemporary` know. */
export function makeTemporary(parent: string): Promise<string> {
  return makeNamed(parent, `${processPlace()}-${process.pid}`);
}

/** As `makeTemporary`, in a folder that this process holds: those of others there are of processes that died, and are swept. */
export async function makeHeldTemporary(parent: string): Promise<string> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((each) => HELD.test(each))) await sweep(join(parent, name));
  return makeNamed(parent, 'held');
}

async function makeNamed(parent: string, owner: string): Promise<string> {
  const path = join(parent, `.segment-${owner}-${randomBytes(8).toString('hex')}.tmp`);
  living.add(path);
  await mkdir(path, { mode: 0o700 });
  return path;
}

/** Removes one of them. */
export async function removeTemporary(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  living.delete(path);
}

/** Removes all of this process's, at once: for signals and the end of the process. */
export function removeTemporaries(): void {
  for (const path of living) rmSync(path, { recursive: true, force: true });
  living.clear();
}

/**
 * Removes from `parent` what processes that can be asked about left when they were killed, and what any left a day
 * ago. Time is the file system's own: the age is measured against `newest`, a folder just made.
 */
export async function sweepTemporaries(parent: string, newest: string): Promise<void> {
  const present = (await stat(newest)).mtimeMs;
  for (const name of await readdir(parent).catch(() => [])) {
    const path = join(parent, name);
    if (await isStale(path, name, present)) await sweep(path);
  }
}

async function sweep(path: string): Promise<void> {
  if (!living.has(path)) await rm(path, { recursive: true, force: true }).catch(() => undefined);
}

async function isStale(path: string, name: string, present: number): Promise<boolean> {
  const [, place, pid] = NAME.exec(name) ?? [];
  if (place === undefined) return false;
  if (place === processPlace() && !isAlive(Number(pid))) return true;
  const age = await stat(path).then(
    (facts) => present - facts.mtimeMs,
    () => 0,
  );
  return age > DAY;
}
