// A `where` of the project that keeps no row makes every count of its table nought: told, and only then.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runBundle } from '../program/bundle.ts';

const says =
  'none of the 3 rows of `orders` counts: no row with a customer before the as-of passes its `where`';

const commands = [
  ['sources'],
  ['run', 'segments', '--format', 'csv'],
  ['check', 'segments', '--counts'],
  ['doctor'],
];

async function saidBy(rows: string, words: readonly string[]): Promise<boolean> {
  const cwd = mkdtempSync(join(tmpdir(), 'meant-rows-'));
  try {
    mkdirSync(join(cwd, 'segments'));
    writeFileSync(
      join(cwd, 'segment.config.yaml'),
      `timezone: UTC
as_of: 2026-06-30
customers: { file: c.csv, key: id }
events: { orders: { file: o.csv, customer: id, time: at, where: { status: paid } } }
`,
    );
    writeFileSync(join(cwd, 'c.csv'), 'id\na\nb\n');
    writeFileSync(join(cwd, 'o.csv'), `id,at,status\n${rows}`);
    writeFileSync(join(cwd, 'segments/all.yaml'), 'name: all\nwhere: { id: { set: true } }\n');
    const { out, err } = await runBundle(words, { cwd });
    return `${out}${err}`.includes(says);
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

it.each(commands)('%s', async (...words) => {
  const others = 'a,2026-01-01,Paid\na,2026-01-02,open\n';
  expect(await saidBy(`${others}b,2026-01-03,paid\n`, words)).toBe(false);
  expect(await saidBy(`${others}b,2026-01-03,PAID\n`, words)).toBe(true);
  expect(await saidBy(`${others}b,2026-07-03,paid\n`, words)).toBe(true);
  expect(await saidBy(`${others},2026-01-03,paid\n`, words)).toBe(true);
});
