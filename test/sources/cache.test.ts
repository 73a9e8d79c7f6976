// What is kept of a table between runs: when it holds, when it does not, and what happens when it cannot be kept.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import { lazyDatabase } from '../../src/database/lazy-database.ts';
import { processPlace } from '../../src/database/process-place.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { TableRow } from '../../src/model/table.ts';
import { readProject } from '../../src/project/read.ts';
import { cacheFolder, cleanCache, listCache } from '../../src/sources/cache-folder.ts';
import { loadSources } from '../../src/sources/load.ts';
import type { LoadedSources } from '../../src/sources/loaded.ts';

const plain = `
timezone: Europe/Warsaw
customers: { file: customers.csv, key: customer_id }
events:
  orders: { file: orders.csv, customer: customer_id, time: ordered_at, value: total }
`;

let folder: string;
let cache: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cache-test-'));
  cache = cacheFolder(folder);
  write('customers.csv', 'customer_id,city\n1,Oslo\n2,\n3,Pécs\n');
  write(
    'orders.csv',
    'customer_id,ordered_at,total,channel\n2,2026-01-02 10:00:00,9.90,app\n1,2026-01-03 10:00:00,20.00,web\n2,2026-01-01 10:00:00,1.25,\n,2026-01-01 10:00:00,1.00,web\n',
  );
});

afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

interface Run {
  readonly sources: LoadedSources;
  readonly orders: readonly TableRow[];
  readonly said: readonly string[];
  readonly details: readonly string[];
  /** Tables that were read from the cache. */
  readonly cached: readonly string[];
}

async function load(text = plain, caching = cache): Promise<Run> {
  const found: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void found.push(diagnostic);
  const details: string[] = [];
  const project = readProject({ name: 'segment.config.yaml', text }, folder, {}, report)!;
  const database = await openDatabase({ threads: 1 });
  try {
    const sources = await loadSources(project, database, report, {
      caching: { folder: caching, detail: (line) => void details.push(line) },
    });
    return {
      sources,
      orders: await database.rows('SELECT * FROM orders ORDER BY ALL'),
      said: found.map(({ severity, message }) => `${severity}: ${message}`),
      details,
      cached: sources.facts.filter(({ cachedBytes }) => cachedBytes !== undefined).map(({ table }) => table),
    };
  } finally {
    database.close();
  }
}

/** All that a later stage sees, without the files that a view or an attached table reads. */
function seen({ sources: { schema, facts }, orders, said }: Run) {
  return { schema, facts: facts.map(({ cachedBytes: _, ...rest }) => rest), orders, said };
}

function entryFile(table: string, name: string): string {
  return join(cache, readdirSync(cache).find((entry) => entry.startsWith(`${table}-`))!, name);
}

it('gives the same relations, facts and warnings as reading the files', async () => {
  const first = await load();
  const second = await load();
  expect(first.said).toEqual(['warning: 1 row of `orders` has no `customer_id` and counts for nobody']);
  expect(seen(second)).toEqual(seen(first));
  expect(second.cached).toEqual(['customers', 'orders']);
});

async function keptKeys(table: string): Promise<readonly TableRow[]> {
  const database = await openDatabase();
  try {
    return await database.rows(`SELECT customer_id FROM '${entryFile(table, 'rows.parquet')}'`);
  } finally {
    database.close();
  }
}

it('keeps rows in the order of the file', async () => {
  await load();
  expect(await keptKeys('orders')).toEqual([['2'], ['1'], ['2'], [null]]);
});

it('keeps every digit of whole numbers of more than 64 bits', async () => {
  const text = 'customers: { file: c.json, key: id }';
  write('c.json', '{"id": "1", "n": 18446744073709551615}\n{"id": "2", "n": 1}\n');
  const project = readProject({ name: 'segment.config.yaml', text }, folder, {}, () => undefined)!;
  for (const _ of ['first', 'second']) {
    const database = await openDatabase({ threads: 1 });
    const { facts } = await loadSources(project, database, () => undefined, {
      caching: { folder: cache, detail: () => undefined },
    });
    expect(facts[0]?.cachedBytes).toBeGreaterThan(0);
    expect(await database.rows('SELECT max(n) FROM customers')).toEqual([[18446744073709551615n]]);
    database.close();
  }
});

it('reads what it has when another run removes or replaces it meanwhile', async () => {
  await load();
  const project = readProject({ name: 'segment.config.yaml', text: plain }, folder, {}, () => undefined)!;
  const database = await openDatabase({ threads: 1 });
  await loadSources(project, database, () => undefined, {
    caching: { folder: cache, detail: () => undefined },
  });
  write('orders.csv', 'customer_id,ordered_at,total\n9,2026-01-02 10:00:00,1.00\n');
  expect((await load()).orders).toHaveLength(1);
  expect(await database.rows('SELECT count(*) FROM orders')).toEqual([[4]]);
  cleanCache(cache);
  expect(await database.rows('SELECT count(*), sum(total) FROM orders')).toEqual([[4, '32.15']]);
  database.close();
});

it('needs no engine for tables that are kept', async () => {
  await load();
  const report = (): void => undefined;
  const project = readProject({ name: 'segment.config.yaml', text: plain }, folder, {}, report)!;
  const database = lazyDatabase({ path: join(folder, 'no-folder', 'no.duckdb') });
  const { schema } = await loadSources(project, database, report, {
    caching: { folder: cache, detail: report },
  });
  expect(schema.events[0]?.columns).toHaveLength(4);
  await expect(database.rows('SELECT 1')).rejects.toThrow();
  database.close();
});

it('reads a file again when its content changes, even in the same moment and with the same size', async () => {
  await load();
  write('customers.csv', 'customer_id,city\n1,Oslo\n2,\n4,Pécs\n');
  const { sources, details } = await load();
  expect(details).toContain('cache: the files of `customers` have changed');
  expect(sources.facts[0]?.rows).toBe(3);
  expect(await keptKeys('customers')).toEqual([['1'], ['2'], ['4']]);
});

it('keeps what it has when only the times of a file change', async () => {
  await load();
  const written = statSync(entryFile('customers', 'rows.parquet'), { bigint: true }).mtimeNs;
  utimesSync(join(folder, 'customers.csv'), 1_700_000_000, 1_700_000_000);
  const { details } = await load();
  expect(details).toEqual([]);
  expect(statSync(entryFile('customers', 'rows.parquet'), { bigint: true }).mtimeNs).toBe(written);
});

it('reads again what the project maps otherwise, and nothing else', async () => {
  await load();
  const renamed = plain.replace('value: total', 'value: total, columns: { how: channel }');
  const { sources, cached } = await load(renamed);
  expect(sources.schema.events[0]?.columns.map(({ name }) => name)).toContain('how');
  expect(cached).toEqual(['customers', 'orders']);
  const elsewhere = await load(plain.replace('value: total', 'value: total, source_timezone: Asia/Tokyo'));
  expect(elsewhere.sources.facts[1]).toMatchObject({ first: '2026-01-01T01:00:00Z' });
  expect((await load()).sources.facts[1]).toMatchObject({ first: '2026-01-01T10:00:00' });
});

it('keeps at most two forms of a table', async () => {
  for (const name of ['a', 'b', 'c', 'd']) {
    await load(plain.replace('value: total', `value: total, columns: { ${name}: channel }`));
  }
  expect(readdirSync(cache).filter((name) => name.startsWith('orders-'))).toHaveLength(2);
});

it.each([
  ['cut off', (path: string) => truncateSync(path, 100)],
  ['removed', (path: string) => rmSync(path)],
  [
    'changed in one bit by the disk',
    (path: string) => {
      const rows = readFileSync(path);
      rows[rows.length >> 1]! ^= 4;
      writeFileSync(path, rows);
    },
  ],
  [
    'replaced by a link',
    (path: string) => {
      renameSync(path, `${path}.other`);
      symlinkSync(`${path}.other`, path);
    },
  ],
  ['overwritten', (path: string) => writeFileSync(path, 'x'.repeat(statSync(path).size))],
])('makes a kept file that was %s anew, and says so', async (_how, harm) => {
  const first = await load();
  harm(entryFile('orders', 'rows.parquet'));
  const second = await load();
  expect(second.details).toEqual(['cache: what was kept of `orders` is damaged']);
  expect(seen(second)).toEqual(seen(first));
  expect((await load()).details).toEqual([]);
});

it('makes an entry anew whose description is no JSON', async () => {
  const first = await load();
  writeFileSync(entryFile('orders', 'table.json'), '{');
  expect(seen(await load())).toEqual(seen(first));
});

it('goes without where nothing can be written', async () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  const { said, cached, orders } = await load(plain, join(file, 'cache'));
  expect(said.filter((line) => line.includes('cache'))).toEqual([
    expect.stringMatching(/^warning: the source cache cannot be written: /),
  ]);
  expect({ cached, rows: orders.length }).toEqual({ cached: [], rows: 4 });
});

it('leaves nothing behind but entries, and those to their owner alone', async () => {
  await load();
  expect(readdirSync(join(cache, '.work'))).toEqual([]);
  expect(statSync(cache).mode & 0o777).toBe(0o700);
  expect(readFileSync(join(cache, '.gitignore'), 'utf8')).toBe('*\n');
});

it('sweeps what a killed run left', async () => {
  await load();
  const [name] = readdirSync(cache).filter((entry) => entry.startsWith('orders-'));
  const dead = join(cache, '.work', `segment-${processPlace()}-${2 ** 22 + 1}-abc`);
  mkdirSync(dead);
  rmSync(join(cache, name!), { recursive: true });
  await load();
  expect(existsSync(dead)).toBe(false);
});

it('serves several runs that fill it at the same time', async () => {
  const runs = await Promise.all(Array.from({ length: 6 }, () => load()));
  for (const run of runs) expect(seen(run)).toEqual(seen(runs[0]!));
  expect(listCache(cache).map(({ table }) => table)).toEqual(['customers', 'orders']);
  expect(readdirSync(join(cache, '.work'))).toEqual([]);
});

it('keeps what is known of Parquet, whose rows stay in their file', async () => {
  const database = await openDatabase();
  await database.run(
    `COPY (SELECT '1' AS customer_id, 'Oslo' AS city) TO '${join(folder, 'customers.parquet')}'`,
  );
  const text = plain.replace('customers.csv', 'customers.parquet');
  const first = await load(text);
  const second = await load(text);
  expect(seen(second)).toEqual(seen(first));
  expect(second.cached).toEqual(['orders']);
  expect(second.sources.openFiles).toContain(join(folder, 'customers.parquet'));
  await database.run(
    `COPY (SELECT '1' AS customer_id, NULL::VARCHAR AS city) TO '${join(folder, 'customers.parquet')}'`,
  );
  database.close();
  expect((await load(text)).sources.schema.customers.columns[1]?.nullable).toBe(true);
});

it('keeps the rows of Parquet of which some are left out', async () => {
  const database = await openDatabase();
  const rows = "SELECT * FROM (VALUES ('1', 'Oslo'), ('1', 'Oslo'), ('2', 'Turku')) AS t(customer_id, city)";
  await database.run(`COPY (${rows}) TO '${join(folder, 'customers.parquet')}'`);
  database.close();
  const text = plain.replace('customers.csv', 'customers.parquet');
  const first = await load(text);
  const second = await load(text);
  expect(seen(second)).toEqual(seen(first));
  expect(first.sources.facts[0]).toMatchObject({ read: 3, rows: 2 });
  expect(second.cached).toEqual(['customers', 'orders']);
});

it('says what it holds, and is removed whole', async () => {
  expect(cleanCache(cache)).toEqual([]);
  await load();
  expect(cleanCache(cache)).toMatchObject([
    { table: 'customers', rows: 3 },
    { table: 'orders', rows: 4 },
  ]);
  expect(existsSync(cache)).toBe(false);
});
