// Rows that cannot be read are told, however quiet, stand in `run.json`, and are an alert above a share.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Built, buildSegment } from './fixture/segment.ts';

let built: Built;
beforeAll(async () => {
  built = await buildSegment();
});
afterAll(() => built.remove());

const project = (more = '') => `timezone: UTC
as_of: 2026-06-30
customers: { file: c.csv, key: id, on_error: skip }
${more}`;

function shop(bad: number, more = ''): string {
  const rows = Array.from({ length: 200 - bad }, (_, index) => `${index},x\n`).join('');
  return built.folder({
    'segment.config.yaml': project(more),
    'c.csv': `id,a\n${rows}${'bad\n'.repeat(bad)}`,
    'segments/all.yaml': 'name: all\nwhere: { id: { set: true } }\n',
  });
}

const run = ['run', 'segments/*.yaml', '--out', 'lists/', '--quiet'];

describe('rows that could not be read', () => {
  it('are an alert above one in a hundred, and stand in run.json', async () => {
    const folder = shop(3);
    const { code, err } = await built.segment(folder, ...run);
    expect(code).toBe(1);
    expect(err).toContain('3 rows of `customers` could not be read and are left out');
    expect(err).toContain(
      '3 of 200 rows of `customers` could not be read and are left out, more than the 1%',
    );
    const { data, alerts, status } = JSON.parse(readFileSync(join(folder, 'lists/run.json'), 'utf8'));
    expect(status).toBe('alerts');
    expect(alerts).toEqual([{ alert: 'unreadable', table: 'customers', limit: 0.01, rows: 3, read: 200 }]);
    expect(data[0]).toMatchObject({ rows: 197, left_out: [{ reason: 'unreadable', rows: 3 }] });
  });

  it('are told and no alert up to the share that the project allows', async () => {
    const few = await built.segment(shop(2), ...run);
    expect([few.code, few.err]).toEqual([
      0,
      expect.stringContaining('2 rows of `customers` could not be read'),
    ]);
    const allowed = await built.segment(shop(3, 'alerts: { unreadable: 1.5% }'), ...run);
    expect(allowed.code).toBe(0);
    const none = await built.segment(shop(1, 'alerts: { unreadable: 0% }'), ...run);
    expect(none.code).toBe(1);
  });

  it('are told again from the cache', async () => {
    const folder = shop(3);
    const first = await built.segment(folder, ...run);
    const second = await built.segment(folder, ...run);
    expect(second).toEqual(first);
  });

  it('of all rows are an alert too', async () => {
    expect((await built.segment(shop(200), ...run)).code).toBe(1);
  });
});

it('a table that is refused is refused every time', async () => {
  const folder = built.folder({
    'segment.config.yaml': 'timezone: UTC\nas_of: 2026-06-30\ncustomers: { file: c.csv, key: id }\n',
    'c.csv': 'id,n\n1,a\n1,b\n2,c\n',
    'segments/all.yaml': 'name: all\nwhere: { id: { set: true } }\n',
  });
  for (const _ of [1, 2, 3]) {
    const { code, out, err } = await built.segment(folder, 'run', 'segments/*.yaml');
    expect([code, out]).toEqual([3, '']);
    expect(err).toContain('one `id` differ');
  }
});

it('rows read are rows used and rows named, in `sources --format json`', async () => {
  const folder = built.folder({
    'segment.config.yaml': `timezone: UTC
customers: { file: c.csv, key: id, on_error: skip }
events:
  orders: { file: o.csv, key: no, customer: id, time: at, value: total, on_error: skip, newest: at }
`,
    'c.csv': 'id,a\n1,x\n2,"y\n,z\n3,x,y\n1,x\n',
    'o.csv':
      'no,id,at,total\n1,1,2026-01-01,5\n1,1,2026-01-02,5\n2,,2026-01-01,5\n3,1,,5\n4,1,2026-01-01,n/a\n5,1,soon,5\n',
  });
  const { code, out } = await built.segment(folder, 'sources', '--format', 'json');
  expect(code).toBe(0);
  const [customers, orders] = JSON.parse(out);
  expect(customers).toMatchObject({ read: 5, rows: 1, unreadable: 2, no_key: 1, repeated: 1 });
  expect(orders).toMatchObject({ read: 6, rows: 2, wrong_value: 2, no_time: 1, superseded: 1, of_nobody: 1 });
});

it('columns that no decimal holds are named by `sources`', async () => {
  const folder = built.folder({
    'segment.config.yaml': 'customers: { file: c.json, key: id }\n',
    'c.json': '{"id":"1","tiny":1e-30,"short":4e-7}\n{"id":"2","tiny":1234567890.5,"short":0.5}\n',
  });
  const { err } = await built.segment(folder, 'sources');
  expect(err).toContain('customers: `tiny` counts with 12 digits after the point');
});

it('`sources` has the rows, keys, sum and rows of nobody of every table, also of those made of others', async () => {
  const folder = built.folder({
    'segment.config.yaml': `timezone: UTC
as_of: 2026-06-30
customers: { from: orders }
events:
  lines: { file: l.csv, customer: who, time: at, value: amount }
  orders: { from: lines, key: no, columns: { total: { sum: amount } }, value: total }
  visits: { file: v.csv, customer: who, time: at, value: spent }
`,
    'l.csv':
      'no,who,at,amount\n1,a,2026-01-01,5.10\n1,a,2026-01-01,0.20\n2,b,2026-01-02,7.00\n3,,2026-01-03,1.05\n4,b,2026-07-03,9.00\n',
    'v.csv': 'who,at,spent\na,2026-01-01,1e-1\na,2026-01-01,2e-1\n',
  });
  const { out } = await built.segment(folder, 'sources', '--format', 'json');
  const tables = (JSON.parse(out) as Record<string, unknown>[]).map((row) =>
    ['table', 'kind', 'file', 'rows', 'first', 'read', 'of_nobody', 'keys', 'value'].map((name) => row[name]),
  );
  expect(tables).toEqual([
    ['customers', 'customers', null, 2, null, null, 0, 2, null],
    ['lines', 'events', 'l.csv', 5, '2026-01-01', 5, 1, null, 22.35],
    ['orders', 'events', null, 3, '2026-01-01', null, 1, 3, 13.35],
    ['visits', 'events', 'v.csv', 2, '2026-01-01', 2, 0, null, 0.3],
  ]);
});
