import { describe, expect, test } from 'vitest';
import { evaluateProject } from './evaluate.ts';
import { readNode } from './node.ts';
import { formatRational } from './rational.ts';
import type { Value } from './value.ts';
import type { DataTable } from './world.ts';

// As-of 2026-06-30 in Warsaw: T is 2026-07-01T00:00 there, 2026-06-30T22:00Z.
const project = `
timezone: Europe/Warsaw
customers:
  key: id
  created: joined
  contact: { email: email, sms: phone }
  consent: { email: email_ok, sms: { field: sms, yes: [subscribed] } }
  lookup: { company: companies }
events:
  orders: { key: order_id, customer: id, time: at, where: { status: { not_in: [cancelled] } }, lookup: { product: products } }
  views: { customer: id, time: at }
  stays: { key: stay_id, customer: id, time: night }
  notes: { customer: id }
lookups:
  products: { key: product_id, lookup: { brand: { table: brands, by: brand_code } } }
  brands: { key: code }
  companies: { key: company_id }
suppress: [bounced]
holdout: { share: 0%, seed: global }
`;

const tables: Record<string, DataTable> = {
  customers: table(
    'id:text country:text city:text joined:time born:date score:integer balance:decimal active:boolean tags:list email:text phone:text email_ok:boolean sms:text company_id:text',
    [
      'a',
      'PL',
      'Łódź',
      '2024-01-10T09:00:00',
      '1990-07-01',
      10,
      '100.00',
      true,
      ['red', 'blue'],
      'a@example.com',
      '1',
      true,
      'subscribed',
      'c1',
    ],
    [
      'b',
      'PL',
      'Kraków',
      '2025-11-30T23:30:00',
      '2000-02-29',
      20,
      '-5.50',
      false,
      ['red'],
      'b@example.com',
      '2',
      null,
      'unsubscribed',
      'c2',
    ],
    [
      'c',
      'HU',
      'győr',
      '2026-06-30T23:59:59',
      '1960-06-30',
      20,
      null,
      null,
      [],
      null,
      '3',
      true,
      'subscribed',
      'zz',
    ],
    ['d', null, ' ', null, null, null, '0', true, null, 'd@example.com', null, false, null, null],
    [
      'e',
      'DE',
      'Köln',
      '2026-07-01T00:00:00',
      '1999-01-01',
      5,
      '1',
      true,
      null,
      null,
      null,
      null,
      null,
      null,
    ],
  ),
  orders: table(
    'order_id:text id:text at:time total:decimal qty:integer channel:text status:text product_id:text',
    ['o1', 'a', '2025-01-01T10:00:00', '10.00', 1, 'web', 'paid', 'p1'],
    ['o2', 'a', '2026-04-01T00:00:00', '20.00', 2, 'app', 'paid', 'p2'],
    ['o2', 'a', '2026-04-01T00:00:00', '20.00', 2, 'app', 'paid', 'p2'],
    ['o3', 'a', '2026-06-30T23:59:59', '5.50', 3, 'app', 'paid', 'p1'],
    ['o4', 'a', '2026-07-01T00:00:00', '999.00', 9, 'app', 'paid', 'p1'],
    ['o5', 'a', '2026-05-01T00:00:00', '999.00', 9, 'app', 'cancelled', 'p1'],
    ['o6', 'b', '2026-06-01T08:00:00', null, 1, 'phone', null, 'none'],
    ['o7', 'b', '2026-06-01T20:00:00', '30.00', 1, 'web', 'paid', null],
    ['o8', null, '2026-06-01T20:00:00', '30.00', 1, 'web', 'paid', null],
    ['o9', 'b', null, '30.00', 1, 'web', 'paid', null],
    ['oa', 'ghost', '2026-06-02T20:00:00', '30.00', 1, 'web', 'paid', null],
  ),
  views: table(
    'id:text at:time product_id:text kind:text',
    ['a', '2026-06-29T10:00:00', 'p1', 'view'],
    ['a', '2026-06-29T11:00:00', 'p1', 'cart'],
    ['b', '2026-05-31T20:00:00', 'p2', 'view'],
    ['b', '2026-06-01T20:00:00', 'p1', 'cart'],
    ['c', '2026-06-30T12:00:00', 'p1', 'view'],
  ),
  stays: table(
    'stay_id:text id:text night:date',
    ['s1', 'a', '2026-06-30'],
    ['s2', 'a', '2026-06-20'],
    ['s3', 'a', '2026-06-15'],
    ['s4', 'b', '2026-07-01'],
    ['s5', 'b', '2026-06-01'],
  ),
  notes: table(
    'id:text kind:text points:integer',
    ['a', 'x', 1],
    ['a', 'x', null],
    ['a', 'y', 3],
    ['c', 'y', 0],
  ),
  products: table(
    'product_id:text category:text brand_code:text',
    ['p1', 'shoes', 'B1'],
    ['p2', 'bags', 'B9'],
  ),
  brands: table('code:text label:text', ['B1', 'Acme']),
  companies: table('company_id:text size:integer', ['c1', 100], ['c2', null]),
};

function table(
  columns: string,
  ...rows: readonly (readonly DataTable['rows'][number][string][])[]
): DataTable {
  const named = columns.split(' ').map((column) => {
    const [name, type] = column.split(':');
    return { name: name!, type: type as DataTable['columns'][number]['type'] };
  });
  return {
    columns: named,
    rows: rows.map((row) => Object.fromEntries(named.map(({ name }, index) => [name, row[index] ?? null]))),
  };
}

function evaluate(definitions = '', asOf = '2026-06-30') {
  const bounced = '{ name: bounced, where: { id: b }, output: false }';
  return evaluateProject({
    project,
    tables,
    definitions: [bounced, ...(definitions === '' ? [] : [definitions])],
    asOf,
    zone: 'Europe/Warsaw',
    files: { 'lists/ids.txt': ' a \n\nc\n', 'lists/city.csv': 'n,city\n1,"Łódź"\n2,Kraków\n' },
  });
}

const evaluation = evaluate(`
traits:
  spend: { orders: { sum: total } }
  gap: { orders: { average_gap: true } }
  first_at: { orders: { min: at } }
  favourite: { notes: { most_frequent: kind } }
segments:
  - { name: cut, where: { score: { set: true } }, split: { seed: s, arms: { x: 50%, y: 50% } } }
  - name: life
    stages:
      - { stage: lead, where: { orders: none } }
      - { stage: recent, where: { orders: { last: 1d } } }
      - { stage: rest }
`);

const membersOf = (condition: string) =>
  evaluation.everybody.filter((key) => evaluation.holds(condition, key)).join('');

function show(value: Value): string | null {
  if (value === null) return null;
  if (value.kind === 'number') return formatRational(value.number);
  if (value.kind === 'time') return new Date(value.instant / 1000).toISOString();
  return value.kind === 'text' ? value.text : value.kind === 'date' ? value.date : JSON.stringify(value);
}

const traitOf = (definition: string) =>
  evaluation.everybody.map((key) => show(evaluation.trait(readNode(definition), key)));

test('a customer created at or after T does not exist, one without the date does', () => {
  expect(evaluation.everybody).toEqual(['a', 'b', 'c', 'd']);
});

describe('tests of attributes', () => {
  test.each([
    ['a scalar is eq', 'country: PL', 'ab'],
    ['a list is in', 'country: [HU, DE]', 'c'],
    ['eq of missing is false', 'country: { eq: PL }', 'ab'],
    ['ne holds for missing', 'country: { ne: PL }', 'cd'],
    ['set excludes it', 'country: { set: true, ne: PL }', 'c'],
    ['set false', 'country: { set: false }', 'd'],
    ['blank text is missing', 'city: { set: false }', 'd'],
    ['not_in holds for missing', 'country: { not_in: [PL] }', 'cd'],
    ['not is exact', 'score: { not: { gte: 20 } }', 'ad'],
    ['several tests mean all', 'score: { gte: 10, lt: 20 }', 'a'],
    ['between includes both ends', 'score: { between: [10, 20] }', 'abc'],
    ['decimals compare as decimals', 'balance: { gt: -5.51, lt: 100.00 }', 'bd'],
    ['percent is a number', 'score: { gt: 1000% }', 'bc'],
    ['booleans', 'active: true', 'ad'],
    ['a missing boolean is not false', 'active: false', 'b'],
    ['text is exact', 'city: kraków', ''],
    ['ignore_case', 'city: { eq: KRAKÓW, ignore_case: true }', 'b'],
    ['ignore_accents folds ł', 'city: { starts_with: Lod, ignore_accents: true }', 'a'],
    ['both', 'city: { in: [GYOR, lodz], ignore_accents: true, ignore_case: true }', 'ac'],
    ['contains', 'city: { contains: ó }', 'ab'],
    ['ends_with', 'city: { ends_with: w }', 'b'],
    ['matches searches', 'city: { matches: "^[KŁ]" }', 'ab'],
    ['text is ordered by bytes', 'city: { gt: Z }', 'ac'],
    ['contains_any', 'tags: { contains_any: [blue, green] }', 'a'],
    ['contains_all', 'tags: { contains_all: [red, blue] }', 'a'],
    ['contains_none holds for an empty list', 'tags: { contains_none: [blue] }', 'bcd'],
    ['another field', 'score: { gte: { field: balance } }', 'b'],
    ['a multiple of it', 'score: { eq: { field: balance, times: 10% } }', 'a'],
    ['eq of two missing is false', 'country: { eq: { field: city } }', ''],
    ['its negation holds', 'country: { ne: { field: country } }', 'd'],
    ['a lookup', 'company.size: 100', 'a'],
    ['a lookup without a match is missing', 'company.size: { set: false }', 'bcd'],
    ['customer. is the column', 'customer.score: 10', 'a'],
  ])('%s', (_says, condition, members) => {
    expect(membersOf(condition)).toBe(members);
  });
});

describe('dates and times of customers', () => {
  test.each([
    ['a bare scalar is during', 'joined: 2025-11', 'b'],
    ['during a year', 'joined: { during: 2026 }', 'c'],
    ['during a quarter', 'joined: { during: 2024-Q1 }', 'a'],
    ['during an ISO week', 'joined: { during: 2025-W48 }', 'b'],
    ['today is the as-of date', 'joined: { during: today }', 'c'],
    ['this month', 'joined: { during: this month }', 'c'],
    ['last year', 'joined: { during: last year }', 'b'],
    ['last', 'joined: { last: 213d }', 'bc'],
    ['last, half open', 'joined: { last: 212d }', 'c'],
    ['before_last', 'joined: { before_last: 30d }', 'ab'],
    ['since its day included', 'joined: { since: 2025-11-30 }', 'bc'],
    ['before its day excluded', 'joined: { before: 2025-11-30 }', 'a'],
    ['between both days included', 'joined: { between: [2024-01-10, 2025-11-30] }', 'ab'],
    ['a bound from a field', 'joined: { since: { field: born, plus: 26y } }', 'ac'],
    ['anniversary tomorrow', 'born: { anniversary: { next: 1d } }', 'a'],
    ['anniversary today', 'born: { anniversary: today }', 'c'],
    ['29 February in a common year', 'born: { anniversary: 2025-02-28 }', 'b'],
    ['and only then', 'born: { anniversary: 2025-03-01 }', ''],
    ['in a leap year', 'born: { anniversary: 2024-02-29 }', 'b'],
    ['from the first year on', 'born: { anniversary: 2000 }', 'ac'],
    ['age', 'born.age: 66', 'c'],
    ['age the day before a birthday', 'born.age: 35', 'a'],
    ['weekday by name', 'joined.weekday: [sun, tue]', 'bc'],
    ['hour', 'joined.hour: { gte: 23 }', 'bc'],
    ['quarter', 'joined.quarter: 1', 'a'],
    ['the week of a date starts on Monday', 'joined.year_week: 2025-11-24', 'b'],
    ['year_month is a date', 'born.year_month: { during: 1990-07-01 }', 'a'],
  ])('%s', (_says, condition, members) => {
    expect(membersOf(condition)).toBe(members);
  });

  test('next is [T, T + 7d)', () => {
    const later = (asOf: string) => evaluate('', asOf);
    expect(later('2026-06-24').holds('born: { anniversary: { next: 7d } }', 'a')).toBe(true);
    expect(later('2026-06-23').holds('born: { anniversary: { next: 7d } }', 'a')).toBe(false);
  });
});

describe('logic', () => {
  test.each([
    ['all', 'all: [{ country: PL }, { active: true }]', 'a'],
    ['any', 'any: [{ country: HU }, { active: true }]', 'acd'],
    ['none', 'none: [{ country: HU }, { active: true }]', 'b'],
    ['not', 'not: { country: PL }', 'cd'],
    ['several keys mean all', '{ country: PL, score: 20 }', 'b'],
    ['at_least', 'at_least: { n: 2, of: [{ country: PL }, { active: true }, { score: 20 }] }', 'ab'],
    ['segment', 'segment: bounced', 'b'],
    ['segment in any of', 'segment: [bounced, life.lead]', 'bcd'],
    ['in_file of keys', 'in_file: lists/ids.txt', 'ac'],
    ['in_file of a field', 'in_file: { path: lists/city.csv, field: city, column: city }', 'ab'],
    ['a stage', 'life.stage: recent', 'a'],
    ['a stage as a segment', 'segment: life.rest', 'b'],
  ])('%s', (_says, condition, members) => {
    expect(membersOf(condition)).toBe(members);
  });
});

describe('events', () => {
  test.each([
    ['any: rows at or after T, without customer or time do not exist', 'orders: any', 'ab'],
    ['none', 'orders: none', 'cd'],
    ['equal rows of one key are one, where of the table applies', 'orders: { count: 3 }', 'a'],
    ['a missing status is not cancelled', 'orders: { count: 2 }', 'b'],
    ['no rows count 0', 'orders: { count: 0, last: 1d }', 'bcd'],
    ['last starts at its boundary', 'orders: { where: { channel: app }, last: 91d, count: 2 }', 'a'],
    ['and not before', 'orders: { where: { channel: app }, last: 90d, count: 1 }', 'a'],
    ['windows overlap', 'orders: { last: 100d, before_last: 29d }', 'ab'],
    ['a sum of nothing is 0', 'orders: { sum: { of: total, eq: 0 } }', 'cd'],
    ['an average of nothing is missing', 'orders: { avg: { of: total, lt: 100 } }', 'ab'],
    ['and not equal', 'orders: { avg: { of: total, ne: 0 } }', 'abcd'],
    ['quotients have 15 digits', 'orders: { avg: { of: total, eq: 11.8333333333333 } }', 'a'],
    ['and no fewer', 'orders: { avg: { of: total, eq: 11.833333 } }', ''],
    ['distinct', 'orders: { distinct: { of: channel, gte: 2 } }', 'ab'],
    ['days are distinct dates', 'orders: { days: 1 }', 'b'],
    ['days since last', 'orders: { days_since_last: 0 }', 'a'],
    ['value of last by key in a tie of none', 'orders: { value_of_last: { of: channel, eq: web } }', 'b'],
    ['share', 'orders: { share: { of: { channel: app }, gte: 50% } }', 'a'],
    ['share of no rows is missing', 'orders: { share: { of: { channel: app }, lt: 50% } }', 'b'],
    ['every needs a row', 'orders: { every: { qty: { gte: 1 } } }', 'ab'],
    ['several measures all hold', 'orders: { count: { gte: 2 }, max: { of: qty, lt: 2 } }', 'b'],
    ['lookups of rows', 'orders: { where: { product.category: bags } }', 'a'],
    ['two lookups deep', 'orders: { where: { product.brand.label: Acme }, count: 2 }', 'a'],
    [
      'a row against its customer',
      'orders: { where: { total: { lt: { field: customer.balance, times: 10% } } } }',
      'a',
    ],
    ['time parts of rows', 'orders: { where: { at.hour: 8 } }', 'b'],
    ['earliest over all time', 'orders: { earliest: 1, during: 2026 }', 'b'],
    ['latest with having', 'orders: { latest: 1, having: { channel: web } }', 'b'],
    ['earliest picks among the meant', 'orders: { where: { channel: app }, earliest: 1, last: 91d }', 'a'],
    ['same', 'orders: { same: product_id, count: { gte: 2 } }', 'a'],
    ['same by date', 'orders: { same: at.date, count: 2 }', 'b'],
    ['same without a value is no group', 'orders: { where: { total: 30 }, same: product_id }', ''],
    [
      'since a trait within days, the end included',
      'orders: { since: { field: first_at }, within: 455d, count: 2 }',
      'ab',
    ],
    ['a measure against a trait', 'orders: { max: { of: total, gte: { field: spend, times: 50% } } }', 'ab'],
    [
      'beside a time of theirs, dates are compared',
      'stays: { since: { field: first_at }, where: { stay_id: s5 } }',
      'b',
    ],
    ['dates stand at midnight', 'stays: { last: 11d, count: 2 }', 'a'],
    ['dates at T do not exist', 'stays: { count: 1 }', 'b'],
    ['no times: counts only', 'notes: { sum: { of: points, eq: 4 } }', 'a'],
  ])('%s', (_says, condition, members) => {
    expect(membersOf(condition)).toBe(members);
  });
});

describe('sequences', () => {
  test.each([
    ['then', 'views: { then: { orders: any } }', 'ab'],
    [
      'within, the end included',
      'views: { where: { kind: view }, then: { orders: { where: { channel: web } }, within: 24h } }',
      'b',
    ],
    ['strictly later', 'views: { where: { kind: cart }, then: { orders: { where: { channel: web } } } }', ''],
    ['same', 'views: { then: { views: { where: { kind: cart } }, same: product_id } }', 'a'],
    ['same by other names', 'views: { then: { orders: any, same: { product_id: product_id } } }', 'a'],
    ['a chain', 'views: { then: [{ views: { where: { kind: cart } } }, { orders: any }] }', 'a'],
    ['then_not', 'views: { where: { kind: view }, then_not: { orders: any } }', 'c'],
    [
      'then_not within waits for its span',
      'views: { then_not: { orders: { where: { channel: web } }, within: 13h } }',
      'ab',
    ],
    ['a span that ends before T has passed', 'views: { then_not: { notes: any } }', 'error'],
    ['in dates, where one table has only dates', 'views: { then: { stays: any, within: 1d } }', 'ab'],
    ['the same day is after, beside dates', 'stays: { where: { stay_id: s5 }, then: { orders: any } }', 'b'],
    ['and later in one table', 'stays: { where: { stay_id: s5 }, then: { stays: any } }', ''],
  ])('%s', (_says, condition, members) => {
    if (members === 'error') expect(() => membersOf(condition)).toThrow('no time');
    else expect(membersOf(condition)).toBe(members);
  });
});

describe('traits', () => {
  test.each([
    ['sum', '{ orders: { sum: total } }', ['35.5', '30', '0', '0']],
    ['min of a time', 'first_at', ['2025-01-01T09:00:00.000Z', '2026-06-01T06:00:00.000Z', null, null]],
    ['average gap between distinct dates', 'gap', ['272.5', null, null, null]],
    ['longest gap', '{ orders: { longest_gap: true } }', ['455', null, null, null]],
    ['median', '{ orders: { median: total } }', ['10', '30', null, null]],
    ['most frequent', 'favourite', ['x', null, 'y', null]],
    ['value of the first may be missing', '{ orders: { value_of_first: total } }', ['10', null, null, null]],
    [
      'ratio, a zero divisor is missing',
      '{ ratio: [spend, { notes: { sum: points } }] }',
      ['8.875', null, null, null],
    ],
    ['minus', '{ minus: [spend, balance] }', ['-64.5', '35.5', null, '0']],
    ['times and plus', '{ plus: [{ times: [score, 2] }, 1] }', ['21', '41', '41', null]],
  ])('%s', (_says, definition, values) => {
    expect(traitOf(definition)).toEqual(values);
  });
});

describe('ranks', () => {
  const ranked = (values: readonly (number | null)[], test: string) => {
    const keys = values.map((_, index) => `k${index}`);
    const { members } = evaluateProject({
      project: 'customers: { key: id }',
      tables: {
        customers: table('id:text v:integer', ...values.map((value, index) => [keys[index]!, value])),
      },
      definitions: [`{ name: s, where: { v: ${test} } }`],
      asOf: '2026-06-30',
      zone: 'UTC',
    });
    return members.get('s')!.join(' ');
  };
  test.each([
    ['k = 11 − ⌈90 × 10 / 100⌉ = 2', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], '{ top: 10% }', 'k10 k9'],
    ['bottom', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], '{ bottom: 10% }', 'k0 k1'],
    ['one of few', [1, 2, 3], '{ top: 1% }', 'k2'],
    ['a tie at the cut that is nearer inside', [1, 1, 1, 2, 5, 5], '{ top: 20% }', 'k4 k5'],
    ['in when equally near', [1, 1, 5, 5, 9], '{ top: 40% }', 'k2 k3 k4'],
    ['out when nearer without', [1, 5, 5, 5, 9], '{ top: 40% }', 'k4'],
    ['missing values are not ranked', [null, 1, null, 2], '{ top: 50% }', 'k3'],
    ['a number is exact, ties by key', [5, 5, 5, 1], '{ top: { customers: 2 } }', 'k0 k1'],
    ['everybody', [3, 2, 1], '{ top: 100% }', 'k0 k1 k2'],
    ['not is exact', [null, 1, 2], '{ not: { top: 50% } }', 'k0 k1'],
  ])('%s', (_says, values, test, members) => {
    expect(ranked(values, test)).toBe(members);
  });

  test('are taken in the base', () => {
    const { members } = evaluate(`
segments:
  - { name: poles, where: { country: PL } }
  - { name: best, base: poles, where: { score: { top: { customers: 1 } } } }
`);
    expect(members.get('best')).toEqual(['b']);
  });
});

describe('steps', () => {
  const run = (segment: string) => evaluate(segment).members.get('s');
  test.each([
    ['exclude one', 'exclude: { country: HU }', ['a', 'b', 'd']],
    ['exclude any', 'exclude: [{ country: HU }, { segment: bounced }]', ['a', 'd']],
    ['a channel needs contact and an explicit yes', 'channel: email', ['a']],
    ['consent by values', 'channel: sms', ['a', 'c']],
    ['limit, ties by key', 'limit: { customers: 2, highest: score }', ['b', 'c']],
    ['missing is last', 'limit: { customers: 4, lowest: score }', ['a', 'b', 'c', 'd']],
  ])('%s', (_says, steps, members) => {
    expect(run(`{ name: s, ${steps} }`)).toEqual(members);
  });

  test('suppress touches lists with a channel only', () => {
    const answer = evaluate('{ name: s, where: { id: [b, c] }, channel: sms }');
    expect(answer.members.get('s')).toEqual(['c']);
    expect(answer.members.get('bounced')).toEqual(['b']);
  });

  test('the buckets are those of md5', () => {
    // printf sample:spring:a | md5sum gives 74014ecf…, 2767 modulo 10,000; b 5893, c 6318, d 8715.
    const members = evaluate('{ name: s, sample: { share: 50%, seed: spring } }').members.get('s');
    expect(members).toEqual(['a']);
  });

  test('everybody of a split has one arm', () => {
    expect([...evaluation.arms.get('cut')!.keys()]).toEqual(['a', 'b', 'c']);
    expect(membersOf('any: [{ cut.arm: x }, { cut.arm: y }]')).toBe('abc');
  });

  test('stages part the base', () => {
    const stages = ['lead', 'recent', 'rest'].map((stage) => evaluation.members.get(`life.${stage}`));
    expect(stages).toEqual([['c', 'd'], ['a'], ['b']]);
  });
});

describe('time', () => {
  const instants = (zone: string, times: readonly string[], condition: string, asOf: string) =>
    evaluateProject({
      project: 'customers: { key: id }',
      tables: { customers: table('id:text t:time', ...times.map((time, index) => [String(index), time])) },
      definitions: [`{ name: s, where: { t: ${condition} } }`],
      asOf,
      zone,
    })
      .members.get('s')!
      .join('');
  test.each([
    [
      'a day over a clock change is a day',
      ['2026-03-28T23:59:00', '2026-03-29T00:00:00'],
      '{ last: 1d }',
      '2026-03-29',
      '1',
    ],
    ['hours are exact', ['2026-03-29T00:00:00', '2026-03-29T01:00:00'], '{ last: 23h }', '2026-03-29', '01'],
    [
      'a time that does not exist moves forward',
      ['2026-03-29T02:30:00'],
      '{ since: { field: t }, during: today }',
      '2026-03-29',
      '0',
    ],
    [
      '31 March − 1mo',
      ['2026-02-28T11:59:59', '2026-02-28T12:00:00'],
      '{ last: 1mo }',
      '2026-03-31T12:00:00',
      '1',
    ],
    [
      'offsets',
      ['2026-06-30T22:30:00Z', '2026-06-30T21:30:00Z'],
      '{ during: 2026-06-30 }',
      '2026-07-05',
      '1',
    ],
    [
      'ISO weeks at the new year',
      ['2026-12-31T10:00:00', '2027-01-04T10:00:00'],
      '{ during: 2026-W53 }',
      '2027-02-01',
      '0',
    ],
  ])('%s', (_says, times, condition, asOf, members) => {
    expect(instants('Europe/Warsaw', times, condition, asOf)).toBe(members);
  });
});
