import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { forgetCustomers } from '../../src/history/forget.ts';
import { closeHistory, type HistoryAccess, openHistory } from '../../src/history/history.ts';
import { newestSnapshot, readRuns, readSnapshots } from '../../src/history/snapshots.ts';
import { readMembers, record } from './recording.ts';

let folder: string;
let path: string;
let database: Database;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'history-test-'));
  path = join(folder, 'history.duckdb');
  database = await openDatabase({ threads: 1 });
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

function open(access: HistoryAccess) {
  return openHistory(database, path, { access, lockWaitSeconds: 0 });
}

async function recordOnce(): Promise<void> {
  const history = await open('read-write');
  await record(history, '2026-06-01', { vips: ['a'] });
  await closeHistory(history);
}

describe('reading', () => {
  it('finds nothing where nothing was recorded, and makes no file', async () => {
    const history = await open('read-only');
    expect(await readRuns(history)).toEqual([]);
    expect(await newestSnapshot(history, 'vips', '2026-06-30T22:00:00Z')).toBeUndefined();
    await closeHistory(history);
    expect(existsSync(path)).toBe(false);
  });

  it('changes nothing in the file', async () => {
    await recordOnce();
    const before = readFileSync(path);
    const history = await open('read-only');
    expect(await readSnapshots(history)).toHaveLength(1);
    await expect(record(history, '2026-06-02', { vips: ['a'] })).rejects.toMatchObject({ exitCode: 3 });
    await closeHistory(history);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it.each(['read-only', 'read-write'] as const)('brings an older file up to date (%s)', async (access) => {
    await database.run(`ATTACH '${path}' AS older`);
    await database.run('DETACH older');
    const history = await open(access);
    expect(await readSnapshots(history)).toEqual([]);
    await closeHistory(history);
    await recordOnce();
  });
});

/** What the first version made, and a list that it recorded. */
const firstVersion = [
  'CREATE TABLE older.about (version INTEGER)',
  'INSERT INTO older.about VALUES (1)',
  `CREATE TABLE older.run (run INTEGER, as_of TIMESTAMPTZ, as_of_date DATE, zone VARCHAR,
    recorded_at TIMESTAMPTZ, data VARCHAR, tool VARCHAR)`,
  `CREATE TABLE older.snapshot (snapshot INTEGER, run INTEGER, segment VARCHAR, as_of TIMESTAMPTZ,
    definition VARCHAR, customers BIGINT, entered BIGINT, "left" BIGINT, is_whole BOOLEAN)`,
  'CREATE TABLE older.customer (customer INTEGER, key VARCHAR)',
  'CREATE TABLE older.change (snapshot INTEGER, customer INTEGER, step TINYINT)',
  'CREATE TABLE older.whole (snapshot INTEGER, customer INTEGER)',
  `INSERT INTO older.run VALUES (1, TIMESTAMPTZ '2026-05-31T22:00:00Z', DATE '2026-05-31', 'Europe/Warsaw',
    TIMESTAMPTZ '2026-06-01T03:00:00Z', 'data', '0.1.0')`,
  `INSERT INTO older.snapshot VALUES (1, 1, 'vips', TIMESTAMPTZ '2026-05-31T22:00:00Z', 'd', 2, NULL, NULL, false)`,
  "INSERT INTO older.customer VALUES (1, 'a'), (2, 'b')",
  'INSERT INTO older.change VALUES (1, 1, 1), (1, 2, 1)',
];

describe('a file of the first version', () => {
  it.each(['read-only', 'read-write'] as const)(
    'keeps its lists, which have no arms (%s)',
    async (access) => {
      await database.run(`ATTACH '${path}' AS older`);
      for (const statement of firstVersion) await database.run(statement);
      await database.run('DETACH older');
      const history = await open(access);
      const [old] = await readSnapshots(history);
      expect(old).toMatchObject({ segment: 'vips', customers: 2, split: null });
      expect(await readMembers(history, old!)).toEqual(['a', 'b']);
      await closeHistory(history);
      await recordOnce();
      const again = await open('read-only');
      const sizes = (await readSnapshots(again)).map((one) => [one.customers, one.entered, one.left]);
      expect(sizes).toEqual([
        [2, null, null],
        [1, 0, 1],
      ]);
      await closeHistory(again);
    },
  );
});

describe('files', () => {
  it('belong to their owner, the log included', async () => {
    path = join(folder, 'deep', '.segment', 'history.duckdb');
    const history = await open('read-write');
    const modes = () => [path, `${path}.wal`].map((file) => statSync(file).mode & 0o777);
    expect(modes()).toEqual([0o600, 0o600]);
    await record(history, '2026-06-01', { vips: ['a'] });
    await database.run('CHECKPOINT history');
    await record(history, '2026-06-02', { vips: ['b'] });
    expect(modes()).toEqual([0o600, 0o600]);
    await closeHistory(history);
    expect(statSync(join(folder, 'deep')).mode & 0o777).toBe(0o700);
    expect(existsSync(`${path}.wal`)).toBe(false);
  });

  it('are refused below something that is no folder', async () => {
    writeFileSync(join(folder, 'file'), '');
    path = join(folder, 'file', 'history.duckdb');
    await expect(open('read-write')).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(/^the history `.*history\.duckdb` cannot be written \(E[A-Z]+\)$/),
    });
  });
});

describe.each(['read-only', 'read-write'] as const)('refused, %s:', (access) => {
  it.each([
    ['text', () => Buffer.from('customer_id\n'.repeat(2000))],
    ['an empty file', () => Buffer.alloc(0)],
    ['half a file', (whole: Buffer) => whole.subarray(0, 6000)],
    [
      'a file with flipped bytes',
      (whole: Buffer) => whole.map((byte, at) => (at > 5000 ? byte ^ 255 : byte)),
    ],
  ])('%s', async (_, damage) => {
    await recordOnce();
    writeFileSync(path, damage(readFileSync(path)));
    await expect(open(access)).rejects.toMatchObject({
      exitCode: 3,
      message: `the history \`${path}\` is damaged, or not a history at all`,
    });
  });

  it('a newer history', async () => {
    await recordOnce();
    await database.run(`ATTACH '${path}' AS newer`);
    await database.run('UPDATE newer.about SET version = 99');
    await database.run('DETACH newer');
    await expect(open(access)).rejects.toMatchObject({
      exitCode: 2,
      message: `the history \`${path}\` was written by a newer version of \`segment\``,
    });
    expect(await database.attempt(`ATTACH '${path}' AS history`)).toBeUndefined();
  });

  it("somebody else's database", async () => {
    await database.run(`ATTACH '${path}' AS other`);
    await database.run('CREATE TABLE other.orders (id INTEGER)');
    await database.run('DETACH other');
    await expect(open(access)).rejects.toMatchObject({
      exitCode: 3,
      message: `\`${path}\` is a database, but not a history of \`segment\``,
    });
  });
});

describe('a path that is no history', () => {
  it.each(['customers.csv', 'orders.json', 'rows.parquet'])(
    'is refused and left as it is: %s',
    async (name) => {
      path = join(folder, name);
      const text = name.endsWith('json') ? '[{"id":1}]\n' : 'id\n1\n';
      writeFileSync(path, text);
      for (const access of ['read-write', 'read-only'] as const) {
        await expect(open(access)).rejects.toMatchObject({ exitCode: 3 });
      }
      await expect(forgetCustomers(database, path, ['1'], { lockWaitSeconds: 0 })).rejects.toMatchObject({
        exitCode: 3,
      });
      expect(readFileSync(path, 'utf8')).toBe(text);
    },
  );

  it('may have such an ending where it is new', async () => {
    path = join(folder, 'history.csv');
    await recordOnce();
    const history = await open('read-only');
    expect(await readSnapshots(history)).toHaveLength(1);
    await closeHistory(history);
  });

  it('is refused where it is a database with views alone', async () => {
    await database.run(`ATTACH '${path}' AS other`);
    await database.run('CREATE VIEW other.mine AS SELECT 1');
    await database.run('DETACH other');
    await expect(open('read-write')).rejects.toMatchObject({ exitCode: 3 });
  });

  it('is not as if there were none where the system does not tell', async () => {
    symlinkSync(path, path);
    await expect(open('read-only')).rejects.toMatchObject({ exitCode: 3 });
  });
});
