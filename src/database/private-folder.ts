/** A folder for spilled and copied data that no other process reads or reuses. */
import { lstatSync, mkdtempSync, readdirSync, rmSync, type Stats } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { isAlive, processPlace } from './process-place.ts';

/** Where the process is, its number, and what chance adds. */
const NAME = /^segment-([0-9a-f]{12})-(\d+)-\w+$/;
/** Of processes that cannot be asked about, after which they are taken for dead. */
const WEEK = 7 * 24 * 60 * 60 * 1000;

const open = new Set<string>();

/** Makes the folder (mode 0700), first sweeping those of processes that died. Removed when the process exits. */
export function makePrivateFolder(parent: string = tmpdir()): string {
  const folder = mkdtempSync(join(parent, `segment-${processPlace()}-${process.pid}-`));
  if (open.size === 0) process.once('exit', removeOpenFolders);
  open.add(folder);
  sweepStaleFolders(parent, folder);
  return folder;
}

export function removePrivateFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  open.delete(folder);
  if (open.size === 0) process.removeListener('exit', removeOpenFolders);
}

function removeOpenFolders(): void {
  for (const folder of open) rmSync(folder, { recursive: true, force: true });
}

/** Whether the file is one of a process for the time of its run. */
export function isInPrivateFolder(path: string): boolean {
  return path.split(sep).some((name) => NAME.test(name));
}

/** Whether a folder of this name is one of a process that may still use it. */
export function isInUse(name: string): boolean {
  const [, place, pid] = NAME.exec(name) ?? [];
  return place !== undefined && (place !== processPlace() || isAlive(Number(pid)));
}

/** Time is the file system's own: the age is measured against a folder just made. */
function sweepStaleFolders(parent: string, newest: string): void {
  const present = lstatSync(newest).mtimeMs;
  for (const name of readdirSync(parent)) {
    const [, place, pid] = NAME.exec(name) ?? [];
    if (place === undefined) continue;
    const isDead = place === processPlace() && !isAlive(Number(pid));
    removeIfOurs(join(parent, name), ({ mtimeMs }) => isDead || present - mtimeMs > WEEK);
  }
}

function removeIfOurs(folder: string, isStale: (facts: Stats) => boolean): void {
  try {
    const facts = lstatSync(folder);
    if (!facts.isDirectory() || facts.uid !== process.getuid?.() || !isStale(facts)) return;
    rmSync(folder, { recursive: true });
  } catch {
    // Another process sweeps at the same time, or the folder is not ours to remove.
  }
}
