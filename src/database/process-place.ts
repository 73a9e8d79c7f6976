/** Which processes one can ask about: a number names a process only where it was given. */
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

let known: string | undefined;

/** A name for the machine since it started and, in a container, for its own count of processes: twelve letters and digits. */
export function processPlace(): string {
  known ??= createHash('sha256')
    .update(JSON.stringify([hostname(), readIfThere('/proc/sys/kernel/random/boot_id'), namespaceOf()]))
    .digest('hex')
    .slice(0, 12);
  return known;
}

/** Whether a process of this place is alive. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function namespaceOf(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
