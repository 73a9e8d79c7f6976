/** Exact decimals as text. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideDecimals, multiplyDecimals } from '../../src/model/decimal.ts';

describe('decimals', () => {
  it.each([
    ['0.3', '3', 0.1],
    ['1', '3', 1 / 3],
    ['-2', '3', -2 / 3],
    ['0', '7', 0],
    ['0', '-7', 0],
    ['123456789012345678901234567890', '10', 1.2345678901234568e28],
    ['0.000001', '1000000', 1e-12],
    ['12.30', '3', 4.1],
    ['1', '0', null],
  ])('%s / %s', (above, below, expected) => {
    expect(divideDecimals(above, below)).toBe(expected);
  });

  it('multiplies exactly', () => {
    expect(multiplyDecimals('-0.1', '0.2')).toBe('-0.02');
    expect(multiplyDecimals('100', '3.50')).toBe('350.00');
  });

  it('a quotient of whole numbers is the nearest double, which division gives; in equal proportion it is one', () => {
    const whole = fc.integer({ min: 1, max: 2 ** 31 });
    fc.assert(
      fc.property(whole, whole, fc.bigInt({ min: 1n, max: 10n ** 12n }), (above, below, times) => {
        const [more, most] = [BigInt(above) * times, BigInt(below) * times];
        expect(divideDecimals(String(above), String(below))).toBe(above / below);
        // On both sides of what a double holds.
        expect(divideDecimals(String(more), String(most))).toBe(above / below);
        expect(divideDecimals(`-${more}`, `${most}.000`)).toBe(-above / below);
      }),
      { seed: 14, numRuns: 500 },
    );
  });
});
