/** Segments to start from: the questions that are asked first, over what a project has. */

import { reservedWords } from '../language/reserved-words.ts';
import type { EventTable, Schema } from '../model/schema.ts';
import type { Baskets } from './baskets.ts';
import { speaksOf, wordsOf } from './role-words.ts';
import { inBrackets, scalar } from './yaml-text.ts';

export interface Starter {
  /** The segment's, and its file's. */
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

export interface Starters {
  /** For the project file, since every list shows them; empty where nothing was bought. */
  readonly traits: readonly string[];
  readonly segments: readonly Starter[];
}

/** What the starters have to know of a project. */
export interface Startable {
  readonly schema: Schema;
  /** The channels by which people may be reached. */
  readonly channels: readonly string[];
  /** The column of their e-mail addresses, whether they may be written to or not. */
  readonly address: string | undefined;
  /** The event tables of which everybody has a row, where customers are who has one. */
  readonly makesCustomers: readonly string[];
  /** Which rows of orders somebody bought by, where others of them take money off. */
  readonly purchases: Purchases | undefined;
  /** What was given back of no order in particular. */
  readonly givenBack: GivenBack | undefined;
  /** Where rows of one time are one purchase. */
  readonly baskets: Baskets | undefined;
}

/** A table of money given back. */
export interface GivenBack {
  readonly table: string;
  readonly isNegative: boolean;
}

export interface Purchases {
  readonly column: string;
  readonly words: readonly string[];
}

interface Parts {
  readonly channel: readonly string[];
  /** Not in a list of whom nobody asked whether they may be written to, where that is known. */
  readonly address: readonly string[];
  /** Who somebody is, as lists show it. */
  readonly person: readonly string[];
}

/** Those whose data is there, in the order in which people ask. */
export function starterSegments(startable: Startable): Starters {
  const { schema, channels, address, makesCustomers } = startable;
  const orders = ordersTable(schema);
  const worth = orders && worthTable(orders, schema);
  const emails = schema.events.find(
    ({ name }) => /mail|opens|clicks/i.test(name) && !speaksOf(name, 'customer'),
  );
  const isReachable = channels.includes('email');
  const bought = boughtIn(startable, orders);
  const basket = startable.baskets?.table === orders?.name ? orders?.time : undefined;
  const parts: Parts = {
    channel: isReachable ? ['channel: email'] : [],
    address: fieldNames(schema, address === undefined ? [] : [address]),
    person: fieldNames(schema, nameColumns(schema.customers)),
  };
  return {
    traits: orders ? orderTraits(orders, { money: worth, bought, basket, back: backIn(startable) }) : [],
    segments: [
      ...(orders
        ? orderStarters(orders, parts, {
            haveAllBought: makesCustomers.includes(orders.name),
            isWorthKnown: worth !== undefined,
            bought,
            basket,
          })
        : otherStarters(schema, parts)),
      ...(emails?.time === undefined ? [] : [readers(emails.name, parts)]),
      ...(isReachable ? [starter('reachable', 'Who agreed to e-mail', [], parts)] : []),
      ...(orders || isReachable ? [] : [everybody(schema, parts)]),
    ],
  };
}

/** The table of what people bought: with money, called so; the one made of lines where there is one. */
export function ordersTable({ events }: Schema): EventTable | undefined {
  const timed = events.filter(({ time }) => time !== undefined);
  const named = timed.filter(({ name }) => speaksOf(name, 'order'));
  const isOfLines = ({ lookups }: EventTable): boolean =>
    lookups.some(({ table }) => named.some(({ name, key }) => name === table && key !== undefined));
  const whole = named.filter((table) => !isOfLines(table));
  const isWorth = ({ key, value }: EventTable): boolean => key !== undefined && value !== undefined;
  return (
    named.find((table) => table.name === 'orders' && isWorth(table)) ??
    named.find(isWorth) ??
    (whole.length < named.length ? whole.find(({ key }) => key !== undefined) : undefined) ??
    named.find(({ value }) => value !== undefined) ??
    timed.find(({ value }) => value !== undefined) ??
    named[0]
  );
}

/** What holds their money: they themselves, or the lines that refer to them. */
function worthTable(orders: EventTable, { events }: Schema): EventTable | undefined {
  if (orders.value !== undefined) return orders;
  const refers = ({ lookups }: EventTable): boolean => lookups.some(({ table }) => table === orders.name);
  return events.find((table) => table.value !== undefined && table.time !== undefined && refers(table));
}

const GIVEN = /^(first|given|fore|imie|vor|prenom|nombre|имя)/;
const FAMILY = /^(last|sur|family|nazwisko|nach|apellido|cognome|фамилия)/;
const OF_THINGS = /company|firma|user|file|address|product|event|campaign|deal|item|nick/i;

/** The names by which people call each other: first and last, else the whole. */
function nameColumns({ columns, key }: Schema['customers']): readonly string[] {
  const names = columns.flatMap(({ name, type }) =>
    type === 'text' && name !== key && speaksOf(name, 'name') && !OF_THINGS.test(name) ? [name] : [],
  );
  const called = (pattern: RegExp) => names.find((name) => wordsOf(name).some((word) => pattern.test(word)));
  const first = called(GIVEN);
  const last = called(FAMILY) ?? names.find((name) => name !== first && wordsOf(name).length === 1);
  return first === undefined ? names.slice(0, 1) : [...new Set([first, last ?? first])];
}

/** Columns of customers as a definition names them. */
function fieldNames({ customers, events, lookups }: Schema, columns: readonly string[]): readonly string[] {
  const taken = new Set([...events, ...lookups].map(({ name }) => name));
  return columns
    .filter((name) => name !== customers.key)
    .map((name) => (taken.has(name) || reservedWords.has(name) ? `customer.${name}` : name));
}

/** The start of a block in which only rows count that somebody bought by. */
function boughtIn({ purchases }: Startable, orders: EventTable | undefined): string {
  if (!purchases || !orders?.columns.some(({ name }) => name === purchases.column)) return '';
  const [only = '', ...others] = purchases.words;
  const words = others.length === 0 ? scalar(only) : inBrackets(purchases.words);
  return `where: { ${scalar(purchases.column)}: ${words} }, `;
}

interface TraitFacts {
  readonly money: EventTable | undefined;
  readonly bought: string;
  readonly basket: string | undefined;
  readonly back: { readonly events: EventTable; readonly isNegative: boolean } | undefined;
}

function backIn({ schema, givenBack }: Startable): TraitFacts['back'] {
  const events = schema.events.find(({ name, value }) => name === givenBack?.table && value !== undefined);
  return givenBack && events ? { events, isNegative: givenBack.isNegative } : undefined;
}

/** What lists say of somebody's orders. */
function orderTraits(
  { name, time }: EventTable,
  { money, bought, basket, back }: TraitFacts,
): readonly string[] {
  const table = scalar(name);
  return [
    `times_bought: { ${table}: { ${bought}${basket === undefined ? 'count: true' : `distinct: ${scalar(basket)}`} } }`,
    ...(time === undefined ? [] : [`last_bought: { ${table}: { ${bought}max: ${scalar(time)} } }`]),
    ...(money === undefined ? [] : spentTraits(money, back)),
  ];
}

function spentTraits(money: EventTable, back: TraitFacts['back']): readonly string[] {
  const sum = ({ name, value }: EventTable): string =>
    `{ ${scalar(name)}: { sum: ${scalar(value!)}, last: 1y } }`;
  if (!back) return [`spent_1y: ${sum(money)}`];
  const less = back.isNegative ? 'plus' : 'minus';
  return [
    `bought_1y: ${sum(money)}`,
    `given_back_1y: ${sum(back.events)}`,
    `spent_1y: { ${less}: [bought_1y, given_back_1y] }`,
  ];
}

interface OrderFacts {
  readonly haveAllBought: boolean;
  readonly isWorthKnown: boolean;
  readonly bought: string;
  readonly basket: string | undefined;
}

function orderStarters(
  { name }: EventTable,
  parts: Parts,
  { haveAllBought, isWorthKnown, bought: only, basket }: OrderFacts,
): readonly Starter[] {
  const table = scalar(name);
  const bought = { ...parts, person: [...parts.person, 'times_bought', 'last_bought'] };
  const spent = { ...bought, person: [...bought.person, 'spent_1y'] };
  const isQuiet = (rows: string, window: string): readonly string[] => [
    'where:',
    '  all:',
    `    - ${table}: { ${only}${rows} }`,
    `    - ${table}: { ${only}last: ${window}, count: 0 }  # and none since`,
  ];
  const first = [`where: { ${table}: { ${only}earliest: 1, last: 30d } }`];
  const twice = isQuiet(`last: 1y, ${timesBought('gte: 2', basket)}`, '90d');
  const most = ['where: { spent_1y: { top: 10% } }'];
  return [
    starter('new-customers', 'First bought in the last 30 days', first, unasked(bought)),
    starter('good-and-quiet', 'Bought twice or more in a year, and nothing for 90 days', twice, bought),
    starter(
      'bought-once',
      'Bought once, at least 30 days ago',
      isQuiet(timesBought('eq: 1', basket), '30d'),
      bought,
    ),
    ...(haveAllBought
      ? []
      : [
          starter(
            'never-bought',
            'Nothing bought yet',
            [`where: { ${table}: ${only === '' ? 'none' : `{ ${only}count: 0 }`} }`],
            parts,
          ),
        ]),
    ...(!isWorthKnown
      ? []
      : [starter('big-spenders', 'The tenth that spent most in a year', most, unasked(spent))]),
  ];
}

/** How often somebody bought: rows, or times of rows. */
function timesBought(test: string, basket: string | undefined): string {
  if (basket !== undefined) return `distinct: { of: ${scalar(basket)}, ${test} }`;
  return test === 'eq: 1' ? 'count: 1' : `count: { ${test} }`;
}

/** Of whoever it is, to look at. */
function unasked(parts: Parts): Parts {
  return { ...parts, channel: [], address: parts.channel.length > 0 ? [] : parts.address };
}

function everybody({ customers: { key } }: Schema, parts: Parts): Starter {
  return starter('everybody', 'Everybody', [`where: { ${scalar(key)}: { set: true } }`], parts);
}

/** Where nothing is known to be bought: who came, who is active, who no longer is. */
function otherStarters(schema: Schema, parts: Parts): readonly Starter[] {
  const { customers, events } = schema;
  const [created] = fieldNames(schema, customers.created === undefined ? [] : [customers.created]);
  const active = events.find(({ time }) => time !== undefined);
  const table = scalar(active?.name ?? '');
  return [
    ...(created === undefined
      ? []
      : [
          starter(
            'joined-lately',
            'Joined in the last 30 days',
            [`where: { ${scalar(created)}: { last: 30d } }`],
            parts,
          ),
        ]),
    ...(active
      ? [
          starter(
            'active',
            'Did something in the last 30 days',
            [`where: { ${table}: { last: 30d } }`],
            parts,
          ),
          starter(
            'gone-quiet',
            'Did something once, and nothing for 90 days',
            ['where:', '  all:', `    - ${table}: any`, `    - ${table}: { last: 90d, count: 0 }`],
            parts,
          ),
        ]
      : []),
  ];
}

function readers(table: string, parts: Parts): Starter {
  const where = [`where: { ${scalar(table)}: { last: 30d } }`];
  return starter('readers', 'Read or clicked something in the last 30 days', where, parts);
}

function starter(name: string, title: string, where: readonly string[], parts: Parts): Starter {
  const { channel, address, person } = parts;
  const shown = [...address, ...person];
  const columns = shown.length > 0 ? [`columns: ${inBrackets(shown)}`] : [];
  const lines = [`name: ${name}`, `title: ${scalar(title)}`, ...where, ...channel, ...columns];
  return { name, title, text: `${lines.join('\n')}\n` };
}
