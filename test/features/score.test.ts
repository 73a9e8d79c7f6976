/** The plain scorers against scores computed by pandas and R on real data, and on what can be seen by eye. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  mirrored,
  scoreEdges,
  scoreFixed,
  scoreFixedDays,
  scoreNtile,
  scoreQuantile,
  scoreRRfm,
} from './score.ts';

const orders = [1, 1, 1, 1, 1, 1, 2, 3, 9, 10];

test('quantile: equal values equal scores', () => {
  expect(scoreQuantile(orders, 5)).toEqual([1, 1, 1, 1, 1, 1, 4, 4, 5, 5]);
  expect(scoreQuantile([7, 7, 7], 5)).toEqual([1, 1, 1]);
});

test('ntile: equal sizes, equal values by key', () => {
  expect(scoreNtile(orders, [...'abcdefghij'], 5)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
  expect(scoreNtile([1, 1, 1], ['c', 'a', 'b'], 2)).toEqual([2, 1, 1]);
});

test('edges: a value on a cut is below it', () => {
  expect(scoreEdges([1, 2, 3, 4, 5], 2)).toEqual([1, 1, 1, 2, 2]);
});

test('fixed: a value on a cut is above it, a day on a cut is still in time', () => {
  expect(scoreFixed([1, 2, 4, 5, 99], [2, 5])).toEqual([1, 2, 2, 3, 3]);
  expect(scoreFixedDays([0, 30, 31, 90, 91], [30, 90])).toEqual([3, 3, 2, 2, 1]);
});

const referenceData = process.env['SEGMENT_REFERENCE_DATA'];

describe.skipIf(!referenceData).each(['cdnow_sample', 'online_retail'])('%s', (folder) => {
  const table = referenceData
    ? readScores(join(referenceData, folder, 'expected', 'rfm_scores.csv.gz'))
    : undefined;
  const keys = () => table!('customer_id');
  const numbers = (name: string) => table!(name).map(Number);

  test.each([
    ['f', 'frequency'],
    ['m', 'monetary'],
  ])('%s', (axis, column) => {
    const values = numbers(column);
    expect(scoreQuantile(values, 5)).toEqual(numbers(`${axis}_rank_low`));
    expect(scoreNtile(values, keys(), 5)).toEqual(numbers(`${axis}_ntile`));
    expect(scoreEdges(values, 5)).toEqual(numbers(`${axis}_edge_right`));
    expect(scoreRRfm(values, 5)).toEqual(numbers(`${axis}_rfmpkg`));
  });

  test('r', () => {
    const days = numbers('recency_days');
    const better = days.map((day) => -day);
    expect(scoreQuantile(better, 5)).toEqual(numbers('r_rank_low'));
    expect(scoreNtile(better, keys(), 5)).toEqual(numbers('r_ntile'));
    expect(scoreEdges(better, 5)).toEqual(numbers('r_edge_right'));
    expect(mirrored(scoreRRfm(days, 5), 5)).toEqual(numbers('r_rfmpkg'));
  });
});

test.skipIf(!referenceData)(
  'the example of the R package rfm: five customers of its README, 158 champions of its tests',
  () => {
    const lines = readFileSync(join(referenceData!, 'rfm_r', 'orders.csv'), 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1);
    const customers = new Map<string, { days: number; count: number; amount: number }>();
    for (const line of lines) {
      const [, id, date, total] = line.split(',');
      const known = customers.get(id!) ?? { days: Number.POSITIVE_INFINITY, count: 0, amount: 0 };
      const days = (Date.parse('2006-12-31') - Date.parse(date!)) / 86_400_000;
      customers.set(id!, {
        days: Math.min(known.days, days),
        count: known.count + 1,
        amount: known.amount + Number(total),
      });
    }
    const measures = [...customers.values()];
    const r = mirrored(
      scoreRRfm(
        measures.map(({ days }) => days),
        5,
      ),
      5,
    );
    const f = scoreRRfm(
      measures.map(({ count }) => count),
      5,
    );
    const m = scoreRRfm(
      measures.map(({ amount }) => amount),
      5,
    );
    const ids = [...customers.keys()];
    const printed = (id: string) => {
      const i = ids.indexOf(id);
      const { days, count, amount } = measures[i]!;
      return [days, count, amount, `${r[i]}${f[i]}${m[i]}`];
    };
    expect(printed("Abbey O'Reilly")).toEqual([205, 6, 472, '343']);
    expect(printed('Add Senger')).toEqual([140, 3, 340, '412']);
    expect(printed('Aden Lesch')).toEqual([194, 4, 405, '323']);
    expect(printed('Aden Murphy')).toEqual([98, 7, 596, '544']);
    expect(printed('Admiral Senger')).toEqual([132, 5, 448, '433']);
    const champions = measures.filter((_, i) => r[i]! >= 4 && f[i]! >= 4 && m[i]! >= 4);
    const sum = (of: (measure: (typeof measures)[number]) => number) =>
      champions.reduce((total, measure) => total + of(measure), 0);
    expect([champions.length, sum(({ count }) => count), sum(({ amount }) => amount)]).toEqual([
      158, 1234, 120178,
    ]);
  },
);

function readScores(file: string): (column: string) => readonly string[] {
  const [header, ...lines] = gunzipSync(readFileSync(file)).toString().trim().split(/\r?\n/);
  const names = header!.split(',');
  const rows = lines.map((line) => line.split(','));
  return (column) => rows.map((row) => row[names.indexOf(column)]!);
}
