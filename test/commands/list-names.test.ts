/** Names that the files of lists cannot have. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runBundle } from '../program/bundle.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'list-names-'));
  writeFileSync(join(folder, 'segment.config.yaml'), 'customers: { file: c.csv, key: id }\n');
  writeFileSync(join(folder, 'c.csv'), 'id,city\n1,x\n');
  writeFileSync(join(folder, 'run.yaml'), 'name: run\nwhere: { city: x }\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each(['run', 'export'])('%s writes no list in the place of the file about the run', async (command) => {
  const words = [command, 'run.yaml', '--format', 'json', '--out', 'lists/'];
  const { code, err } = await runBundle(words, { cwd: folder });
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('"code":"run-file"') });
  expect(existsSync(join(folder, 'lists/run.json'))).toBe(false);
});

it('in another format the name is as good as any', async () => {
  const { code } = await runBundle(['export', 'run.yaml', '--out', 'sheets/', '--format', 'csv'], {
    cwd: folder,
  });
  expect([code, existsSync(join(folder, 'sheets/run.csv'))]).toEqual([0, true]);
});
