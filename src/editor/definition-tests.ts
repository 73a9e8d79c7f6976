/** The schema of tests of definitions. */
import type { expectationKeys, testKeys } from '../language/definition-test.ts';
import { anyOf, closed, type JsonSchema, oneOrMore, open, ref } from './json-schema.ts';
import type { KnownNames } from './names.ts';
import { testOf } from './tests.ts';

export function definitionTestSchema(names: KnownNames): JsonSchema {
  const properties: Readonly<Record<(typeof testKeys)[number], JsonSchema>> = {
    test: { ...ref('text'), description: 'what it shows, in a few words' },
    as_of: { ...ref('text'), description: 'the day or instant to look from (default: as of the run)' },
    params: { ...open({}, oneOrMore(ref('text'))), description: 'values of parameters, as with `--param`' },
    given: {
      ...tablesSchema(names),
      description: 'rows by table, in place of the data of the project; a table not given is empty',
    },
    expect: {
      ...open(
        Object.fromEntries(names.segments.map((name) => [name, ref('expectation')])),
        ref('expectation'),
      ),
      description: 'whom the lists of segments hold, by the names of the segments',
    },
  };
  return {
    ...closed(properties, ['test', 'expect']),
    description: 'rows that are given, and whom segments hold',
  };
}

/** What is expected of one segment. */
export function expectationSchema(): JsonSchema {
  const keys = oneOrMore(ref('text'));
  const properties: Readonly<Record<(typeof expectationKeys)[number], JsonSchema>> = {
    includes: { ...keys, description: 'keys of customers who are in, among others' },
    excludes: { ...keys, description: 'keys of customers who are out' },
    customers: { ...ref(testOf('number')), description: 'a test of the number of customers' },
  };
  return anyOf({ type: 'array', items: ref('text') }, closed(properties));
}

function tablesSchema({ files }: KnownNames): JsonSchema {
  const cell = { type: ['string', 'number', 'boolean', 'array', 'null'] };
  const rowsOf = (row: JsonSchema): JsonSchema => ({ type: 'array', items: row });
  const known = files.map(({ name, fields }) => {
    const columns = Object.fromEntries(fields.map((field) => [field.name, cell]));
    return [name, rowsOf(closed(columns))] as const;
  });
  return known.length === 0 ? open({}, rowsOf(open({}, cell))) : closed(Object.fromEntries(known));
}
