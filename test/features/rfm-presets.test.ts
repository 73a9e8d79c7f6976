import { describe, expect, test } from 'vitest';
import { fmScore, type RfmPreset } from '../../src/features/rfm-preset.ts';
import { presetProblems } from '../../src/features/rfm-preset-problems.ts';
import { findRfmPreset, rfmPresets } from '../../src/features/rfm-presets/index.ts';
import { cell } from '../../src/features/rfm-range.ts';
import { classify } from './classify.ts';

describe.each(rfmPresets)('$name', (preset) => {
  test('has no holes, no overlaps, no idle rows', () => {
    expect(presetProblems(preset)).toEqual([]);
  });

  test('says what to do about each', () => {
    for (const { name, title, action } of preset.segments) {
      expect(name).toMatch(/^[a-z0-9][a-z0-9-]*$/);
      expect(title).not.toBe('');
      expect(action).not.toBe('');
    }
  });
});

/** The grid as read by people: R 5 first, FM or F from 1. */
const grid = (name: string, second: 'fm' | 'f') =>
  [5, 4, 3, 2, 1].map((r) =>
    [1, 2, 3, 4, 5].map((s) =>
      classify(findRfmPreset(name)!, second === 'f' ? { r, f: s } : { r, f: s, m: s }),
    ),
  );

test('rfm11, cell by cell', () => {
  expect(grid('rfm11', 'fm')).toEqual([
    ['new', 'potential-loyalist', 'potential-loyalist', 'champions', 'champions'],
    ['promising', 'potential-loyalist', 'potential-loyalist', 'loyal', 'loyal'],
    ['about-to-sleep', 'about-to-sleep', 'need-attention', 'loyal', 'loyal'],
    ['hibernating', 'hibernating', 'at-risk', 'at-risk', 'cant-lose'],
    ['lost', 'lost', 'at-risk', 'at-risk', 'cant-lose'],
  ]);
});

test('rf10, cell by cell', () => {
  expect(grid('rf10', 'f')).toEqual([
    ['new', 'potential-loyalist', 'potential-loyalist', 'champions', 'champions'],
    ['promising', 'potential-loyalist', 'potential-loyalist', 'loyal', 'loyal'],
    ['about-to-sleep', 'about-to-sleep', 'need-attention', 'loyal', 'loyal'],
    ['hibernating', 'hibernating', 'at-risk', 'at-risk', 'cant-lose'],
    ['hibernating', 'hibernating', 'at-risk', 'at-risk', 'cant-lose'],
  ]);
});

test('putler11, cell by cell', () => {
  expect(grid('putler11', 'fm')).toEqual([
    ['recent-customers', 'potential-loyalist', 'potential-loyalist', 'champions', 'champions'],
    ['recent-customers', 'potential-loyalist', 'potential-loyalist', 'champions', 'champions'],
    ['promising', 'needing-attention', 'needing-attention', 'loyal-customers', 'loyal-customers'],
    ['about-to-sleep', 'needing-attention', 'needing-attention', 'at-risk', 'at-risk'],
    ['lost', 'hibernating', 'at-risk', 'cant-lose-them', 'cant-lose-them'],
  ]);
});

test.each([
  [333, 'champions'],
  [332, 'champions'],
  [331, 'loyal'],
  [223, 'recent'],
  [123, 'needs-attention'],
  [211, 'at-risk'],
  [113, 'inactive'],
])('klaviyo6: %d is %s', (code, name) => {
  const [r, f, m] = [...String(code)].map(Number);
  expect(classify(findRfmPreset('klaviyo6')!, { r: r!, f: f!, m: m! })).toBe(name);
});

test.each([
  [555, 'champions'],
  [554, 'potential-loyalist'],
  [444, 'potential-loyalist'],
  [422, 'loyal-customers'],
  [415, 'promising'],
  [515, 'new-customers'],
  [145, 'cant-lose-them'],
  [155, 'at-risk'],
  [353, 'potential-loyalist'],
  [253, 'need-attention'],
  [211, 'about-to-sleep'],
  [111, 'lost'],
  [541, 'others'],
])('r-rfm-0.3: %d is %s, the first row that fits', (code, name) => {
  const [r, f, m] = [...String(code)].map(Number);
  expect(classify(findRfmPreset('r-rfm-0.3')!, { r: r!, f: f!, m: m! })).toBe(name);
});

test.each([
  [0, 1, 'new'],
  [180, 4, 'regular'],
  [180, 5, 'vip'],
  [181, 50, 'at-risk'],
  [365, 1, 'at-risk'],
  [366, 50, 'lost'],
])('five: %d days ago, %d orders is %s, whatever the scores', (recency_days, frequency, name) => {
  expect(classify(findRfmPreset('five')!, { r: 3, f: 3, recency_days, frequency })).toBe(name);
});

test('FM is rounded half up, and F where there is no money', () => {
  expect([
    fmScore({ f: 1, m: 2 }),
    fmScore({ f: 5, m: 2 }),
    fmScore({ f: 2, m: 2 }),
    fmScore({ f: 4 }),
  ]).toEqual([2, 4, 2, 4]);
  expect(classify(findRfmPreset('rfm11')!, { r: 5, f: 4 })).toBe('champions');
  expect(classify(findRfmPreset('klaviyo6')!, { r: 3, f: 3 })).toBeUndefined();
});

const preset = (change: Partial<RfmPreset>): RfmPreset => ({
  name: 'mine',
  summary: '',
  levels: 3,
  match: 'only',
  segments: [],
  ...change,
});
const row = (name: string, ...cells: readonly Parameters<typeof cell>[0][]) => ({
  name,
  title: name,
  action: '',
  cells: cells.map(cell),
});

describe('problems of a table', () => {
  test('a hole', () => {
    const segments = [row('good', { r: '3' }), row('poor', { r: '1' })];
    expect(presetProblems(preset({ segments }))).toEqual(['r 2 fits no segment']);
    const otherwise = { name: 'rest', title: 'Rest', action: '' };
    expect(presetProblems(preset({ segments, otherwise }))).toEqual([]);
  });

  test('an overlap, which the first match allows', () => {
    const segments = [
      row('good', { r: '2-3' }),
      row('poor', { r: '1-2', fm: '1-2' }),
      row('gone', { r: '1', fm: '3' }),
    ];
    expect(presetProblems(preset({ segments }))).toEqual([
      'r 2, fm 1 fits `good` and `poor`',
      'r 2, fm 2 fits `good` and `poor`',
    ]);
    expect(presetProblems(preset({ segments, match: 'first' }))).toEqual([]);
  });

  test('rows that nobody reaches', () => {
    const shadowed = [row('all', { r: '1+' }), row('best', { r: '3' })];
    expect(presetProblems(preset({ segments: shadowed, match: 'first' }))).toEqual([
      'nobody can be in `best`: rows before it take everybody it could have',
    ]);
    const beyond = [row('all', { r: '1-3' }), row('best', { r: '4-5' })];
    expect(presetProblems(preset({ segments: beyond }))).toEqual([
      'nobody can be in `best`: no customer has such values',
    ]);
  });

  test('a name twice', () => {
    const segments = [row('all', { r: '1-2' }), row('all', { r: '3' })];
    expect(presetProblems(preset({ segments }))).toEqual([
      '`all` is there twice: give one row all of its ranges in `any`',
    ]);
  });

  test('F and FM together', () => {
    const segments = [row('a', { f: '3', fm: '1' }), row('b', { f: '3', fm: '2-3' }), row('c', { f: '1-2' })];
    expect(presetProblems(preset({ segments }))).toEqual([
      'nobody can be in `a`: no customer has such values',
    ]);
  });

  test('thresholds with a gap, and an end', () => {
    const segments = [row('new', { recency_days: '0-30' }), row('old', { recency_days: '60-90' })];
    expect(presetProblems(preset({ segments }))).toEqual([
      'recency_days 31 fits no segment',
      'recency_days 91 fits no segment',
    ]);
    const money = [row('small', { monetary: '<100' }), row('large', { monetary: '100+' })];
    expect(presetProblems(preset({ segments: money }))).toEqual([]);
    const cents = [row('small', { monetary: '0-99.98' }), row('large', { monetary: '100+' })];
    expect(presetProblems(preset({ segments: cents }))).toEqual(['monetary 99.99 fits no segment']);
  });

  test('many are counted', () => {
    expect(presetProblems(preset({ segments: [row('one', { r: '1', f: '1', m: '1' })] }))).toHaveLength(4);
    expect(presetProblems(preset({ segments: [row('one', { r: '1', f: '1', m: '1' })] }))[3]).toBe(
      'and 23 more like that',
    );
  });
});
