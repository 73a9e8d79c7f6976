import { describe, expect, it } from 'vitest';
import { failing, loading } from './load-text.ts';

const customers = (options = '') => `customers: { file: c.csv, key: id${options} }`;
const orders = (options = '') =>
  `customers: { from: orders }\nevents: { orders: { file: o.csv, customer: who, time: at${options} } }`;
/** Nothing else is made of its rows, so that one without a time stands for nothing. */
const dated = (options: string) =>
  `${customers()}\nevents: { orders: { file: o.csv, customer: who, time: at${options} } }`;

describe('rows that share a key (trap 11)', () => {
  it('are one row when they are equal', () =>
    loading(
      orders(', key: no'),
      { 'o.csv': 'no,who,at\n1,a,2024-01-01\n1,a,2024-01-01\n,a,2024-01-02\n,a,2024-01-02\n' },
      async (loaded) => {
        expect(await loaded.rows('SELECT no, count(*) FROM orders GROUP BY no ORDER BY no')).toEqual([
          ['1', 1],
          [null, 2],
        ]);
        expect(loaded.sources.facts[0]).toMatchObject({
          rows: 3,
          leftOut: [{ reason: 'repeated', rows: 1 }],
        });
        expect(loaded.warnings).toContainEqual(
          expect.objectContaining({ severity: 'note', code: 'rows-united' }),
        );
      },
    ));

  it('are an error when they differ', async () => {
    const content = 'no,who,at\n1,a,2024-01-01\n2,a,2024-01-01\n1,b,2024-01-01\n';
    const { exitCode, diagnostics } = await failing(orders(', key: no'), { 'o.csv': content });
    expect(exitCode).toBe(3);
    expect(diagnostics).toMatchObject([
      {
        code: 'duplicate-key',
        message: 'rows of `orders` with one `no` differ: o.csv row 2, o.csv row 4',
      },
    ]);
  });

  it('are named up to five', async () => {
    const rows = Array.from({ length: 8 }, (_, index) => `${index},1\n${index},2\n`).join('');
    const { diagnostics } = await failing(customers(), { 'c.csv': `id,a\n${rows}` });
    expect(diagnostics).toHaveLength(5);
    expect(diagnostics.at(-1)?.help).toEqual(['and 3 more keys']);
  });

  it('are the newest where the project says which', () =>
    loading(
      customers(', newest: at'),
      { 'c.csv': 'id,a,at\n1,old,2024-01-01\n1,new,2024-02-01\n1,none,\n' },
      async ({ rows, sources }) => {
        expect(await rows('SELECT id, a FROM customers')).toEqual([['1', 'new']]);
        expect(sources.facts[0]?.leftOut).toEqual([{ reason: 'superseded', rows: 2 }]);
      },
    ));

  it('are the newest also where it has no time, so that an older one does not come back', () =>
    loading(
      dated(', key: no, newest: rev'),
      {
        'c.csv': 'id\na\n',
        'o.csv': 'no,who,at,rev\n1,a,2024-01-01,1\n1,a,,2\n2,b,,1\n2,b,2024-02-01,2\n,c,2024-03-01,1\n',
      },
      async ({ rows, sources }) => {
        expect(await rows('SELECT "no", who, "at" FROM orders ORDER BY who')).toEqual([
          ['2', 'b', '2024-02-01'],
          [null, 'c', '2024-03-01'],
        ]);
        expect(sources.facts[1]?.leftOut).toEqual([
          { reason: 'no time', rows: 1 },
          { reason: 'superseded', rows: 2 },
        ]);
      },
    ));

  it('are the newest of a part also where they have no time', () =>
    loading(
      dated(', newest: { column: rev, per: no }'),
      { 'c.csv': 'id\na\n', 'o.csv': 'no,who,at,rev\n1,a,2024-01-01,1\n1,a,,2\n1,a,2024-01-03,2\n' },
      async ({ rows, sources }) => {
        expect(await rows('SELECT "no", "at" FROM orders')).toEqual([['1', '2024-01-03']]);
        expect(sources.facts[1]?.leftOut).toEqual([
          { reason: 'no time', rows: 1 },
          { reason: 'superseded', rows: 1 },
        ]);
      },
    ));

  it('are an error when the newest differ', async () => {
    const content = 'id,a,at\n1,x,2024-02-01\n1,y,2024-02-01\n';
    expect(await failing(customers(', newest: at'), { 'c.csv': content })).toMatchObject({
      diagnostics: [{ code: 'duplicate-key' }],
    });
  });

  it('in Parquet make a table of the view', async () => {
    const prepare = [
      "COPY (SELECT 1 AS id, 'x' AS a UNION ALL SELECT 1, 'x') TO '{folder}/c.parquet' (FORMAT parquet)",
    ];
    await loading(
      'customers: { file: c.parquet, key: id }',
      {},
      async ({ rows, sources }) => {
        expect(await rows('SELECT id, a FROM customers')).toEqual([['1', 'x']]);
        expect(sources.openFiles).toEqual([]);
        expect(sources.facts[0]?.rows).toBe(1);
      },
      { prepare },
    );
  });
});

describe('rows that stand for nothing', () => {
  it('are left out, counted and said once a table', () =>
    loading(
      `${customers()}\nevents: { orders: { file: o.csv, customer: who, time: at } }`,
      { 'c.csv': 'id\na\n', 'o.csv': 'who,at\na,2024-01-01\n,2024-01-01\nb,\n ,\n' },
      async ({ rows, sources, warnings }) => {
        expect(await rows('SELECT who, "at" FROM orders')).toEqual([
          ['a', '2024-01-01'],
          [null, '2024-01-01'],
        ]);
        expect(sources.facts[1]).toMatchObject({
          rows: 2,
          ofNobody: 1,
          leftOut: [{ reason: 'no time', rows: 2 }],
        });
        expect(warnings.map(({ code }) => code)).toEqual(['rows-left-out', 'rows-of-nobody']);
      },
    ));

  it('are left out of Parquet too', async () => {
    const prepare = [
      "COPY (SELECT 'a' AS who, DATE '2024-01-01' AS at UNION ALL SELECT ' ', DATE '2024-01-01' UNION ALL SELECT NULL, NULL) TO '{folder}/o.parquet' (FORMAT parquet)",
    ];
    await loading(
      orders().replace('o.csv', 'o.parquet'),
      {},
      async ({ rows, sources }) => {
        expect(await rows('SELECT who, "at" FROM orders')).toEqual([
          ['a', '2024-01-01'],
          [null, '2024-01-01'],
          [null, null],
        ]);
        expect(sources.facts[0]).toMatchObject({ rows: 3, leftOut: [], ofNobody: 2 });
      },
      { prepare },
    );
  });

  it('are customers without a key', () =>
    loading(customers(), { 'c.csv': 'id,a\n1,x\n,y\n' }, async ({ rows, sources }) => {
      expect(await rows('SELECT id, a FROM customers')).toEqual([['1', 'x']]);
      expect(sources.facts[0]?.leftOut).toEqual([{ reason: 'no key', rows: 1 }]);
    }));

  it('are not orders of customers that nobody knows', () =>
    loading(
      `${customers()}\nevents: { orders: { file: o.csv, customer: who } }`,
      { 'c.csv': 'id\n1\n', 'o.csv': 'who,a\n1,x\n2,y\n' },
      async ({ rows }) => expect(await rows('SELECT count(*) FROM orders')).toEqual([[2]]),
    ));
});

describe('times without offset', () => {
  const timeOf = (time: string, zones: string, look = '"at"') =>
    loading(
      zones.startsWith('timezone') ? `${zones}\n${customers()}` : customers(zones),
      { 'c.csv': `id,at\n1,${time}\n` },
      async ({ rows, column }) => [
        (await rows(`SELECT ${look} FROM customers`))[0]![0],
        column('customers', 'at').clock,
      ],
    );

  it.each([
    ['2024-07-01 12:00:00', 'timezone: UTC', '2024-07-01T12:00:00', 'utc'],
    ['2024-07-01 12:00:00', 'timezone: Europe/Warsaw', '2024-07-01T12:00:00', 'local'],
    ['2024-03-31 02:30:00', 'timezone: Europe/Warsaw', '2024-03-31T03:30:00', 'local'],
    ['2024-10-27 02:30:00', 'timezone: Europe/Warsaw', '2024-10-27T02:30:00', 'local'],
    ['2018-11-04 00:10:00', 'timezone: America/Sao_Paulo', '2018-11-04T01:10:00', 'local'],
    ['2024-07-01T12:00:00Z', 'timezone: Europe/Warsaw', '2024-07-01T12:00:00', 'utc'],
    ['2024-07-01 12:00:00', ', source_timezone: America/New_York', '2024-07-01T16:00:00', 'utc'],
    ['2024-03-10 02:30:00', ', source_timezone: America/New_York', '2024-03-10T07:30:00', 'utc'],
    ['2024-11-03 01:30:00', ', source_timezone: America/New_York', '2024-11-03T05:30:00', 'utc'],
    ['2024-11-03 02:00:00', ', source_timezone: America/New_York', '2024-11-03T07:00:00', 'utc'],
  ])('%s with %s', async (time, zones, value, clock) => {
    expect(await timeOf(time, zones)).toEqual([value, clock]);
  });

  it('stand beside each other over years', () =>
    loading(
      `timezone: Europe/Warsaw\n${customers(', source_timezone: America/New_York')}`,
      { 'c.csv': 'id,at\n1,2023-01-01 00:00:00\n2,2023-07-01 00:00:00\n3,2024-01-01 00:00:00\n4,\n' },
      async ({ rows, column }) => {
        expect(await rows('SELECT "at" FROM customers')).toEqual([
          ['2023-01-01T05:00:00'],
          ['2023-07-01T04:00:00'],
          ['2024-01-01T05:00:00'],
          [null],
        ]);
        expect(column('customers', 'at')).toMatchObject({
          nullable: true,
          range: { first: '2023-01-01T05:00:00Z', last: '2024-01-01T05:00:00Z' },
        });
      },
    ));
});

describe('what roles need', () => {
  it('is a time', async () => {
    const { diagnostics } = await failing(orders(), { 'o.csv': 'who,at\na,2024-01-01\nb,soon\n' });
    expect(diagnostics).toMatchObject([
      {
        message: 'expected a date such as `2026-06-30` in `at`, found `letters`',
        place: { file: 'o.csv', row: 3, column: 'at' },
      },
    ]);
  });

  it('is a number', async () => {
    const { diagnostics } = await failing(orders(', value: total'), {
      'o.csv': 'who,at,total\na,2024-01-01,5\nb,2024-01-01,five\n',
    });
    expect(diagnostics).toMatchObject([
      {
        message: 'expected a number in `total`, found `letters`',
        cell: 'five',
      },
    ]);
  });

  it('is a type that fits', async () => {
    const prepare = ["COPY (SELECT 'a' AS who, true AS at) TO '{folder}/o.parquet' (FORMAT parquet)"];
    const failure = await failing(orders().replace('o.csv', 'o.parquet'), {}, { prepare });
    expect(failure).toMatchObject({
      exitCode: 2,
      message: 'expected a date or a time in `at` of `orders`, found a boolean',
    });
  });

  it('is there for no rows at all', () =>
    loading(orders(', value: total'), { 'o.csv': 'who,at,total\n' }, async ({ sources }) => {
      expect(sources.schema.events[0]?.columns.map(({ type }) => type)).toEqual(['text', 'time', 'decimal']);
    }));

  it('joins lookups by text', () =>
    loading(
      `${customers(', lookup: { company: companies }')}\nlookups: { companies: { file: l.csv, key: company } }`,
      { 'c.csv': 'id,company\n1,10\n2,11\n', 'l.csv': 'company,name\n10,Ten\n' },
      async ({ rows, sources }) => {
        expect(sources.schema.customers.lookups).toEqual([
          { name: 'company', table: 'companies', by: 'company' },
        ]);
        expect(
          await rows('SELECT id, name FROM customers LEFT JOIN companies USING (company) ORDER BY id'),
        ).toEqual([
          ['1', 'Ten'],
          ['2', null],
        ]);
      },
    ));
});
