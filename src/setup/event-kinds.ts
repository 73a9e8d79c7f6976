/** Tables of mixed events: the column that says what a row is, and which of its words are orders or reading. */
import { moneyColumn } from './guess-money.ts';
import { innerColumns } from './json-columns.ts';
import { speaksOf, wordsOf } from './role-words.ts';
import type { ColumnFacts, TableFacts } from './table-facts.ts';

export interface EventKind {
  /** What the rows of this kind are to be called. */
  readonly name: 'orders' | 'emails';
  readonly column: string;
  /** Its words for them. */
  readonly values: readonly string[];
  /** The column with what an order is worth. */
  readonly value?: string;
}

const KIND_WORDS = /^(type|event|events|metric|action|kind|activity|eventtype|eventname)$/;

/** The kinds that are worth a table of their own, by the first column that has some. */
export function eventKinds(facts: TableFacts): readonly EventKind[] {
  const kinds = facts.columns.filter(isKind).map((column) => kindsIn(column, facts));
  return kinds.find((found) => found.length > 0) ?? [];
}

function isKind({ name, form, distinct }: ColumnFacts): boolean {
  const isShort = form.kind === 'text' && distinct >= 2 && distinct <= 40;
  return isShort && wordsOf(name).some((word) => KIND_WORDS.test(word));
}

function kindsIn({ name: column, values }: ColumnFacts, facts: TableFacts): readonly EventKind[] {
  const words = [...new Set(values)].filter((word) => word !== '').sort();
  const isUndone = (word: string): boolean => /refund|cancel|fail|abandon|start|return/i.test(word);
  const orders = words.filter((word) => speaksOf(word, 'order') && !isUndone(word));
  const emails = readingIn(words);
  const value = moneyOf(facts);
  const money = value === undefined ? {} : { value };
  return [
    ...(orders.length === 0 ? [] : [{ name: 'orders' as const, column, values: orders, ...money }]),
    ...(emails.length === 0 ? [] : [{ name: 'emails' as const, column, values: emails }]),
  ];
}

/** `Opened Email`; a bare `click` beside a bare `open`, for pages are clicked too and applications opened. */
function readingIn(words: readonly string[]): readonly string[] {
  const isBare = (word: string): boolean => /^(open|click)(s|ed)?$/i.test(word);
  const isOfMail = (word: string): boolean =>
    /open|click/i.test(word) && /mail|newsletter|campaign|message/i.test(word);
  const hasOpens = words.some((word) => isBare(word) && /open/i.test(word));
  return words.filter((word) => isOfMail(word) || (hasOpens && isBare(word)));
}

/** Whether rows of orders stand among others, which have no money, or are of what was looked at and what that costs. */
export function hasOrdersAmong(facts: TableFacts): boolean {
  const money = moneyColumn(facts);
  const filled = facts.columns.find(({ name }) => name === money)?.filled ?? 0;
  const kind = orderKind(facts);
  return kind !== undefined && (filled < MOSTLY * facts.rows || hasVisits(kind, facts));
}

/** What the rows of orders are called, where the table has others too. */
export function orderKind(facts: TableFacts): EventKind | undefined {
  return eventKinds(facts).find(({ name }) => name === 'orders');
}

/** Whether people look at things in it: what they see has a price too. */
function hasVisits({ column }: EventKind, { columns }: TableFacts): boolean {
  const values = columns.find(({ name }) => name === column)!.values;
  return values.some((word) => /view|cart|basket|wish|visit|impression|page|search/i.test(word));
}

const MOSTLY = 0.9;

function moneyOf(facts: TableFacts): string | undefined {
  const known = [...facts.columns, ...innerColumns(facts)].filter(
    ({ name, form }) => form.kind === 'number' && speaksOf(name, 'money'),
  );
  const [best] = known.toSorted((a, b) => score(b.name) - score(a.name));
  return best?.name;
}

function score(name: string): number {
  return (/^(total|value|revenue)$/i.test(name) ? 2 : 0) - (speaksOf(name, 'not-the-money') ? 2 : 0);
}
