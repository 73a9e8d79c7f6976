// Rows that are written straight to where they are kept are those that a table in memory holds, in their order: when they
// are read, and when another command finds them.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import { readProject } from '../../src/project/read.ts';
import { loadSources } from '../../src/sources/load.ts';

/** More than the head of a file that tells how it looks. */
const ROWS = 1100;

const forms: Readonly<Record<string, (n: number) => string>> = {
  integers: (n) => String(n - 30),
  decimals: (n) => `${n % 60}.${String(n % 100).padStart(2, '0')}`,
  booleans: (n) => (n % 3 === 0 ? 'true' : 'FALSE'),
  dates: (n) => `20${10 + (n % 20)}-0${1 + (n % 9)}-1${n % 10}`,
  'parts of seconds': (n) => `2026-01-1${n % 10} 0${n % 10}:10:20.${n % 10}0`,
  text: (n) => `x${n}`,
  nothing: () => '',
  'dates of another kind': (n) => `1${n % 10}.0${1 + (n % 9)}.2026`,
};
const surprises = [undefined, '', ' 7 ', '007', '2026-02-30', '"a, ""b"""'];
/** Of the customer and the time, in a row of each table. */
const missing = [
  ['c7', '2026-01-01 10:00:00'],
  ['', '2026-01-01 10:00:00'],
  ['c7', ''],
] as const;

const tables = Object.values(forms).flatMap((form) =>
  surprises.map((surprise, index) => {
    const cells = [
      ...Array.from({ length: ROWS }, (_, n) => form(n)),
      ...(surprise === undefined ? [] : [surprise]),
    ];
    const rows = cells.map((cell, n) => `c${n % 9},2026-0${1 + (n % 9)}-11 08:0${n % 10}:00,${cell}`);
    const odd = `${missing[index % missing.length]!.join(',')},${form(0)}`;
    return `customer,at,v\n${[...rows, odd].join('\n')}\n`;
  }),
);

const project = `timezone: Europe/Warsaw
events:
${tables.map((_, n) => `  e${n}: { file: e${n}.csv, customer: customer, time: at }`).join('\n')}
customers: { from: e0 }
`;

async function contentOf(folder: string, cache: string | undefined): Promise<readonly unknown[]> {
  const database = await openDatabase({ threads: 1 });
  try {
    const said: string[] = [];
    const read = readProject({ name: 'p.yaml', text: project }, folder, {}, () => undefined)!;
    const { schema, facts, orders } = await loadSources(read, database, ({ code }) => void said.push(code), {
      ...(cache === undefined ? {} : { caching: { folder: cache, detail: () => undefined } }),
    });
    const found: unknown[] = [said];
    for (const [index, { name }] of schema.events.entries()) {
      const { cachedBytes: _, ...fact } = facts[index]!;
      const order = orders.get(name);
      found.push({ end: tables[index]!.slice(-80), ...fact, order });
      found.push(
        await database.rows(
          `SELECT count(*), CAST(sum(hash(customer, "at", CAST(v AS VARCHAR), ${order})) AS VARCHAR), typeof(any_value(v)) FROM ${name}`,
        ),
      );
    }
    return found;
  } finally {
    database.close();
  }
}

it('are the same in memory, written, and found again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'straight-test-'));
  try {
    for (const [n, text] of tables.entries()) writeFileSync(join(folder, `e${n}.csv`), text);
    const cache = join(folder, 'cache');
    const inMemory = await contentOf(folder, undefined);
    expect(await contentOf(folder, cache)).toEqual(inMemory);
    expect(await contentOf(folder, cache)).toEqual(inMemory);
    expect(readdirSync(join(cache, '.work'))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
