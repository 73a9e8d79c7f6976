/** A draft as the text of a project file, with what was found said beside it. */
import { counted } from '../model/count.ts';
import { columnFormat, columnOptions, type Decided } from './column-options.ts';
import { mixedMoney } from './currency.ts';
import type { Draft, DraftCustomer, DraftCustomers, DraftEvents, DraftLookup, DraftTable } from './draft.ts';
import { eventKinds } from './event-kinds.ts';
import type { FoundTable } from './find-tables.ts';
import { consentColumn } from './guess-roles.ts';
import { innerColumns } from './json-columns.ts';
import { orderStates } from './order-states.ts';
import { columnLine, ownColumns, sourceOptions } from './table-options.ts';
import { columnScalar, inBraces, inBrackets, indented, plainName, scalar } from './yaml-text.ts';

export interface ProjectFacts {
  readonly timezone: string;
  /** Where the zone is from: `this machine`, `--timezone`. */
  readonly timezoneFrom: string;
  readonly currency?: string;
  readonly decided: Decided;
}

/** And the files in which rows cannot be read. */
export interface TableWords extends ProjectFacts {
  readonly broken: ReadonlySet<string>;
}

/** The whole text, ending in a line end. */
export function projectText(blocks: readonly string[], facts: ProjectFacts): string {
  return `${[headLines(facts).join('\n'), ...blocks].join('\n\n')}\n`;
}

/** Traits come last, so more of them are more lines. */
export function withTraits(text: string, traits: readonly string[]): string {
  if (traits.length === 0) return text;
  const head = /^traits:$/m.test(text)
    ? ''
    : '\ntraits:  # a value for each customer: to test, to list, to rank by\n';
  return `${text}${head}${indented(traits).join('\n')}\n`;
}

/** The blocks below the head. Every table of the draft is one that was found. */
export function draftBlocks(draft: Draft, facts: TableWords): readonly string[] {
  const { customers, events, lookups } = draft;
  const named = new Set([...events, ...lookups].map(({ name }) => name));
  const blocks = [
    customers ? customersLines(customers, facts) : customersOf(events),
    events.length > 0
      ? ['events:', ...indented(events.flatMap((table) => eventLines(table, facts, named)))]
      : [],
    lookups.length > 0
      ? ['lookups:', ...indented(lookups.flatMap((table) => lookupLines(table, facts)))]
      : [],
  ];
  return blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
}

function headLines({ timezone, timezoneFrom, currency }: ProjectFacts): readonly string[] {
  return [
    '# What the files of this folder are; `segment sources` shows what was read of them.',
    `timezone: ${timezone}  # of ${timezoneFrom}: every day, week and month is counted in it`,
    ...(currency === undefined ? [] : [`currency: ${currency}`]),
  ];
}

/** Where there is no file of them, whoever has a row in the first event table, and what its rows say of them. */
function customersOf([first]: readonly DraftEvents[]): readonly string[] {
  if (!first) return [];
  const inner = innerColumns(first.facts).map((column) => ({
    ...column,
    filled: 0,
    distinct: 0,
    values: [],
  }));
  const known = [...first.facts.columns, ...inner];
  const email = known.find(({ form }) => form.kind === 'email')?.name;
  const consent = consentColumn({ ...first.facts, columns: known });
  const told = [email, consent?.field].filter((name) => name !== undefined);
  const columns = told.map((name) => {
    const column = columnScalar(name);
    return `${column}: { value_of_last: ${column}, where: { ${column}: { set: true } } }`;
  });
  return [
    'customers:',
    ...indented([
      `from: ${scalar(first.name)}  # whoever has a row there`,
      ...(columns.length === 0 ? [] : ['columns:', ...indented(columns)]),
      ...(email === undefined ? [] : [`contact: { email: ${columnScalar(email)} }`]),
      ...(email === undefined || consent === undefined
        ? []
        : [`consent: { email: ${consentText(consent)} }`]),
    ]),
  ];
}

function customersLines(customers: DraftCustomers, facts: TableWords): readonly string[] {
  const { key, created, email, phone, consent } = customers;
  const contact = {
    ...(email ? { email: columnScalar(email) } : {}),
    ...(phone ? { sms: columnScalar(phone) } : {}),
  };
  const lines = [
    ...sourceLines(customers, facts),
    `key: ${columnScalar(key)}`,
    ...(created === undefined ? [] : [`created: ${columnScalar(created)}  # nobody is a customer before it`]),
    ...(Object.keys(contact).length === 0 ? [] : [`contact: ${inBraces(contact)}`]),
    ...(consent && email ? [`consent: { email: ${consentText(consent)} }`] : []),
    ...columnsLines(customers, facts),
    ...lookupsLine(customers.lookups),
  ];
  return ['customers:', ...indented(lines)];
}

function consentText({ field, yes }: NonNullable<DraftCustomers['consent']>): string {
  return yes ? inBraces({ field: columnScalar(field), yes: inBrackets(yes) }) : columnScalar(field);
}

/** `named` are the tables of the whole project. */
function eventLines(events: DraftEvents, facts: TableWords, named: ReadonlySet<string>): readonly string[] {
  const { name, key, customer, time, clock, value, linesOf, product, isRepeated = false } = events;
  const lines = [
    ...sourceLines(events, facts),
    ...(key === undefined ? [] : [`key: ${columnScalar(key)}`]),
    ...(key !== undefined && (events.facts as FoundTable).group.files.length > 1
      ? ['newest: _file  # a row that stands in two files is as the later one has it']
      : []),
    `customer: ${customerText(customer)}`,
    ...(time === undefined ? [] : [`time: ${clock === undefined ? columnScalar(time) : 'happened_at'}`]),
    ...(value === undefined || isRepeated ? [] : [`value: ${product ? lineTotal : columnScalar(value)}`]),
    ...columnsLines(events, facts, [...momentLine(events, facts), ...productLine(product)]),
    ...lookupsLine(events.lookups),
  ];
  const own = [`${scalar(name)}:`, ...indented([...lines, ...statesLine(events)])];
  if (linesOf !== undefined && !named.has('orders')) return [...own, ...madeLines(events, linesOf)];
  const kinds = eventKinds(events.facts).filter((kind) => !named.has(kind.name));
  return [
    ...own,
    ...kinds.flatMap((kind) => [
      `${kind.name}:`,
      ...indented([
        ...lines,
        `where: { ${columnScalar(kind.column)}: ${inBrackets(kind.values)} }`,
        ...(kind.value === undefined ? [] : [`value: ${columnScalar(kind.value)}`]),
      ]),
    ]),
  ];
}

/** A condition to begin with, for whoever wants fewer. */
function statesLine(events: DraftEvents): readonly string[] {
  const states = orderStates(events);
  const mixed = mixedMoney(events.facts).filter(({ isNamed }) => isNamed);
  if (!states && mixed.length === 0) return [];
  const condition = inBraces({
    ...(states ? { [plainName(states.column)]: inBrackets(states.values) } : {}),
    ...Object.fromEntries(mixed.map(({ column, currencies }) => [plainName(column), scalar(currencies[0]!)])),
  });
  return [`# where: ${condition}  # all count; take the # away and keep those that should`];
}

function customerText(customer: DraftCustomer): string {
  switch (customer.kind) {
    case 'key':
      return columnScalar(customer.column);
    case 'of':
      return inBraces({
        column: columnScalar(customer.column),
        of: columnScalar(customer.of),
        normalise: customer.normalise,
      });
    case 'through':
      return customer.path;
  }
}

const lineTotal = 'line_total';

/** Where a line has the price of one thing. */
function productLine(product: DraftEvents['product']): readonly string[] {
  if (product === undefined) return [];
  return [`${lineTotal}: { times: [${columnScalar(product.quantity)}, ${columnScalar(product.price)}] }`];
}

/** What people count is made of the lines. */
function madeLines({ name, value, product, isRepeated }: DraftEvents, key: string): readonly string[] {
  return [
    'orders:',
    ...indented([
      `from: ${scalar(name)}  # the lines with one ${key} are one order`,
      `key: ${columnScalar(key)}`,
      ...(value === undefined ? [] : totalLines(product ? lineTotal : columnScalar(value), isRepeated)),
    ]),
  ];
}

function totalLines(value: string, isRepeated = false): readonly string[] {
  if (isRepeated) return [`value: ${value}  # of the whole order, in each of its lines`];
  return [`columns: { total: ${inBraces({ sum: value })} }`, 'value: total'];
}

function lookupLines(table: DraftTable, facts: TableWords): readonly string[] {
  const lines = [
    ...sourceLines(table, facts),
    ...(table.key === undefined ? [] : [`key: ${columnScalar(table.key)}`]),
    ...columnsLines(table, facts),
    ...lookupsLine(table.lookups),
  ];
  return [`${scalar(table.name)}:`, ...indented(lines)];
}

/** The files, and how they are written where that is not plain CSV. */
function sourceLines({ facts }: DraftTable, { broken }: TableWords): readonly string[] {
  const { group, rows } = facts as FoundTable;
  const files = group.patterns.length === 1 ? scalar(group.patterns[0]!) : inBrackets(group.patterns);
  const options = sourceOptions(facts as FoundTable, broken).map(({ line }) => line);
  return [`file: ${files}  # ${counted(rows)} rows`, ...options];
}

/** A moment in two columns. */
function momentLine({ time, clock, facts }: DraftEvents, { decided }: ProjectFacts): readonly string[] {
  if (time === undefined || clock === undefined) return [];
  const formOf = (wanted: string) => facts.columns.find(({ name }) => name === wanted)!;
  const date = columnFormat(formOf(time).form, decided);
  const values = formOf(clock).values;
  const seconds = values.some((value) => value.split(':').length === 3) ? ':ss' : '';
  const isHalved = values.some((value) => /m$/i.test(value));
  const format = scalar(`${date} ${isHalved ? `h:mm${seconds} A` : `H:mm${seconds}`}`);
  const from = `[${columnScalar(time)}, ${columnScalar(clock)}]`;
  return [`happened_at: ${inBraces({ from, type: 'time', date_format: format })}`];
}

function columnsLines(
  { facts }: DraftTable,
  { decided }: ProjectFacts,
  more: readonly string[] = [],
): readonly string[] {
  const own = ownColumns(facts as FoundTable, decided).map(({ line }) => line);
  const inner = innerColumns(facts).flatMap(({ name, path, form }) => {
    const type = form.kind === 'number' ? { type: form.form.type } : columnOptions(form, decided);
    return columnLine(name, { from: path, ...type });
  });
  const told = [...own, ...inner, ...more];
  return told.length === 0 ? [] : ['columns:', ...indented(told)];
}

function lookupsLine(lookups: readonly DraftLookup[]): readonly string[] {
  if (lookups.length === 0) return [];
  const parts = lookups.map(({ name, table, by }) => [
    name,
    inBraces({ table: scalar(table), by: columnScalar(by) }),
  ]);
  return [`lookup: ${inBraces(Object.fromEntries(parts))}`];
}
