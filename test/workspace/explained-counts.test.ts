/** What `explain` counts: each condition by itself, and beside it who is left when all before it hold too. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runBundle } from '../program/bundle.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'explained-counts-'));
  const files = {
    'segment.config.yaml':
      'timezone: UTC\nas_of: 2026-06-30\nsegments: a.yaml\ncustomers: { file: c.csv, key: id }\n',
    'c.csv': 'id,city,n\na,x,1\nb,x,2\nc,x,3\nd,y,4\ne,y,5\nf,,6\n',
    'a.yaml': `segments:
  - name: named
    where: { city: { set: true } }
    output: false
  - name: a
    base: named
    where:
      all:
        - n: { gte: 2 }
        - any: [ { city: y }, { n: 3 } ]
        - all: [ { n: { lte: 4 } }, { not: { city: x } } ]
    exclude: { n: 9 }
`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

it('is counted by hand', async () => {
  const { out } = await runBundle(['explain', 'a', '--format', 'json', '--quiet'], { cwd: folder });
  const nodes = JSON.parse(out) as { node: string; customers: number; left: number | null }[];
  expect(nodes.map(({ node, customers, left }) => [node, customers, left])).toEqual([
    ['everybody', 6, 6],
    ['base', 5, 5],
    ['where', 1, 1],
    ['where.1', 4, 4],
    ['where.2', 3, 3],
    ['where.2.1', 2, null],
    ['where.2.2', 1, null],
    ['where.3', 1, 1],
    ['where.3.1', 4, 2],
    ['where.3.2', 2, 1],
    ['exclude', 1, 1],
    ['list', 1, 1],
  ]);
});
