/** Single values. An editor's YAML reads `true`, `12` and `2025` as what they look like, so text may be any of them. */
import { anyOf, type JsonSchema, ref, type Schemas } from './json-schema.ts';

/** What a test can be of: a family of types that take the same values. */
export const families = ['any', 'text', 'number', 'weekday', 'boolean', 'date', 'time', 'list'] as const;
export type Family = (typeof families)[number];

const periods = ['today', 'yesterday', 'tomorrow'].concat(
  ['this', 'last', 'next'].flatMap((which) =>
    ['week', 'month', 'quarter', 'year'].map((unit) => `${which} ${unit}`),
  ),
);

const parameter = ref('parameter');
const pattern = (text: string): JsonSchema => ({ type: 'string', pattern: text });
const date = pattern('^\\d{4}-\\d{2}-\\d{2}$');

/** Values of the language, by name. */
export const valueSchemas: Schemas = {
  parameter: { ...pattern('^\\$[A-Za-z_][A-Za-z0-9_]*$'), description: 'a parameter of the segment' },
  text: { type: ['string', 'number', 'boolean'], minLength: 1 },
  number: anyOf({ type: 'number' }, pattern('^[-+]?\\d+(\\.\\d+)?%$'), parameter),
  weekday: anyOf(
    { enum: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] },
    { type: 'integer', minimum: 1, maximum: 7 },
    parameter,
  ),
  boolean: anyOf({ type: 'boolean' }, parameter),
  date: anyOf(date, parameter),
  time: anyOf(pattern('^\\d{4}-\\d{2}-\\d{2}[Tt ]\\d{2}:\\d{2}'), parameter),
  moment: anyOf(date, pattern('^\\d{4}-\\d{2}-\\d{2}[Tt ]\\d{2}:\\d{2}'), parameter),
  share: {
    ...anyOf(pattern('^\\d+(\\.\\d+)?%$'), parameter),
    description: 'a percentage with its sign: `10%`',
  },
  whole: anyOf({ type: 'integer', minimum: 0 }, parameter),
  positive: anyOf({ type: 'integer', minimum: 1 }, parameter),
  duration: {
    ...anyOf(pattern('^\\d{1,9}(min|h|d|w|mo|y)$'), parameter),
    description: 'a duration: `90d`, `24h`, `3mo`, `1y`',
  },
  span: {
    ...anyOf(pattern('^\\d{1,9}(min|h|d|w)$'), parameter),
    description: 'a span of minutes, hours, days or weeks: `24h`, `14d`',
  },
  period: {
    ...anyOf(
      { enum: periods },
      pattern('^(last|next) [1-9]\\d{0,2} (week|month|quarter|year)s?$'),
      pattern('^\\d{4}(-Q[1-4]|-W\\d{2}|-\\d{2}(-\\d{2})?)?$'),
      { type: 'integer', minimum: 1, maximum: 9998 },
      parameter,
    ),
    description:
      'a period: `last month`, `last 6 months`, `2025`, `2025-Q4`, `2025-11`, `2025-W48`, `2025-11-28`',
  },
};

/** The value that a family is compared with. */
export function valueFor(family: Family): JsonSchema {
  return ref(family === 'any' || family === 'list' ? 'text' : family);
}
