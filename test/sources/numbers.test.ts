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

describe('an infinity among numbers', () => {
  it.each([
    ['o.csv', 'inf', ', value: total'],
    ['o.csv', '-Infinity', ', columns: { total: float }'],
    ['o.csv', 'Infinity', ', columns: { total: decimal }'],
    ['o.csv', '1e400', ', value: total'],
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

  it('of another file is named with its own row', async () => {
    const prepare = ['1.5', 'inf'].map((value, index) =>
      parquet([value])[0]!.replace('o.parquet', `o${index}.parquet`),
    );
    const { diagnostics } = await failing(project('"o*.parquet"'), customers, { prepare });
    expect(diagnostics).toMatchObject([{ place: { file: 'o1.parquet', row: 1, column: 'total' } }]);
    expect(diagnostics[0]!.message).toBe('expected a number in `total`, found `infinity`');
  });
});
