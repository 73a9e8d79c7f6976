import { expect, test } from 'vitest';
import { areaUnderCurve, liftOfTop, sumOfTop } from '../../src/stats/discrimination.ts';
import { near } from './near.ts';

const rows = (pairs: readonly (readonly [score: number, outcome: number, customers?: number])[]) =>
  pairs.map(([score, outcome, customers = 1]) => ({ score, outcome, customers }));

test('the area is the share of pairs in the right order, ties counting half', () => {
  // Pairs of one to whom it happened (0.9, 0.5, 0.4) with one of the others (0.5, 0.3, 0.1): 8 right, 1 even, of 9
  // less the one in which 0.4 is behind 0.5.
  const found = areaUnderCurve(
    rows([
      [0.9, 1],
      [0.5, 1],
      [0.5, 0],
      [0.4, 1],
      [0.3, 0],
      [0.1, 0],
    ]),
  );
  near(found!, 7.5 / 9, { relative: 1e-15 });
});

test('weights are as so many rows', () => {
  const weighted = rows([
    [1, 0, 3],
    [2, 1, 2],
    [2, 0, 1],
    [3, 1, 1],
  ]);
  const each = weighted.flatMap((row) =>
    Array.from({ length: row.customers }, () => ({ ...row, customers: 1 })),
  );
  near(areaUnderCurve(weighted)!, areaUnderCurve(each)!, { relative: 1e-15 });
  near(liftOfTop(weighted, 0.5)!, liftOfTop(each, 0.5)!, { relative: 1e-15 });
});

test('a score that is the same for all says nothing, and there may be nothing to tell apart', () => {
  expect(
    areaUnderCurve(
      rows([
        [1, 1],
        [1, 0],
      ]),
    ),
  ).toBe(0.5);
  expect(areaUnderCurve(rows([[1, 1]]))).toBeUndefined();
  expect(liftOfTop(rows([[1, 0]]), 0.1)).toBeUndefined();
});

test('lift: what happened to the best tenth, against a tenth of all; ties at the cut give their share', () => {
  const ten = rows([
    [9, 5],
    [5, 3],
    [5, 1],
    [1, 0, 7],
  ]);
  near(liftOfTop(ten, 0.1)!, 5 / 0.9, { relative: 1e-14 });
  near(sumOfTop(ten, 2), 5 + 4 / 2, { relative: 1e-14 });
});
