/**
 * What the tables of a folder are to each other: the one of customers, what happened to them, and what their rows
 * refer to. Values decide, names confirm: numbers that happen to be in both tables are no link.
 */
import { withBridges } from './bridges.ts';
import type { Draft, DraftCustomer, DraftCustomers, DraftEvents, DraftLookup, DraftTable } from './draft.ts';
import { draftEvents } from './draft-events.ts';
import { customerBy, customersTable, draftCustomers, type Named, ownCustomer } from './guess-customers.ts';
import { pricedBy } from './guess-money.ts';
import { listedConsent, timeColumn } from './guess-roles.ts';
import { speaksOf, wordsOf } from './role-words.ts';
import { canIdentify, isUnique, type Link, OF_FIRMS, type TableFacts } from './table-facts.ts';
import { plainName } from './yaml-text.ts';

/** The draft of a project over tables that no vendor's signature explains. */
export function guessTables(tables: readonly Named[], links: readonly Link[]): Draft {
  const found = links.filter((link) => !link.isShared && isSound(link));
  const sound = found.toSorted(byLikeness);
  const people = customersTable(tables, found);
  const others = tables.filter((table) => table !== people);
  const customers = people && draftCustomers(people, found);
  const led = [...sound, ...links.filter(({ isShared, share }) => isShared && share >= 0.5)];
  const known = others.flatMap((table) => directEvents(table, customers, led) ?? []);
  const direct = people ? known : byOnePerson(known, sound);
  const events = withBridges(others, reached(others, direct, sound), sound);
  const used = new Set([people?.facts, ...events.map(({ facts }) => facts)]);
  const rest = others.filter(({ facts }) => !used.has(facts));
  const lookups = rest.flatMap((table) => draftLookup(table, sound) ?? []);
  const withLookups = <Table extends DraftTable>(table: Table): Table => ({
    ...table,
    lookups: [...table.lookups, ...lookupsOf(table, lookups, sound)],
  });
  const withPrice = (table: DraftEvents): DraftEvents => {
    const things = table.lookups.flatMap(({ name, table: of }) => {
      const lookup = lookups.find((each) => each.name === of);
      return lookup ? [{ name, facts: lookup.facts }] : [];
    });
    const priced = pricedBy(table.facts, things);
    return priced ? { ...table, priced } : table;
  };
  return {
    ...(customers ? { customers: withLookups(withListed(customers, events)) } : {}),
    events: events.map(withLookups).map(withPrice),
    lookups: lookups.map(withLookups),
    unused: rest
      .filter(({ facts }) => !lookups.some((lookup) => lookup.facts === facts))
      .map(({ facts }) => ({
        facts,
        reason: 'none of its columns leads to a customer, and no other table refers to it',
      })),
  };
}

/** Of several columns that meet a key first the one that is called as it is, last one that is a key itself. */
function byLikeness(one: Link, other: Link): number {
  const score = ({ from, column, key }: Link): number => {
    const facts = from.columns.find(({ name }) => name === column)!;
    const isAlike = wordsOf(column).join(' ') === wordsOf(key).join(' ');
    return (isAlike ? 2 : 0) - (isUnique(facts, from) ? 1 : 0);
  };
  return score(other) - score(one);
}

/** Where the file of customers does not say who agreed: a list of their addresses that does. */
function withListed(customers: DraftCustomers, events: readonly DraftEvents[]): DraftCustomers {
  if (customers.consent !== undefined || customers.email === undefined) return customers;
  const found = events.flatMap((table) => listedConsent(table) ?? []);
  return found[0] ? { ...customers, consent: found[0] } : customers;
}

/** Enough values meet, and the names agree, or the values could not meet by chance. */
function isSound({ from, column, to, key, share, isFolded }: Link): boolean {
  if (share < 0.5) return false;
  const { form, values } = from.columns.find(({ name }) => name === column)!;
  if (form.kind === 'email' || isFolded) return true;
  if (form.kind === 'text' && !areCounts(values)) return true;
  const words = wordsOf(column);
  const nouns = [...wordsOf(to.stem), ...wordsOf(key)].map((word) => word.replace(/s$/, ''));
  const own = words.filter((word) => !speaksOf(word, 'identifier') || speaksOf(word, 'customer'));
  if (own.length === 0) return isOfCustomers({ from, column, to, key, share });
  return (
    own.some((word) => nouns.includes(word.replace(/s$/, ''))) ||
    (speaksOf(column, 'customer') && (speaksOf(to.stem, 'customer') || speaksOf(key, 'customer'))) ||
    (speaksOf(column, 'product') && (speaksOf(to.stem, 'product') || speaksOf(key, 'product')))
  );
}

/** `1`, `2`, `5+`: small numbers, most of them, stand in any column of numbers. */
function areCounts(values: readonly string[]): boolean {
  const different = [...new Set(values)].filter((value) => value !== '');
  return different.filter((value) => /^\d{1,3}$/.test(value)).length > different.length / 2;
}

/** `id` is whose a row is where customers have their key under that name, it comes again, and it is no order's number. */
function isOfCustomers({ from, column, to, key, share }: Omit<Link, 'isFolded' | 'isShared'>): boolean {
  const facts = from.columns.find(({ name }) => name === column)!;
  if (column !== key || share < 0.95 || isUnique(facts, from) || !speaksOf(to.stem, 'customer')) return false;
  const isNumbered = from.columns.some(
    (each) =>
      canIdentify(each) &&
      isUnique(each, from) &&
      (speaksOf(each.name, 'order') || speaksOf(each.name, 'identifier')),
  );
  return isNumbered || !speaksOf(from.stem, 'order');
}

function directEvents(
  { facts, name }: Named,
  customers: DraftCustomers | undefined,
  links: readonly Link[],
): DraftEvents | undefined {
  const customer = customers ? customerBy(facts, customers, links) : ownCustomer(facts);
  const time = timeColumn(facts);
  if (!customer || (time === undefined && customers === undefined && !comesAgain(customer, facts)))
    return undefined;
  return draftEvents({ facts, name }, customer);
}

/** Rows without a time are of what somebody did where people come again. */
function comesAgain(customer: DraftCustomer, facts: TableFacts): boolean {
  const column =
    customer.kind === 'key' ? facts.columns.find(({ name }) => name === customer.column) : undefined;
  return column !== undefined && speaksOf(column.name, 'identifier') && column.distinct < 0.8 * column.filled;
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

/** The tables whose rows lead to a customer, those first that say so themselves, however many others they go through. */
function reached(
  tables: readonly Named[],
  known: readonly DraftEvents[],
  links: readonly Link[],
): readonly DraftEvents[] {
  const more = tables
    .filter(({ facts }) => !known.some((events) => events.facts === facts))
    .flatMap((table) => eventsThrough(table, known, links) ?? []);
  return more.length === 0 ? known : reached(tables, [...known, ...more], links);
}

/** The lines of an order know it, and not the customer. */
function eventsThrough(
  table: Named,
  direct: readonly DraftEvents[],
  links: readonly Link[],
): DraftEvents | undefined {
  for (const events of direct) {
    const { facts: to, customer, time, timePath, clock } = events;
    const { key, name } = countedBy(events);
    const link = links.find((each) => each.from === table.facts && each.to === to && each.key === key);
    if (!link || (customer.kind !== 'key' && customer.kind !== 'through')) continue;
    const lookup: DraftLookup = { name: singular(name), table: name, by: link.column };
    const owner = customer.kind === 'key' ? customer.column : customer.path;
    const own = draftEvents(table, { kind: 'through', path: `${lookup.name}.${owner}` });
    const isOpened = OF_FIRMS.test(to.stem);
    const when = isOpened ? undefined : time === undefined ? timePath : plainName(time);
    const isTimed = own.time !== undefined || when === undefined || clock !== undefined;
    const timed = isTimed ? {} : { timePath: `${lookup.name}.${when}` };
    return { ...own, ...timed, lookups: [lookup] };
  }
  return undefined;
}

/** What people count, and what it is known by: of lines that are parts of orders, the orders. */
function countedBy({ name, key, linesOf, facts }: DraftEvents): { name: string; key: string | undefined } {
  return facts.part && linesOf !== undefined ? { name: 'orders', key: linesOf } : { name, key };
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

export function singular(name: string): string {
  if (/ies$/i.test(name)) return `${name.slice(0, -3)}y`;
  return /[^s]s$/i.test(name) ? name.slice(0, -1) : `${name}_row`;
}
