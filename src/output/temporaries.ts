/** The private folders in which files are made before they take their place: named, removed, swept. */
import { rmSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

const DAY = 24 * 60 * 60 * 1000;
const NAME = /^\.segment-(.+)-(\d+)-(\d+)\.tmp$/;

const living = new Set<string>();
let made = 0;

/** Makes a folder (0700) inside `parent`, which `removeTemporaries` and `removeTemporary` know. */
export async function makeTemporary(parent: string): Promise<string> {
  const path = join(parent, `.segment-${host()}-${process.pid}-${++made}.tmp`);
  // A process of the same number that died here may have left one.
  if (!living.has(path)) await rm(path, { recursive: true, force: true });
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
 * Removes from `parent` what processes of this host left when they were killed, and what any host left
 * a day ago. Time is the file system's own: the age is measured against `newest`, a folder just made.
 */
export async function sweepTemporaries(parent: string, newest: string): Promise<void> {
  const present = (await stat(newest)).mtimeMs;
  const names = (await readdir(parent).catch(() => [])).filter((name) => NAME.test(name));
  for (const name of names) {
    const path = join(parent, name);
    if (!living.has(path) && (await isStale(path, name, present))) {
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

async function isStale(path: string, name: string, present: number): Promise<boolean> {
  const [, owner, pid] = NAME.exec(name)!;
  if (owner === host() && !isAlive(Number(pid))) return true;
  const age = await stat(path).then(
    (facts) => present - facts.mtimeMs,
    () => 0,
  );
  return age > DAY;
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function host(): string {
  return hostname()
    .replaceAll(/[^A-Za-z0-9.]/g, '_')
    .slice(0, 40);
}
