/** A table of events in the project file, and the tables that are made of it. */
import { columnFormat } from './column-options.ts';
import { mixedMoney } from './currency.ts';
import type { DraftCustomer, DraftEvents } from './draft.ts';
import { type EventKind, eventKinds, orderKind } from './event-kinds.ts';
import type { FoundTable } from './find-tables.ts';
import { type OrderStates, orderStates, wonDeals } from './order-states.ts';
import type { TableFacts } from './table-facts.ts';
import {
  columnsLines,
  keyScalar,
  lookupsLine,
  type ProjectFacts,
  sourceLines,
  type TableWords,
} from './table-text.ts';
import { columnScalar, inBraces, inBrackets, indented, plainName, scalar } from './yaml-text.ts';

/** `named` are the tables of the whole project. */
export function eventLines(
  events: DraftEvents,
  facts: TableWords,
  named: ReadonlySet<string>,
): readonly string[] {
  const table = (name: string, more: readonly string[], rows: DraftEvents = events): readonly string[] => [
    `${scalar(name)}:`,
    ...indented([...tableLines(rows, facts), ...more]),
  ];
  const { name, linesOf } = events;
  const won = wonDeals(events);
  if (won) return [...(named.has('deals') ? [] : table('deals', [])), ...table(name, [wonLine(won)])];
  const own = table(name, statesLine(events));
  if (linesOf !== undefined && !named.has('orders')) {
    const kind = orderKind(events.facts);
    if (!kind || named.has(PURCHASES) || takesBack(events)) return [...own, ...madeLines(events, linesOf)];
    const bought = table(PURCHASES, [kindLine(kind)]);
    return [...own, ...bought, ...madeLines({ ...events, name: PURCHASES }, linesOf)];
  }
  const kinds = eventKinds(events.facts).filter((kind) => !named.has(kind.name));
  return [...own, ...kinds.flatMap((kind) => table(kind.name, [kindLine(kind)], valued(events, kind.value)))];
}

/** Whether rows that are no orders take money off them. */
function takesBack({ value, facts: { columns } }: DraftEvents): boolean {
  const money = columns.find(({ name }) => name === value);
  return money?.values.some((amount) => /^[^\d]*[-−(]/.test(amount)) ?? false;
}

/** The rows of orders among others of one table, before those of one number are one order. */
const PURCHASES = 'purchases';

function kindLine({ column, values }: EventKind): string {
  return `where: { ${columnScalar(column)}: ${inBrackets(values)} }`;
}

/** Some of the rows, which are worth what another column says, or nothing. */
function valued({ value: _, product: __, ...events }: DraftEvents, value: string | undefined): DraftEvents {
  return value === undefined ? events : { ...events, value };
}

/** What is said of the table's rows, whichever of them are meant. */
function tableLines(events: DraftEvents, facts: TableWords): readonly string[] {
  const { key, customer, time, timePath, clock, value, product, isRepeated = false } = events;
  const made = [...momentLine(events, facts), ...productLine(product), ...personLines(events)];
  const isOfSeveral = (events.facts as FoundTable).group.files.length > 1;
  return [
    ...sourceLines(events, facts),
    ...(key === undefined ? [] : [`key: ${columnScalar(key)}`]),
    ...(key !== undefined && isOfSeveral
      ? ['newest: _file  # a row that stands in two files is as the later one has it']
      : []),
    `customer: ${customerText(customer, events.facts)}${ofSeveral(customer)}`,
    ...(time === undefined ? [] : [`time: ${clock === undefined ? columnScalar(time) : 'happened_at'}`]),
    ...(timePath === undefined ? [] : [`time: ${timePath}`]),
    ...(value === undefined || isRepeated ? [] : [`value: ${product ? LINE_TOTAL : columnScalar(value)}`]),
    ...columnsLines(events, facts, made),
    ...lookupsLine(events.lookups),
  ];
}

function wonLine({ column, values }: OrderStates): string {
  return `where: ${inBraces({ [plainName(column)]: inBrackets(values) })}  # the others are no orders`;
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

function customerText(customer: DraftCustomer, facts: TableFacts): string {
  switch (customer.kind) {
    case 'key':
      return keyScalar(customer.column, facts, customer.normalise);
    case 'of':
      return inBraces({
        column: columnScalar(customer.column),
        of: columnScalar(customer.of),
        ...(customer.normalise === undefined ? {} : { normalise: customer.normalise }),
        ...(customer.prefer === undefined ? {} : { prefer: `newest ${plainName(customer.prefer)}` }),
      });
    case 'through':
      return customer.path;
    case 'first':
      return PERSON;
  }
}

/** What nobody can know is said. */
function ofSeveral(customer: DraftCustomer): string {
  if (customer.kind !== 'of' || customer.normalise !== undefined) return '';
  return customer.prefer === undefined
    ? '  # whoever is of the same; what has several people is nobody’s'
    : '  # the newest of the people who are of the same';
}

const LINE_TOTAL = 'line_total';

/** Where a line has the price of one thing. */
function productLine(product: DraftEvents['product']): readonly string[] {
  if (product === undefined) return [];
  return [`${LINE_TOTAL}: { times: [${columnScalar(product.quantity)}, ${columnScalar(product.price)}] }`];
}

const PERSON = 'person';

/** What looks like a number in one of them and like letters in the other is a name in both. */
function personLines({ customer, facts }: DraftEvents): readonly string[] {
  if (customer.kind !== 'first') return [];
  const isDigits = (name: string): boolean => {
    const kind = facts.columns.find((column) => column.name === name)!.form.kind;
    return name === plainName(name) && kind !== 'text' && kind !== 'email';
  };
  const names = customer.columns.map(columnScalar).join(', ');
  return [
    ...customer.columns.filter(isDigits).map((name) => `${columnScalar(name)}: text`),
    `${PERSON}: { first_of: [${names}] }  # a login, else a device`,
  ];
}

/** What people count is made of the lines. */
function madeLines({ name, value, product, isRepeated }: DraftEvents, key: string): readonly string[] {
  return [
    'orders:',
    ...indented([
      `from: ${scalar(name)}  # the lines with one ${key} are one order`,
      `key: ${columnScalar(key)}`,
      ...(value === undefined ? [] : totalLines(product ? LINE_TOTAL : columnScalar(value), isRepeated)),
    ]),
  ];
}

function totalLines(value: string, isRepeated = false): readonly string[] {
  if (isRepeated) return [`value: ${value}  # of the whole order, in each of its lines`];
  return [`columns: { total: ${inBraces({ sum: value })} }`, 'value: total'];
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
