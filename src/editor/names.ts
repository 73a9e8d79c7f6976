/** The names of a project that an editor can offer. */
import type { Model } from '../check/context.ts';
import { timeParts } from '../check/field.ts';
import type { Column, EventTable, Lookup, Schema } from '../model/schema.ts';
import type { Definitions } from '../model/segment.ts';
import { typeOf } from '../model/value.ts';
import { familyOf } from './tests.ts';
import type { Family } from './values.ts';

export interface KnownField {
  readonly name: string;
  readonly family: Family;
}

export interface KnownTable {
  readonly name: string;
  readonly fields: readonly KnownField[];
}

export interface KnownNames {
  /** Of customers: columns, lookups, parts of times, traits, stages. */
  readonly fields: readonly KnownField[];
  readonly events: readonly KnownTable[];
  readonly lookups: readonly string[];
  readonly segments: readonly string[];
  readonly stageSets: readonly string[];
  readonly channels: readonly string[];
  /** What stands in files, of which a test may give rows. */
  readonly files: readonly KnownTable[];
}

export const noNames: KnownNames = {
  fields: [],
  events: [],
  lookups: [],
  segments: [],
  stageSets: [],
  channels: [],
  files: [],
};

/** The names of a loaded project. */
export function namesOf(
  schema: Schema,
  fileSchema: Schema,
  definitions: Definitions,
  models: readonly Model[],
): KnownNames {
  const { customers, events, lookups } = schema;
  const traits = definitions.traits.flatMap(({ name, value }) => withParts(name, familyOf(typeOf(value))));
  return {
    fields: [
      ...pathsOf(customers, schema),
      ...traits,
      ...models.flatMap((model) =>
        model.fields.flatMap(({ name, type }) => withParts(`${model.name}.${name}`, familyOf(type))),
      ),
      ...definitions.stageSets.map(({ name }): KnownField => ({ name: `${name}.stage`, family: 'text' })),
    ],
    events: events.map((table) => ({ name: table.name, fields: rowFields(table, schema) })),
    lookups: lookups.map(({ name }) => name),
    segments: definitions.segments.map(({ name }) => name),
    stageSets: definitions.stageSets.map(({ name }) => name),
    channels: definitions.channels.map(({ name }) => name),
    files: tablesOf(fileSchema),
  };
}

function tablesOf({ customers, events, lookups, unowned = [] }: Schema): readonly KnownTable[] {
  return [customers, ...events, ...lookups, ...unowned].map(({ name, columns }) => ({
    name,
    fields: columns.map((column) => ({ name: column.name, family: familyOf(column.type) })),
  }));
}

function rowFields(table: EventTable, schema: Schema): readonly KnownField[] {
  const ofCustomer = pathsOf(schema.customers, schema).map(({ name, family }) => ({
    name: `customer.${name}`,
    family,
  }));
  return [...pathsOf(table, schema), ...ofCustomer];
}

function pathsOf(
  table: { readonly columns: readonly Column[]; readonly lookups: readonly Lookup[] },
  schema: Schema,
): readonly KnownField[] {
  return [
    ...table.columns.flatMap(({ name, type }) => withParts(name, familyOf(type))),
    ...table.lookups.flatMap((lookup) => {
      const next = schema.lookups.find(({ name }) => name === lookup.table);
      return next
        ? pathsOf(next, schema).map((field) => ({ ...field, name: `${lookup.name}.${field.name}` }))
        : [];
    }),
  ];
}

function withParts(name: string, family: Family): readonly KnownField[] {
  if (family !== 'date' && family !== 'time') return [{ name, family }];
  const parts = timeParts.filter((part) => part !== 'hour' || family === 'time');
  return [{ name, family }, ...parts.map((part) => ({ name: `${name}.${part}`, family: partFamily(part) }))];
}

function partFamily(part: (typeof timeParts)[number]): Family {
  if (part === 'weekday') return 'weekday';
  return ['date', 'year_week', 'year_month', 'year_quarter'].includes(part) ? 'date' : 'number';
}
