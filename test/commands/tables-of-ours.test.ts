/** Relations that commands make for themselves stand before no table of the project, whatever that is called. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runBundle } from '../program/bundle.ts';
import { type Built, buildSegment } from './fixture/segment.ts';

let built: Built;
let folder: string;
const people = Array.from({ length: 30 }, (_, row) => `c${row}`);
/** As the relations were called before their names began with `segment_`, and as some parts of queries are. */
const names = ['diff_before', 'diff_after', 'former_membership', 'conformance_lists', 'engine_rows'];
const parts = ['customers_by_day', 'histories', 'email_marked', 'email_messages', 'cohort_rows'];

beforeAll(async () => {
  built = await buildSegment();
  const more = [...names, ...parts];
  const orders = people.flatMap((id, row) =>
    Array.from(
      { length: 1 + (row % 5) },
      (_, n) => `${id},202${5 + (n % 2)}-0${1 + (row % 6)}-1${n},${row + n}`,
    ),
  );
  const mails = people.flatMap((id, row) => [
    `${id},2026-06-01,delivered,m${row}`,
    `${id},2026-06-02,open,m${row}`,
  ]);
  folder = built.folder({
    'segment.config.yaml': `timezone: UTC
as_of: 2026-06-30
segments: s.yaml
customers: { file: customers.csv, key: id }
events:
  orders: { file: orders.csv, customer: customer, time: at, value: total }
  email_rows: { file: mails.csv, customer: customer, time: at }
${more.map((name) => `  ${name}: { file: orders.csv, customer: customer, time: at }\n`).join('')}`,
    'customers.csv': `id\n${people.join('\n')}\n`,
    'orders.csv': `customer,at,total\n${orders.join('\n')}\n`,
    'mails.csv': `customer,at,type,message_id\n${mails.join('\n')}\n`,
    's.yaml': `name: all-of-them
where: { all: [${more.map((name) => `{ ${name}: { count: { gte: 3 } } }`).join(', ')}, { email_rows: { where: { type: open } } }] }
`,
  });
});
afterAll(() => built.remove());

it.each([
  'count s.yaml',
  'kpis all-of-them',
  'predict --summary',
  'diff all-of-them --from 2026-04-01',
  'conformance all-of-them',
  'cohorts',
  'moves rfm.segment --from 2026-01-31',
  'profile all-of-them --min-cell 1',
])('%s', async (words) => {
  const { code, err } = await runBundle([...words.split(' '), '--no-cache', '--quiet'], { cwd: folder });
  expect({ code, err }).toEqual({ code: 0, err: '' });
});
