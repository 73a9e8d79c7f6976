/**
 * Guests, who have no account and say an address when they order: then the address is the person, and an account is where
 * its rows find theirs, whatever was typed.
 */
import type { Draft, DraftCustomer, DraftCustomers, DraftEvents, DraftTable } from './draft.ts';
import { emailColumn, hasGuests } from './guess-roles.ts';
import { speaksOf } from './role-words.ts';
import { isUnique, type Link, type TableFacts } from './table-facts.ts';

/** The draft in which guests are customers, where orders have some and every account has an address of its own. */
export function withGuests(draft: Draft, links: readonly Link[]): Draft {
  const { customers } = draft;
  const address = customers && ownAddress(customers);
  const found =
    customers && address && draft.events.flatMap((events) => guestsOf(events, customers, links))[0];
  if (!customers || !found) return draft;
  const { events, number, key } = found;
  const taken = [...draft.events, ...draft.lookups].map(({ name }) => name);
  const accounts: DraftTable = {
    name: taken.includes('accounts') ? 'accounts_of_all' : 'accounts',
    facts: customers.facts,
    key,
    lookups: [],
  };
  return {
    ...draft,
    customers: { ...customers, key: address, isAddress: true, from: events.name },
    events: draft.events.map((each) =>
      each === events ? ofAccount(each, { accounts, number, address }) : ofAddress(each, events, key),
    ),
    lookups: [...draft.lookups, accounts],
  };
}

/** The column of addresses where everybody has one of their own. */
function ownAddress({ facts }: DraftCustomers): string | undefined {
  const address = facts.columns.find(({ name }) => name === emailColumn(facts));
  if (!address || !isUnique(address, facts)) return undefined;
  const folded = new Set(address.values.map((value) => value.toLowerCase()));
  return folded.size === new Set(address.values).size ? address.name : undefined;
}

interface Guests {
  readonly events: DraftEvents;
  /** Its column with numbers of accounts. */
  readonly number: string;
  /** Of accounts, what those are. */
  readonly key: string;
}

function guestsOf(events: DraftEvents, customers: DraftCustomers, links: readonly Link[]): readonly Guests[] {
  const { facts } = events;
  const address = facts.columns.find(({ name }) => name === emailColumn(facts));
  if (!address || address.filled < 0.95 * facts.rows || !isBought(events)) return [];
  const link = links.find(
    ({ from, to, column, key }) =>
      from === facts && to === customers.facts && column !== address.name && isNumber(key, to),
  );
  const number = facts.columns.find(({ name }) => name === link?.column);
  if (!link || !number || !hasGuests(number, address)) return [];
  return [{ events, number: number.name, key: link.key }];
}

function isBought({ name, value }: DraftEvents): boolean {
  return value !== undefined || speaksOf(name, 'order');
}

function isNumber(key: string, { columns }: TableFacts): boolean {
  return columns.find(({ name }) => name === key)!.form.kind !== 'email';
}

interface Accounts {
  readonly accounts: DraftTable;
  readonly number: string;
  readonly address: string;
}

/** The address of the account, else the one that was said. */
function ofAccount(events: DraftEvents, { accounts, number, address }: Accounts): DraftEvents {
  const said = emailColumn(events.facts)!;
  return {
    ...events,
    customer: { kind: 'account', lookup: 'account', address, said },
    lookups: [...events.lookups, { name: 'account', table: accounts.name, by: number }],
  };
}

/** Other tables still know accounts by their number, or the orders whose they are. */
function ofAddress(events: DraftEvents, orders: DraftEvents, key: string): DraftEvents {
  const { customer, lookups } = events;
  if (customer.kind === 'key') {
    const of: DraftCustomer = { kind: 'of', column: customer.column, of: key };
    return { ...events, customer: of };
  }
  if (customer.kind !== 'through') return events;
  const [name = ''] = customer.path.split('.');
  const table = lookups.find((lookup) => lookup.name === name)?.table;
  const isOfOrders = table === orders.name || (table === 'orders' && orders.linesOf !== undefined);
  return isOfOrders ? { ...events, customer: { kind: 'address', path: `${name}.person` } } : events;
}
