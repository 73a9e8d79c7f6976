import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { definitionSchema } from '../../src/editor/definitions.ts';
import { noNames } from '../../src/editor/names.ts';
import { projectSchema } from '../../src/editor/project-file.ts';
import { keywords } from '../../src/language/condition.ts';
import { measures } from '../../src/language/measures/index.ts';
import { operators } from '../../src/language/operators/index.ts';
import { choosingKeys } from '../../src/language/segment-keys.ts';
import { type Built, buildSegment, shop } from './fixture/segment.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => parse(readFileSync(join(ROOT, path), 'utf8')) as unknown;

function validator(schema: unknown): ValidateFunction {
  return new Ajv2020({ strict: false, allErrors: false }).compile(schema as object);
}

const bare = validator(definitionSchema(noNames));
const bareProject = validator(projectSchema(noNames));
const problems = (validate: ValidateFunction, value: unknown) =>
  validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
const segment = (text: string) => problems(bare, { name: 'x', where: parse(text) });

/** Definitions that have every shape the language has. */
const RIGHT = [
  'postcode: 01234',
  '{ country: NO, sku: 84029E1, vip: true }',
  'country: [PL, HU]',
  'signed_up_at: 2025',
  'signed_up_at: { since: 2025-01-01, before: 2025-06-01 }',
  'signed_up_at: { between: [2025-01-01, { field: left_at, plus: 14d }] }',
  'not: { all: [{ a: 1 }, { b: { set: false } }] }',
  'at_least: { n: 2, of: [{ a: 1 }, { b: 2 }] }',
  'spend: { lt: { field: last_spend, times: 50% } }',
  'spend: { top: 10% }',
  'spend: { bottom: { customers: 500 } }',
  'birth_date: { anniversary: { next: 7d } }',
  'name: { contains: bakery, ignore_case: true, ignore_accents: true }',
  'orders: any',
  'orders: { count: 0, last: 90d }',
  'orders: { share: { of: { channel: app }, gte: 50% } }',
  'orders: { every: { kind: trigger } }',
  'orders: { same: product_id, count: { gte: 3 } }',
  'orders: { where: { country: { ne: { field: customer.country } } } }',
  'orders: { since: { field: first_order_at }, within: 30d, days: { gte: 2 } }',
  'views: { last: 14d, then: [{ site: { where: { type: cart } }, same: { product_id: sku } }], then_not: { orders: any, within: 2d } }',
  'views: { where: { product.category: $category }, last: $days }',
  '{ entered: { segment: S, last: 7d } }',
  'in_file: { path: lists/a.csv, field: email }',
  'sql: { duckdb: "length(email) > 20", uses: [spend] }',
  '{ segment: [a, b] }',
];

const WRONG = [
  ['an unknown operator', 'country: { equals: PL }'],
  ['a blank value', 'country:'],
  ['an empty list', 'country: []'],
  ['an empty group', 'all: []'],
  ['an empty mapping', 'orders: {}'],
  ['a group that is no list', 'any: { a: 1 }'],
  ['a list after not', 'not: [{ a: 1 }]'],
  ['two conditions after not', 'not: { a: 1, b: 2 }'],
  ['a duration in words', 'orders: { last: 90 days }'],
  ['a share without its sign', 'spend: { top: 10 }'],
  ['a measure without its field', 'orders: { sum: { gte: 100 } }'],
  ['a measure without its test', 'orders: { sum: { of: total } }'],
  ['a count of a text', 'orders: { count: many }'],
  ['a step with a measure', 'orders: { then: { site: { count: 2 } } }'],
  ['a movement without its time', 'entered: { segment: S }'],
] as const;

describe('the schema of definitions', () => {
  it.each(RIGHT)('accepts %s', (text) => {
    expect(segment(text)).toEqual([]);
  });

  it.each(WRONG)('refuses %s', (_what, text) => {
    expect(segment(text)).not.toEqual([]);
  });

  it.each([
    ['an unknown key', { name: 'x', wher: {} }],
    ['a name with blanks', { name: 'My segment', where: { a: 1 } }],
    ['a segment without people', { name: 'x', title: 'X' }],
    ['segments without names', { segments: [{ where: { a: 1 } }] }],
    ['keys beside segments', { segments: [{ name: 'a', where: { a: 1 } }], where: { a: 1 } }],
    ['a trait with two measures', { traits: { t: { orders: { count: true, days: true } } } }],
    ['a trait with a test', { traits: { t: { orders: { count: { gte: 2 } } } } }],
    ['one arm', { where: { a: 1 }, split: { arms: { a: '100%' } } }],
  ])('refuses %s', (_what, value) => {
    expect(problems(bare, value)).not.toEqual([]);
  });

  it.each(choosingKeys)('accepts a segment that says no more of people than `%s`', (key) => {
    const body: Readonly<Record<string, unknown>> = {
      where: { a: 1 },
      stages: [{ stage: 'all' }],
      base: 'others',
      exclude: { a: 1 },
      channel: 'email',
      sample: { share: '10%' },
      limit: { customers: 2 },
      split: { arms: { a: '50%', b: '50%' } },
    };
    expect(problems(bare, { name: 'a', [key]: body[key] })).toEqual([]);
    expect(problems(bare, { segments: [{ name: 'a', [key]: body[key] }] })).toEqual([]);
  });

  it('accepts every starter segment', () => {
    const files = readdirSync(join(ROOT, 'segments')).filter((name) => name.endsWith('.yaml'));
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) expect([file, problems(bare, read(`segments/${file}`))]).toEqual([file, []]);
  });

  it('accepts every part of a segment and stage sets', () => {
    const whole = parse(`
      name: back-in-stock-$category
      title: 2025
      tags: [a, b]
      params: { category: { type: text, default: shoes, choices: [shoes, bags] }, days: { type: duration, default: 21d } }
      for_each: { category: { distinct: products.category } }
      base: buyers
      where: { spend: { top: 20% } }
      exclude: [ { segment: recently-contacted }, { lifecycle.stage: lost } ]
      channel: email
      sample: { share: 10%, seed: spring }
      limit: { customers: 1000, highest: spend }
      split: { seed: spring, arms: { control: 10%, a: 45%, b: 45% } }
      columns: [customer.email, first_name]
      alerts: { min: 100, max: 50000, change: 30% }
      output: false
      enabled: true
      traits: { margin: { minus: [spend, { orders: { sum: cost } }] }, rate: { ratio: [opened, 13] } }
    `) as unknown;
    expect(problems(bare, whole)).toEqual([]);
    const stages = '[{ stage: lead, where: { orders: none } }, { stage: active, action: leave them alone }]';
    expect(problems(bare, { name: 'lifecycle', stages: parse(stages) as unknown })).toEqual([]);
  });

  it('knows every operator, measure and word of logic', () => {
    for (const { name, example } of operators) expect([name, segment(`f: ${example}`)]).toEqual([name, []]);
    for (const { name, example } of measures) {
      expect([name, problems(bare, { traits: { t: parse(example) as unknown } })]).toEqual([name, []]);
    }
    const { $defs } = definitionSchema(noNames) as { $defs: { condition: { properties: object } } };
    expect(Object.keys($defs.condition.properties)).toEqual(expect.arrayContaining(Object.keys(keywords)));
  });
});

describe('the schema of a project file', () => {
  it('accepts that of the samples', () => {
    expect(problems(bareProject, read('segment.config.yaml'))).toEqual([]);
  });

  it.each([
    ['customers without a key', { customers: { file: 'c.csv' } }],
    ['no customers', { timezone: 'UTC' }],
    ['an unknown key', { customers: { file: 'c.csv', key: 'id' }, event: {} }],
    ['a type that is none', { customers: { file: 'c.csv', key: 'id', columns: { a: { type: 'money' } } } }],
    ['events without a customer', { customers: { from: 'orders' }, events: { orders: { file: 'o.csv' } } }],
  ])('refuses %s', (_what, value) => {
    expect(problems(bareProject, value)).not.toEqual([]);
  });
});

describe('segment schema', () => {
  let built: Built;
  beforeAll(async () => {
    built = await buildSegment();
  });
  afterAll(() => built.remove());

  it('offers the names of the project, and refuses a wrong type of a field it knows', async () => {
    const { code, out, err } = await built.segment(built.folder(shop), 'schema');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const schema = JSON.parse(out) as { $defs: { condition: { properties: object } } };
    expect(Object.keys(schema.$defs.condition.properties)).toEqual(
      expect.arrayContaining(['orders', 'name', 'spend']),
    );
    const validate = validator(schema);
    expect(problems(validate, { where: { spend: { gte: 10 } } })).toEqual([]);
    expect(problems(validate, { where: { spend: { gte: 'ten' } } })).not.toEqual([]);
    expect(problems(validate, { where: { a_new_column: { gte: 'ten' } } })).toEqual([]);
  });

  it('is that of the language where there is no project', async () => {
    const { code, out } = await built.segment(tmpdir(), 'schema', '--for', 'project');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(projectSchema(noNames))));
  });
});
