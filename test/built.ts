/** The program that is shipped is what tests run: it is built anew where something it is made of is newer. */
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

export function setup(): void {
  if (builtAt() < Math.max(...['src', 'bin', 'package.json'].map(newest))) {
    execFileSync(process.execPath, ['bin/build.js'], { cwd: root, stdio: 'inherit' });
  }
}

function builtAt(): number {
  return statSync(join(root, 'dist/cli.cjs'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newest(path: string): number {
  const stats = statSync(join(root, path));
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(0, ...readdirSync(join(root, path)).map((name) => newest(join(path, name))));
}
