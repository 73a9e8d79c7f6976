/** Which column of a table is its time, its money, somebody's consent: by what it is called and what it holds. */
import { consentWord, REFUSAL_WORDS } from '../model/consent-words.ts';
import type { DraftConsent, DraftEvents } from './draft.ts';
import { speaksOf, wordsOf } from './role-words.ts';
import { type ColumnFacts, canIdentify, isUnique, type TableFacts } from './table-facts.ts';

/** The column with the highest score above nought; the first of equals. */
export function best(
  columns: readonly ColumnFacts[],
  score: (column: ColumnFacts) => number,
): ColumnFacts | undefined {
  let found: ColumnFacts | undefined;
  let highest = 0;
  for (const column of columns) {
    const points = score(column);
    if (points > highest) [found, highest] = [column, points];
  }
  return found;
}

/** When the row happened: of moments the one that is there in most rows and is called so; not when it was paid. */
export function timeColumn(table: TableFacts): string | undefined {
  const isOfDeals = speaksOfDeals(table);
  return best(table.columns, ({ name, form, filled }) => {
    if (form.kind !== 'moment' && !(form.kind === 'epoch' && speaksOf(name, 'happened'))) return 0;
    const isComplete = filled >= 0.95 * table.rows ? 4 : filled / Math.max(1, table.rows);
    const isNamed = (speaksOf(name, 'happened') ? 1 : 0) + (speaksOf(name, 'order') ? 1 : 0);
    const isWon = isOfDeals && speaksOf(name, 'closed') ? 2 : 0;
    const hasClock = form.kind === 'moment' && form.forms.some(({ type }) => type === 'time') ? 0.5 : 0;
    const penalty = speaksOf(name, 'later') ? 3 : speaksOf(name, 'born') ? 4 : 0;
    return Math.max(0.1, isComplete + isNamed + isWon + hasClock - penalty);
  })?.name;
}

/** A deal is bought when it is closed; created is when somebody began to sell. */
export function speaksOfDeals({ stem, columns }: TableFacts): boolean {
  const ofDeals = /^(deals?|opportunit(y|ies)|stage|pipeline)$/;
  return [stem, ...columns.map(({ name }) => name)].some((name) =>
    wordsOf(name).some((word) => ofDeals.test(word)),
  );
}

/** The time of day that belongs to a column of days: the only one, or the one that is named like it. */
export function clockColumn({ columns }: TableFacts, time: string | undefined): string | undefined {
  const form = columns.find(({ name }) => name === time)?.form;
  const isDay = form?.kind === 'moment' && form.forms.every(({ type }) => type === 'date');
  const clocks = columns.filter((column) => column.form.kind === 'clock');
  return isDay && clocks.length === 1 ? clocks[0]!.name : undefined;
}

/** Since when a customer is one. */
export function joinedColumn({ columns }: TableFacts): string | undefined {
  return best(columns, ({ name, form }) => {
    const isMoment = form.kind === 'moment' || form.kind === 'epoch';
    return isMoment && speaksOf(name, 'joined') && !speaksOf(name, 'born') ? 1 : 0;
  })?.name;
}

export function emailColumn({ columns }: TableFacts): string | undefined {
  return best(columns, ({ form, filled, distinct, name }) =>
    form.kind === 'email' ? distinct + (speaksOf(name, 'email') ? 1 : 0) + filled / 1e9 : 0,
  )?.name;
}

/** What stands where nobody has an account. */
const NOBODY = /^(0|-1|guest|null|none)?$/i;

/** Whether rows that say no account say an address. */
export function hasGuests(number: ColumnFacts, address: ColumnFacts): boolean {
  return number.values.some((value, row) => NOBODY.test(value) && address.values[row] !== '');
}

export function phoneColumn({ columns }: TableFacts): string | undefined {
  return best(columns, ({ name, form, filled, values }) => {
    const isNumber = form.kind === 'phone' || form.kind === 'code' || form.kind === 'number';
    const isNamed =
      speaksOf(name, 'phone') || (/^sms$/i.test(name) && values.some((value) => value.length > 6));
    return isNumber && filled > 0 && isNamed ? 1 + (form.kind === 'phone' ? 1 : 0) : 0;
  })?.name;
}

/**
 * The column in which people agreed to be reached by a channel: called so, or with the word of somebody who left. What
 * somebody agreed to by telephone says nothing of e-mail. A column of refusals is one too, whose no is a yes; beside one of
 * yeses it takes its people out of them.
 */
export function consentColumn(
  { columns }: TableFacts,
  channel: 'email' | 'sms' = 'email',
): DraftConsent | undefined {
  const agreed = best(columns, (column) => (refuses(column) ? 0 : meansConsent(column, channel)));
  const refused = best(columns, (column) => (refuses(column) ? meansConsent(column, channel) : 0));
  if (!agreed) return refused && consentOf(refused);
  const words = refused ? wordsIn(refused).yes : [];
  const own = consentOf(agreed);
  if (!refused || words.length === 0) return own;
  return { ...own, yes: yesOf(own, agreed), refused: { field: refused.name, words } };
}

/** How surely the column says who may be reached by the channel; nought where it does not. */
function meansConsent(column: ColumnFacts, channel: 'email' | 'sms'): number {
  const { name, form } = column;
  const isLeft = form.kind === 'choice' && form.no.some((word) => REFUSAL_WORDS.test(consentWord(word)));
  const isYesOrNo = form.kind === 'choice' || isBit(form, column) || isMark(column);
  if (!isYesOrNo || (!speaksOf(name, 'consent') && !isLeft)) return 0;
  const isOfEmail = speaksOf(name, 'email') || /newsletter/i.test(name);
  if (isOfOtherMatters(name)) return 0;
  const isMeant =
    channel === 'sms'
      ? /sms/i.test(name)
      : isOfEmail || !wordsOf(name).some((word) => OTHER_CHANNELS.test(word));
  const isOfLaw = /gdpr|rodo|dsgvo|rgpd/i.test(name) ? -0.5 : 0;
  return isMeant ? 1 + (isLeft ? 1.5 : 0) + (isOfEmail ? 1 : 0) + isOfLaw : 0;
}

/** `Accepts terms`, `Cookie consent`: everybody has, and it says nothing of letters; letters of partners are not ours. */
function isOfOtherMatters(name: string): boolean {
  if (/partner|third.?part|dritt|\btiers\b|osob.?trzeci/i.test(name)) return true;
  const isOfRules =
    /terms|conditions|privacy|cookie|tracking|profiling|polic|\b(agb|cgv|tos)\b|datenschutz|regulamin|prywatno|confidential|privacidad/i;
  return isOfRules.test(name) && !/mail|newsletter|marketing/i.test(name);
}

/** Of a list of addresses, each once, which is nothing that happened: who of them agreed, by its words. */
export function listedConsent({ name: table, facts, value }: DraftEvents): DraftConsent | undefined {
  const address = facts.columns.find(({ name }) => name === emailColumn(facts));
  if (value !== undefined || !address || address.distinct < 0.9 * facts.rows) return undefined;
  const found = consentColumn(facts);
  if (!found) return undefined;
  return { ...found, yes: yesOf(found, facts.columns.find(({ name }) => name === found.field)!), table };
}

function yesOf({ yes }: DraftConsent, column: ColumnFacts): readonly string[] {
  return yes ?? wordsIn(column).yes;
}

/** `X` for some and blank for all others, as SAP marks. */
function isMark({ distinct, values }: ColumnFacts): boolean {
  return (
    distinct === 1 && values.includes('') && values.some((value) => /^(x|1|j|ja|y|yes|true)$/i.test(value))
  );
}

const OTHER_CHANNELS = /^(sms|phone|tel|call|push|track)/;

function isBit({ kind }: ColumnFacts['form'], { values }: ColumnFacts): boolean {
  return kind === 'number' && values.every((value) => value === '' || value === '0' || value === '1');
}

/** A bare field understands these and no others. */
const UNDERSTOOD = /^(yes|true|y|1)$/i;
const REFUSED = /^(no|false|n|0)$/i;

/** `unsubscribed`, `EMAIL_BLACKLIST`, `Do not email`: a yes there is a no. `Subscribed` and `Opted out` are what they say. */
function refuses({ name, form }: ColumnFacts): boolean {
  const words = form.kind === 'choice' ? [...form.yes, ...form.no] : [];
  if (words.some((word) => SAYS_ITSELF.test(consentWord(word)))) return false;
  return /unsub|opt.?(ed)?.?out|do.?not|black.?list|suppress|sperr|widerspr|robinson|(^|[^a-z])no.?(e?-?mail|contact|marketing|newsletter)|exclu|\bban|sprzeciw|nie.wysy|\bkein|d[eé]s(abonn|inscri)|disiscri|rezygn/i.test(
    name,
  );
}

const SAYS_ITSELF = /subscribed$|^opt(ed)?(in|out)$|^(do|does)n(o|')t|^noconsent$/;

function wordsIn(column: ColumnFacts): { readonly yes: readonly string[]; readonly no: readonly string[] } {
  const { form, values } = column;
  if (isMark(column)) return { yes: [values.find((value) => value !== '')!], no: [] };
  return form.kind === 'choice' ? form : { yes: ['1'], no: ['0'] };
}

function consentOf(column: ColumnFacts): DraftConsent {
  const { name } = column;
  const isRefusal = refuses(column);
  if (isRefusal && isMark(column)) return { field: name, isMark: true };
  const written = wordsIn(column);
  const yes = isRefusal ? written.no : written.yes;
  const isPlain =
    !isRefusal &&
    yes.every((word) => UNDERSTOOD.test(word)) &&
    written.no.every((word) => REFUSED.test(word));
  if (isPlain) return { field: name };
  return { field: name, yes: yes.length > 0 ? yes : [unsaidYes(isRefusal, written.yes)] };
}

/** Where nobody says yes so far: the word to be expected of who will. */
function unsaidYes(isRefusal: boolean, others: readonly string[]): string {
  if (!isRefusal) return 'subscribed';
  return others.some((word) => /^true$/i.test(word)) ? 'false' : 'no';
}

/** The unique column that a table is known by: called so, or the only one that can be. */
export function keyColumn(table: TableFacts): string | undefined {
  const nouns = wordsOf(table.stem).map((word) => word.replace(/s$/, ''));
  return best(table.columns, (column) => {
    if (!isUnique(column, table) || !canIdentify(column) || isSpent(column)) return 0;
    const { name, form } = column;
    const isOwn =
      wordsOf(name).some((word) => nouns.includes(word)) || /^(id|key|record id)$/i.test(name) ? 2 : 0;
    const isNumber = form.kind === 'code' || form.kind === 'number';
    const isPerson = isNumber && wordsOf(name).every((word) => speaksOf(word, 'customer'));
    const isId = (speaksOf(name, 'identifier') && !OF_ROWS.test(name)) || isPerson ? 2 : 0;
    return 0.5 + isOwn + isId + (form.kind === 'email' ? 0.5 : 0) - (speaksOf(name, 'phone') ? 0.4 : 0);
  })?.name;
}

/** The one that tells apart the rows of the whole file, where the table is some of them. */
export function fileKey(table: TableFacts): string | undefined {
  const { part, columns } = table;
  return keyColumn(
    part ? { ...table, columns: columns.filter(({ name }) => part.unique.includes(name)) } : table,
  );
}

/** Whether all the numbers of somebody that a table has stand in it again and again. */
export function peopleComeAgain({ columns }: TableFacts): boolean {
  const ids = columns.filter(
    (column) =>
      canIdentify(column) && speaksOf(column.name, 'customer') && speaksOf(column.name, 'identifier'),
  );
  return ids.length > 0 && ids.every(({ distinct, filled }) => distinct < 0.8 * filled);
}

/** Counts the rows of the file, and says nothing of what they are. */
const OF_ROWS = /^(row|line|unnamed|index|#)/i;

/** The column by which several rows are one order, be there a number for each row or not. */
export function orderColumn({ columns, rows }: TableFacts): string | undefined {
  const shared = sharedStart(columns.map(({ name }) => name));
  return columns.find(
    (column) =>
      canIdentify(column) &&
      !isSpent(column) &&
      isOfOrders(column.name.slice(shared)) &&
      column.distinct >= 2 &&
      column.filled >= MOSTLY * rows &&
      column.distinct >= rows / MOST_LINES &&
      column.distinct < 0.95 * column.filled,
  )?.name;
}

const MOST_LINES = 50;
/** A number that few rows have is of something else: of the invoice that they correct. */
const MOSTLY = 0.8;

/** `Purchase` beside numbers is what was spent; a number of one is called so. */
export function isSpent({ name, form }: ColumnFacts): boolean {
  return (
    form.kind === 'number' &&
    /^(purchases?|sales?|payments?|spend|kauf|achats?|compras?|zakupy?)$/i.test(name.trim())
  );
}

/** How long the start is that all names have, to a dot: `invoices.` of `invoices.id` says what the table is. */
function sharedStart(names: readonly string[]): number {
  const [first = ''] = names;
  const start = first.slice(0, first.indexOf('.') + 1);
  return names.length > 1 && names.every((name) => name.startsWith(start)) ? start.length : 0;
}

/** `Order ID`, `Rechnung`; the state of an order is none, and in `Deal - Contact ID` the last thing is a person. */
function isOfOrders(name: string): boolean {
  const words = wordsOf(name);
  const last = (role: 'order' | 'customer'): number => words.findLastIndex((word) => speaksOf(word, role));
  if (words.length === 1 && speaksOf(name, 'customer')) return false;
  const isNumber = speaksOf(name, 'identifier') || words.length === 1 || /^sales doc/.test(words.join(' '));
  return (
    speaksOf(name, 'order') && isNumber && !speaksOf(name, 'status') && last('order') >= last('customer')
  );
}
