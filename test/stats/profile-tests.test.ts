import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctedChances } from '../../src/stats/false-discovery.ts';
import { drawByChance } from '../../src/stats/hypergeometric.ts';
import { simplestNumber } from '../../src/stats/simplest-number.ts';
import { wilsonInterval } from '../../src/stats/wilson.ts';

const choose = (n: number, k: number): bigint => {
  let found = 1n;
  for (let i = 0; i < k; i++) found = (found * BigInt(n - i)) / BigInt(i + 1);
  return found;
};

describe('the chance of a draw', () => {
  it('is that of counting every draw there is, in whole numbers', () => {
    const some = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30), fc.nat(30));
    fc.assert(
      fc.property(some, ([population, a, b, c]) => {
        const [marked, drawn] = [Math.min(a, population), Math.min(b, population)];
        const least = Math.max(0, drawn + marked - population);
        const most = Math.min(drawn, marked);
        const found = least + (c % (most - least + 1));
        const all = Number(choose(population, drawn));
        const chance = (k: number): number =>
          Number(choose(marked, k) * choose(population - marked, drawn - k)) / all;
        const sum = (from: number, to: number): number => {
          let total = 0;
          for (let k = from; k <= to; k++) total += chance(k);
          return total;
        };
        const tails = [sum(found + 1, most), sum(least, found - 1)].map((rest) => rest + chance(found) / 2);
        const expected = least === most ? 1 : Math.min(1, 2 * Math.min(...tails));
        expect(drawByChance({ population, marked, drawn, found })).toBeCloseTo(expected, 10);
      }),
      { seed: 18, numRuns: 300 },
    );
  });

  it('holds far out and for millions', () => {
    const p = drawByChance({ population: 1e6, marked: 1e5, drawn: 5e4, found: 5100 });
    const z = 100 / Math.sqrt(5e4 * 0.1 * 0.9 * (95 / 100));
    expect(p).toBeGreaterThan(0.1 * Math.exp((-z * z) / 2));
    expect(p).toBeLessThan(Math.exp((-z * z) / 2));
    expect(drawByChance({ population: 1e6, marked: 1e5, drawn: 5e4, found: 9000 })).toBeLessThan(1e-300);
  });
});

describe('chances corrected for their number', () => {
  it('are each times the number of tests over its rank, and none above a later one', () => {
    const corrected = correctedChances([0.9, 0.01, 0.04, 0.02, 0.03]);
    for (const [place, expected] of [0.9, 0.05, 0.05, 0.05, 0.05].entries()) {
      expect(corrected[place]).toBeCloseTo(expected, 12);
    }
  });

  it('are what they were where all are the same', () => {
    expect(correctedChances([0.03, 0.03, 0.03])).toEqual([0.03, 0.03, 0.03]);
    expect(correctedChances([])).toEqual([]);
  });
});

describe('the interval of a share', () => {
  it('ends where the score test of a share does', () => {
    for (const [found, drawn, population] of [
      [15, 50, Number.POSITIVE_INFINITY],
      [0, 20, Number.POSITIVE_INFINITY],
      [15, 50, 300],
      [58, 60, 61],
    ] as const) {
      const correction = Number.isFinite(population) ? (population - drawn) / (population - 1) : 1;
      const interval = wilsonInterval(found, drawn, population);
      for (const end of interval.filter((share) => share > 0 && share < 1)) {
        const z = (found / drawn - end) / Math.sqrt(((end * (1 - end)) / drawn) * correction);
        expect(Math.abs(z)).toBeCloseTo(1.959964, 5);
      }
      expect(interval[0]).toBeLessThanOrEqual(found / drawn);
      expect(interval[1]).toBeGreaterThanOrEqual(found / drawn);
    }
  });

  it('is nothing but the share where the list is everybody', () => {
    expect(wilsonInterval(15, 50, 50)).toEqual([0.3, 0.3]);
    const [low, high] = wilsonInterval(15, 50, 60);
    expect(high - low).toBeLessThan(0.12);
  });
});

describe('the number that a person would write', () => {
  it.each([
    [487.2, 512.9, 500],
    [0.0123, 0.0148, 0.0135],
    [31, 44, 40],
    [99.01, 99.49, 99.3],
    [-3, 2, 0],
    [-512, -488, -500],
    [7, 7, 7],
    [1234.5, 1234.6, 1234.5],
  ])('from %f to %f is %f', (low, high, expected) => {
    const found = simplestNumber(low, high);
    expect(found).toBeGreaterThanOrEqual(low);
    expect(found).toBeLessThanOrEqual(high);
    expect(String(found).length).toBeLessThanOrEqual(String(expected).length);
  });
});
