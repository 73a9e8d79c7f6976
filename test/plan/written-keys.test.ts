// Keys of events that look clean: rows are grouped by them as the file has them, and with care once one is not.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluate } from '../../src/evaluation/membership.ts';
import { withShop } from '../workspace/project.ts';

/** More than are looked at when the file is opened. */
const CLEAN_ROWS = 100_000;

/** One order each of `ann` and of `zoë`, as other programs may write them. */
const UNCLEAN = [` ann`, `ann `, `ann\t`, `ann\u00a0`, `zoe\u0308`, `\u3000zoë\n`, ``, ` `];

const PROJECT = (customers: string, orders: string): string => `timezone: UTC
as_of: 2026-06-30
segments: segments/*.yaml
customers: { file: ${customers}, key: id }
events:
  orders: { file: ${orders}, customer: who, time: at, value: total }
`;

const SEGMENTS = `segments:
  - { name: ann-has-4-more, where: { orders: { count: 5 } } }
  - { name: zoe-has-2-more, where: { orders: { count: 3 } } }
  - { name: spent, where: { orders: { last: 30d, sum: { of: total, gte: 5 } } } }
  - { name: days, where: { orders: { days: 3, last: 10d } } }
  - name: by-her-own-country
    where: { orders: { where: { country: { eq: { field: customer.country } } }, count: 4 } }
  - name: then-another
    where: { orders: { where: { kind: late }, then: { orders: { where: { kind: later } } }, count: { gte: 1 } } }
`;

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'segment-written-keys-'));
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const list = UNCLEAN.map((key) => `'${key}'`).join(', ');
  const clean = `SELECT coalesce(['ann', 'zoë'][1 + i], 'c' || i) AS who, TIMESTAMP '2026-06-29 12:00:00' AS at, 1.00 AS total,
    NULL::VARCHAR AS country, 'early' AS kind FROM range(${CLEAN_ROWS}) AS rows(i)`;
  const unclean = `SELECT [${list}][i] AS who, TIMESTAMP '2026-06-21 12:00:00' + to_days((i % 2)::INTEGER) AS at, 1.00 AS total,
    'PL' AS country, ['late', 'later'][1 + i % 2] AS kind FROM range(1, ${UNCLEAN.length + 1}) AS rows(i)`;
  const copy = (sql: string, name: string) =>
    connection.run(`COPY (${sql}) TO '${join(folder, name)}.parquet' (FORMAT parquet)`);
  await copy(`SELECT unnest(['ann', 'zoë', 'nobody']) AS id, 'PL' AS country`, 'customers');
  await copy(clean, 'clean');
  await copy(`${clean} UNION ALL ${unclean}`, 'late');
  await copy(`${unclean} UNION ALL ${clean}`, 'first');
  connection.closeSync();
});

afterAll(() => rmSync(folder, { recursive: true }));

async function evaluated(orders: string) {
  const [customers, events] = ['customers', orders].map((name) => join(folder, `${name}.parquet`));
  const files = { 'segment.config.yaml': PROJECT(customers!, events!), 'segments/keys.yaml': SEGMENTS };
  let found: { members: Readonly<Record<string, string>>; trusts: boolean } | undefined;
  await withShop(files, async ({ workspace, problems, members }) => {
    expect(problems.filter((problem) => problem.startsWith('error'))).toEqual([]);
    const { sql } = await evaluate(workspace, workspace.asked);
    found = { members: await members(), trusts: sql.includes('who_written') };
  });
  return found;
}

const NOBODY = {
  'ann-has-4-more': '',
  'zoe-has-2-more': '',
  spent: '',
  days: '',
  'by-her-own-country': '',
  'then-another': '',
};

describe('keys of events', () => {
  it('are taken as they are written where they are clean', async () => {
    expect(await evaluated('clean')).toEqual({ members: NOBODY, trusts: true });
  });

  it.each(['late', 'first'])('are cleaned where one has to be, found %s', async (orders) => {
    expect(await evaluated(orders)).toEqual({
      members: {
        'ann-has-4-more': 'ann',
        'zoe-has-2-more': 'zoë',
        spent: 'ann',
        days: 'ann zoë',
        'by-her-own-country': 'ann',
        'then-another': 'ann zoë',
      },
      trusts: false,
    });
  });
});
