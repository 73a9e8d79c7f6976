import { describe, expect, it } from 'vitest';
import { failing, loading } from './load-text.ts';

const parquet = (select: string) => [`COPY (${select}) TO '{folder}/c.parquet' (FORMAT parquet)`];
const project = (options = '') => `customers: { file: c.parquet, key: id${options} }`;

describe('Parquet', () => {
  it.each([
    ['VARCHAR', "' x\u00a0'", 'text', 'x'],
    ['blank VARCHAR', "'  '", 'text', null],
    ['VARCHAR with combining accents', "'e\u0301'", 'text', 'é'],
    ['BIGINT', '5::BIGINT', 'integer', 5],
    ['UTINYINT', '5::UTINYINT', 'integer', 5],
    ['UBIGINT', '18446744073709551615::UBIGINT', 'integer', 18446744073709551615n],
    ['DECIMAL', '1.50::DECIMAL(10,2)', 'decimal', '1.50'],
    ['DOUBLE', '1.25::DOUBLE', 'decimal', '1.25'],
    ['NaN', "'NaN'::DOUBLE", 'decimal', null],
    ['BOOLEAN', 'true', 'boolean', true],
    ['DATE', "DATE '2024-02-29'", 'date', '2024-02-29'],
    ['TIMESTAMP', "TIMESTAMP '2024-02-29 10:00:00'", 'time', '2024-02-29T10:00:00'],
    ['TIMESTAMP_NS', "TIMESTAMP_NS '2024-02-29 10:00:00.5'", 'time', '2024-02-29T10:00:00.5'],
    ['TIMESTAMP_S', "TIMESTAMP_S '2024-02-29 10:00:00'", 'time', '2024-02-29T10:00:00'],
    ['TIMESTAMPTZ', "TIMESTAMPTZ '2024-02-29 10:00:00+02'", 'time', '2024-02-29T08:00:00'],
    ['UUID', "'6f9619ff-8b86-d011-b42d-00cf4fc964ff'::UUID", 'text', '6f9619ff-8b86-d011-b42d-00cf4fc964ff'],
    ['ENUM', "'a'::ENUM('a', 'b')", 'text', 'a'],
    ['VARCHAR[]', "[' a', '', 'b']", 'list', '["a","b"]'],
    ['INTEGER[]', '[1, 2]', 'list', '["1","2"]'],
    ['empty VARCHAR[]', '[]::VARCHAR[]', 'list', null],
  ])('%s', async (_, sql, type, value) => {
    const look = await loading(
      project(),
      {},
      async ({ column, rows }) => ({
        type: column('customers', 'a').type,
        rows: await rows('SELECT a FROM customers'),
      }),
      { prepare: parquet(`SELECT '1' AS id, ${sql} AS a`) },
    );
    expect(look).toEqual({ type, rows: [[value]] });
  });

  it.each([
    ['7::BIGINT', '7'],
    ['7.0::DOUBLE', '7'],
    ["' 07 '", '07'],
  ])('keys %s are text', async (sql, key) => {
    const rows = await loading(project(), {}, (loaded) => loaded.rows('SELECT id FROM customers'), {
      prepare: parquet(`SELECT ${sql} AS id`),
    });
    expect(rows).toEqual([[key]]);
  });

  it.each([
    ['7::INTEGER AS id', 'id_number', [['7', 7]]],
    ["7 AS id, 'x' AS ID_Number", undefined, [['7', 'x']]],
    ["'7' AS id", undefined, [['7']]],
    ['7.0::DOUBLE AS id', undefined, [['7']]],
  ])('a key %s has its number beside it where it is one and the name is free', async (sql, number, found) => {
    const look = await loading(
      project(),
      {},
      async ({ rows, column }) => ({
        number: column('customers', 'id').number,
        found: await rows('FROM customers'),
      }),
      { prepare: parquet(`SELECT ${sql}`) },
    );
    expect(look).toEqual({ number, found });
  });

  it('cleans text of few values and keys where one of them needs it, and reads the rest as it is', async () => {
    const look = await loading(
      project(),
      {},
      async ({ rows }) => ({
        values: await rows('SELECT DISTINCT plain, odd FROM customers ORDER BY odd'),
        views: String(
          (await rows("SELECT sql FROM duckdb_views() WHERE view_name = 'customers'")).map(([sql]) => sql),
        ),
      }),
      {
        prepare: parquet(
          `SELECT i::VARCHAR AS id, ['Łódź', NULL][i % 2 + 1] AS plain, ['b ', 'a'][i % 2 + 1] AS odd
           FROM range(1000) AS numbers(i)`,
        ),
      },
    );
    expect(look.values).toEqual([
      [null, 'a'],
      ['Łódź', 'b'],
    ]);
    expect(look.views).toMatch(/source_text\(odd\)/);
    expect(look.views).not.toMatch(/source_text\((plain|id)\)/);
  });

  it('stays a view, and its facts come from the footer', () =>
    loading(
      project(', created: at'),
      {},
      async ({ sources, rows }) => {
        expect(await rows("SELECT count(*) FROM duckdb_views() WHERE view_name = 'customers'")).toEqual([
          [1],
        ]);
        expect(sources.openFiles).toHaveLength(1);
        expect(sources.facts[0]).toMatchObject({
          rows: 1000,
          first: '2024-01-01T00:00:00Z',
          last: '2024-01-01T16:39:00Z',
        });
        expect(sources.schema.customers.columns.map(({ name, nullable }) => [name, nullable])).toEqual([
          ['id', false],
          ['at', false],
          ['city', false],
          ['maybe', true],
          ['blank', true],
        ]);
      },
      {
        prepare: parquet(
          `SELECT i AS id, TIMESTAMP '2024-01-01' + to_minutes(i) AS at, 'Łódź' AS city,
             CASE WHEN i > 5 THEN 'x' END AS maybe, CASE WHEN i > 5 THEN 'x' ELSE ' ' END AS blank FROM range(1000) r(i)`,
        ),
      },
    ));

  it('reads floats as decimals of the smallest scale', async () => {
    const prepare = parquet("SELECT '1' AS id, 1.25::DOUBLE AS a UNION ALL SELECT '2', 3.5");
    const rows = await loading(
      project(', columns: { a: decimal }'),
      {},
      (loaded) => loaded.rows('FROM customers ORDER BY id'),
      { prepare },
    );
    expect(rows).toEqual([
      ['1', '1.25'],
      ['2', '3.50'],
    ]);
  });

  it('says which floats are no decimals', async () => {
    const prepare = parquet("SELECT '1' AS id, 1e-30::DOUBLE AS a");
    expect(await failing(project(', columns: { a: decimal }'), {}, { prepare })).toMatchObject({
      exitCode: 3,
      diagnostics: [{ code: 'inexact-decimal' }],
    });
  });

  it('leaves structures out with a note', async () => {
    const prepare = parquet("SELECT '1' AS id, {'x': 1} AS a");
    const { columns, warnings } = await loading(
      project(),
      {},
      async ({ sources, warnings }) => ({ columns: sources.schema.customers.columns, warnings }),
      { prepare },
    );
    expect(columns.map(({ name }) => name)).toEqual(['id']);
    expect(warnings).toMatchObject([{ severity: 'note', code: 'column-left-out' }]);
  });

  it('that is none is an error', async () => {
    expect(await failing(project(), { 'c.parquet': 'nope' })).toMatchObject({
      exitCode: 3,
      message: '`c.parquet` cannot be read as Parquet',
    });
  });

  it('reads times from text where the project says that it is one', async () => {
    const prepare = parquet("SELECT '1' AS id, '2024-02-29T10:00:00Z' AS at");
    const column = await loading(
      project(', created: at'),
      {},
      async (loaded) => loaded.column('customers', 'at'),
      { prepare },
    );
    expect(column).toMatchObject({ type: 'time', clock: 'utc', range: { first: '2024-02-29T10:00:00Z' } });
  });

  it('of several files is one table', async () => {
    const prepare = [1, 2].map(
      (id) => `COPY (SELECT ${id} AS id, 'x' AS a) TO '{folder}/c${id}.parquet' (FORMAT parquet)`,
    );
    const several = 'customers: { file: "c*.parquet", key: id }';
    expect(
      await loading(several, {}, (loaded) => loaded.rows('SELECT id, a FROM customers ORDER BY id'), {
        prepare,
      }),
    ).toEqual([
      ['1', 'x'],
      ['2', 'x'],
    ]);
    const odd = [...prepare, "COPY (SELECT 3 AS id) TO '{folder}/c3.parquet' (FORMAT parquet)"];
    await loading(
      several,
      {},
      async ({ rows, warnings }) => {
        expect(await rows('SELECT id, a, _file FROM customers ORDER BY id')).toEqual([
          ['1', 'x', 'c1.parquet'],
          ['2', 'x', 'c2.parquet'],
          ['3', null, 'c3.parquet'],
        ]);
        expect(warnings.map(({ message }) => message)).toContain(
          '1 of 3 files of `customers` have no column `a`, which is missing there: `c3.parquet`',
        );
      },
      { prepare: odd },
    );
  });
});

describe('JSON', () => {
  it('lines keep numbers exact and text text', async () => {
    const content =
      '{"id":"007","n":19.90,"code":"12","at":"2024-01-01T10:00:00+01:00","tags":["a"," "]}\n{"id":8,"n":5}\n';
    await loading(
      'customers: { file: c.ndjson, key: id }',
      { 'c.ndjson': content },
      async ({ rows, sources }) => {
        expect(await rows('FROM customers')).toEqual([
          ['007', '19.9', '12', '2024-01-01T09:00:00', '["a"]'],
          ['8', '5.0', null, null, null],
        ]);
        expect(sources.schema.customers.columns.map(({ type }) => type)).toEqual([
          'text',
          'decimal',
          'text',
          'time',
          'list',
        ]);
      },
    );
  });

  it('may be one array', async () => {
    const rows = await loading(
      'customers: { file: c.json, key: id }',
      { 'c.json': '[{"id":7,"b":true},{"id":8}]' },
      (loaded) => loaded.rows('FROM customers'),
    );
    expect(rows).toEqual([
      ['7', true],
      ['8', null],
    ]);
  });

  it('that is none is an error without the text', async () => {
    const failure = await failing('customers: { file: c.jsonl, key: id }', {
      'c.jsonl': '{"id":"secret"}\n{"id":}\n',
    });
    expect(failure).toMatchObject({ exitCode: 3, message: '`c.jsonl` cannot be read as JSON lines' });
    expect(JSON.stringify(failure.diagnostics)).not.toContain('secret');
  });
});
