/** What became of orders, as a column of theirs says: until somebody chooses, cancelled ones count like all others. */
import type { DraftEvents } from './draft.ts';
import { speaksOfDeals } from './guess-roles.ts';
import { isOfRefunds } from './refund-column.ts';
import { speaksOf, wordsOf } from './role-words.ts';

export interface OrderStates {
  readonly column: string;
  readonly values: readonly string[];
}

const MOST = 12;
/** What no column holds that is not of what became of payments. */
const FAILED = /^(refused|failed|declined|cancell?ed|voided|expired|chargeback|storniert|abgelehnt)$/i;
/** Read as a boolean: a list of words would be of another type. */
const BOOLEANS = /^(true|false|yes|no|t|f|y|n|0|1)$/i;

/** The column with few words for it; undefined where there is none, or the rows are no orders. */
export function orderStates({ name: table, value, facts }: DraftEvents): OrderStates | undefined {
  if (value === undefined && !speaksOf(table, 'order')) return undefined;
  for (const { name, form, distinct, values } of facts.columns) {
    const words = [...new Set(values)].filter((value) => value !== '').sort();
    const isState = speaksOf(name, 'status') || (distinct <= MOST && words.some((word) => FAILED.test(word)));
    if (!isState || /ship|bill|deliver|address/i.test(name)) continue;
    if (form.kind !== 'text' && form.kind !== 'choice') continue;
    if (words.every((word) => BOOLEANS.test(word))) continue;
    if (distinct <= MOST && words.length >= 2) return { column: name, values: words };
  }
  return undefined;
}

const WON = /\bwon\b|gewonnen|wygran|gagn|ganad|vint/i;

/** Where the rows are deals: the words for those that somebody bought. The others are no orders. */
export function wonDeals({ value, facts }: DraftEvents): OrderStates | undefined {
  if (value === undefined || !speaksOfDeals(facts)) return undefined;
  const found = facts.columns.flatMap(({ name, form, values }) => {
    const words = [...new Set(values)].filter((word) => WON.test(word)).sort();
    const isState = form.kind === 'text' && speaksOf(name, 'status');
    return isState && words.length > 0 ? [{ column: name, values: words }] : [];
  });
  return found[0];
}

const UNDONE =
  /reject|pending|fail|declin|cancel|void|draft|expired|abgelehnt|storniert|refus|annul|rechaz|odrzuc|anul/i;

/** Of money given back: the words for what was, where others say that it was not, or not yet. */
export function doneReturns(events: DraftEvents): OrderStates | undefined {
  const states = isOfRefunds(events.facts) ? orderStates(events) : undefined;
  const done = states?.values.filter((word) => !UNDONE.test(word)) ?? [];
  if (!states || done.length === 0 || done.length === states.values.length) return undefined;
  return { column: states.column, values: done };
}

const REFUSED = /absagegrund|ablehnungsgrund|rejection/;
const MARKED = /storn|absag|ablehn|reject|cancel|losch|delet|annul/;

/** A column that is blank for what was sold, and says of other rows that they were refused or struck out. */
export function refusedColumn({ value, facts }: DraftEvents): string | undefined {
  if (value === undefined) return undefined;
  return facts.columns.find(({ name, values, filled, distinct }) => {
    const words = wordsOf(name).join(' ');
    const isSome = filled > 0 && filled < 0.5 * facts.rows;
    const isMark = distinct === 1 && values.every((each) => /^x?$/i.test(each));
    return isSome && (REFUSED.test(words) || (isMark && MARKED.test(words)));
  })?.name;
}
