/** The schema of `segment.config.yaml`. */

import { type ModelKey, modelKeys, modelSections } from '../language/models/index.ts';
import { normalisings } from '../model/recipe.ts';
import { engineTypes } from '../project/project.ts';
import type { projectKeys } from '../project/read.ts';
import { type columnKeys, columnTypes, type sourceKeys } from '../project/read-source.ts';
import type { consentKeys, customerKeys, eventKeys, lookupKeys } from '../project/read-tables.ts';
import { rowTestOf } from './blocks.ts';
import { commonSchemas, sampleSchema } from './definitions.ts';
import { anyOf, closed, DRAFT, type JsonSchema, offered, oneOrMore, open, ref } from './json-schema.ts';
import type { KnownNames, KnownTable } from './names.ts';

type Keyed<Keys extends readonly string[]> = Readonly<Record<Keys[number], JsonSchema>>;

/** For editors. Sections that other parts of the program read are left open. */
export function projectSchema(names: KnownNames): JsonSchema {
  return {
    $schema: DRAFT,
    title: 'a project of customer segments',
    ...closed(projectProperties(names), ['customers']),
    $defs: { ...commonSchemas(names), lookup: lookupSchema(names), column: columnSchema },
  };
}

function projectProperties(names: KnownNames): Keyed<typeof projectKeys> {
  const section = (description: string): JsonSchema => ({ description });
  return {
    timezone: described('the time zone of every calendar rule: `Europe/Warsaw` (default: UTC)'),
    as_of: described('the day or instant that runs look from (default: today)'),
    currency: {
      type: 'string',
      pattern: '^[A-Z]{3}$',
      description: 'what money is in, said where people read it: `EUR`',
    },
    segments: { ...oneOrMore(ref('text')), description: 'where definitions are: patterns of files' },
    customers: { ...anyOf(closed(customerProperties(names), ['file', 'key']), fromEvents(names)) },
    events: {
      ...open(
        Object.fromEntries(names.events.map((table) => [table.name, eventSchema(table)])),
        eventSchema(undefined),
      ),
      description: 'event tables by name',
    },
    lookups: {
      ...open({}, closed(lookupProperties(), ['file', 'key'])),
      description: 'lookup tables by name',
    },
    suppress: {
      ...oneOrMore(ref('segment-name')),
      description: 'segments that no list with a channel may contain',
    },
    alerts: {
      ...closed({
        unreadable: ref('share', 'the share of rows of a table that may be left out unread (default: 1%)'),
      }),
      description: 'what makes a run say so and exit with 1',
    },
    history: described('the file of recorded runs (default: .segment/history.duckdb)'),
    record: ref('boolean', 'whether every run is recorded'),
    traits: ref('traits'),
    holdout: { ...sampleSchema, description: 'a share of people who are in no list' },
    ...modelSchemas,
    targets: section('what the numbers should be'),
    engine: {
      ...closed(
        {
          type: { enum: [...engineTypes], description: 'which engine' },
          url: described('where it is; a password only as `${NAME}`'),
          database: described('the database there; on BigQuery the dataset'),
          project: described('BigQuery: the project that pays'),
          location: described('BigQuery: where the tables are, such as EU'),
        },
        ['type'],
      ),
      description: 'the engine that has the tables, in place of files',
    },
  };
}

/** Sections of named models are described in the reference, and not completed. */
const modelSchemas = Object.fromEntries(
  modelKeys.map((key): [string, JsonSchema] => [key, { description: modelSections[key].says }]),
) as Record<ModelKey, JsonSchema>;

function fromEvents(names: KnownNames): JsonSchema {
  const tables = names.events.map(({ name }) => name);
  return closed({ from: offered(tables, 'the event table whose customers they are'), key: ref('text') }, [
    'from',
  ]);
}

function described(description: string): JsonSchema {
  return { ...ref('text'), description };
}

function sourceProperties(): Keyed<typeof sourceKeys> {
  return {
    file: {
      ...oneOrMore(ref('text')),
      description:
        'CSV, TSV, Parquet, JSON lines or a sheet (`book.xlsx/Orders`), also in an archive (`export.zip/orders*.csv`); a pattern or list is one table',
    },
    table: described('a table of the engine, in place of `file`: `orders`, `shop.orders`'),
    columns: { ...open({}, ref('column')), description: 'columns under another name or of a type' },
    each: described('the column with an array, of which every item is a row'),
    skip_rows: { type: 'integer', minimum: 0, description: 'rows above the header' },
    skip_last: { type: 'integer', minimum: 0, description: 'rows below the data' },
    delimiter: described('what stands between the cells of a CSV file: `";"`, `tab`'),
    encoding: described('the encoding of a text file'),
    decimal: { enum: [',', '.'], description: 'the decimal sign of numbers' },
    date_format: {
      ...oneOrMore(ref('text')),
      description: 'how dates and times are written: a form or several',
    },
    null_values: {
      ...oneOrMore({ type: ['string', 'number', 'boolean'] }),
      description: 'texts that mean missing',
    },
    source_timezone: described('the zone of times without an offset (default: the time zone of the project)'),
    on_error: { enum: ['stop', 'skip'], description: 'what a row that cannot be read does' },
    newest: {
      ...anyOf(ref('text'), closed({ column: ref('text'), per: ref('text') }, ['column', 'per'])),
      description:
        'the column whose highest value says which of several rows with one key counts: `_file` is the file, `{ column: _file, per: Name }` where several rows make one thing',
    },
  };
}

function customerProperties(names: KnownNames): Omit<Keyed<typeof customerKeys>, 'from'> {
  const consent = consentSchema();
  return {
    ...sourceProperties(),
    key: described('the column that tells customers apart'),
    where: ref('condition', 'which rows of the file are customers'),
    created: described('the column that says since when a customer exists'),
    contact: {
      ...byChannel(ref('text'), names),
      description:
        'a column with the address, by channel; for `export` also `first_name`, `last_name`, `city`, `postcode`, `country`',
    },
    consent: {
      ...byChannel(anyOf(ref('text'), consent), names),
      description: 'a column that says yes, by channel',
    },
    lookup: ref('lookup'),
  };
}

function consentSchema(): JsonSchema {
  const properties: Keyed<typeof consentKeys> = {
    field: ref('text', 'the column that says yes'),
    yes: {
      ...oneOrMore(ref('text')),
      description: 'exactly the values that are a yes (default: `yes`, `true`, `y`, `1` in any letter case)',
    },
    where: ref('condition', 'in place of a column: a condition over the customer'),
  };
  return closed(properties);
}

function byChannel(item: JsonSchema, names: KnownNames): JsonSchema {
  return open(Object.fromEntries(names.channels.map((name) => [name, item])), item);
}

function eventSchema(table: KnownTable | undefined): JsonSchema {
  const properties = eventProperties(table);
  return { anyOf: [closed(properties, ['file', 'customer']), closed(properties, ['from', 'key'])] };
}

function eventProperties(table: KnownTable | undefined): Keyed<typeof eventKeys> {
  return {
    ...sourceProperties(),
    from: described('the event table whose rows make those of this one, one for each key'),
    key: { ...keySchema, description: 'the column that tells rows apart' },
    customer: {
      ...ownerSchema,
      description: 'the column with the key of the customer, or with an address of theirs',
    },
    time: described('the column that says when it happened'),
    value: described('the column with money'),
    where: { ...rowTestOf(table), description: 'the rows that are meant' },
    stale_after: ref('duration', 'how old the newest row may be before a run raises an alert'),
    lookup: ref('lookup'),
  };
}

function lookupProperties(): Keyed<typeof lookupKeys> {
  return {
    ...sourceProperties(),
    key: described('the column that tells rows apart'),
    lookup: ref('lookup'),
  };
}

const normalise = {
  enum: normalisings,
  description: 'compared as addresses of that kind, or as numbers: `17.0` is `17`',
};

const keySchema = anyOf(ref('text'), closed({ column: ref('text'), normalise }, ['column']));

const ownerSchema = anyOf(
  ref('text'),
  closed(
    {
      column: ref('text', 'the column of the row'),
      of: ref('text', 'the column of customers with the same address'),
      normalise,
      prefer: { type: 'string', pattern: '^newest ', description: 'whose an address of several is' },
    },
    ['column'],
  ),
);

function lookupSchema(names: KnownNames): JsonSchema {
  const table = offered(names.lookups, 'a lookup table');
  const described = anyOf(table, closed({ table, by: ref('text') }, ['table']));
  return { ...open({}, described), description: 'lookup tables to join, by the name they get here' };
}

const columnSchema: JsonSchema = anyOf(
  { enum: [...columnTypes] },
  ref('text'),
  closed({
    from: { ...oneOrMore(ref('text')), description: 'the column of the file, a path into JSON, or several' },
    type: {
      enum: [...columnTypes],
      description: `what it holds: ${columnTypes.map((type) => `\`${type}\``).join(', ')}`,
    },
    separator: { type: 'string', minLength: 1, description: 'what stands between the items of a list' },
    decimal: { enum: [',', '.'], description: 'the decimal sign of its numbers' },
    date_format: { ...oneOrMore(ref('text')), description: 'how its dates and times are written' },
    null_values: {
      ...oneOrMore({ type: ['string', 'number', 'boolean'] }),
      description: 'texts that mean missing in it',
    },
  } satisfies Keyed<typeof columnKeys>),
  // One that is computed, whose words are many.
  { ...open({}, true), not: anyOf({ required: ['type'] }, { required: ['from'] }) },
);
