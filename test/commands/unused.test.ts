/** Definitions that nothing uses, and those that say one thing twice. */
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import { folderOf } from '../program/folder.ts';

const keys = Array.from({ length: 40 }, (_, n) => n);
const folder = folderOf({
  'segment.config.yaml': `timezone: UTC
as_of: 2026-06-30
customers: { file: customers.csv, key: id, contact: { email: email }, consent: { email: ok } }
events: { orders: { file: orders.csv, customer: id, time: at, value: total } }
suppress: [blocked]
traits:
  spend: { orders: { sum: total } }
  last_at: { orders: { max: at } }
  first_at: { orders: { min: at } }
  never_asked: { orders: { count: true } }
  half: { ratio: [ whole, 2 ] }
  whole: { orders: { count: true } }
cohorts: { own: { by: first_at } }
`,
  'customers.csv': `id,points,email,ok\n${keys.map((n) => `c${n},${n},c${n}@x.pl,yes`).join('\n')}\n`,
  'orders.csv': 'id,at,total\nc1,2026-06-01,5\n',
  'segments/a.yaml': 'name: a\nwhere: { points: { lt: 20 } }\n',
  'segments/b.yaml': 'name: b\ntitle: again\nwhere: { points: { lt: 20 } }\n',
  'segments/c.yaml': 'name: c\nwhere: { points: { lt: 19 } }\ncolumns: [last_at]\n',
  'segments/d.yaml': 'name: d\nwhere: { points: { lt: 10 } }\n',
  'segments/e.yaml': 'name: e\nwhere: { points: { between: [0, 9] } }\n',
  'segments/f.yaml': 'name: f\nwhere: { points: { gt: 100 } }\n',
  'segments/g.yaml': 'name: g\nwhere: { points: { gt: 200 } }\n',
  'segments/blocks.yaml':
    'segments:\n  - { name: blocked, output: false, where: { spend: { gt: 3 } } }\n  - { name: base, output: false, where: { half: { gt: 0 } } }\n  - { name: idle, output: false, where: { points: 1 } }\n  - { name: off, enabled: false, where: { points: 2 } }\n  - { name: h, base: base, where: { points: { lt: 5 } } }\n',
});
afterAll(() => folder.remove());

async function warned(...words: readonly string[]): Promise<readonly string[]> {
  const { code, out } = await folder.segment(['check', ...words, '--format', 'csv']);
  expect(code).toBe(0);
  const rows: readonly { code: string; message: string }[] = parse(out, { columns: true });
  return rows.map((row) => `${row.code}: ${row.message}`);
}

describe('what nothing uses', () => {
  it('is told: building blocks, segments that are off, traits', async () => {
    expect(await warned('--unused')).toEqual([
      'unused-trait: the trait `never_asked` is used by nothing',
      'unused-segment: `idle` is not written, and nothing uses it',
      'unused-segment: `off` is not written, and nothing uses it',
    ]);
    expect(await warned('segments/blocks.yaml', '--unused')).toHaveLength(2);
    expect(await warned()).toEqual([]);
  });
});

describe('what is there twice', () => {
  it('is told by definition, and by list with the share in both', async () => {
    const [pairs, sizes] = [await warned('--similar'), { a: 20, c: 19, d: 10 }];
    expect(pairs).toEqual([
      'same-definition: `b` means the same as `a`',
      `similar-lists: \`c\` holds nearly the customers of \`a\`: ${sizes.c} of the ${sizes.a} in either are in both (Jaccard 0.950)`,
      `similar-lists: \`c\` holds nearly the customers of \`b\`: ${sizes.c} of the ${sizes.a} in either are in both (Jaccard 0.950)`,
      `similar-lists: \`e\` holds the same ${sizes.d} customers as \`d\` (Jaccard 1.000)`,
    ]);
    expect(await warned('d', 'f', 'g', '--similar')).toEqual([]);
  });
});
