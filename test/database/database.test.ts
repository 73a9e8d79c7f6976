import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { quoteIdentifier, quoteText } from '../../src/database/quote.ts';
import type { Failure } from '../../src/diagnostics/failure.ts';
import { plainNumber } from '../../src/model/decimal.ts';

let folder: string;
let database: Database;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'database-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  database = await openDatabase({ threads: 1 });
});
afterEach(() => database.close());

describe('rows', () => {
  it('gives plain cells', async () => {
    const sql = `SELECT 1::BIGINT, 9007199254740993::HUGEINT, 1.50::DECIMAL(9,2), DATE '2024-02-29',
      TIMESTAMP '2024-02-29 10:00:00.5', TIMESTAMP '2024-02-29 00:00:00', ['a', NULL], 'NaN'::DOUBLE, true, NULL`;
    expect(await database.rows(sql)).toEqual([
      [
        1,
        9007199254740993n,
        '1.50',
        '2024-02-29',
        '2024-02-29T10:00:00.5',
        '2024-02-29T00:00:00',
        '["a",null]',
        null,
        true,
        null,
      ],
    ]);
  });

  it('names and types columns without running the query', async () => {
    expect(
      await database.columns("SELECT 1 AS n, error('never run')::VARCHAR AS e, 1.5::DECIMAL(4,1) AS d"),
    ).toEqual([
      { name: 'n', type: 'INTEGER' },
      { name: 'e', type: 'VARCHAR' },
      { name: 'd', type: 'DECIMAL(4,1)' },
    ]);
  });

  it('streams batches', async () => {
    let rows = 0;
    for await (const batch of database.batches('FROM range(10000)')) rows += batch.length;
    expect(rows).toBe(10000);
  });

  it('quotes any name and text', async () => {
    const sql = `SELECT ${quoteText(`it's "x"`)} AS ${quoteIdentifier('a "b" \'c\'')}`;
    expect(await database.objects(sql)).toEqual([{ 'a "b" \'c\'': `it's "x"` }]);
  });
});

describe('copy', () => {
  const query = `SELECT '007' AS id, TIMESTAMP '2024-01-01 10:00:00' AS t, 12345678901234567.80::DECIMAL(19,2) AS d,
    'a "b", c' AS q, NULL::VARCHAR AS m, ['x','y'] AS l, 'NaN'::DOUBLE AS f, true AS b, E'one\\ntwo' AS n`;

  it('writes csv', async () => {
    const path = join(folder, 'a.csv');
    await database.copy(query, path, { format: 'csv' });
    expect(readFileSync(path, 'utf8')).toBe(
      'id,t,d,q,m,l,f,b,n\n007,2024-01-01T10:00:00,12345678901234567.80,"a ""b"", c",,x|y,,true,"one\ntwo"\n',
    );
  });

  it('writes a number with the same digits in every format, as values have them', async () => {
    const numbers = [
      0,
      -0,
      4e-7,
      -1.5e-9,
      107,
      214.5,
      0.1,
      1e15,
      1.5e16,
      -1.2345678901234567e20,
      5e-324,
      1.7e308,
      Number.NaN,
    ];
    const values = numbers.map((number) => `(CAST('${number}' AS DOUBLE))`).join(', ');
    const plain = numbers.map((number) => (Number.isNaN(number) ? '' : plainNumber(number)));
    const lines = async (format: 'csv' | 'tsv' | 'ndjson') => {
      const path = join(folder, `numbers.${format}`);
      await database.copy(`SELECT true AS a, n FROM (VALUES ${values}) AS t(n)`, path, { format });
      return readFileSync(path, 'utf8').slice(0, -1).split('\n');
    };
    expect((await lines('csv')).slice(1)).toEqual(plain.map((digits) => `true,${digits}`));
    expect((await lines('tsv')).slice(1)).toEqual(plain.map((digits) => `true\t${digits}`));
    expect(await lines('ndjson')).toEqual(plain.map((digits) => `{"a":true,"n":${digits || 'null'}}`));
  });

  it('writes decimals of any number of digits', async () => {
    const scales = [0, 2, 6, 15, 17, 18, 30];
    const numbers = ['0', '-0.5', '12.25', '-999999999999.999999', '1000000000000', '12345678'];
    for (const scale of scales) {
      const type = `DECIMAL(38,${scale})`;
      const query = `SELECT true AS a, CAST(TRY_CAST(n AS ${type}) AS ${type}) AS n, CAST(TRY_CAST(n AS ${type}) AS VARCHAR) AS t
        FROM (VALUES ${numbers.map((number) => `('${number}')`).join(', ')}, (NULL)) AS v(n)`;
      const path = join(folder, 'decimals.csv');
      await database.copy(query, path, { format: 'csv' });
      const rows = readFileSync(path, 'utf8').trimEnd().split('\n').slice(1);
      expect(rows).toHaveLength(numbers.length + 1);
      for (const [, written, spelled] of rows.map((row) => row.split(','))) expect(written).toBe(spelled);
    }
  });

  it('carries columns of numbers in and out', async () => {
    const rows = 5000;
    const n = Float64Array.from({ length: rows }, (_, i) => i);
    const odd = n.map((i) => (i % 2 === 1 ? i / 3 : Number.NaN));
    await database.load('numbers', { n, odd });
    expect(await database.rows('SELECT count(*), count(odd), sum(n) FROM numbers')).toEqual([
      [rows, rows / 2, (rows * (rows - 1)) / 2],
    ]);
    expect(await database.numbers('SELECT odd, n FROM numbers ORDER BY n')).toEqual({ odd, n });
    await database.load('nothing', { n: new Float64Array(0) });
    expect(await database.numbers('SELECT n FROM nothing')).toEqual({ n: new Float64Array(0) });
  });

  it('writes json lines with exact decimals', async () => {
    const path = join(folder, 'a.ndjson');
    await database.copy(query, path, { format: 'ndjson' });
    expect(readFileSync(path, 'utf8')).toBe(
      '{"id":"007","t":"2024-01-01T10:00:00","d":12345678901234567.80,"q":"a \\"b\\", c","m":null,"l":["x","y"],"f":null,"b":true,"n":"one\\ntwo"}\n',
    );
  });

  it('writes the header of no rows', async () => {
    const path = join(folder, 'empty.csv');
    await database.copy('SELECT 1 AS a, 2 AS b WHERE false', path, { format: 'csv' });
    expect(readFileSync(path, 'utf8')).toBe('a,b\n');
  });
});

describe('the private folder', () => {
  it('is for this user alone and goes with the database', async () => {
    const other = await openDatabase();
    expect(statSync(other.folder).mode & 0o777).toBe(0o700);
    other.close();
    expect(existsSync(other.folder)).toBe(false);
  });
});

describe('after the lock', () => {
  it('reads and writes only what is allowed', async () => {
    const source = join(folder, 'source.csv');
    const secret = join(folder, 'secret.csv');
    writeFileSync(source, 'a\n1\n');
    writeFileSync(secret, 'a\n2\n');
    await database.run(`CREATE VIEW v AS FROM read_csv(${quoteText(source)})`);
    await database.lockDown({ files: [source], folders: [] });
    expect(await database.rows('FROM v')).toEqual([[1]]);
    await database.copy('FROM v', join(database.folder, 'out.csv'), { format: 'csv' });
    expect(await failureCode(database.rows(`FROM read_csv(${quoteText(secret)})`))).toBe('input-output');
    expect(await failureCode(database.copy('FROM v', secret, { format: 'csv' }))).toBe('input-output');
  });
});

describe('failures', () => {
  it('say what to do about memory', async () => {
    const small = await openDatabase({ memoryLimit: '10MB', threads: 1 });
    const code = await failureCode(small.run('SELECT list(i) FROM range(50000000) r(i)'));
    small.close();
    expect(code).toBe('out-of-memory');
  });

  it('keep the engine’s sentence and lose its stack', async () => {
    await expect(database.rows('SELECT nope FROM range(1)')).rejects.toMatchObject({
      exitCode: 3,
      diagnostics: [{ code: 'engine-error' }],
    });
  });

  it('are the sentence also where the engine puts its description behind a word', async () => {
    await expect(database.run("SELECT 'a\0b'")).rejects.toMatchObject({
      diagnostics: [{ message: expect.not.stringContaining('{') }],
    });
  });

  it('never hold a row of the data', async () => {
    const path = join(folder, 'ragged.csv');
    writeFileSync(path, 'a,b\nsecret@example.com\n');
    const read = `FROM read_csv(${quoteText(path)}, auto_detect=false, delim=',', header=true, columns={a: 'VARCHAR', b: 'VARCHAR'})`;
    await expect(database.rows(read)).rejects.toSatisfy(
      (error: Failure) => !JSON.stringify(error).includes('secret@'),
    );
  });

  it('end a running query on interrupt', async () => {
    setTimeout(() => database.interrupt(), 100);
    expect(
      await failureCode(
        database.rows('SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b'),
      ),
    ).toBe('interrupted');
  });
});

async function failureCode(promise: Promise<unknown>): Promise<string | undefined> {
  return promise.then(
    () => undefined,
    (error: Failure) => error.diagnostics[0]?.code,
  );
}
