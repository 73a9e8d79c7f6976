import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makePrivateFolder, removePrivateFolder } from '../../src/database/private-folder.ts';
import { processPlace } from '../../src/database/process-place.ts';

let parent: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'private-folder-test-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

it('is open to its user alone', () => {
  const folder = makePrivateFolder(parent);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  removePrivateFolder(folder);
  expect(readdirSync(parent)).toEqual([]);
});

it('sweeps those of processes that were killed, and of no other', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
  const left = join(parent, `segment-${processPlace()}-${child.pid}-spill`);
  mkdirSync(left);
  removePrivateFolder(makePrivateFolder(parent));
  expect(existsSync(left)).toBe(true);
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
  removePrivateFolder(makePrivateFolder(parent));
  expect(existsSync(left)).toBe(false);
});

it('leaves what other machines and containers have in a shared folder, for a week', () => {
  const other = join(parent, `segment-${'0'.repeat(12)}-${2 ** 22 + 1}-spill`);
  mkdirSync(other);
  removePrivateFolder(makePrivateFolder(parent));
  expect(existsSync(other)).toBe(true);
  utimesSync(other, 0, 0);
  removePrivateFolder(makePrivateFolder(parent));
  expect(existsSync(other)).toBe(false);
});
