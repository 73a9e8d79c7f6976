/** Real data and published answers, where `SEGMENT_REFERENCE_DATA` names their folder. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { CohortWords } from '../../src/analyses/cohort-words.ts';
import { picture, type Row, withCohorts } from './cohort-shop.ts';

const data = process.env['SEGMENT_REFERENCE_DATA'];

function expected(path: string): readonly Readonly<Record<string, string>>[] {
  const bytes = readFileSync(join(data!, path));
  const [head = '', ...lines] = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    .toString()
    .trim()
    .split('\n');
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index]!, cell])));
}

function project(folder: string, orders = 'orders.csv', more = ''): Readonly<Record<string, string>> {
  const path = join(data!, folder);
  return {
    'segment.config.yaml': `timezone: UTC
customers: { file: ${path}/customers.csv, key: customer_id }
events:
  orders: { file: "${path}/${orders}", key: order_id, customer: customer_id, time: ordered_at, value: total${more} }
`,
  };
}

const keyed = (rows: readonly Row[]) =>
  new Map(rows.map((row) => [`${row['cohort']} ${row['period']}`, row]));

const cases: readonly (readonly [folder: string, file: string, orders: string, more: string, CohortWords])[] =
  [
    ['cdnow_sample', 'cohort_month.csv', 'orders.csv', '', {}],
    ['cdnow_sample', 'cohort_quarter.csv', 'orders.csv', '', { period: 'quarter' }],
    ['cdnow_sample', 'cohort_week_monday.csv.gz', 'orders.csv', '', { period: 'week' }],
    ['online_retail', 'cohort_month.csv', 'orders.csv.gz', '', {}],
    ['online_retail', 'cohort_quarter.csv', 'orders.csv.gz', '', { period: 'quarter' }],
    ['online_retail', 'cohort_month_all_rows.csv', 'orders_all.csv.gz', '', {}],
  ];

describe.skipIf(!data)('calendar cohorts equal those computed with other tools', () => {
  it.each(cases)('%s %s', (folder, file, orders, more, words) =>
    withCohorts(
      project(folder, orders, more),
      folder === 'online_retail' ? '2011-12-09' : '1998-06-30',
      async (ask) => {
        const retention = await ask(words);
        const found = keyed(retention.long);
        const counts = keyed((await ask({ ...words, measure: 'orders' })).long);
        const revenue = keyed((await ask({ ...words, measure: 'revenue' })).long);
        const rows = expected(`${folder}/expected/${file}`);
        const wanted = rows.map((row) => {
          const key = `${row['cohort']} ${row['period']}`;
          return [
            key,
            row['cohort_size'],
            row['active_customers'],
            row['orders'],
            row['revenue'],
            row['retention'],
          ];
        });
        const ours = rows.map((row) => {
          const key = `${row['cohort']} ${row['period']}`;
          const cell = found.get(key);
          return [
            key,
            String(cell?.['size']),
            String(cell?.['customers']),
            String(counts.get(key)?.['value']),
            String(revenue.get(key)?.['value']),
            Number(cell?.['value']).toFixed(6),
          ];
        });
        expect(ours).toEqual(wanted);
        const others = retention.long.filter(
          (row) =>
            row['customers'] !== 0 &&
            !rows.some(
              (each) => `${each['cohort']} ${each['period']}` === `${row['cohort']} ${row['period']}`,
            ),
        );
        expect(others).toEqual([]);
      },
    ),
  );

  it('cdnow_sample in spans of thirty days', () =>
    withCohorts(project('cdnow_sample'), '1998-06-30', async (ask) => {
      const found = keyed((await ask({ period: '30d' })).long);
      const rows = expected('cdnow_sample/expected/cohort_relative_30d.csv');
      expect(rows.length).toBeGreaterThan(50);
      for (const row of rows) {
        const cell = found.get(`${row['cohort']} ${row['window']}`);
        expect([cell?.['size'], cell?.['customers']]).toEqual([
          Number(row['cohort_size']),
          Number(row['active_customers']),
        ]);
      }
    }));

  it('online_retail lines of a positive quantity', () =>
    withCohorts(
      {
        'segment.config.yaml': `timezone: UTC
customers: { file: ${join(data!, 'online_retail')}/customers.csv, key: customer_id }
events:
  lines: { file: ${join(data!, 'online_retail')}/lines.parquet, customer: CustomerID, time: InvoiceDate }
`,
      },
      '2011-12-09',
      async (ask) => {
        const { long } = await ask({ on: 'lines: { where: { Quantity: { gt: 0 } } }' });
        const rows = expected('online_retail/expected/cohort_month_qty_positive.csv');
        expect(long.map((row) => [row['cohort'], row['period'], row['size'], row['customers']])).toEqual(
          rows.map((row) => [
            row['cohort'],
            Number(row['period']),
            Number(row['cohort_size']),
            Number(row['active_customers']),
          ]),
        );
      },
    ));

  it('online_retail in its first line', () =>
    withCohorts(project('online_retail', 'orders.csv.gz'), '2011-12-09', async (ask) => {
      const { wide } = await ask({ measure: 'customers' });
      expect(picture(wide)[1]).toBe('2010-12-01 885 885 324 286 340 321 352 321 309 313 350 331 445 235*');
    }));
});

interface Fixture {
  readonly name: string;
  readonly unit: string;
  readonly first_interval: string;
  readonly intervals: number;
  readonly mode: 'recurring' | 'rolling';
  readonly events: readonly { readonly person: string; readonly at: string }[];
  readonly expected: readonly (readonly number[])[];
  readonly first_time_cohort_computed_by_us: readonly (readonly number[])[];
}

const fixtures: readonly Fixture[] = data
  ? (
      JSON.parse(readFileSync(join(data, 'published/posthog_retention_fixtures.json'), 'utf8')) as {
        fixtures: Fixture[];
      }
    ).fixtures
  : [];

describe.skipIf(!data)("PostHog's retention", () => {
  it.each(fixtures)('$name', (fixture) =>
    withCohorts(people(fixture), lastDay(fixture), async (ask) => {
      const words: CohortWords = {
        period: fixture.unit,
        measure: 'customers',
        weekStart: fixture.name.includes('sunday') ? 'sunday' : 'monday',
      };
      const recurring = await ask({
        ...words,
        by: 'every',
        kind: fixture.mode === 'rolling' ? 'unbounded' : 'on',
      });
      expect(triangle(recurring.long, fixture)).toEqual(onlyActive(fixture.expected));
      const first = await ask(words);
      expect(triangle(first.long, fixture)).toEqual(onlyActive(fixture.first_time_cohort_computed_by_us));
    }),
  );
});

function people({ events }: Fixture): Readonly<Record<string, string>> {
  const names = [...new Set(events.map(({ person }) => person))];
  return {
    'segment.config.yaml': `timezone: UTC
customers: { file: people.csv, key: person }
events: { visits: { file: visits.csv, customer: person, time: at } }
`,
    'people.csv': ['person', ...names, ''].join('\n'),
    'visits.csv': ['person,at', ...events.map(({ person, at }) => `${person},${at}`), ''].join('\n'),
  };
}

function starts({ first_interval: first, intervals, unit }: Fixture): readonly string[] {
  return Array.from({ length: intervals + 1 }, (_, index) => {
    const date = new Date(`${first}T00:00:00Z`);
    if (unit === 'month') date.setUTCMonth(date.getUTCMonth() + index);
    else date.setUTCDate(date.getUTCDate() + index * (unit === 'week' ? 7 : 1));
    return date.toISOString().slice(0, 10);
  });
}

function lastDay(fixture: Fixture): string {
  const after = new Date(`${starts(fixture).at(-1)}T00:00:00Z`);
  return new Date(after.getTime() - 86_400_000).toISOString().slice(0, 10);
}

/** Rows by interval; an interval in which nobody began a cohort has no row, or one of zeros. */
function triangle(long: readonly Row[], fixture: Fixture): Readonly<Record<number, readonly number[]>> {
  const days = starts(fixture);
  const rows = new Map<number, number[]>();
  for (const { cohort, customers } of long) {
    const index = days.indexOf(String(cohort));
    rows.set(index, [...(rows.get(index) ?? []), Number(customers)]);
  }
  return onlyActive(days.map((_, index) => rows.get(index) ?? []));
}

function onlyActive(rows: readonly (readonly number[])[]): Readonly<Record<number, readonly number[]>> {
  return Object.fromEntries([...rows.entries()].filter(([, row]) => row.some((each) => each !== 0)));
}
