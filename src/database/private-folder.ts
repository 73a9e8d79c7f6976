/** A folder for spilled and copied data that no other process reads or reuses. */
import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Machines may share a folder for temporary files, so the name says whose process it is. */
const prefix = `segment-${hostname().replaceAll(/[^A-Za-z0-9.]/g, '')}-`;

const open = new Set<string>();

/** Makes the folder (mode 0700), first sweeping those of processes that died. Removed when the process exits. */
export function makePrivateFolder(parent: string = tmpdir()): string {
  sweepStaleFolders(parent);
  const folder = mkdtempSync(join(parent, `${prefix}${process.pid}-`));
  if (open.size === 0) process.once('exit', removeOpenFolders);
  open.add(folder);
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

function sweepStaleFolders(parent: string): void {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number(/^(\d+)-/.exec(name.slice(prefix.length))?.[1]);
    if (pid > 0 && !isAlive(pid)) removeIfOurs(join(parent, name));
  }
}

function removeIfOurs(folder: string): void {
  try {
    const facts = lstatSync(folder);
    if (facts.isDirectory() && facts.uid === process.getuid?.()) rmSync(folder, { recursive: true });
  } catch {
    // Another process sweeps at the same time, or the folder is not ours to remove.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
