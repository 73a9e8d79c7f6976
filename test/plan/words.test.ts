/** Every kind of condition in plain words, with the boundaries of a run as of 2026-06-30. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { explainSegment } from '../../src/plan/explain.ts';
import { vocabularyOf } from '../../src/plan/words.ts';
import { openWorkspace } from '../../src/workspace/open.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';

const WORDS: readonly (readonly [where: string, words: string])[] = [
  ['{ country: { ne: PL } }', 'country is not PL'],
  ['{ country: [PL, "New York"] }', 'country is one of PL, "New York"'],
  ['{ country: { set: false } }', 'country is missing'],
  [
    '{ name: { contains: ann, ignore_case: true, ignore_accents: true } }',
    'name contains ann, ignoring case and accents',
  ],
  ['{ name: { not: { contains: ann } } }', 'not: name contains ann'],
  ['{ orders: any }', 'has orders'],
  [
    '{ orders: { count: 0, last: 30d } }',
    'has no orders in the last 30 days (from 2026-06-01 to 2026-06-30)',
  ],
  ['{ not: { orders: none } }', 'has orders'],
  ['{ orders: { last: 1d } }', 'has orders in the last day (on 2026-06-30)'],
  [
    '{ orders: { last: 24h, count: { gte: 2 } } }',
    'number of orders in the last day (on 2026-06-30) is at least 2',
  ],
  ['{ orders: { last: 1h } }', 'has orders from 2026-06-30 23:00:00 up to 2026-07-01'],
  ['{ orders: { during: 2026-Q1 } }', 'has orders from 2026-01-01 to 2026-03-31'],
  ['{ orders: { before_last: 30d } }', 'has orders before 2026-06-01'],
  [
    '{ orders: { latest: 1, having: { total: { gt: 5 } } } }',
    'has the latest of orders, if (total is more than 5)',
  ],
  [
    '{ orders: { since: { field: last_order_at }, within: 2d } }',
    'has orders from last_order_at on and until 2 days after last_order_at',
  ],
  [
    '{ orders: { where: { total: { gt: { field: customer.spent } } } } }',
    'has orders where total is more than customer.spent',
  ],
  [
    '{ orders: { where: { total: 5 }, then: { orders: any, within: 2d, same: order_id }, then_not: { orders: any } } }',
    'has orders where total is 5, then orders with the same order_id within 2 days, and then no orders',
  ],
  ['{ orders: { every: { total: { gt: 5 } } } }', 'every one passes (total is more than 5) among orders'],
  [
    '{ orders: { where: { total: { gt: 1 } }, share: { of: { total: 5 }, gte: 50% } } }',
    'share of (total is 5) among orders where (total is more than 1) is at least 0.5',
  ],
  [
    '{ orders: { same: order_id, count: { gte: 2 } } }',
    'for some one value of order_id: number of orders is at least 2',
  ],
  ['{ spend: { between: [1, 2] } }', 'spend (sum of total over orders) is between 1 and 2'],
  [
    '{ spend: { gt: { field: spent, times: 50% } } }',
    'spend (sum of total over orders) is more than 0.5 × spent',
  ],
  ['{ spend: { top: 12.5% } }', 'is among the top 12.5% by spend (sum of total over orders)'],
  ['{ spend: { bottom: { customers: 5 } } }', 'is among the bottom 5 by spend (sum of total over orders)'],
  ['{ per: { gt: 1 } }', 'per ((spend + 1) / spent) is more than 1'],
  ['{ born: { anniversary: today } }', 'the anniversary of born falls on 2026-06-30'],
  ['{ born.month: 7 }', 'born.month is 7'],
  ['{ segment: pl }', 'is in pl'],
  ['{ not: { segment: pl } }', 'is not in pl'],
  ['{ in_file: list.txt }', 'customer_id is in the file list.txt'],
  ['{ sql: { duckdb: "spent >   1" } }', 'the SQL holds: spent > 1'],
  ['{ buyers.arm: a }', 'buyers.arm is a'],
];

const PROJECT = `timezone: Europe/Warsaw
customers: { file: customers.csv, key: customer_id }
events:
  orders: { file: orders.csv, key: order_id, customer: customer_id, time: ordered_at }
traits:
  spend: { orders: { sum: total } }
  last_order_at: { orders: { max: ordered_at } }
  per: { ratio: [ { plus: [spend, 1] }, spent ] }
`;

let folder: string;
let workspace: Workspace;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'segment-words-'));
  mkdirSync(join(folder, 'segments'));
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write('segment.config.yaml', PROJECT);
  write('customers.csv', 'customer_id,name,country,spent,born\n1,Ann,PL,2,1990-07-05\n2,,,,\n');
  write('orders.csv', 'order_id,customer_id,ordered_at,total\n1,1,2026-06-20 10:00,12.50\n');
  write('segments/list.txt', '1\n');
  write('segments/pl.yaml', 'where: { country: PL }\n');
  write('segments/buyers.yaml', 'where: { orders: any }\nsplit: { arms: { a: 50%, b: 50% } }\n');
  const cases = WORDS.map(([where], index) => `  - { name: case-${index}, where: ${where} }\n`);
  write('segments/cases.yaml', `segments:\n${cases.join('')}`);
  workspace = await openWorkspace({
    cwd: folder,
    env: {},
    now: '2026-07-15T00:00:00Z',
    project: undefined,
    data: undefined,
    asOf: '2026-06-30',
    parameters: [],
    parameterFile: undefined,
    readStdin: async () => '',
    memoryLimit: undefined,
    threads: 1,
    files: [],
  });
});
afterAll(() => {
  workspace.close();
  rmSync(folder, { recursive: true });
});

it('binds every case', () => {
  expect(workspace.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
});

it.each(WORDS.map(([where, words], index) => [where, words, index] as const))(
  'puts %s into words',
  (_where, words, index) => {
    const { definitions, asOf } = workspace;
    const segment = definitions.segments.find(({ name }) => name === `case-${index}`)!;
    const nodes = explainSegment(segment, definitions, vocabularyOf(definitions, asOf));
    expect(nodes.find(({ node }) => node === 'where')?.words).toBe(words);
  },
);
