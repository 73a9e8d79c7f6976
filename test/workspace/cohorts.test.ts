/** Cohorts as fields in conditions: the usual one, and those of the project file. */
import { describe, expect, it } from 'vitest';
import { withShop } from './project.ts';

const project = (cohorts: string): string => `timezone: UTC
as_of: 2026-06-30
segments: segments/*.yaml
customers: { file: customers.csv, key: customer_id }
events:
  orders:
    { file: orders.csv, key: order_id, customer: customer_id, time: ordered_at, value: total, lookup: { product: products } }
lookups:
  products: { file: products.csv, key: product_id }
traits:
  first_shoes_at: { orders: { where: { product.category: Shoes }, min: ordered_at } }
cohorts:
${cohorts}
`;

describe('the usual cohort', () => {
  it('is the period of the first order', () =>
    withShop(
      {
        'segments/month.yaml': 'where: { cohort.month: 2025-12 }',
        'segments/quarter.yaml': 'where: { cohort.quarter: 2026-Q2 }',
        'segments/week.yaml': 'where: { cohort.week: 2026-06-15 }',
        'segments/day.yaml': 'where: { cohort.day: 2026-05-01 }',
        'segments/year.yaml': 'where: { cohort.year: { lt: 2025 } }',
        'segments/none.yaml': 'where: { cohort.month: { set: false } }',
        'segments/since.yaml': 'where: { orders: { since: { field: cohort.quarter }, count: { gte: 2 } } }',
      },
      async ({ problems, members }) => {
        expect(problems.filter((text) => text.startsWith('error'))).toEqual([]);
        expect(await members()).toEqual({
          month: '4',
          quarter: '1 2',
          week: '1',
          day: '2',
          year: '3',
          none: '5 6',
          since: '4',
        });
      },
    ));

  it('gives way to a trait of its name', () =>
    withShop(
      {
        'segments/a.yaml':
          'traits: { cohort: { orders: { count: true } } }\nsegments: [ { name: twice, where: { cohort: 2 } } ]',
      },
      async ({ problems, members }) => {
        expect(problems).toEqual([]);
        expect(await members()).toEqual({ twice: '4' });
      },
    ));

  it('has only the fields it has', () =>
    withShop({ 'segments/a.yaml': 'where: { cohort.moth: 2025-12 }' }, async ({ diagnostics }) => {
      expect(diagnostics.map(({ code, help }) => [code, help])).toEqual([
        ['unknown-field', ['did you mean `cohort.month`?']],
      ]);
    }));
});

describe('cohorts of the project file', () => {
  it('are by a first event, by a date or trait of the customer, in periods or in ranges', () =>
    withShop(
      {
        'segment.config.yaml':
          project(`  homely: { on: { orders: { where: { product.category: { not: { eq: Shoes } } } } } }
  joined:
    by: signed_up_at
    ranges:
      before: { before: 2026-01-01 }
      winter: [2026-01-01, 2026-02-28]
      june: [2026-06-01, 2026-06-24]
  shod: { by: first_shoes_at }
  season: { ranges: { spring: 2026-Q2, old: { before: 2025-01-01 } } }`),
        'segments/homely.yaml': 'where: { homely.month: 2025-12 }',
        'segments/winter.yaml': 'where: { joined.range: winter }',
        'segments/outside.yaml': 'where: { joined.range: { set: false } }',
        'segments/joined.yaml': 'where: { joined.year: 2025 }',
        'segments/shod.yaml': 'where: { shod.month: 2026-06 }',
        'segments/spring.yaml': 'where: { season.range: spring }\ncolumns: [season.range, season.month]',
        'segments/usual.yaml': 'where: { cohort.month: 2026-06 }',
      },
      async ({ problems, members }) => {
        expect(problems.filter((text) => text.startsWith('error'))).toEqual([]);
        expect(await members()).toEqual({
          homely: '4',
          winter: '1 2',
          outside: '5 6',
          joined: '3',
          shod: '1 4',
          spring: '1 2',
          usual: '1',
        });
      },
    ));

  it.each([
    ['  a: { by: country }', 'cohort-date: country — `country` is no date, and a cohort is made of one'],
    ['  a: { on: orers }', 'unknown-table: orers — there is no event table `orers`'],
    ['  a: { by: a.month }', 'cycle: a — `a` → `a` leads back to itself'],
    ['  a: { of: orders }', 'unknown-key: of — `of` is no key of `a`'],
    [
      '  a: { ranges: { x: 2026-Q2, y: [2026-06-30, 2026-07-04] } }',
      'overlap: y — the ranges `x` and `y` overlap',
    ],
    [
      '  a: { ranges: { x: [2026-06-30, 2026-06-01] } }',
      'wrong-value: [2026-06-30, 2026-06-01] — expected a range that begins before it ends for a range, found a list',
    ],
    [
      '  orders: { by: first }',
      'duplicate-name: orders — `orders` cannot name a cohort: it is an event table already',
    ],
  ])('%s', (cohorts, problem) =>
    withShop(
      { 'segment.config.yaml': project(cohorts), 'segments/a.yaml': 'where: { country: PL }' },
      async ({ problems }) => {
        expect(problems).toContain(`error ${problem}`);
      },
    ),
  );
});
