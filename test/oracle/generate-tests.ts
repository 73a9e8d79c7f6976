/** Tests of fields, with the values near those in the data. */
import { Scalar } from 'yaml';
import { addDays, daysBetween } from './calendar.ts';
import { periodAround } from './generate-data.ts';
import type { Random } from './random.ts';
import { formatRational, rational, roundToFifteen, plus as sumOf } from './rational.ts';
import type { Value } from './value.ts';
import type { Moment } from './world.ts';
import { localDateOf } from './world.ts';

export type Kind =
  | 'text'
  | 'integer'
  | 'decimal'
  | 'quotient'
  | 'weekday'
  | 'boolean'
  | 'date'
  | 'time'
  | 'list';

export interface FieldChoice {
  readonly name: string;
  readonly kind: Kind;
  readonly values: () => readonly Value[];
}

export interface TestSetting {
  readonly random: Random;
  readonly moment: Moment;
  /** Fields that may stand on the right side. */
  readonly others: readonly FieldChoice[];
  /** Whether `top` and `bottom` have a base. */
  readonly ranks: boolean;
}

type Setting = TestSetting;
const numeric = new Set<Kind>(['integer', 'decimal', 'quotient']);

export function makeTest(setting: Setting, field: FieldChoice, depth = 1): unknown {
  const { random } = setting;
  if (random.chance(0.06)) return { set: random.pick(['true', 'false']) };
  if (depth > 0 && random.chance(0.07)) return { not: makeTest(setting, field, depth - 1) };
  if (setting.ranks && rankable(field.kind) && random.chance(0.08)) return makeRank(random);
  const values = field.values().filter((value) => value !== null);
  switch (field.kind) {
    case 'text':
      return textTest(setting, field, values);
    case 'boolean':
      return random.pick(['true', 'false', { ne: 'true' }, { eq: 'false' }, ['true', 'false']]);
    case 'list':
      return listTest(random, values);
    case 'date':
    case 'time':
      return momentTest(setting, field, values);
    case 'weekday':
      return weekdayTest(random);
    case 'integer':
    case 'decimal':
    case 'quotient':
      return numberTest(setting, field, values);
  }
}

const rankable = (kind: Kind) => numeric.has(kind) || kind === 'date' || kind === 'time';

function makeRank(random: Random): unknown {
  const most = random.pick([
    '10%',
    '20%',
    '25%',
    '33%',
    '50%',
    '75%',
    '100%',
    '12.5%',
    { customers: String(random.int(1, 5)) },
  ]);
  return { [random.pick(['top', 'bottom'])]: most };
}

/** Text as it may be written: plain where YAML and the language allow, else in quotes. */
export function textNode(random: Random, text: string): unknown {
  return !text.startsWith('$') && random.chance(0.6) ? text : quoted(random, text);
}

/** Text by its size: digits are in quotes, as a number beside text is refused. */
const orderedNode = (random: Random, text: string) =>
  /^-?\d/.test(text) ? quoted(random, text) : textNode(random, text);

function quoted(random: Random, text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.type = random.pick([Scalar.QUOTE_DOUBLE, Scalar.QUOTE_SINGLE]);
  return scalar;
}

function textTest(setting: Setting, field: FieldChoice, values: readonly Value[]): unknown {
  const { random } = setting;
  const known = values.flatMap((value) => (value?.kind === 'text' ? [value.text] : []));
  const one = () =>
    known.length > 0 && random.chance(0.9) ? random.pick(known) : random.pick(['zz', 'A', '~']);
  const node = () => textNode(random, one());
  const ordered = () => orderedNode(random, one());
  const list = () => Array.from({ length: random.int(1, 3) }, node);
  const part = () => {
    const letters = [...one()];
    const start = random.int(0, letters.length - 1);
    return textNode(
      random,
      letters
        .slice(start, start + random.int(1, 3))
        .join('')
        .trim() || 'a',
    );
  };
  const folding = () => ({
    ...(random.chance(0.5) ? { ignore_case: 'true' } : {}),
    ...(random.chance(0.4) ? { ignore_accents: 'true' } : {}),
  });
  return random.weighted<unknown>([
    [3, node],
    [2, list],
    [2, () => ({ [random.pick(['eq', 'ne'])]: node(), ...folding() })],
    [2, () => ({ [random.pick(['in', 'not_in'])]: list(), ...folding() })],
    [2, () => ({ [random.pick(['contains', 'starts_with', 'ends_with'])]: part(), ...folding() })],
    [1, () => ({ [random.pick(['gt', 'gte', 'lt', 'lte'])]: ordered() })],
    [1, () => ({ between: [ordered(), ordered()] })],
    [
      1,
      () => ({
        matches: textNode(
          random,
          random.pick(['^[A-Z]', 'a$', '[0-9]+', 'o|e', '^.{2}$', 'ó', '\\.', '\\d$']),
        ),
      }),
    ],
    [1, () => ({ set: 'true', ne: node() })],
    [1, () => ({ starts_with: part(), not_in: list() })],
    [1, () => againstField(setting, field, ['eq', 'ne', 'eq', 'ne', 'lt', 'gte']) ?? node()],
  ]);
}

function listTest(random: Random, values: readonly Value[]): unknown {
  const known = [
    ...values.flatMap((value) => (value?.kind === 'list' ? value.items : [])),
    'blue',
    'none such',
  ];
  const items = Array.from({ length: random.int(1, 3) }, () => textNode(random, random.pick(known)));
  return {
    [random.pick(['contains_any', 'contains_all', 'contains_none'])]: items,
    ...(random.chance(0.15) ? { ignore_case: 'true' } : {}),
    ...(random.chance(0.15) ? { ignore_accents: 'true' } : {}),
  };
}

function weekdayTest(random: Random): unknown {
  const weekday = () => random.pick(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', '1', '3', '7']);
  return random.pick([
    weekday(),
    [weekday(), weekday()],
    { gte: String(random.int(1, 7)) },
    { between: ['2', '5'] },
    { not_in: [weekday()] },
  ]);
}

function numberTest(setting: Setting, field: FieldChoice, values: readonly Value[]): unknown {
  const { random } = setting;
  const known = values.flatMap((value) => (value?.kind === 'number' ? [value.number] : []));
  const number = () => {
    const found = known.length > 0 && random.chance(0.95) ? random.pick(known) : rational(random.int(0, 10));
    const value = field.kind === 'quotient' ? roundToFifteen(found) : found;
    const step = random.chance(0.75) ? 0 : random.pick([-1, 1]);
    const text = formatRational(
      sumOf(value, field.kind === 'integer' ? rational(step) : rational(step, 100)),
      18,
    );
    return withinPart(field.name, text);
  };
  const side = () => random.pick(['gt', 'gte', 'lt', 'lte']);
  return random.weighted<unknown>([
    [2, number],
    [1, () => [number(), number()]],
    [5, () => ({ [side()]: number() })],
    [1, () => ({ ne: number() })],
    [1, () => ({ not_in: [number(), number()] })],
    [1, () => ({ between: [number(), number()].sort((a, b) => Number(a) - Number(b)) })],
    [1, () => ({ gte: number(), ne: number() })],
    [2, () => againstField(setting, field, ['gt', 'gte', 'lt', 'lte', 'eq', 'ne']) ?? { [side()]: number() }],
  ]);
}

const PARTS: Readonly<Record<string, readonly [number, number]>> = {
  hour: [0, 23],
  day: [1, 31],
  month: [1, 12],
  quarter: [1, 4],
};

/** What a part of a time can never be is refused, and so no case. */
function withinPart(name: string, number: string): string {
  const range = name.includes('.') ? PARTS[name.split('.').at(-1)!] : undefined;
  return range ? String(Math.min(range[1], Math.max(range[0], Number(number)))) : number;
}

/** A test against another field of a kind that compares. */
function againstField(setting: Setting, field: FieldChoice, words: readonly string[]): unknown {
  const { random } = setting;
  const alike = setting.others.filter((other) => comparable(field.kind, other.kind));
  if (alike.length === 0) return undefined;
  const right = { field: random.pick(alike).name };
  if (numeric.has(field.kind) && random.chance(0.5)) {
    return { [random.pick(words)]: { ...right, times: random.pick(['50%', '2', '0.5', '110%']) } };
  }
  if ((field.kind === 'date' || field.kind === 'time') && random.chance(0.5)) {
    const { kind } = setting.others.find(({ name }) => name === right.field)!;
    return { [random.pick(words)]: { ...right, plus: makeSpan(random, kind as 'date' | 'time') } };
  }
  return { [random.pick(words)]: right };
}

const moments = new Set<Kind>(['date', 'time']);
export const comparable = (a: Kind, b: Kind) =>
  a === b || (numeric.has(a) && numeric.has(b)) || (moments.has(a) && moments.has(b));

export function makeDuration(random: Random, kind: 'date' | 'time'): string {
  const dates = ['1d', '2d', '7d', '1w', '2w', '30d', '31d', '1mo', '3mo', '90d', '6mo', '1y'];
  return random.pick(kind === 'date' ? dates : [...dates, '24h', '36h', '90min']);
}

function momentTest(setting: Setting, field: FieldChoice, values: readonly Value[]): unknown {
  const { random, moment } = setting;
  const kind = field.kind as 'date' | 'time';
  return random.weighted<unknown>([
    [2, () => makePeriod(random, moment, values)],
    [7, () => makeWindows(setting, kind, values)],
    [
      1,
      () =>
        againstField(setting, field, ['gt', 'gte', 'lt', 'lte', 'eq', 'ne']) ??
        makePeriod(random, moment, values),
    ],
    [2, () => ({ anniversary: makeAnniversary(setting, values) })],
  ]);
}

function makeAnniversary(setting: Setting, values: readonly Value[]): unknown {
  const { random, moment } = setting;
  return random.weighted<unknown>([
    [
      2,
      () =>
        random.pick([
          'today',
          'tomorrow',
          'yesterday',
          'this week',
          'this month',
          'next month',
          'last quarter',
          'this year',
        ]),
    ],
    [2, () => ({ next: random.pick(['1d', '7d', '30d', '1mo']) })],
    [1, () => ({ last: random.pick(['1d', '7d', '30d', '1mo']) })],
    [1, () => ({ between: [moment.today, addDays(moment.today, random.int(0, 10))] })],
    [1, () => periodAround(random, nearDate(random, moment, values))],
  ]);
}

export function makePeriod(random: Random, moment: Moment, values: readonly Value[]): string {
  if (random.chance(0.6)) return periodAround(random, nearDate(random, moment, values));
  const unit = random.pick(['week', 'month', 'quarter', 'year']);
  const named = ['today', 'yesterday', 'tomorrow', `this ${unit}`, `last ${unit}`, `next ${unit}`];
  return random.pick([...named, `last 2 ${unit}s`, `last 13 ${unit}s`, `next 3 ${unit}s`]);
}

function nearDate(random: Random, moment: Moment, values: readonly Value[]): string {
  const value = values.length > 0 && random.chance(0.9) ? random.pick(values) : null;
  const date = localDateOf(value, moment) ?? moment.today;
  return random.chance(0.8) ? date : addDays(date, random.pick([-1, 1]));
}

/** Days back to some value, or one more or less. */
function reach(random: Random, moment: Moment, values: readonly Value[]): string {
  const days = daysBetween(nearDate(random, moment, values), moment.today) + random.int(0, 1);
  return days > 0 && random.chance(0.7) ? `${days}d` : makeDuration(random, 'time');
}

/** One or more window words in a mapping. */
export function makeWindows(
  setting: Setting,
  kind: 'date' | 'time',
  values: readonly Value[],
): Record<string, unknown> {
  const { random, moment } = setting;
  const near = () => nearDate(random, moment, values);
  const back = () => reach(random, moment, values);
  return random.weighted<Record<string, unknown>>([
    [5, () => ({ last: back() })],
    [1, () => ({ next: makeDuration(random, kind) })],
    [2, () => ({ before_last: back() })],
    [1, () => before(random)],
    [3, () => ({ during: makePeriod(random, moment, values) })],
    [1, () => ({ since: near() })],
    [1, () => ({ before: near() })],
    [1, () => ({ between: [near(), near()].sort() })],
    [1, () => ({ since: near(), before_last: random.pick(['1d', '7d']) })],
    [3, () => fieldWindow(setting, kind) ?? { last: back() }],
  ]);
}

/** So many days before the last so many. */
function before(random: Random): Record<string, unknown> {
  const days = random.pick([1, 7, 30]);
  return { last: `${days + random.int(1, 400)}d`, before_last: `${days}d` };
}

function fieldWindow(setting: Setting, kind: 'date' | 'time'): Record<string, unknown> | undefined {
  const { random } = setting;
  const moments = setting.others.filter((other) => other.kind === 'date' || other.kind === 'time');
  if (moments.length === 0) return undefined;
  const chosen = random.pick(moments);
  const type = chosen.kind as 'date' | 'time';
  const span = type === kind ? kind : 'date';
  const bound = () => ({
    field: chosen.name,
    ...(random.chance(0.4) ? { plus: makeSpan(random, span) } : {}),
  });
  return random.weighted<Record<string, unknown>>([
    [1, () => ({ since: bound() })],
    [1, () => ({ before: bound() })],
    [1, () => ({ between: [{ field: chosen.name }, { field: chosen.name, plus: makeSpan(random, span) }] })],
    [2, () => ({ since: { field: chosen.name }, within: makeSpan(random, span) })],
  ]);
}

/** Between two moments: of an exact length, and in days where one of them has no time. */
export function makeSpan(random: Random, kind: 'date' | 'time'): string {
  return random.pick(
    kind === 'date'
      ? ['0d', '1d', '7d', '4w', '30d', '500d']
      : ['0d', '1d', '7d', '4w', '30d', '500d', '36h', '90min'],
  );
}
