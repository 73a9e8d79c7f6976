/** The reference of the language: prose from the template, every table from the registries and the editors' schema. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kpiList } from '../../src/analyses/kpi-list.ts';
import { timeParts } from '../../src/check/field.ts';
import { definitionSchema } from '../../src/editor/definitions.ts';
import { noNames } from '../../src/editor/names.ts';
import { projectSchema } from '../../src/editor/project-file.ts';
import { rfmScores } from '../../src/features/rfm-fields.ts';
import { rfmPresets } from '../../src/features/rfm-presets/index.ts';
import { keywords } from '../../src/language/condition.ts';
import { expectationKeys, testKeys } from '../../src/language/definition-test.ts';
import { measures } from '../../src/language/measures/index.ts';
import { rfmMethods } from '../../src/language/models/rfm.ts';
import { rfmAxes } from '../../src/language/models/rfm-preset.ts';
import { operators } from '../../src/language/operators/index.ts';
import { parameterTypes } from '../../src/language/parameters.ts';
import { segmentKeys } from '../../src/language/segment-keys.ts';
import { arithmeticKeys } from '../../src/language/trait.ts';
import { everyWindowWord } from '../../src/language/windows.ts';
import { cohortFields } from '../../src/model/cohort.ts';
import { dateLetters } from '../../src/model/date-notation.ts';
import { listedExitCodes } from '../../src/program/help.ts';
import { projectKeys } from '../../src/project/read.ts';
import { ownerKeys } from '../../src/project/read-computed.ts';
import { columnKeys } from '../../src/project/read-source.ts';
import { consentKeys, customerKeys, eventKeys, lookupKeys } from '../../src/project/read-tables.ts';

interface Described {
  readonly description?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly additionalProperties?: Described;
  readonly items?: Described;
  readonly anyOf?: readonly Described[];
  readonly $defs?: Readonly<Record<string, Described>>;
}

const definitions = definitionSchema(noNames) as Described;
const project = projectSchema(noNames) as Described;
const shared = { ...project.$defs, ...definitions.$defs };

/** The text of `segments/README.md`. */
export function referenceText(): string {
  const template = readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'template.md'), 'utf8');
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const part = parts[name];
    if (!part) throw new Error(`the template asks for ${name}, which nothing gives`);
    return part();
  });
}

/** The YAML blocks of the template, in order. */
export function yamlBlocks(text: string): readonly string[] {
  return [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, block]) => block!);
}

const body = shared['body']?.anyOf?.find(({ properties }) => properties)?.properties ?? {};
const names = operators.map(({ name }) => name);
const rowKeys = ['where', 'earliest', 'latest', 'having', 'then', 'then_not', 'same'];
const otherTests = ['not', 'ignore_case', 'ignore_accents', 'anniversary', 'top', 'bottom'];

const eventProperties = propertiesOf(project.properties?.['events']?.additionalProperties);
const customerProperties = propertiesOf(project.properties?.['customers']);

/** The whole project files of the page, in order. */
export function projectBlocks(text: string): readonly string[] {
  return [...text.matchAll(/^```yaml whole project\n([\s\S]*?)^```$/gm)].map(([, block]) => block!);
}

const parts: Readonly<Record<string, () => string>> = {
  segment: () => keyTable(segmentKeys, shared['segment']?.properties),
  condition: () => keyTable(Object.keys(keywords), shared['condition']?.properties),
  tests: () =>
    table(
      ['test', 'holds when', 'example', 'of'],
      [
        ...operators.map(({ name, summary, example, types }) => [
          code(name),
          summary,
          code(example),
          typesOf(types),
        ]),
        ...otherTests.map((name) => [
          code(name),
          sayOf(name, body[name]),
          code(OTHER_EXAMPLES[name]!),
          OTHER_TYPES[name]!,
        ]),
      ],
    ),
  windows: () =>
    table(
      ['word', 'which'],
      everyWindowWord.map((word) => [code(word), WINDOW_SAYS[word]]),
    ),
  measures: () =>
    table(
      ['measure', 'what it is', 'of no rows', 'as a trait'],
      measures.map(({ name, summary, empty, example }) => [code(name), summary, EMPTY[empty], code(example)]),
    ),
  rows: () => keyTable(rowKeys, body),
  parts: () =>
    table(
      ['part', 'what'],
      timeParts.map((part) => [code(`.${part}`), PART_SAYS[part]]),
    ),
  arithmetic: () =>
    table(
      ['arithmetic', 'is'],
      arithmeticKeys.map((word) => [code(word), ARITHMETIC_SAYS[word]]),
    ),
  definitionTest: () => keyTable(testKeys, definitions.$defs?.['tests']?.items?.properties),
  expectation: () => keyTable(expectationKeys, propertiesOf(definitions.$defs?.['expectation'])),
  types: () => parameterTypes.map(code).join(', '),
  periods: () =>
    '`today`, `yesterday`, `tomorrow`, `this`, `last` or `next` `week`, `month`, `quarter` or `year`, several whole ones beside this (`last 6 months`), and fixed ones: `2025`, `2025-Q4`, `2025-11`, `2025-W48`, `2025-11-28`',
  project: () => keyTable(projectKeys, project.properties, PROJECT_SAYS),
  customers: () => keyTable(customerKeys, propertiesOf(project.properties?.['customers'])),
  events: () =>
    keyTable(
      eventKeys.filter((key) => !isSource(key)),
      propertiesOf(project.properties?.['events']?.additionalProperties),
    ),
  rfm: () =>
    table(
      ['key', 'what it says'],
      RFM_SAYS.map(([key, says]) => [code(key), says]),
    ),
  rfmFields: () => list([...rfmScores, 'recency_days', 'frequency', 'monetary']),
  rfmPresets: () => list(rfmPresets.map(({ name }) => name)),
  rfmAxes: () => list(rfmAxes),
  cohorts: () =>
    table(
      ['key', 'what it says'],
      COHORT_SAYS.map(([key, says]) => [code(key), says]),
    ),
  exitCodes: () =>
    table(
      ['code', 'meaning'],
      listedExitCodes.map(({ code: number, says }) => [code(String(number)), says]),
    ),
  cohortFields: () => list(cohortFields),
  kpis: () => list(kpiList.map(({ name }) => name)),
  columns: () => keyTable(columnKeys, propertiesOf(shared['column'])),
  dates: () =>
    table(
      ['letters', 'what they stand for'],
      dateLetters.map(([letters, says]) => [code(letters), says]),
    ),
  owner: () => keyTable(ownerKeys, propertiesOf(eventProperties?.['customer'])),
  consent: () => keyTable(consentKeys, propertiesOf(customerProperties?.['consent']?.additionalProperties)),
  lookups: () =>
    keyTable(
      lookupKeys.filter((key) => !isSource(key)),
      propertiesOf(project.properties?.['lookups']?.additionalProperties),
    ),
};

const list = (words: readonly string[]): string => words.map(code).join(', ');

const RFM_SAYS: readonly (readonly [string, string])[] = [
  ['on', 'the event table, which has a time'],
  ['where', 'the rows that count: a row test'],
  ['last', 'how far back they count'],
  ['frequency', '`events` or `days`: what F counts (default: `events`)'],
  [
    'monetary',
    '`sum` or `average` of the table’s `value`, `{ sum: COLUMN }`, `{ average: COLUMN }`, `{ count: ROWTEST }` or `none`',
  ],
  ['method', `how values become scores, one of ${list(rfmMethods)} (default: \`quantile\`)`],
  ['levels', 'how many scores there are, as the preset has them'],
  [
    'cuts',
    'with `method: fixed` the thresholds: `{ r: [30, 90, 180, 365], f: [2, 3, 5, 10], m: [50, 100, 250, 500] }`',
  ],
  ['preset', 'what names the segments'],
];

const COHORT_SAYS: readonly (readonly [string, string])[] = [
  ['on', 'the events of which the first counts, `TABLE` or `{ TABLE: BLOCK }` (default: `orders`)'],
  ['by', 'a date of the customer in its place, or `first`'],
  ['ranges', 'by name: a period, two dates, or `{ since: DATE, before: DATE }`'],
];

/** What is said of files stands once, under the customers. */
function isSource(key: string): boolean {
  const common = [...customerKeys].filter(
    (candidate) =>
      (eventKeys as readonly string[]).includes(candidate) &&
      (lookupKeys as readonly string[]).includes(candidate),
  );
  return common.includes(key as (typeof customerKeys)[number]) && key !== 'key' && key !== 'lookup';
}

const EMPTY = { zero: '0', false: 'false', missing: 'missing' } as const;

const OTHER_EXAMPLES: Readonly<Record<string, string>> = {
  not: '{ not: { gt: 100 } }',
  ignore_case: '{ eq: köln, ignore_case: true }',
  ignore_accents: '{ eq: Koln, ignore_accents: true }',
  anniversary: '{ anniversary: { next: 7d } }',
  top: '{ top: 10% }',
  bottom: '{ bottom: { customers: 500 } }',
};

const OTHER_TYPES: Readonly<Record<string, string>> = {
  not: 'everything',
  ignore_case: 'text, list',
  ignore_accents: 'text, list',
  anniversary: 'date, time',
  top: 'number, date, time',
  bottom: 'number, date, time',
};

const WINDOW_SAYS: Readonly<Record<(typeof everyWindowWord)[number], string>> = {
  last: 'up to the as-of: `last: 90d`',
  next: 'from the as-of on: `next: 7d`',
  before_last: 'everything before the last so much: `before_last: 90d`',
  during: 'a period of the calendar: `during: last month`, `during: 2025-Q4`',
  since: 'from a day on, the day included: `since: 2026-01-01`',
  before: 'up to a day, the day excluded: `before: 2026-01-01`',
  between: 'from one day to another, both included: `between: [2026-01-01, 2026-03-31]`',
  within: 'so soon after `since: { field: F }`, the end included: `within: 30d`',
};

const PART_SAYS: Readonly<Record<(typeof timeParts)[number], string>> = {
  hour: '0 to 23',
  weekday: '1 to 7 from Monday, or `mon` to `sun`',
  day: 'of the month',
  month: '1 to 12',
  quarter: '1 to 4',
  year: 'a number',
  age: 'whole years at the as-of date',
  date: 'the date without the time',
  year_week: 'the Monday of its week, tested like a date',
  year_month: 'the first day of its month',
  year_quarter: 'the first day of its quarter',
};

const ARITHMETIC_SAYS: Readonly<Record<(typeof arithmeticKeys)[number], string>> = {
  ratio: 'the first divided by the second',
  plus: 'the sum of two or more',
  minus: 'the first less all others',
  times: 'the product of two or more',
};

const PROJECT_SAYS: Readonly<Record<string, string>> = {
  customers: 'the table of customers, see below',
  traits: 'values per customer by name, see [Traits](#traits)',
};

function typesOf(types: readonly string[]): string {
  const kinds = new Set(
    types.map((type) => (['integer', 'decimal', 'float', 'quotient'].includes(type) ? 'number' : type)),
  );
  return kinds.size > 5 ? 'everything' : [...kinds].join(', ');
}

function keyTable(
  keys: readonly string[],
  properties: Readonly<Record<string, Described>> | undefined,
  more: Readonly<Record<string, string>> = {},
): string {
  return table(
    ['key', 'what it says'],
    keys.map((key) => [code(key), more[key] ?? sayOf(key, properties?.[key])]),
  );
}

/** Of a mapping that may take more than one shape: all their keys. */
function propertiesOf(schema: Described | undefined): Readonly<Record<string, Described>> {
  const shapes = [schema, ...(schema?.anyOf ?? [])].flatMap((shape) => shape?.properties ?? []);
  return Object.assign({}, ...shapes.toReversed());
}

function sayOf(key: string, schema: Described | undefined): string {
  const pointed = schema?.$ref ? shared[schema.$ref.replace('#/$defs/', '')] : undefined;
  const text = schema?.description ?? pointed?.description;
  if (text === undefined) throw new Error(`nothing describes ${key}: ${JSON.stringify(schema)}`);
  const example = text.replace(/, as in `.*`$/, '');
  return names.includes(key) ? example : text;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}
