/** Tests of one value, made from the registry of operators. */

import type { Operator } from '../language/operator.ts';
import { operators } from '../language/operators/index.ts';
import type { everyWindowWord } from '../language/windows.ts';
import type { ValueType } from '../model/value.ts';
import { anyOf, closed, type JsonSchema, listOf, ref, type Schemas } from './json-schema.ts';
import { type Family, families, valueFor } from './values.ts';

const types: Readonly<Record<Exclude<Family, 'any'>, ValueType>> = {
  text: 'text',
  number: 'decimal',
  weekday: 'integer',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  list: 'list',
};

/** The family of a field's type. */
export function familyOf(type: ValueType): Family {
  switch (type) {
    case 'integer':
    case 'decimal':
    case 'float':
    case 'quotient':
      return 'number';
    case 'text':
    case 'boolean':
    case 'date':
    case 'time':
    case 'list':
      return type;
  }
}

/** The name of a family's tests among the definitions. */
export function testOf(family: Family): string {
  return family === 'any' ? 'test' : `${family}-test`;
}

/** A definition for the tests of each family. */
export function testSchemas(): Schemas {
  return Object.fromEntries([
    ...families.map((family) => [testOf(family), testSchema(family)]),
    ...Object.entries(windowSchemas()).map(([word, schema]) => [`window:${word}`, schema]),
    ['anniversary', anniversarySchema],
    ['best', rankSchema('best')],
    ['worst', rankSchema('worst')],
    ['edge', anyOf(ref('moment'), ref('field-plus'))],
    ['field-plus', closed({ field: ref('field'), plus: ref('span') }, ['field'])],
    ['other-field', closed({ field: ref('field'), times: ref('number'), plus: ref('span') }, ['field'])],
  ]);
}

function testSchema(family: Family): JsonSchema {
  const mapping = closed(testProperties(family));
  if (family === 'list') return mapping;
  if (isMoment(family)) {
    const dates = family === 'date' ? [listOf(ref('date'))] : [];
    return anyOf(ref('period'), ...dates, mapping);
  }
  return anyOf(valueFor(family), listOf(valueFor(family)), mapping);
}

/** What may stand in the mapping of a test. */
export function testProperties(family: Family): Schemas {
  const named = operators.filter((operator) => family === 'any' || operator.types.includes(types[family]));
  const canWindow = isMoment(family) || family === 'any';
  const canRank = canWindow || family === 'number' || family === 'weekday';
  return {
    ...Object.fromEntries(named.map((operator) => [operator.name, operatorSchema(operator, family)])),
    ...(canWindow ? windowProperties(family) : {}),
    ...(canWindow ? { anniversary: ref('anniversary') } : {}),
    ...(canRank ? { top: ref('best'), bottom: ref('worst') } : {}),
    not: { ...ref(testOf(family)), description: 'the exact negation of the test' },
    ignore_case: { ...ref('boolean'), description: 'upper and lower case are the same' },
    ignore_accents: { ...ref('boolean'), description: 'letters with and without accents are the same' },
  };
}

function isMoment(family: Family): boolean {
  return family === 'date' || family === 'time';
}

function operatorSchema(operator: Operator, family: Family): JsonSchema {
  const description = `${operator.summary}, as in \`${operator.example}\``;
  return { ...operandSchema(operator, family), description };
}

function operandSchema({ operand }: Operator, family: Family): JsonSchema {
  const value = valueFor(family);
  const side = anyOf(value, ref('other-field'));
  switch (operand) {
    case 'one':
      return side;
    case 'pair':
      return anyOf({ type: 'array', items: side, minItems: 2, maxItems: 2 }, ref('parameter'));
    case 'list':
      return anyOf(listOf(value), ref('parameter'));
    case 'boolean':
      return ref('boolean');
    case 'pattern':
      return ref('text');
  }
}

function rankSchema(which: string): JsonSchema {
  return {
    ...anyOf(ref('share'), closed({ customers: ref('positive') }, ['customers'])),
    description: `the ${which} share of the customers who have the value, or exactly so many`,
  };
}

const anniversarySchema: JsonSchema = {
  ...anyOf(ref('period'), closed(windowWords())),
  description: 'the date returns every year: a window or a period in which it falls',
};

type WindowWords = Readonly<Record<(typeof everyWindowWord)[number], JsonSchema>>;

/** `between` is a window for dates and times, and a test of everything else. */
function windowProperties(family: Family): Schemas {
  const { between, ...rest } = windowWords();
  return family === 'any' ? rest : { ...rest, between };
}

/** The words of a window, which are definitions of their own. */
export function windowWords(): WindowWords {
  const word = (name: keyof WindowWords): JsonSchema => ref(`window:${name}`);
  return {
    last: word('last'),
    next: word('next'),
    before_last: word('before_last'),
    during: word('during'),
    since: word('since'),
    before: word('before'),
    between: word('between'),
    within: word('within'),
  };
}

function windowSchemas(): WindowWords {
  return {
    last: { ...ref('duration'), description: 'the time up to the as-of: `last: 90d`' },
    next: { ...ref('duration'), description: 'the time from the as-of on: `next: 7d`' },
    before_last: { ...ref('duration'), description: 'everything before the last so long' },
    during: ref('period', 'a period of the calendar'),
    since: { ...ref('edge'), description: 'from this day or field on' },
    before: { ...ref('edge'), description: 'before this day or field' },
    between: {
      ...anyOf({ type: 'array', items: ref('edge'), minItems: 2, maxItems: 2 }, ref('parameter')),
      description: 'from one day to another, both included',
    },
    within: { ...ref('span'), description: 'so long after `since: { field: … }`' },
  };
}
