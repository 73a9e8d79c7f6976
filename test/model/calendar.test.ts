import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  compareInstants,
  dateBoundary,
  daysBetween,
  instantOfLocal,
  isDate,
  isoWeekday,
  isZone,
  localDate,
  localDateTime,
  parseInstant,
  parseLocalDateTime,
  resolveAsOf,
  shiftDate,
  shiftInstant,
  startOfDay,
  wallBoundary,
  wallTransitions,
  zoneOffsets,
} from '../../src/model/calendar.ts';
import { parseDuration } from '../../src/model/duration.ts';

const warsaw = 'Europe/Warsaw';
const saoPaulo = 'America/Sao_Paulo';
const kolkata = 'Asia/Kolkata';

describe('resolveAsOf', () => {
  test.each([
    ['2026-06-30', warsaw, '2026-06-30T22:00:00Z', '2026-06-30'],
    ['2026-06-30', 'UTC', '2026-07-01T00:00:00Z', '2026-06-30'],
    ['2025-10-26', warsaw, '2025-10-26T23:00:00Z', '2025-10-26'],
    ['2018-11-03', saoPaulo, '2018-11-04T03:00:00Z', '2018-11-03'],
    ['2026-07-01T00:00:00Z', kolkata, '2026-07-01T00:00:00Z', '2026-07-01'],
    ['2026-07-01T00:00:00Z', 'UTC', '2026-07-01T00:00:00Z', '2026-06-30'],
    ['2026-07-01T02:00:00.5+02:00', warsaw, '2026-07-01T00:00:00.500000Z', '2026-07-01'],
    ['2026-07-01T00:00', warsaw, '2026-06-30T22:00:00Z', '2026-06-30'],
    ['2026-07-01 12:30', kolkata, '2026-07-01T07:00:00Z', '2026-07-01'],
  ])('%s in %s', (text, zone, instant, date) => {
    expect(resolveAsOf(text, zone)).toEqual({ instant, date, zone });
  });

  test.each([
    '2026-02-30',
    '2026-13-01',
    'today',
    '',
    '2026-07-01T25:00',
    '2026-07-01T00:00[UTC]',
    '20260701',
  ])('not `%s`', (text) => {
    expect(resolveAsOf(text, 'UTC')).toBeUndefined();
  });
});

test.each([
  ['Europe/Warsaw', true],
  ['UTC', true],
  ['America/Argentina/Buenos_Aires', true],
  ['+02:00', true],
  ['Europe/Warsav', false],
  ['2020-01-01T00:00Z', false],
  ['', false],
  ['Z', false],
])('isZone(%s) is %s', (name, expected) => {
  expect(isZone(name)).toBe(expected);
});

test.each([
  ['2024-02-29', true],
  ['2025-02-29', false],
  ['2025-2-3', false],
  ['2025-01-01T00:00', false],
])('isDate(%s) is %s', (text, expected) => {
  expect(isDate(text)).toBe(expected);
});

test('instants and local times are read apart', () => {
  expect(parseInstant('2026-07-01T00:00:00.123456789Z')).toBe('2026-07-01T00:00:00.123456Z');
  expect(parseInstant('2026-07-01T00:00:00')).toBeUndefined();
  expect(parseLocalDateTime('2026-07-01 00:00')).toBe('2026-07-01T00:00:00');
  expect(parseLocalDateTime('2026-07-01T00:00:00Z')).toBeUndefined();
});

describe('shiftInstant', () => {
  test.each([
    // Local midnight of 31 March, a month earlier, is that of the last of February.
    ['2026-03-30T22:00:00Z', '1mo', -1, warsaw, '2026-02-27T23:00:00Z'],
    ['2024-03-30T23:00:00Z', '1mo', -1, warsaw, '2024-02-28T23:00:00Z'],
    // A day over a clock change is a day, 24 hours are 24 hours.
    ['2025-03-30T22:00:00Z', '1d', -1, warsaw, '2025-03-29T23:00:00Z'],
    ['2025-03-30T22:00:00Z', '24h', -1, warsaw, '2025-03-29T22:00:00Z'],
    ['2025-10-26T23:00:00Z', '1d', -1, warsaw, '2025-10-25T22:00:00Z'],
    ['2025-10-26T23:00:00Z', '24h', -1, warsaw, '2025-10-25T23:00:00Z'],
    // 02:30 on 30 March does not exist: 03:30. 02:30 on 26 October exists twice: the first.
    ['2025-03-29T01:30:00Z', '1d', 1, warsaw, '2025-03-30T01:30:00Z'],
    ['2025-10-25T00:30:00Z', '1d', 1, warsaw, '2025-10-26T00:30:00Z'],
    ['2018-11-03T03:00:00Z', '1d', 1, saoPaulo, '2018-11-04T03:00:00Z'],
    ['2026-07-01T00:00:00Z', '2w', -1, 'UTC', '2026-06-17T00:00:00Z'],
    ['2024-02-29T00:00:00Z', '1y', 1, 'UTC', '2025-02-28T00:00:00Z'],
    ['2026-07-01T00:00:00Z', '90min', -1, 'UTC', '2026-06-30T22:30:00Z'],
    ['2025-10-26T01:30:00Z', '0d', 1, warsaw, '2025-10-26T01:30:00Z'],
    ['2026-07-01T00:00:00Z', '9999y', -1, 'UTC', '0001-01-02T00:00:00Z'],
    ['2026-07-01T00:00:00Z', '999999999mo', 1, 'UTC', '9999-12-29T00:00:00Z'],
  ] as const)('%s %s %i in %s', (instant, duration, sign, zone, expected) => {
    expect(shiftInstant(instant, parseDuration(duration)!, sign, zone)).toBe(expected);
  });
});

test.each([
  ['2026-03-31', '1mo', -1, '2026-02-28'],
  ['2024-02-29', '1y', 1, '2025-02-28'],
  ['2026-03-01', '1d', -1, '2026-02-28'],
  ['2026-03-01', '36h', 1, '2026-03-02'],
  ['2026-03-01', '999999999y', 1, '9999-12-29'],
] as const)('shiftDate(%s, %s, %i)', (date, duration, sign, expected) => {
  expect(shiftDate(date, parseDuration(duration)!, sign)).toBe(expected);
});

describe('wall clock and instants', () => {
  test.each([
    ['2025-03-30T01:59:59', warsaw, '2025-03-30T00:59:59Z'],
    ['2025-03-30T02:30:00', warsaw, '2025-03-30T01:30:00Z'],
    ['2025-10-26T02:30:00', warsaw, '2025-10-26T00:30:00Z'],
    ['2018-11-04T00:00:00', saoPaulo, '2018-11-04T03:00:00Z'],
    ['2026-07-01T00:00:00.250000', kolkata, '2026-06-30T18:30:00.250000Z'],
  ])('%s in %s is %s', (local, zone, instant) => {
    expect(instantOfLocal(local, zone)).toBe(instant);
  });

  test.each([
    ['2025-10-26T00:30:00Z', warsaw, '2025-10-26T02:30:00'],
    ['2025-10-26T01:30:00Z', warsaw, '2025-10-26T02:30:00'],
    ['2018-11-04T03:00:00Z', saoPaulo, '2018-11-04T01:00:00'],
    ['2026-06-30T18:30:00.000001Z', kolkata, '2026-07-01T00:00:00.000001'],
  ])('%s in %s reads %s', (instant, zone, local) => {
    expect(localDateTime(instant, zone)).toBe(local);
    expect(localDate(instant, zone)).toBe(local.slice(0, 10));
  });

  test('instants with and without a fraction compare by time', () => {
    expect(compareInstants('2026-07-01T00:00:00Z', '2026-07-01T00:00:00.500000Z')).toBeLessThan(0);
  });
});

const zones = fc.constantFrom(
  warsaw,
  saoPaulo,
  kolkata,
  'UTC',
  'America/Havana',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
  '+05:45',
);

/** Instants near clock changes, which random ones would hardly ever meet. */
const instants = fc
  .tuple(
    fc.constantFrom(
      '2025-03-30T01:00:00Z',
      '2025-10-26T01:00:00Z',
      '2018-11-04T03:00:00Z',
      '2018-02-18T02:00:00Z',
      '2011-12-30T10:00:00Z',
      '2025-11-02T05:00:00Z',
      '2025-04-05T15:00:00Z',
      '2025-02-23T02:00:00Z',
    ),
    fc.integer({ min: -300, max: 300 }),
    fc.constantFrom(0, 1, 59_999_999),
  )
  .map(([near, minutes, microseconds]) => {
    const shifted = new Date(
      Date.parse(near) + minutes * 60_000 + Math.floor(microseconds / 1000),
    ).toISOString();
    return parseInstant(shifted.replace('Z', `${String(microseconds % 1000).padStart(3, '0')}Z`))!;
  });

describe('laws', () => {
  test('wallBoundary splits normalised wall times as the instant splits instants', () => {
    fc.assert(
      fc.property(zones, instants, instants, (zone, instant, other) => {
        const first = instantOfLocal(localDateTime(other, zone), zone);
        const wall = localDateTime(first, zone);
        expect(wall >= wallBoundary(instant, zone)).toBe(compareInstants(first, instant) >= 0);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  test('dateBoundary splits dates as the instant splits their midnights', () => {
    fc.assert(
      fc.property(zones, instants, fc.integer({ min: -3, max: 3 }), (zone, instant, days) => {
        const date = addDays(localDate(instant, zone), days);
        expect(date >= dateBoundary(instant, zone)).toBe(
          compareInstants(startOfDay(date, zone), instant) >= 0,
        );
      }),
      { seed: 2, numRuns: 600 },
    );
  });

  test('zoneOffsets give the wall time of an instant', () => {
    fc.assert(
      fc.property(zones, instants, (zone, instant) => {
        const spans = zoneOffsets(zone, '2011-01-01T00:00:00Z', '2026-01-01T00:00:00Z');
        const span = spans.findLast(({ from }) => from === undefined || compareInstants(from, instant) <= 0)!;
        expect(addSeconds(instant, span.seconds)).toBe(localDateTime(instant, zone));
      }),
      { seed: 3, numRuns: 1000 },
    );
  });

  test('wallTransitions give the instant of any wall time, in gaps and repeated hours too', () => {
    fc.assert(
      fc.property(zones, instants, (zone, instant) => {
        const wall = instant.replace('Z', '');
        const spans = wallTransitions(zone, '2011-01-01T00:00:00', '2026-01-01T00:00:00');
        const span = spans.findLast((candidate) => candidate.wall === undefined || candidate.wall <= wall)!;
        expect(`${addSeconds(`${wall}Z`, -span.seconds)}Z`).toBe(instantOfLocal(wall, zone));
      }),
      { seed: 4, numRuns: 600 },
    );
  });
});

function addSeconds(instant: string, seconds: number): string {
  const fraction = /\.\d+/.exec(instant)?.[0] ?? '';
  const moved = new Date(Date.parse(instant.replace(fraction, '')) + seconds * 1000).toISOString();
  return `${moved.slice(0, 19)}${fraction}`;
}

test('a boundary inside a repeated hour is its end', () => {
  expect(wallBoundary('2025-10-26T00:30:00Z', warsaw)).toBe('2025-10-26T02:30:00');
  expect(wallBoundary('2025-10-26T01:00:00Z', warsaw)).toBe('2025-10-26T03:00:00');
  expect(wallBoundary('2025-10-26T01:30:00Z', warsaw)).toBe('2025-10-26T03:00:00');
  expect(wallBoundary('2025-10-26T02:00:00Z', warsaw)).toBe('2025-10-26T03:00:00');
});

test('offsets of a year in Warsaw', () => {
  expect(zoneOffsets(warsaw, '2025-01-01T00:00:00Z', '2025-12-31T00:00:00Z')).toEqual([
    { seconds: 3600 },
    { from: '2025-03-30T01:00:00Z', seconds: 7200 },
    { from: '2025-10-26T01:00:00Z', seconds: 3600 },
  ]);
  expect(wallTransitions(warsaw, '2025-03-31T00:00:00', '2025-12-31T00:00:00')).toEqual([
    { seconds: 7200 },
    { wall: '2025-10-26T03:00:00', seconds: 3600 },
  ]);
  expect(zoneOffsets('UTC', '2025-01-01T00:00:00Z', '2025-12-31T00:00:00Z')).toEqual([{ seconds: 0 }]);
});

test('a placeholder date in the far future does not list thousands of clock changes', () => {
  const spans = zoneOffsets(warsaw, '2025-01-01T00:00:00Z', '9999-12-31T00:00:00Z');
  expect(spans.length).toBeLessThan(200);
  expect(spans.at(-1)?.from?.slice(0, 4)).toBe('2099');
});

test('days and weekdays', () => {
  expect(daysBetween('2025-03-29', '2025-03-31')).toBe(2);
  expect(daysBetween('2025-03-31', '2025-03-29')).toBe(-2);
  expect(daysBetween('2024-01-01', '2025-01-01')).toBe(366);
  expect(isoWeekday('2026-06-29')).toBe(1);
  expect(isoWeekday('2026-06-28')).toBe(7);
});
