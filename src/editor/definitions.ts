/** The schema of definition files: segments, stage sets, traits, and their tests. */
import { parameterTypes } from '../language/parameters.ts';
import { choosingKeys, type segmentKeys } from '../language/segment-keys.ts';
import { blockProperties, blockSchemas, logicProperties, tableProperties } from './blocks.ts';
import { definitionTestSchema, expectationSchema } from './definition-tests.ts';
import {
  anyOf,
  closed,
  DRAFT,
  type JsonSchema,
  listOf,
  offered,
  oneOrMore,
  open,
  ref,
  type Schemas,
} from './json-schema.ts';
import type { KnownNames } from './names.ts';
import { testOf, testProperties, testSchemas } from './tests.ts';
import { valueSchemas } from './values.ts';

/** For editors: completes the names that are known, and refuses nothing that `check` accepts for its shape. */
export function definitionSchema(names: KnownNames): JsonSchema {
  return {
    $schema: DRAFT,
    title: 'definitions of customer segments',
    type: 'object',
    // Behind `if`, an editor tells what is wrong with the one shape that is meant.
    if: { required: ['segments'] },
    then: closed({
      segments: listOf({ allOf: [ref('segment')], required: ['name'] }),
      traits: ref('traits'),
      tests: ref('tests'),
    }),
    else: {
      ...closed({ ...segmentProperties(names), traits: ref('traits'), tests: ref('tests') }),
      anyOf: [...hasPeople, { propertyNames: { enum: ['traits', 'tests'] } }],
    },
    $defs: {
      ...commonSchemas(names),
      tests: { ...listOf(definitionTestSchema(names)), description: 'tests of definitions' },
      expectation: expectationSchema(),
      segment: { ...closed(segmentProperties(names)), anyOf: hasPeople },
    },
  };
}

const hasPeople = choosingKeys.map((key) => ({ required: [key] }));

/** What the project file and definition files share. */
export function commonSchemas(names: KnownNames): Schemas {
  return {
    ...valueSchemas,
    ...testSchemas(),
    ...blockSchemas(names),
    field: offered(
      names.fields.map(({ name }) => name),
      'a column, a trait, or another field of the customer',
    ),
    'segment-name': offered([...names.segments, ...names.stageSets], 'the name of a segment'),
    sql: closed({ duckdb: { type: 'string' }, uses: oneOrMore(ref('field')) }, ['duckdb']),
    condition: condition(names),
    body: {
      ...anyOf(
        ref('text'),
        listOf(ref('text')),
        closed({ ...testProperties('any'), ...blockProperties(undefined), between: betweenSchema }),
      ),
      description: 'a test of a field, or the block of an event table',
    },
    traits: { ...open({}, ref('trait')), description: 'values a customer by name' },
  };
}

const betweenSchema: JsonSchema = anyOf(
  { type: 'array', items: anyOf(ref('text'), ref('other-field')), minItems: 2, maxItems: 2 },
  ref('parameter'),
);

function condition(names: KnownNames): JsonSchema {
  const movement = closed({ segment: ref('segment-name'), last: ref('duration') }, ['segment', 'last']);
  const words: Schemas = {
    ...logicProperties(ref('condition')),
    segment: {
      ...oneOrMore(ref('segment-name')),
      description: 'in the list of the segment, or of any of them',
    },
    entered: { ...movement, description: 'in the segment now, and not in the recorded run so long ago' },
    left: { ...movement, description: 'in the recorded run so long ago, and not in the segment now' },
    stayed: { ...movement, description: 'in the segment now, then, and in all runs between' },
    lookalike: {
      ...closed({ of: ref('segment-name'), from: oneOrMore(ref('field')), top: ref('best') }, [
        'of',
        'from',
        'top',
      ]),
      description: 'among those outside the segment who are most like those in it, by these fields',
    },
    in_file: {
      ...anyOf(
        ref('text'),
        closed({ path: ref('text'), field: ref('field'), column: ref('text') }, ['path']),
      ),
      description: 'the key, or another field, is listed in a file',
    },
    sql: {
      ...ref('sql'),
      description: 'a boolean expression of the engine over the columns of the customer',
    },
  };
  // A word of the language goes before a column of that name.
  const fields = names.fields.filter(({ name }) => !(name in words));
  const tests = Object.fromEntries(fields.map(({ name, family }) => [name, ref(testOf(family))]));
  return open({ ...words, ...tests, ...tableProperties(names) }, ref('body'));
}

type SegmentProperties = Readonly<Record<(typeof segmentKeys)[number], JsonSchema>>;

function segmentProperties(names: KnownNames): SegmentProperties {
  const text = (description: string): JsonSchema => ({ ...ref('text'), description });
  return {
    name: {
      anyOf: [{ type: 'string', pattern: '^[a-z0-9][a-z0-9_-]*$|\\$' }, { type: ['number', 'boolean'] }],
      description: 'lower-case letters, digits, `-` and `_` (default: the name of the file)',
    },
    title: text('in a few words'),
    description: text('who they are and what for'),
    tags: { ...oneOrMore(ref('text')), description: 'words to find it by' },
    tier: text('free text for reports'),
    owner: text('whose segment it is'),
    goal: text('what it is for'),
    action: text('what is done with it'),
    params: { ...open({}, parameterSchema), description: 'values that stand as `$name`' },
    for_each: {
      ...anyOf(ref('text'), open({}, anyOf(listOf(ref('text')), closed({ distinct: ref('text') })))),
      description:
        'one segment for each value: a list, `{ distinct: FIELD }`, or a file with a set of values a row',
    },
    base: ref('segment-name', 'the segment to start from, in which ranks are taken'),
    where: ref('condition', 'who is in'),
    stages: { ...listOf(stageSchema), description: 'first match wins; the last has no `where`' },
    exclude: { ...oneOrMore(ref('condition')), description: 'who is out: whoever meets any of them' },
    channel: offered(names.channels, 'only who may be reached by it'),
    sample: { ...sampleSchema, description: 'a share of them, always the same people' },
    limit: {
      ...closed({ customers: ref('whole'), highest: ref('field'), lowest: ref('field') }, ['customers']),
      description: 'at most so many',
    },
    split: {
      ...closed({ seed: ref('text'), arms: { ...open({}, ref('share')), minProperties: 2 } }, ['arms']),
      description: 'arms for an experiment',
    },
    columns: { ...oneOrMore(ref('field')), description: 'written beside the key' },
    alerts: {
      ...closed({ min: ref('whole'), max: ref('whole'), change: ref('share') }),
      description: 'sizes at which a run says so and exits with 1',
    },
    output: ref('boolean', '`false` for a building block, which is never written, nor recorded'),
    enabled: ref('boolean', '`false` to leave it out of runs'),
  };
}

const parameterSchema: JsonSchema = closed({
  type: { enum: parameterTypes },
  default: oneOrMore(ref('text')),
  choices: listOf(ref('text')),
});

const stageSchema: JsonSchema = closed(
  {
    stage: { ...ref('text'), description: 'the name of the stage' },
    where: ref('condition'),
    title: ref('text'),
    description: ref('text'),
    action: ref('text'),
  },
  ['stage'],
);

/** A share of people that a seed draws. */
export const sampleSchema: JsonSchema = closed({ share: ref('share'), seed: ref('text') }, ['share']);
