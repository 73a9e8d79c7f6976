/** What the shortened names of the shipped program must not change. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { sourceFiles } from '../architecture/source-files.ts';
import { runBundle } from './bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'segment-shipped-'));
afterAll(() => rmSync(folder, { recursive: true }));

const files: Readonly<Record<string, string>> = {
  'segment.config.yaml': `timezone: UTC
customers: { file: customers.csv, source_timezone: Europe/Warsaw, key: id, created: joined, columns: { tags: { type: list, separator: "|" } } }
`,
  // The clock was put forward at two on this day, so that noon was ten o'clock in UTC.
  'customers.csv': 'id,joined,tags\na,2026-03-29T12:00:00,red|blue\n',
  'segments/s.yaml':
    'name: s\nwhere: { joined.hour: 10, joined: 2026, tags: { contains_any: [red] } }\ncolumns: [joined]\n',
};
for (const [name, text] of Object.entries(files)) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

it('reads a time of the day on which clocks change', async () => {
  const { out } = await runBundle(['run', 'segments/s.yaml', '--format', 'csv'], { cwd: folder });
  expect(out).toBe('segment,id,joined\ns,a,2026-03-29T10:00:00\n');
});

it('shows times and lists in one spelling', async () => {
  const { out } = await runBundle(['explain', 's', '--id', 'a', '--format', 'json'], { cwd: folder });
  expect(out).toContain('2026-03-29T10:00:00');
  expect(out).toContain(String.raw`[\"red\",\"blue\"]`);
});

it('asks no class or function for its name', () => {
  const asking = sourceFiles().filter(({ text }) => /\.constructor\.name\b/.test(text));
  expect(asking.map(({ path }) => path)).toEqual([]);
});
