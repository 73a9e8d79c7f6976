import { describe, expect, test } from 'vitest';
import { describeDuration, formatDuration, parseDuration } from '../../src/model/duration.ts';
import { addPeriods, parsePeriod, periodDates, periodStart } from '../../src/model/period.ts';

describe('durations', () => {
  test.each([
    ['90d', 'd', '90 days'],
    ['1mo', 'mo', '1 month'],
    ['30min', 'min', '30 minutes'],
    ['24h', 'h', '24 hours'],
    ['2w', 'w', '2 weeks'],
    ['1y', 'y', '1 year'],
    ['0d', 'd', '0 days'],
  ])('%s', (text, unit, words) => {
    const duration = parseDuration(text)!;
    expect(duration.unit).toBe(unit);
    expect(describeDuration(duration)).toBe(words);
    expect(formatDuration(duration)).toBe(text);
  });

  test.each(['90 d', '90 dayz', 'd', '-1d', '1.5d', '90', '1m', '1000000000d', ''])('not `%s`', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

describe('periods', () => {
  const asOf = { date: '2026-06-30' };

  test.each([
    ['today', '2026-06-30', '2026-07-01'],
    ['yesterday', '2026-06-29', '2026-06-30'],
    ['tomorrow', '2026-07-01', '2026-07-02'],
    ['this week', '2026-06-29', '2026-07-06'],
    ['last week', '2026-06-22', '2026-06-29'],
    ['next week', '2026-07-06', '2026-07-13'],
    ['last month', '2026-05-01', '2026-06-01'],
    ['this quarter', '2026-04-01', '2026-07-01'],
    ['next quarter', '2026-07-01', '2026-10-01'],
    ['last year', '2025-01-01', '2026-01-01'],
    ['last 1 month', '2026-05-01', '2026-06-01'],
    ['last 6 months', '2025-12-01', '2026-06-01'],
    ['last 8 weeks', '2026-05-04', '2026-06-29'],
    ['next 2 quarters', '2026-07-01', '2027-01-01'],
    ['last 999 years', '1027-01-01', '2026-01-01'],
    ['2025', '2025-01-01', '2026-01-01'],
    ['2025-Q4', '2025-10-01', '2026-01-01'],
    ['2025-11', '2025-11-01', '2025-12-01'],
    ['2025-W48', '2025-11-24', '2025-12-01'],
    ['2026-W01', '2025-12-29', '2026-01-05'],
    ['2026-W53', '2026-12-28', '2027-01-04'],
    ['2025-11-28', '2025-11-28', '2025-11-29'],
  ])('%s', (text, from, to) => {
    const period = parsePeriod(text)!;
    expect(periodDates(period, asOf)).toEqual({ from, to });
  });

  test.each([
    '2025-W53',
    'last 0 months',
    'last 30 days',
    'this 2 weeks',
    'last 6months',
    'last 1000 years',
    '2025-W00',
    '2025-Q5',
    '2025-13',
    '2025-02-30',
    '25',
    'this fortnight',
    'now',
    'toString',
    '',
  ])('not `%s`', (text) => {
    expect(parsePeriod(text)).toBeUndefined();
  });

  test('the month before the last of March is February', () => {
    expect(periodDates(parsePeriod('last month')!, { date: '2026-03-31' }).from).toBe('2026-02-01');
    expect(addPeriods('2026-03-31', -1, 'month')).toBe('2026-02-28');
  });

  test.each([
    ['day', '2026-08-19'],
    ['week', '2026-08-17'],
    ['month', '2026-08-01'],
    ['quarter', '2026-07-01'],
    ['year', '2026-01-01'],
  ] as const)('the start of the %s', (unit, start) => {
    expect(periodStart('2026-08-19', unit)).toBe(start);
  });
});
