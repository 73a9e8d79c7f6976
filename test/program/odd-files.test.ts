/** Definitions and tables that are no files, or whose text is none: refused by name, and at once. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runBundle } from './bundle.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'odd-files-'));
  const files = {
    'segment.config.yaml': 'customers: { file: c.csv, key: id }\n',
    'piped.yaml': 'customers: { file: pipe.csv, key: id }\n',
    'c.csv': 'id,city\n1,x\n',
    'x.yaml': 'name: x\nwhere: { city: x }\n',
    'escaped.yaml': 'name: e\nwhere: { city: "a\\0b" }\n',
    'raw.yaml': 'name: r\nwhere: { city: a\0b }\n',
    'half.yaml': 'name: h\nwhere: { city: "a\\ud800b" }\n',
    'sql.yaml': `name: s\nwhere: { sql: { duckdb: "city = 'a\\0b'" } }\n`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  execFileSync('mkfifo', [join(folder, 'pipe.csv')]);
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ['run /dev/zero', '`/dev/zero` is a device and no file'],
  ['check x.yaml --project /dev/zero', '`/dev/zero` is a device and no file'],
  ['run x.yaml --project piped.yaml', '`pipe.csv` is a pipe or a device, and no file'],
  ['run x.yaml --threads 100000', '`--threads` wants a whole number from 1 to 256, found `100000`'],
  ['run escaped.yaml', 'escaped.yaml:2:16: error: NUL and halves of characters stand in no text'],
  ['run raw.yaml', 'raw.yaml:2:16: error: NUL and halves of characters stand in no text'],
  ['run half.yaml', 'half.yaml:2:16: error: NUL and halves of characters stand in no text'],
  ['run sql.yaml', 'sql.yaml:2:25: error: NUL and halves of characters stand in no text'],
])('segment %s', async (line, said) => {
  const { code, out, err } = await runBundle(line.split(' '), { cwd: folder });
  expect({ code, out, err }).toEqual({ code: 2, out: '', err: expect.stringContaining(said) });
});
