/**
 * What the tables of a folder are to each other: the one of customers, what happened to them, and what their rows
 * refer to. Values decide, names confirm: numbers that happen to be in both tables are no link.
 */
import type { Draft, DraftCustomer, DraftCustomers, DraftEvents, DraftLookup, DraftTable } from './draft.ts';
import { moneyColumn, priceTimesQuantity } from './guess-money.ts';
import {
  best,
  clockColumn,
  consentColumn,
  emailColumn,
  joinedColumn,
  keyColumn,
  orderColumn,
  phoneColumn,
  timeColumn,
} from './guess-roles.ts';
import { speaksOf, wordsOf } from './role-words.ts';
import { type ColumnFacts, canIdentify, type Link, type TableFacts } from './table-facts.ts';

export interface Named {
  readonly facts: TableFacts;
  /** What definitions will call it. */
  readonly name: string;
}

/** The draft of a project over tables that no vendor's signature explains. */
export function guessTables(tables: readonly Named[], links: readonly Link[]): Draft {
  const sound = links.filter(isSound);
  const people = customersTable(tables, sound);
  const others = tables.filter((table) => table !== people);
  const customers = people && draftCustomers(people, sound);
  const known = others.flatMap((table) => directEvents(table, customers, sound) ?? []);
  const direct = people ? known : byOnePerson(known, sound);
  const through = others
    .filter(({ facts }) => !direct.some((events) => events.facts === facts))
    .flatMap((table) => eventsThrough(table, direct, sound) ?? []);
  const events = [...direct, ...through];
  const used = new Set([people?.facts, ...events.map(({ facts }) => facts)]);
  const rest = others.filter(({ facts }) => !used.has(facts));
  const lookups = rest.flatMap((table) => draftLookup(table, sound) ?? []);
  const withLookups = <Table extends DraftTable>(table: Table): Table => ({
    ...table,
    lookups: [...table.lookups, ...lookupsOf(table, lookups, sound)],
  });
  return {
    ...(customers ? { customers: withLookups(customers) } : {}),
    events: events.map(withLookups),
    lookups: lookups.map(withLookups),
    unused: rest
      .filter(({ facts }) => !lookups.some((lookup) => lookup.facts === facts))
      .map(({ facts }) => ({
        facts,
        reason: 'none of its columns leads to a customer, and no other table refers to it',
      })),
  };
}

/** Enough values meet, and the names agree, or the values could not meet by chance. */
function isSound({ from, column, to, key, share, isFolded }: Link): boolean {
  if (share < 0.5) return false;
  const form = from.columns.find(({ name }) => name === column)?.form.kind;
  if (form === 'email' || isFolded) return true;
  if (form === 'text') return true;
  const words = wordsOf(column);
  const nouns = [...wordsOf(to.stem), ...wordsOf(key)].map((word) => word.replace(/s$/, ''));
  const own = words.filter((word) => !speaksOf(word, 'identifier') || speaksOf(word, 'customer'));
  if (own.length === 0) return false;
  return (
    own.some((word) => nouns.includes(word.replace(/s$/, ''))) ||
    (speaksOf(column, 'customer') && (speaksOf(to.stem, 'customer') || speaksOf(key, 'customer'))) ||
    (speaksOf(column, 'product') && (speaksOf(to.stem, 'product') || speaksOf(key, 'product')))
  );
}

function customersTable(tables: readonly Named[], links: readonly Link[]): Named | undefined {
  const scored = tables.map((table) => ({ table, score: personScore(table.facts, links) }));
  const highest = Math.max(...scored.map(({ score }) => score));
  return highest < 3 ? undefined : scored.find(({ score }) => score === highest)!.table;
}

function personScore(facts: TableFacts, links: readonly Link[]): number {
  if (keyColumn(facts) === undefined || isOfHappenings(facts)) return 0;
  const has = (found: unknown): number => (found === undefined ? 0 : 1);
  const referred = new Set(links.filter(({ to }) => to === facts).map(({ from }) => from)).size;
  const named = facts.columns.some(({ name }) => speaksOf(name, 'name') || speaksOf(name, 'born'));
  return (
    (speaksOf(facts.stem, 'customer') ? 3 : 0) +
    2 * has(emailColumn(facts)) +
    (named ? 1 : 0) +
    has(consentColumn(facts)) +
    2 * Math.min(2, referred) -
    (moneyColumn(facts) !== undefined && timeColumn(facts) !== undefined && speaksOf(facts.stem, 'order')
      ? 5
      : 0) -
    (speaksOf(facts.stem, 'product') ? 3 : 0)
  );
}

/** A table in which people come again is of what they did, and of no people. */
function isOfHappenings(facts: TableFacts): boolean {
  const { columns, rows, stem } = facts;
  const comesAgain = ({ distinct, filled }: TableFacts['columns'][number]): boolean =>
    distinct < 0.8 * filled;
  const address = columns.find(({ name }) => name === emailColumn(facts));
  if (address && address.filled >= 0.5 * rows) return comesAgain(address);
  if (speaksOf(stem, 'customer') || timeColumn(facts) === undefined) return false;
  const ids = columns.filter(
    (column) =>
      canIdentify(column) && speaksOf(column.name, 'customer') && speaksOf(column.name, 'identifier'),
  );
  return ids.length > 0 && ids.every(comesAgain);
}

function draftCustomers({ facts, name }: Named, links: readonly Link[]): DraftCustomers {
  const referred = links.filter(({ to }) => to === facts).toSorted((a, b) => b.share - a.share);
  const key = referred.find(({ isFolded }) => !isFolded)?.key ?? keyColumn(facts)!;
  const found = {
    created: joinedColumn(facts),
    email: emailColumn(facts),
    phone: phoneColumn(facts),
    consent: consentColumn(facts),
  };
  const present = Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
  return { name, facts, key, lookups: [], ...present };
}

function directEvents(
  { facts, name }: Named,
  customers: DraftCustomers | undefined,
  links: readonly Link[],
): DraftEvents | undefined {
  const customer = customers ? customerBy(facts, customers, links) : ownCustomer(facts);
  const time = timeColumn(facts);
  if (!customer || (time === undefined && customers === undefined)) return undefined;
  return draftEvents({ facts, name }, customer);
}

function draftEvents({ facts, name }: Named, customer: DraftCustomer): DraftEvents {
  const time = timeColumn(facts);
  const clock = clockColumn(facts, time);
  const value = moneyColumn(facts);
  const product = priceTimesQuantity(facts);
  const linesOf = orderColumn(facts);
  const key = linesOf === undefined ? keyColumn(facts) : undefined;
  return {
    name,
    facts,
    customer,
    lookups: [],
    ...(key === undefined ? {} : { key }),
    ...(time === undefined ? {} : { time }),
    ...(clock === undefined ? {} : { clock }),
    ...(value === undefined ? {} : { value }),
    ...(product === undefined ? {} : { product }),
    ...(linesOf === undefined ? {} : { linesOf }),
  };
}

function customerBy(
  facts: TableFacts,
  customers: DraftCustomers,
  links: readonly Link[],
): DraftCustomer | undefined {
  const own = links.filter(({ from, to }) => from === facts && to === customers.facts);
  const byKey = own.find(({ key, isFolded }) => key === customers.key && !isFolded);
  if (byKey) return { kind: 'key', column: byKey.column };
  const byEmail = own.find(({ key }) => key === customers.email);
  if (!byEmail) return undefined;
  return { kind: 'of', column: byEmail.column, of: byEmail.key, normalise: 'email' };
}

/** Where there is no table of customers: a column that names them, in as many rows as any. */
function ownCustomer(facts: TableFacts): DraftCustomer | undefined {
  const named = facts.columns.filter((column) => canIdentify(column) && speaksOf(column.name, 'customer'));
  const isKey = ({ name, form }: ColumnFacts): boolean =>
    speaksOf(name, 'identifier') || form.kind === 'email';
  const key = best(named, (column) => (isKey(column) ? column.filled : 0));
  const column = key?.name ?? emailColumn(facts) ?? named[0]?.name;
  return column === undefined ? undefined : { kind: 'key', column };
}

/**
 * Where nobody lists the customers they are those of the orders. What refers to an order is of whom that is of: by its own
 * columns it may call them otherwise.
 */
function byOnePerson(direct: readonly DraftEvents[], links: readonly Link[]): readonly DraftEvents[] {
  const orders = direct.find(({ name }) => name === 'orders');
  if (!orders) return direct;
  const refers = ({ facts }: DraftEvents): boolean =>
    links.some(({ from, to, key }) => from === facts && to === orders.facts && key === orders.key);
  return [orders, ...direct.filter((table) => table !== orders && !refers(table))];
}

/** The lines of an order know it, and not the customer. */
function eventsThrough(
  table: Named,
  direct: readonly DraftEvents[],
  links: readonly Link[],
): DraftEvents | undefined {
  for (const { facts: to, key, name, customer } of direct) {
    const link = links.find((each) => each.from === table.facts && each.to === to && each.key === key);
    if (!link || customer.kind !== 'key') continue;
    const lookup: DraftLookup = { name: singular(name), table: name, by: link.column };
    return {
      ...draftEvents(table, { kind: 'through', path: `${lookup.name}.${customer.column}` }),
      lookups: [lookup],
    };
  }
  return undefined;
}

function draftLookup({ facts, name }: Named, links: readonly Link[]): DraftTable | undefined {
  const referred = links.find(({ to }) => to === facts);
  return referred && { name, facts, key: referred.key, lookups: [] };
}

function lookupsOf(
  { facts }: DraftTable,
  lookups: readonly DraftTable[],
  links: readonly Link[],
): readonly DraftLookup[] {
  return lookups.flatMap((lookup) => {
    const link = links.find(
      ({ from, to, key }) => from === facts && to === lookup.facts && key === lookup.key,
    );
    return link ? [{ name: singular(lookup.name), table: lookup.name, by: link.column }] : [];
  });
}

function singular(name: string): string {
  if (/ies$/i.test(name)) return `${name.slice(0, -3)}y`;
  return /[^s]s$/i.test(name) ? name.slice(0, -1) : `${name}_row`;
}
