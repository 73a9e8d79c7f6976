/** A table of events in the project file, and the tables that are made of it. */
import { columnFormat } from './column-options.ts';
import { INVOICE } from './corrections.ts';
import type { DraftCustomer, DraftEvents, DraftLookup } from './draft.ts';
import { eventKinds, orderKind } from './event-kinds.ts';
import type { FoundTable } from './find-tables.ts';
import { wonDeals } from './order-states.ts';
import type { TableFacts } from './table-facts.ts';
import {
  columnsLines,
  keyScalar,
  lookupsLine,
  type ProjectFacts,
  sourceLines,
  type TableWords,
} from './table-text.ts';
import { kindLine, whereLines, wonLine } from './where-text.ts';
import { netOf, type Worth, worthOf } from './worth-text.ts';
import { columnScalar, inBraces, indented, plainName, scalar } from './yaml-text.ts';

export interface AmongTables {
  /** The tables of the whole project. */
  readonly named: ReadonlySet<string>;
  /** Whether orders are made of this one. */
  readonly isMaker: boolean;
}

export function eventLines(
  events: DraftEvents,
  facts: TableWords,
  { named, isMaker }: AmongTables,
): readonly string[] {
  const table = (name: string, more: readonly string[], rows: DraftEvents = events): readonly string[] => [
    `${scalar(name)}:`,
    ...indented([...tableLines(isMaker ? withoutReturned(rows) : rows, facts), ...more]),
  ];
  return [...ownLines(events, table, { named, isMaker }), ...returnedLines(events), ...bridgeLines(events)];
}

type TableOf = (name: string, more: readonly string[], rows?: DraftEvents) => readonly string[];

function ownLines(events: DraftEvents, table: TableOf, { named, isMaker }: AmongTables): readonly string[] {
  const { name, linesOf } = events;
  if (events.facts.part || events.corrected)
    return [...table(name, whereLines(events)), ...(isMaker ? madeLines(events, linesOf!) : [])];
  const won = wonDeals(events);
  if (won) return [...(named.has('deals') ? [] : table('deals', [])), ...table(name, wonLine(events, won))];
  const own = table(name, whereLines(events));
  if (isMaker && linesOf !== undefined) {
    const kind = orderKind(events.facts);
    if (!kind || named.has(PURCHASES) || takesBack(events)) return [...own, ...madeLines(events, linesOf)];
    const bought = table(PURCHASES, kindLine(events, kind));
    return [...own, ...bought, ...madeLines({ ...events, name: PURCHASES }, linesOf)];
  }
  const kinds = eventKinds(events.facts).filter((kind) => !named.has(kind.name));
  return [
    ...own,
    ...kinds.flatMap((kind) => table(kind.name, kindLine(events, kind), valued(events, kind.value))),
  ];
}

/** Of lines, what was given back is taken off the orders that are made of them. */
function withoutReturned({ returned: _, ...rows }: DraftEvents): DraftEvents {
  return rows;
}

const RETURNED = 'returned';

/** What was given back of each order, from the table that names them. */
function returnedLines({ returned }: DraftEvents): readonly string[] {
  if (!returned) return [];
  const { table, by, value } = returned;
  return [
    `${scalar(`${table}_by_order`)}:`,
    ...indented([
      `from: ${scalar(table)}  # all that was given back of one order`,
      `key: ${columnScalar(by)}`,
      `columns: { given_back: ${inBraces({ sum: value })} }`,
    ]),
  ];
}

function bridgeLines({ name, bridge }: DraftEvents): readonly string[] {
  if (!bridge) return [];
  return [
    `${scalar(bridge.name)}:`,
    ...indented([`from: ${scalar(name)}  # one row for each`, `key: ${columnScalar(bridge.key)}`]),
  ];
}

/** The value of orders without what was given back, which a lookup finds. */
function netOfReturned(value: string | undefined, events: DraftEvents): Worth {
  const { returned } = events;
  if (!returned || value === undefined) return { lines: [], ...(value === undefined ? {} : { value }) };
  const column = `${RETURNED}.given_back`;
  const { name, lines } = netOf(value, { column, isNegative: returned.isNegative }, events);
  return { value: name, lines };
}

/** `by` is the column of orders with their number. */
function returnedLookup({ returned }: DraftEvents, by: string | undefined): readonly DraftLookup[] {
  if (!returned || by === undefined) return [];
  return [{ name: RETURNED, table: `${returned.table}_by_order`, by }];
}

/** Whether rows that are no orders take money off them. */
function takesBack({ value, facts: { columns } }: DraftEvents): boolean {
  const money = columns.find(({ name }) => name === value);
  return money?.values.some((amount) => /^[^\d]*[-−(]/.test(amount)) ?? false;
}

/** The rows of orders among others of one table, before those of one number are one order. */
const PURCHASES = 'purchases';

/** Some of the rows, which are worth what another column says, or nothing. */
function valued(events: DraftEvents, value: string | undefined): DraftEvents {
  const { value: _, product, credited, refunded, returned, isInCents, priced, ...rest } = events;
  return value === undefined ? rest : { ...rest, value };
}

/** What is said of the table's rows, whichever of them are meant. */
function tableLines(events: DraftEvents, facts: TableWords): readonly string[] {
  const { key, customer, time, timePath, clock, isRepeated = false } = events;
  const gross = worthOf(events);
  const worth = netOfReturned(gross.value, events);
  const made = [
    ...momentLine(events, facts),
    ...gross.lines,
    ...worth.lines,
    ...personLines(events),
    ...invoiceLine(events),
  ];
  const isOfSeveral = (events.facts as FoundTable).group.files.length > 1;
  return [
    ...sourceLines(events, facts),
    ...(key === undefined ? [] : [`key: ${columnScalar(key)}`]),
    ...(key !== undefined && isOfSeveral
      ? ['newest: _file  # a row that stands in two files is as the later one has it']
      : []),
    ...(customer.kind === 'none'
      ? []
      : [`customer: ${customerText(customer, events.facts)}${ofSeveral(customer)}`]),
    ...(time === undefined ? [] : [`time: ${clock === undefined ? columnScalar(time) : 'happened_at'}`]),
    ...(timePath === undefined ? [] : [`time: ${timePath}`]),
    ...(worth.value === undefined || isRepeated ? [] : [`value: ${worth.value}`]),
    ...columnsLines(events, facts, made),
    ...lookupsLine([...events.lookups, ...returnedLookup(events, key)]),
  ];
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
    case 'account':
      return inBraces({ column: PERSON, normalise: 'email' });
    case 'address':
      return inBraces({ column: customer.path, normalise: 'email' });
    case 'none':
      return '';
  }
}

/** What nobody can know is said. */
function ofSeveral(customer: DraftCustomer): string {
  if (customer.kind !== 'of' || customer.normalise !== undefined) return '';
  return customer.prefer === undefined
    ? '  # whoever is of the same; what has several people is nobody’s'
    : '  # the newest of the people who are of the same';
}

/** Of a credit note the invoice that it corrects. */
function invoiceLine({ corrected }: DraftEvents): readonly string[] {
  if (!corrected) return [];
  return [`${INVOICE}: { first_of: [${columnScalar(corrected.by)}, ${columnScalar(corrected.number)}] }`];
}

const PERSON = 'person';

/** What looks like a number in one of them and like letters in the other is a name in both. */
function personLines({ customer, facts }: DraftEvents): readonly string[] {
  if (customer.kind === 'account') {
    const columns = `[${customer.lookup}.${columnScalar(customer.address)}, ${columnScalar(customer.said)}]`;
    return [`${PERSON}: { first_of: ${columns} }  # of the account, else what a guest said`];
  }
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
function madeLines(events: DraftEvents, key: string): readonly string[] {
  const { value } = worthOf(events);
  const comment = events.facts.part ? `one ${key} is one order` : `the lines with one ${key} are one order`;
  return [
    'orders:',
    ...indented([
      `from: ${scalar(events.name)}  # ${comment}`,
      `key: ${columnScalar(key)}`,
      ...(value === undefined ? [] : totalLines(value, events)),
      ...lookupsLine(returnedLookup(events, key)),
    ]),
  ];
}

function totalLines(value: string, events: DraftEvents): readonly string[] {
  const { isRepeated = false, returned } = events;
  const sum = isRepeated ? [] : [`total: ${inBraces({ sum: value })}`];
  const { value: net, lines } = netOfReturned(isRepeated ? value : 'total', events);
  const comment = isRepeated && !returned ? '  # of the whole order, in each of its lines' : '';
  const columns = [...sum, ...lines];
  if (columns.length === 0) return [`value: ${net}${comment}`];
  const told = columns.length === 1 ? [`columns: { ${columns[0]} }`] : ['columns:', ...indented(columns)];
  return [...told, `value: ${net}`];
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
