/** Which table is the one of people, and whose a row of another is. */
import type { DraftCustomer, DraftCustomers } from './draft.ts';
import { moneyColumn } from './guess-money.ts';
import {
  best,
  consentColumn,
  emailColumn,
  hasGuests,
  joinedColumn,
  keyColumn,
  peopleComeAgain,
  phoneColumn,
  timeColumn,
} from './guess-roles.ts';
import { speaksOf } from './role-words.ts';
import { type ColumnFacts, canIdentify, type Link, OF_FIRMS, type TableFacts } from './table-facts.ts';

export interface Named {
  readonly facts: TableFacts;
  /** What definitions will call it. */
  readonly name: string;
}

export function customersTable(tables: readonly Named[], links: readonly Link[]): Named | undefined {
  const isPerson = ({ facts: { stem } }: Named): boolean =>
    speaksOf(stem, 'customer') && !OF_FIRMS.test(stem);
  const arePeople = tables.some(isPerson);
  const scored = tables.map((table) => {
    const isOwned = arePeople && OF_FIRMS.test(table.facts.stem) && emailColumn(table.facts) === undefined;
    return { table, score: personScore(table.facts, links) - (isOwned ? 2 : 0) };
  });
  const highest = Math.max(...scored.map(({ score }) => score));
  return highest < 3 ? onlyPeople(tables) : scored.find(({ score }) => score === highest)!.table;
}

/** How many products somebody has is no number of one. */
const FEW_KINDS = 0.1;

/** A table that nothing else is said of: its rows are people where each has a number of somebody, or of its own. */
function onlyPeople(tables: readonly Named[]): Named | undefined {
  return tables.find(({ facts }) => {
    const key = keyColumn(facts);
    const isOther = (role: 'order' | 'product'): boolean =>
      speaksOf(facts.stem, role) ||
      facts.columns.some(
        (column) =>
          speaksOf(column.name, role) &&
          speaksOf(column.name, 'identifier') &&
          canIdentify(column) &&
          column.distinct > FEW_KINDS * facts.rows,
      );
    if (facts.part || key === undefined || isOther('order') || isOther('product')) return false;
    const isOwn = tables.length === 1 && /^id$/i.test(key);
    return isOwn || (speaksOf(key, 'customer') && tables.every((other) => !isOfHappenings(other.facts)));
  });
}

function personScore(facts: TableFacts, links: readonly Link[]): number {
  if (facts.part || keyColumn(facts) === undefined || isOfHappenings(facts) || isOfFirms(facts, links))
    return 0;
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

/** Firms, whose people stand in a table of their own. */
function isOfFirms(facts: TableFacts, links: readonly Link[]): boolean {
  const isOfPeople = (from: TableFacts): boolean =>
    emailColumn(from) !== undefined && moneyColumn(from) === undefined && !isOfHappenings(from);
  const isPlain = OF_FIRMS.test(facts.stem) && emailColumn(facts) === undefined;
  return isPlain && links.some(({ from, to }) => to === facts && isOfPeople(from));
}

/** A table in which people come again is of what they did, and of no people. */
function isOfHappenings(facts: TableFacts): boolean {
  const { columns, rows, stem } = facts;
  const comesAgain = ({ distinct, filled }: TableFacts['columns'][number]): boolean =>
    distinct < 0.8 * filled;
  const address = columns.find(({ name }) => name === emailColumn(facts));
  if (address && address.filled >= 0.5 * rows) return comesAgain(address);
  const key = keyColumn(facts);
  const isOfOrders = key !== undefined && speaksOf(key, 'order');
  const isNamed = speaksOf(stem, 'customer') && !isOfOrders && !isLedger(facts);
  return !isNamed && timeColumn(facts) !== undefined && peopleComeAgain(facts);
}

/** What was booked may be called after whose it is: `Debitorenposten`, where people come again and no column is their own. */
export function isLedger(facts: TableFacts): boolean {
  const key = keyColumn(facts);
  const isOfPeople = key !== undefined && (/^id$/i.test(key) || speaksOf(key, 'customer'));
  return !isOfPeople && moneyColumn(facts) !== undefined && peopleComeAgain(facts);
}

export function draftCustomers({ facts, name }: Named, links: readonly Link[]): DraftCustomers {
  const referred = links.filter(({ to }) => to === facts).toSorted((a, b) => b.share - a.share);
  const isOfPhone = (name: string): boolean => name === phoneColumn(facts);
  const key = referred.find(({ key: to, isFolded }) => !isFolded && !isOfPhone(to))?.key ?? keyColumn(facts)!;
  const found = {
    created: joinedColumn(facts),
    email: emailColumn(facts),
    phone: phoneColumn(facts),
    consent: consentColumn(facts),
    smsConsent: phoneColumn(facts) === undefined ? undefined : consentColumn(facts, 'sms'),
  };
  const present = Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
  return { name, facts, key, lookups: [], ...present };
}

export function customerBy(
  facts: TableFacts,
  customers: DraftCustomers,
  links: readonly Link[],
): DraftCustomer | undefined {
  const own = links.filter(({ from, to }) => from === facts && to === customers.facts);
  const isOfAddresses = ({ key }: Link): boolean =>
    customers.facts.columns.some(({ name, form }) => name === key && form.kind === 'email');
  const byKey = own.find((link) => link.key === customers.key && !link.isFolded && !isOfAddresses(link));
  if (byKey) return { kind: 'key', column: byKey.column };
  const byEmail = own.find(({ key }) => key === customers.email);
  if (byEmail) return { kind: 'of', column: byEmail.column, of: byEmail.key, normalise: 'email' };
  const byFirm = own.find(({ isShared }) => isShared);
  if (!byFirm) return undefined;
  const prefer = customers.created === undefined ? {} : { prefer: customers.created };
  return { kind: 'of', column: byFirm.column, of: byFirm.key, ...prefer };
}

/** Where there is no table of customers: a column that names them, in as many rows as any. */
export function ownCustomer(facts: TableFacts): DraftCustomer | undefined {
  const named = facts.columns.filter((column) => canIdentify(column) && speaksOf(column.name, 'customer'));
  const isKey = ({ name, form }: ColumnFacts): boolean =>
    speaksOf(name, 'identifier') || form.kind === 'email';
  const key = best(named, (column) => (isKey(column) ? column.filled : 0));
  const address = facts.columns.find(({ name }) => name === emailColumn(facts));
  const isGuests = key && address && address.filled >= 0.95 * facts.rows && hasGuests(key, address);
  const column = isGuests ? address.name : (key?.name ?? address?.name ?? named[0]?.name);
  if (column === undefined) return undefined;
  const login = named.find((each) => isKey(each) && each.filled > 0 && !OF_DEVICES.test(each.name));
  if (OF_DEVICES.test(column) && login) return { kind: 'first', columns: [login.name, column] };
  const isAddress = facts.columns.some(({ name, form }) => name === column && form.kind === 'email');
  return { kind: 'key', column, ...(isAddress ? { normalise: 'email' } : {}) };
}

/** What a browser or a telephone is known by before anybody has logged in. */
const OF_DEVICES = /anonym|pseudo|visitor|device|cookie/i;
