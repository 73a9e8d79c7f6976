/** A copy of what a user gets, in a temporary folder, with `segment` on the path. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { root } from '../architecture/source-files.ts';
import { type Finished, finish } from '../commands/fixture/program.ts';

export interface Copy {
  readonly path: string;
  /** Runs a line as bash does. */
  readonly shell: (line: string) => Promise<Finished>;
  readonly remove: () => void;
}

/** Copies the program's source and the named files and folders of the checkout. */
export function makeCopy(names: readonly string[]): Copy {
  const path = mkdtempSync(join(tmpdir(), 'segment-readme-'));
  for (const name of ['bin', 'src', 'package.json', ...names])
    cpSync(join(root, name), join(path, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'));
  const bin = join(path, '.bin');
  mkdirSync(bin);
  const entry = join(path, 'bin/segment.js');
  writeFileSync(join(bin, 'segment'), `#!/bin/sh\nexec "${process.execPath}" "${entry}" "$@"\n`, {
    mode: 0o755,
  });
  const env = { PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`, HOME: path, TZ: 'America/New_York' };
  return {
    path,
    shell: (line) =>
      finish('bash', ['-c', `set -o pipefail; ${line}`], {
        cwd: path,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Builds the program of the copy as the checkout's own is built. */
export async function buildProgram(path: string): Promise<void> {
  const { code, err } = await finish(process.execPath, ['bin/build.js'], { cwd: path });
  if (code !== 0) throw new Error(err);
}

/** What a user has. */
export const project = ['samples', 'segments', 'segment.config.yaml'];
