/** Blocks of event tables: rows, windows, measures, sequences; and the traits that are made of them. */

import type { Measure } from '../language/measure.ts';
import { delaySummaries } from '../language/measures/delay.ts';
import { measures } from '../language/measures/index.ts';
import { arithmeticKeys } from '../language/trait.ts';
import {
  anyOf,
  closed,
  type JsonSchema,
  listOf,
  offered,
  oneOrMore,
  open,
  ref,
  type Schemas,
} from './json-schema.ts';
import type { KnownNames, KnownTable } from './names.ts';
import { familyOf, testOf, testProperties, windowWords } from './tests.ts';
import type { Family } from './values.ts';

/** The names of a table's definitions; those without a table are for tables that are not known yet. */
function definitionName(what: string, table: KnownTable | undefined): string {
  return table ? `${what}:${table.name}` : what;
}

/** A condition over the rows of a table. */
export function rowTestOf(table: KnownTable | undefined): JsonSchema {
  return ref(definitionName('row-test', table));
}

/** Everything that stands behind a table's name. */
export function blockSchemas(names: KnownNames): Schemas {
  const tables = [undefined, ...names.events];
  return Object.fromEntries([
    ...tables.flatMap((table): [string, JsonSchema][] => [
      [definitionName('row-test', table), rowTest(table)],
      [definitionName('row-field', table), rowField(table)],
      [definitionName('block', table), block(table)],
      [definitionName('step-rows', table), anyOf({ enum: ['any'] }, closed(rowProperties(table)))],
      [definitionName('trait-block', table), traitBlock(table)],
      [definitionName('number-of', table), testWithOf(ref(definitionName('row-field', table)), 'number')],
      [definitionName('value-of', table), testWithOf(ref(definitionName('row-field', table)), 'any')],
      [definitionName('share-of', table), testWithOf(rowTestOf(table), 'number')],
    ]),
    ['step', step(names)],
    ['trait', trait(names)],
    ['operand', anyOf(ref('number'), ref('field'), ref('trait'))],
  ]);
}

/** A condition's `TABLE: BLOCK` for every table that is known. */
export function tableProperties(names: KnownNames): Schemas {
  return Object.fromEntries(names.events.map((table) => [table.name, ref(definitionName('block', table))]));
}

/** The keys of a block's mapping. */
export function blockProperties(table: KnownTable | undefined): Schemas {
  return {
    ...rowProperties(table),
    same: {
      ...ref(definitionName('row-field', table)),
      description: 'some one value of this field meets all the measures',
    },
    ...Object.fromEntries(measures.map((measure) => [measure.name, measured(measure, table)])),
  };
}

function block(table: KnownTable | undefined): JsonSchema {
  return anyOf({ enum: ['any', 'none'] }, closed(blockProperties(table)));
}

function rowProperties(table: KnownTable | undefined): Schemas {
  const steps = oneOrMore(ref('step'));
  return {
    where: { ...rowTestOf(table), description: 'which rows are meant' },
    earliest: { ...ref('positive'), description: 'the first so many of the rows, over all time' },
    latest: { ...ref('positive'), description: 'the last so many of the rows, over all time' },
    having: { ...rowTestOf(table), description: 'what a row that was picked must pass' },
    ...windowWords(),
    then: { ...steps, description: 'what happened after it' },
    then_not: { ...ref('step'), description: 'what did not happen after it' },
  };
}

/** A condition over one row. */
function rowTest(table: KnownTable | undefined): JsonSchema {
  const self = rowTestOf(table);
  return open(
    {
      ...logicProperties(self),
      sql: ref('sql'),
      ...Object.fromEntries((table?.fields ?? []).map(({ name, family }) => [name, ref(testOf(family))])),
    },
    ref('test'),
  );
}

/** The words of logic over conditions of one kind. */
export function logicProperties(item: JsonSchema): Schemas {
  return {
    all: { ...listOf(item), description: 'every one holds' },
    any: { ...listOf(item), description: 'at least one holds' },
    none: { ...listOf(item), description: 'not one holds' },
    not: { allOf: [item], maxProperties: 1, description: 'the exact negation of one condition' },
    at_least: {
      ...closed({ n: ref('positive'), of: listOf(item) }, ['n', 'of']),
      description: 'at least n of the conditions hold',
    },
  };
}

function rowField(table: KnownTable | undefined): JsonSchema {
  return offered(
    (table?.fields ?? []).map(({ name }) => name),
    'a field of the rows',
  );
}

function measured(measure: Measure, table: KnownTable | undefined): JsonSchema {
  return { ...measureTest(measure, table), description: measure.summary };
}

function measureTest(measure: Measure, table: KnownTable | undefined): JsonSchema {
  switch (measure.operand) {
    case 'none':
      return ref(testOf(familyOf(measure.result(undefined).type)));
    case 'summary':
      return delaySchema(ref(testOf('number')));
    case 'row-test':
      return measure.result(undefined).type === 'boolean'
        ? rowTestOf(table)
        : ref(definitionName('share-of', table));
    case 'numbers':
      return ref(definitionName('number-of', table));
    case 'ordered':
    case 'any':
      return ref(definitionName('value-of', table));
  }
}

/** One summary of the delays, with its test. */
function delaySchema(test: JsonSchema): JsonSchema {
  const one = Object.fromEntries(delaySummaries.map((name) => [name, test]));
  return { ...closed(one), minProperties: 1, maxProperties: 1 };
}

/** `{ of: X, TEST }`. */
function testWithOf(of: JsonSchema, family: Family): JsonSchema {
  return { ...closed({ of, ...testProperties(family) }, ['of']), minProperties: 2 };
}

function step(names: KnownNames): JsonSchema {
  const tables = names.events.map((table) => [table.name, ref(definitionName('step-rows', table))] as const);
  return open(
    {
      ...Object.fromEntries(tables),
      within: { ...ref('span'), description: 'so soon after the row before' },
      same: {
        ...anyOf(oneOrMore(ref('text')), open({}, ref('text'))),
        description: 'a field that both rows share, or `{ field of the row before: field of the step }`',
      },
    },
    ref('step-rows'),
  );
}

/** A trait's block has exactly one measure, and says what it is of. */
function traitBlock(table: KnownTable | undefined): JsonSchema {
  const properties = {
    ...rowProperties(table),
    ...Object.fromEntries(measures.map((measure) => [measure.name, traitMeasure(measure, table)])),
  };
  return { ...closed(properties), oneOf: measures.map(({ name }) => ({ required: [name] })) };
}

function traitMeasure(measure: Measure, table: KnownTable | undefined): JsonSchema {
  const { operand, summary, example } = measure;
  const description = `${summary}, as in \`${example}\``;
  switch (operand) {
    case 'none':
      return { const: true, description };
    case 'summary':
      return { ...delaySchema({ const: true }), description };
    case 'row-test':
      return { ...rowTestOf(table), description };
    case 'numbers':
    case 'ordered':
    case 'any': {
      const field = ref(definitionName('row-field', table));
      return { ...anyOf(field, closed({ of: field }, ['of'])), description };
    }
  }
}

function trait(names: KnownNames): JsonSchema {
  const tables = names.events.map(
    (table) => [table.name, ref(definitionName('trait-block', table))] as const,
  );
  const operands = (least: number): JsonSchema => ({ type: 'array', items: ref('operand'), minItems: least });
  const arithmetic = arithmeticKeys.map((operator) => [
    operator,
    operator === 'ratio' ? { ...operands(2), maxItems: 2 } : operands(2),
  ]);
  return {
    ...open({ ...Object.fromEntries(arithmetic), ...Object.fromEntries(tables) }, ref('trait-block')),
    maxProperties: 1,
    description: 'one value a customer: a block with one measure, or arithmetic',
  };
}
