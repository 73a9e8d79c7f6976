import { expect, test } from 'vitest';
import { areTied, type Crossing, nestedByFew } from '../../src/stats/nested-sets.ts';
import { randomFrom } from '../oracle/random.ts';

/** By trying all parts of the one way with all of the other. */
function byTrying(everybody: Crossing, counted: Crossing, least: number): boolean {
  const [rows, columns] = [counted.length, counted[0]!.length];
  for (let some = 0; some < 1 << rows; some++) {
    for (let others = 0; others < 1 << columns; others++) {
      let [out, more] = [0, 0];
      for (let a = 0; a < rows; a++) {
        for (let b = 0; b < columns; b++) {
          const [isIn, isAround] = [(some >> a) & 1, (others >> b) & 1];
          if (isIn && !isAround) out += everybody[a]![b]!;
          if (!isIn && isAround) more += counted[a]![b]!;
        }
      }
      if (out === 0 && more > 0 && more < least) return true;
    }
  }
  return false;
}

test('what few people tell by the difference of two numbers is what trying all finds', () => {
  const random = randomFrom(4);
  const found = { told: 0, tied: 0, not: 0 };
  while (found.told + found.not < 3000) {
    const size = random.int(1, 4);
    const most = random.pick([3, 8, 30]);
    const everybody = Array.from({ length: random.int(1, 4) }, () =>
      Array.from({ length: size }, () => (random.chance(0.4) ? 0 : random.int(1, most))),
    );
    const counted = everybody.map((row) =>
      row.map((people) => (random.chance(0.7) ? people : random.int(0, people))),
    );
    const sums = [
      ...counted.map((row) => row.reduce((sum, each) => sum + each, 0)),
      ...counted[0]!.map((_, at) => counted.reduce((sum, row) => sum + row[at]!, 0)),
    ];
    // Parts of few people are joined before anything is crossed.
    if (sums.some((people) => people > 0 && people < 5)) continue;
    const expected = byTrying(everybody, counted, 5);
    expect({ everybody, counted, told: nestedByFew(everybody, counted, 5) }).toEqual({
      everybody,
      counted,
      told: expected,
    });
    const isTied = areTied(counted, [...counted.keys()], [...counted[0]!.keys()], 5);
    if (isTied) expect(expected).toBe(false);
    found[expected ? 'told' : 'not']++;
    if (isTied) found.tied++;
  }
  expect(Math.min(found.told, found.tied, found.not)).toBeGreaterThan(100);
});

test('of too many parts that stand alone equal ones tell nothing, and others are taken for telling', () => {
  const equal = Array.from({ length: 13 }, (_, i) =>
    Array.from({ length: 13 }, (_, j) => (i === j ? 50 : 0)),
  );
  const nearly = equal.map((row, i) => row.map((people, j) => people + (j === i + 1 ? 1 : 0)));
  expect([nestedByFew(equal, equal, 5), nestedByFew(nearly, nearly, 5)]).toEqual([false, true]);
});
