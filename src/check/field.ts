import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { parameterOf } from '../language/substitute.ts';
import type { ScalarSyntax } from '../language/syntax.ts';
import { columnValue } from '../model/column-value.ts';
import { type Column, findColumn, type Lookup } from '../model/schema.ts';
import { isMoment, type TimePart, typeOf, type Value } from '../model/value.ts';
import { type Checking, findEvents } from './context.ts';
import { madeOfThese } from './made-table-messages.ts';
import { nameMessages } from './name-messages.ts';

export const timeParts: readonly TimePart[] = [
  'hour',
  'weekday',
  'day',
  'month',
  'quarter',
  'year',
  'age',
  'date',
  'year_week',
  'year_month',
  'year_quarter',
];

interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly lookups: readonly Lookup[];
}

/** Binds a field's name: `country`, `company.name`, `birth_date.age`, `customer.email`, a trait, `lifecycle.stage`. */
export function checkField(name: ScalarSyntax, context: Checking): Value | undefined {
  if (name.parameter !== undefined || parameterOf(name) !== undefined) {
    context.report(nameMessages.parameterAsName(name));
    return undefined;
  }
  const parts = name.text.split('.');
  const made =
    context.choosesRows && context.row?.lookups.find((each) => each.toMade && each.name === parts[0]);
  if (made) {
    context.report(madeOfThese(name, made, context.row!.name));
    return undefined;
  }
  const found = context.row ? rowField(parts, context) : customerField(parts, context);
  if (found === 'reported') return undefined;
  if (found) return found;
  context.report(unknownField(name, parts, context));
  return undefined;
}

function unknownField(name: ScalarSyntax, parts: readonly string[], context: Checking): Diagnostic {
  const [first = '', ...rest] = parts;
  const before = partlessField(parts, context);
  if (before !== undefined) return nameMessages.partOfOther(name, before, parts.at(-1)!);
  if (context.row) return nameMessages.unknownField(name, `\`${context.row.name}\``, fieldNames(context));
  return rest.length > 0 && findEvents(context, first)
    ? nameMessages.fieldOfTable(name, first, rest.join('.'))
    : nameMessages.unknownField(name, 'a customer', fieldNames(context));
}

/** The field before a part that only dates and times have, where it is neither. */
function partlessField(parts: readonly string[], context: Checking): string | undefined {
  const before = parts.slice(0, -1);
  if (before.length === 0 || !timeParts.some((part) => part === parts.at(-1))) return undefined;
  const found = context.row ? rowField(before, context) : customerField(before, context);
  return found && found !== 'reported' && !isMoment(typeOf(found)) ? before.join('.') : undefined;
}

type Found = Value | undefined | 'reported';

function rowField(parts: readonly string[], context: Checking): Found {
  const row = context.row!;
  const [first, ...rest] = parts;
  if (first === 'customer' && rest.length > 0) return pathOf(context.schema.customers, rest, context);
  if (first === row.name && rest.length > 0 && !findColumn(row, parts.join('.')))
    return pathOf(row, rest, context);
  return pathOf(row, parts, context);
}

function customerField(parts: readonly string[], context: Checking): Found {
  const { customers } = context.schema;
  const [first = '', ...rest] = parts;
  if (first === 'customer' && rest.length > 0) return pathOf(customers, rest, context);
  return chosenField(first, rest, context) ?? pathOf(customers, parts, context);
}

/** Traits, stage sets, arms and models: names that somebody chose, which win over columns. */
function chosenField(first: string, rest: readonly string[], context: Checking): Found {
  const [second] = rest;
  if (context.traitNames.has(first)) {
    const trait = context.trait(first);
    if (trait === undefined) return 'reported';
    return rest.length === 0 ? trait : partOf(trait, rest);
  }
  if (second === 'stage' && rest.length === 1 && context.stages.has(first))
    return { kind: 'stage', set: first };
  const model = context.models.find((candidate) => candidate.name === first);
  if (model) {
    const field = model.fields.find((candidate) => candidate.name === second);
    if (!field) return undefined;
    const value: Value | undefined = field.value
      ? field.value()
      : { kind: 'model', model: first, field: field.name, type: field.type };
    if (value === undefined) return 'reported';
    return rest.length === 1 ? value : partOf(value, rest.slice(1));
  }
  const segment = rest.at(-1) === 'arm' ? [first, ...rest.slice(0, -1)].join('.') : undefined;
  if (segment !== undefined && context.splitNames.has(segment)) return { kind: 'arm', segment };
  return undefined;
}

/** A column of the table or of a lookup, and perhaps a part of its time. */
function pathOf(table: Table, parts: readonly string[], context: Checking): Value | undefined {
  return follow(table, table.name, [], parts, context);
}

function follow(
  table: Table,
  root: string,
  lookups: readonly string[],
  parts: readonly string[],
  context: Checking,
): Value | undefined {
  for (let length = parts.length; length > 0; length--) {
    const column = findColumn(table, parts.slice(0, length).join('.'));
    if (!column) continue;
    const value = columnValue(root, column, lookups);
    if (length === parts.length) return value;
    // A lookup may be named like the column that it joins by.
    const part = partOf(value, parts.slice(length));
    if (part) return part;
  }
  const [first, ...rest] = parts;
  const lookup = table.lookups.find((candidate) => candidate.name === first);
  const next = lookup && context.schema.lookups.find((candidate) => candidate.name === lookup.table);
  return lookup && next && rest.length > 0
    ? follow(next, root, [...lookups, lookup.name], rest, context)
    : undefined;
}

function partOf(of: Value, rest: readonly string[]): Value | undefined {
  const part = timeParts.find((candidate) => candidate === rest[0]);
  const type = typeOf(of);
  if (!part || rest.length > 1 || !isMoment(type)) return undefined;
  if (part === 'hour' && type === 'date') return undefined;
  if (of.kind === 'column' && of.isYearless && part !== 'month' && part !== 'day') return undefined;
  return { kind: 'part', part, of };
}

/** Every name that could have been meant, for suggestions. */
export function fieldNames(context: Checking): readonly string[] {
  const { customers } = context.schema;
  if (context.row)
    return [
      ...pathNames(context.row, context),
      ...pathNames(customers, context).map((name) => `customer.${name}`),
    ];
  return [
    ...pathNames(customers, context),
    ...context.traitNames,
    ...context.schema.events.map((table) => table.name),
    ...[...context.stages.keys()].map((name) => `${name}.stage`),
    ...context.models.flatMap((model) => model.fields.map((field) => `${model.name}.${field.name}`)),
  ];
}

function pathNames(table: Table, context: Checking): readonly string[] {
  const own = table.columns.flatMap((column) =>
    isMoment(column.type)
      ? [column.name, ...timeParts.map((part) => `${column.name}.${part}`)]
      : [column.name],
  );
  const joined = table.lookups.flatMap((lookup) => {
    const next = context.schema.lookups.find((candidate) => candidate.name === lookup.table);
    return next ? pathNames(next, context).map((name) => `${lookup.name}.${name}`) : [];
  });
  return [...own, ...joined];
}

/** The field as the user wrote it, where it is the one that is being tested. */
export function writtenField(value: Value, { tested }: Checking): string {
  return tested?.value === value ? tested.name : fieldText(value);
}

/** The field as the user would write it. */
export function fieldText(value: Value): string {
  switch (value.kind) {
    case 'column':
      return [...value.lookups, value.name].join('.');
    case 'part':
      return `${fieldText(value.of)}.${value.part}`;
    case 'measure':
      return value.measure;
    case 'stage':
      return `${value.set}.stage`;
    case 'arm':
      return `${value.segment}.arm`;
    case 'model':
      return `${value.model}.${value.field}`;
    case 'arithmetic':
      return value.operator;
    case 'likeness':
      return `likeness to ${value.segment}`;
    case 'constant':
      return value.literal.text;
  }
}
