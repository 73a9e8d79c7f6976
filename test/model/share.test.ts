// An alert on change and a bound of `diff --fail-if` are the same comparison, exact for every share and size.
import { expect, it } from 'vitest';
import type { Difference } from '../../src/analyses/diff.ts';
import { parsePercent } from '../../src/model/decimal.ts';
import type { Segment } from '../../src/model/segment.ts';
import { compareChange } from '../../src/model/share.ts';
import { trippedAlerts } from '../../src/program/alerts.ts';
import { readFailIf } from '../../src/program/fail-if.ts';

const difference = (before: number, after: number): Difference => ({
  segment: 'a',
  before,
  after,
  entered: Math.max(0, after - before),
  left: Math.max(0, before - after),
  stayed: Math.min(before, after),
});

function trips(share: string, before: number, after: number): boolean {
  const segment = { name: 'a', alerts: { change: share } } as unknown as Segment;
  const changes = new Map([['a', { before, entered: 0, left: 0 }]]);
  return trippedAlerts([segment], new Map([['a', after]]), changes).length > 0;
}

it('is exact for 1 to 99 % of 1 to 1,000 customers, in whole numbers', () => {
  const wrong: string[] = [];
  for (let percent = 1; percent <= 99; percent++) {
    const share = parsePercent(`${percent}%`)!;
    for (let before = 1; before <= 1000; before++) {
      const exact = Math.floor((percent * before) / 100);
      for (const moved of [exact, exact + 1]) {
        const sign = Math.sign(moved * 100 - percent * before);
        if (compareChange(before, before + moved, share) !== sign) wrong.push(`${share} ${before} +${moved}`);
        if (moved <= before && compareChange(before, before - moved, share) !== sign)
          wrong.push(`${share} ${before} -${moved}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

it('of `alerts` and of `--fail-if` are one', () => {
  for (let percent = 1; percent <= 99; percent++) {
    const share = parsePercent(`${percent}%`)!;
    const more = readFailIf(`change>${percent}%`);
    const atLeast = readFailIf(`change>=${percent}%`);
    for (const before of [1, 50, 100, 129, 200, 700, 1000]) {
      for (const after of [0, before, before + Math.round((percent * before) / 100)]) {
        const expected = Math.abs(after - before) * 100 > percent * before;
        expect([trips(share, before, after), more.holds(difference(before, after))]).toEqual([
          expected,
          expected,
        ]);
        expect(atLeast.holds(difference(before, after))).toBe(
          Math.abs(after - before) * 100 >= percent * before,
        );
      }
    }
  }
});

it('takes anybody after nobody for more than any share, and nobody after nobody for none', () => {
  expect(compareChange(0, 1, '99.00')).toBe(1);
  expect(compareChange(0, 0, '0.01')).toBe(-1);
  expect(compareChange(0, 0, '0')).toBe(0);
  expect(readFailIf('change<5%').holds(difference(0, 0))).toBe(true);
});
