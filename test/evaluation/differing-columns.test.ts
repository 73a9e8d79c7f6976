// Rows that are made of several take the first value of a column that nobody names; where the rows differ, and it is in
// use, that is told. The key is text, whatever its digits look like.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runBundle } from '../program/bundle.ts';

const header = 'no,id,at,total,status,city\n';
/** Status differs in 007 alone; city in nothing that counts. */
const lines = `${header}007,a,2026-01-01,10.00,ok,Oslo
007,a,2026-01-01,5.00,sent,Oslo
7,b,2026-01-02,5.00,ok,
7,b,2026-01-02,5.00,ok,Bergen
7,b,2026-01-02,5.00,gone,Rome
7,b,2027-01-02,5.00,late,Paris
`;

interface Asked {
  readonly condition?: string;
  readonly columns?: string;
  readonly traits?: string;
}

async function ask(words: readonly string[], { condition, columns, traits }: Asked) {
  const cwd = mkdtempSync(join(tmpdir(), 'differing-'));
  try {
    mkdirSync(join(cwd, 'segments'));
    writeFileSync(
      join(cwd, 'segment.config.yaml'),
      `timezone: UTC
as_of: 2026-06-30
customers: { from: orders }
events:
  lines: { file: l.csv, customer: id, time: at, value: total, where: { status: { ne: gone } } }
  orders: { from: lines, key: no, columns: { total: { sum: total }${columns ?? ''} }, value: total }
${traits ?? ''}`,
    );
    writeFileSync(join(cwd, 'l.csv'), lines);
    const where = condition ?? '{ orders: any }';
    writeFileSync(join(cwd, 'segments/all.yaml'), `name: all\nwhere: ${where}\n`);
    const { code, out, err } = await runBundle(words, { cwd });
    return { code, said: `${out}${err}` };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

const says =
  '`status` of `orders` differs among the rows of `lines` for 1 value of `no`; the first of each is taken';
const byStatus = '{ orders: { where: { status: ok } } }';

it.each([
  [['sources'], { traits: 'traits: { states: { orders: { distinct: status } } }\n' }],
  [['check', '--counts'], { condition: byStatus }],
  [['doctor'], { condition: byStatus }],
])('%s', async (words, used) => {
  const { code, said } = await ask(words, used);
  expect(code, said).toBe(0);
  expect(said).toContain(says);
  const others = [
    {},
    { ...used, columns: ', status: { value_of_last: status }' },
    { condition: '{ orders: { where: { city: Oslo } } }' },
  ];
  for (const other of others) expect((await ask(words, other)).said).not.toContain('differs among');
});

it('keys of digits are text', async () => {
  const { said } = await ask(['sources', '--format', 'json'], {});
  expect(said).toContain('"table":"orders","kind":"events","file":null,"rows":2');
  expect((await ask(['doctor'], {})).said).not.toContain('engine');
});
