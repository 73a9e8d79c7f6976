import { describe, expect, it } from 'vitest';
import { failing, loading } from './load-text.ts';

const project = (file: string, options = '') =>
  `customers: { file: c.csv, key: id }\nevents: { orders: { file: ${file}, customer: id${options} } }`;
const customers = { 'c.csv': 'id\na\n' };
const parquet = (values: readonly string[], type = 'DOUBLE') => [
  `COPY (SELECT 'a' AS id, unnest([${values.map((value) => `'${value}'`).join(', ')}])::${type} AS total) TO '{folder}/o.parquet' (FORMAT parquet)`,
];
const csv = (values: readonly string[]) =>
  ['id,total', ...values.map((value) => `a,${value}`), ''].join('\n');
const json = (values: readonly string[]) => values.map((value) => `{"id":"a","total":${value}}\n`).join('');

const long = `1${'0'.repeat(45)}.5`;

describe('a number that nobody can count with', () => {
  it.each([
    ['o.csv', 'inf', ', value: total'],
    ['o.csv', '-Infinity', ', columns: { total: float }'],
    ['o.csv', 'Infinity', ', columns: { total: decimal }'],
    ['o.csv', '1e400', ', value: total'],
    ['o.csv', long, ', value: total'],
    ['o.csv', `$${long}`, ', value: total'],
    ['o.json', '1e400', ''],
    ['o.json', '-1e400', ', value: total'],
    ['o.parquet', 'inf', ''],
    ['o.parquet', '-inf', ', value: total'],
    ['o.parquet', 'inf', ', columns: { total: decimal }'],
    ['o.parquet', '1e300', ''],
  ])('%s: %s%s is a bad cell, named or left out', async (file, value, options) => {
    const values = ['1.5', value, '2.5'];
    const files = { ...customers, 'o.csv': csv(values), 'o.json': json(values) };
    const prepare = file === 'o.parquet' ? parquet(values) : [];
    expect(await failing(project(file, options), files, { prepare })).toMatchObject({
      exitCode: 3,
      diagnostics: [
        { code: 'unreadable-cell', place: { file, row: file === 'o.csv' ? 3 : 2, column: 'total' } },
      ],
    });
    const skipping = project(file, `${options}, on_error: skip`);
    const look = await loading(
      skipping,
      files,
      async ({ rows, warnings, sources }) => ({
        sum: await rows('SELECT CAST(sum(total) AS DOUBLE) FROM orders'),
        codes: warnings.map(({ code }) => code),
        leftOut: sources.facts.find(({ table }) => table === 'orders')!.leftOut,
      }),
      { prepare },
    );
    expect(look).toEqual({
      sum: [[4]],
      codes: ['rows-skipped'],
      leftOut: [{ reason: 'wrong value', rows: 1 }],
    });
  });

  it('that has too many digits is told from what is no number', async () => {
    const files = { ...customers, 'o.csv': csv(['1.5', long, 'x']) };
    const { diagnostics } = await failing(project('o.csv', ', value: total'), files);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'expected a number below 1e26 in `total`, found `99999999999999999999999999999…`',
      'expected a number in `total`, found `letters`',
    ]);
  });

  it('of another file is named with its own row', async () => {
    const prepare = ['1.5', 'inf'].map((value, index) =>
      parquet([value])[0]!.replace('o.parquet', `o${index}.parquet`),
    );
    const { diagnostics } = await failing(project('"o*.parquet"'), customers, { prepare });
    expect(diagnostics).toMatchObject([{ place: { file: 'o1.parquet', row: 1, column: 'total' } }]);
    expect(diagnostics[0]!.message).toBe('expected a number in `total`, found `infinity`');
  });
});

/** Shortest digits that the program writes itself, without zeros at the end. */
const canonical = (cell: unknown) =>
  String(cell)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');

const sumIn = (file: string, values: readonly string[], options = ', value: total') =>
  loading(
    project(file, options),
    { ...customers, 'o.csv': csv(values), 'o.json': json(values) },
    async ({ rows }) => canonical((await rows('SELECT CAST(sum(total) AS VARCHAR) FROM orders'))[0]![0]),
    { prepare: file === 'o.parquet' ? parquet(values) : [] },
  );

describe('numbers are exact to their last digit, alike in CSV, JSON and Parquet', () => {
  it.each([
    [['0.00000040', '0.00000040'], '0.0000008'],
    [['0.0304915254237288', '0.0304915254237288'], '0.0609830508474576'],
    [['0.7', '0.1'], '0.8'],
    [['3873194.8699999987'], '3873194.8699999987'],
    [['3873194.8699999987', '0.5', '-12.25'], '3873183.1199999987'],
    [['4e-7', '4e-7'], '0.0000008'],
    [['1.5e3', '2.5E-3', '7'], '1507.0025'],
    [['59.970000000000006', '59.97'], '119.940000000000006'],
    [['123456789012345.6', '0.4'], '123456789012346'],
    [['0.3333333333333333', '1e20'], '100000000000000000000.3333333333333333', 'text'],
  ])('%j adds up to %s', async (values, sum, only = 'all') => {
    expect(await sumIn('o.csv', values)).toBe(sum);
    expect(await sumIn('o.csv', values, ', columns: { total: decimal }')).toBe(sum);
    expect(await sumIn('o.json', values)).toBe(sum);
    expect(await sumIn('o.json', values, '')).toBe(sum);
    if (only === 'text') return;
    expect(await sumIn('o.parquet', values)).toBe(sum);
    expect(await sumIn('o.parquet', values, '')).toBe(sum);
  });

  it('also where more digits come after thousands of rows', async () => {
    const values = [...Array.from({ length: 3000 }, (_, n) => `${n}.5`), '0.00000040', '0.1234567890123'];
    const sums = await Promise.all(['o.csv', 'o.json', 'o.parquet'].map((file) => sumIn(file, values)));
    expect(sums).toEqual(Array(3).fill('4500000.1234571890123'));
  });

  it('also of single precision, as they are written', async () => {
    const sum = await loading(
      project('o.parquet'),
      customers,
      ({ rows }) => rows('SELECT sum(total) FROM orders'),
      { prepare: parquet(['0.1', '0.7'], 'FLOAT') },
    );
    expect(sum).toEqual([['0.8']]);
  });

  it.each(['0.1234567890123', '0.12345678901234567890123456789', '-98765432.1234567890123456789012345678'])(
    'text of 13 digits and more: %s',
    async (value) => {
      expect(await sumIn('o.csv', [value, '0'], ', columns: { total: decimal }')).toBe(value);
      expect(await sumIn('o.csv', [value, '0'], '')).toBe(value);
    },
  );

  it.each([
    ['o.csv', ['0.1234567890123456789012345', '12345678901234567890']],
    ['o.parquet', ['1e-30', '12']],
    ['o.json', ['1e-30', '123456789012']],
  ])('what no decimal holds in %s is told', async (file, values) => {
    const files = { ...customers, 'o.csv': csv(values), 'o.json': json(values) };
    const prepare = file === 'o.parquet' ? parquet(values) : [];
    const asked = project(file, ', columns: { total: decimal }');
    expect(await failing(asked, files, { prepare })).toMatchObject({
      exitCode: 3,
      diagnostics: [{ code: 'inexact-decimal' }],
    });
    const type = await loading(project(file), files, async ({ column }) => column('orders', 'total').type, {
      prepare,
    });
    expect(type).toBe('float');
  });
});
