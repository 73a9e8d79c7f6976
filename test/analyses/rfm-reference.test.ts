/**
 * Real data with scores computed by pandas and R, where `SEGMENT_REFERENCE_DATA` names its folder. Their recency is
 * counted to the midnight after the last day, a date on which nobody ordered.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { withRfm } from './rfm-shop.ts';

const data = process.env['SEGMENT_REFERENCE_DATA'];

function project(folder: string, orders: string): Readonly<Record<string, string>> {
  const path = join(data!, folder);
  return {
    'segment.config.yaml': `timezone: UTC
customers: { file: ${path}/customers.csv, key: customer_id }
events:
  orders: { file: "${path}/${orders}", key: order_id, customer: customer_id, time: ordered_at, value: total }
`,
  };
}

function expected(folder: string): readonly Readonly<Record<string, string>>[] {
  const bytes = readFileSync(join(data!, folder, 'expected', 'rfm_scores.csv.gz'));
  const [head = '', ...lines] = gunzipSync(bytes).toString().trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index]!, cell])));
}

const methods = [
  ['quantile', 'rank_low'],
  ['ntile', 'ntile'],
  ['edges', 'edge_right'],
  ['r-rfm', 'rfmpkg'],
] as const;

describe.skipIf(!data).each([
  ['cdnow_sample', 'orders.csv', '1998-07-01'],
  ['online_retail', 'orders.csv.gz', '2011-12-10'],
])('%s', (folder, orders, asOf) => {
  it.each(methods)('%s', (method, suffix) =>
    withRfm(project(folder, orders), asOf, async (ask) => {
      const { rows } = await ask({ method });
      const wanted = expected(folder).map((row) =>
        [
          row['customer_id'],
          Number(row['recency_days']),
          Number(row['frequency']),
          Number(row['monetary']),
          ...['r', 'f', 'm'].map((axis) => Number(row[`${axis}_${suffix}`])),
        ].join(),
      );
      const found = rows.map((row) =>
        [
          row['customer_id'],
          row['recency_days'],
          row['frequency'],
          Number(row['monetary']),
          row['r'],
          row['f'],
          row['m'],
        ].join(),
      );
      const [given, known] = [new Set(found), new Set(wanted)];
      expect(found.filter((line) => !known.has(line)).slice(0, 9)).toEqual([]);
      expect(wanted.filter((line) => !given.has(line))).toEqual([]);
    }),
  );
});

/** https://rfm.rsquaredacademy.com: the first customers of the README, and the champions of the package's tests. */
it.skipIf(!data)('the example of the R package rfm', () =>
  withRfm(project('rfm_r', 'orders.csv'), '2006-12-31', async (ask) => {
    const { rows } = await ask({ method: 'r-rfm', preset: 'r-rfm-0.3' });
    const shown = new Map(
      rows.map((row) => [
        row['customer_id'],
        [row['recency_days'], row['frequency'], Number(row['monetary']), row['score']].join(' '),
      ]),
    );
    expect(rows).toHaveLength(995);
    expect(shown.get("Abbey O'Reilly")).toBe('205 6 472 343');
    expect(shown.get('Add Senger')).toBe('140 3 340 412');
    expect(shown.get('Aden Lesch')).toBe('194 4 405 323');
    expect(shown.get('Aden Murphy')).toBe('98 7 596 544');
    expect(shown.get('Admiral Senger')).toBe('132 5 448 433');
    const champions = rows.filter((row) => ['r', 'f', 'm'].every((axis) => Number(row[axis]) >= 4));
    const sum = (name: string): number => champions.reduce((total, row) => total + Number(row[name]), 0);
    expect([champions.length, sum('frequency'), sum('monetary')]).toEqual([158, 1234, 120178]);
  }),
);
