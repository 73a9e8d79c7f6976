/** `FIELD: TEST`, a leaf that is true or false. */
import { readDuration, readInstant } from './calendar.ts';
import type { Node, NodeMap } from './node.ts';
import { asItems, asList, asMap, asText, isList, isMap, isText } from './node.ts';
import { readRational, times, toDouble } from './rational.ts';
import type { Type, Value } from './value.ts';
import { compareValues, dateValue, doubleValue, numberValue, textValue } from './value.ts';
import { hasAnniversary, inWindows, shift, windowWords } from './windows.ts';
import type { Moment } from './world.ts';
import { clean, localDateOf } from './world.ts';

export interface TestContext {
  readonly moment: Moment;
  /** The value of another field at the same customer or row. */
  readonly read: (name: string) => Value;
  /** Whether this customer is among the best (or worst) of the base by the value that is tested. */
  readonly rank?: (end: 'top' | 'bottom', spec: Node) => boolean;
}

export function holds(test: Node, type: Type, value: Value, context: TestContext): boolean {
  if (isText(test))
    return isMoment(type) ? inside(value, { during: test }, context) : eq(test, type, value, plain, context);
  if (isList(test)) {
    return isMoment(type)
      ? test.some((period) => inside(value, { during: period }, context))
      : test.some((item) => eq(item, type, value, plain, context));
  }
  const map = asMap(test);
  const fold = foldingOf(map);
  const { windows, words } = separate(map, type);
  return (
    inside(value, windows, context) &&
    words.every(
      (word) =>
        word === 'ignore_case' ||
        word === 'ignore_accents' ||
        one(word, map[word]!, type, value, fold, context),
    )
  );
}

/** `between` is a window of a date or time, and an operator of the rest. */
function separate(map: NodeMap, type: Type): { windows: NodeMap; words: readonly string[] } {
  const isWindow = (word: string) => isMoment(type) && windowWords.includes(word);
  const keys = Object.keys(map);
  return {
    windows: Object.fromEntries(keys.filter(isWindow).map((key) => [key, map[key]!])),
    words: keys.filter((key) => !isWindow(key)),
  };
}

const isMoment = (type: Type) => type === 'date' || type === 'time';

function inside(value: Value, windows: NodeMap, context: TestContext): boolean {
  return inWindows(value, windows, context.moment, context.read);
}

type Fold = (text: string) => string;
const plain: Fold = (text) => text;

function one(word: string, spec: Node, type: Type, value: Value, fold: Fold, context: TestContext): boolean {
  const compared = () => compareAt(value, rightSide(spec, type, context), context.moment);
  const has = (found: (text: string, part: string) => boolean) =>
    value?.kind === 'text' && found(fold(value.text), fold(clean(asText(spec))));
  const listed = () => asItems(spec).map((item) => fold(clean(asText(item))));
  const items = value?.kind === 'list' ? value.items.map(fold) : [];
  switch (word) {
    case 'eq':
      return eq(spec, type, value, fold, context);
    case 'ne':
      return !eq(spec, type, value, fold, context);
    case 'in':
      return asList(spec).some((item) => eq(item, type, value, fold, context));
    case 'not_in':
      return !asList(spec).some((item) => eq(item, type, value, fold, context));
    case 'gt':
      return (compared() ?? Number.NaN) > 0;
    case 'gte':
      return (compared() ?? Number.NaN) >= 0;
    case 'lt':
      return (compared() ?? Number.NaN) < 0;
    case 'lte':
      return (compared() ?? Number.NaN) <= 0;
    case 'between': {
      const [from, to] = asList(spec).map((bound) =>
        compareAt(value, rightSide(bound, type, context), context.moment),
      );
      return (from ?? Number.NaN) >= 0 && (to ?? Number.NaN) <= 0;
    }
    case 'contains':
      return has((text, part) => text.includes(part));
    case 'starts_with':
      return has((text, part) => text.startsWith(part));
    case 'ends_with':
      return has((text, part) => text.endsWith(part));
    case 'matches':
      return value?.kind === 'text' && new RegExp(asText(spec), fold === plain ? 'u' : 'iu').test(value.text);
    case 'contains_any':
      return listed().some((item) => items.includes(item));
    case 'contains_all':
      return value !== null && listed().every((item) => items.includes(item));
    case 'contains_none':
      return !listed().some((item) => items.includes(item));
    case 'set':
      return (value !== null) === (spec === 'true');
    case 'not':
      return !holds(spec, type, value, context);
    case 'anniversary':
      return hasAnniversary(value, spec, context.moment, context.read);
    case 'top':
    case 'bottom':
      if (!context.rank) throw new Error(`${word} has no base here`);
      return context.rank(word, spec);
    default:
      throw new Error(`unknown test ${word}`);
  }
}

function eq(spec: Node, type: Type, value: Value, fold: Fold, context: TestContext): boolean {
  const right = rightSide(spec, type, context);
  if (value?.kind === 'text' && right?.kind === 'text') return fold(value.text) === fold(right.text);
  return compareAt(value, right, context.moment) === 0;
}

function rightSide(spec: Node, type: Type, context: TestContext): Value {
  if (!isMap(spec)) return literal(asText(spec), type, context.moment);
  const value = context.read(asText(spec['field']));
  if (spec['plus'] !== undefined) return shift(value, readDuration(asText(spec['plus'])), context.moment);
  if (spec['times'] === undefined || value === null) return value;
  if (value.kind !== 'number') throw new Error(`a ${value.kind} has no multiple`);
  const factor = readRational(asText(spec['times']));
  return value.quotient
    ? doubleValue(toDouble(value.number) * toDouble(factor))
    : numberValue(times(value.number, factor));
}

/** Beside a date, local dates are compared. */
function compareAt(a: Value, b: Value, moment: Moment): number | undefined {
  if (a === null || b === null) return undefined;
  const mixed = a.kind !== b.kind && isMoment(a.kind) && isMoment(b.kind);
  if (!mixed) return compareValues(a, b);
  const [first, second] = [localDateOf(a, moment)!, localDateOf(b, moment)!];
  return first < second ? -1 : first > second ? 1 : 0;
}

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

function literal(text: string, type: Type, moment: Moment): Value {
  switch (type) {
    case 'text':
      return textValue(clean(text));
    case 'weekday':
      return weekdays.includes(text)
        ? numberValue(readRational(String(weekdays.indexOf(text) + 1)))
        : numberValue(readRational(text));
    case 'number':
      return numberValue(readRational(text));
    case 'boolean':
      return { kind: 'boolean', boolean: text === 'true' };
    case 'date':
      return dateValue(text);
    case 'time':
      return { kind: 'time', instant: readInstant(text, moment.zone) };
    case 'list':
      throw new Error(`a list is not compared with ${text}`);
  }
}

function foldingOf(map: NodeMap): Fold {
  const accents = map['ignore_accents'] === 'true';
  const letters = map['ignore_case'] === 'true';
  if (!accents && !letters) return plain;
  return (text) => {
    const bare = accents ? withoutAccents(text) : text;
    return letters ? withoutCase(bare) : bare;
  };
}

/** Letter for letter, by way of the large letter: ς and σ have one. The Turkish `ı` is no `i`. */
function withoutCase(text: string): string {
  const one = (changed: string, letter: string) => ([...changed].length === 1 ? changed : letter);
  return [...text]
    .map((letter) => (letter === 'ı' ? letter : one(one(letter.toUpperCase(), letter).toLowerCase(), letter)))
    .join('');
}

const unaccented: Readonly<Record<string, string>> = {
  ł: 'l',
  Ł: 'L',
  ø: 'o',
  Ø: 'O',
  ß: 'ss',
  đ: 'd',
  Đ: 'D',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
};

function withoutAccents(text: string): string {
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
  return [...bare].map((letter) => unaccented[letter] ?? letter).join('');
}
