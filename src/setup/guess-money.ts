/** What a row is worth: a column with its money, or how many there are at which price. */
import type { DraftEvents, Product } from './draft.ts';
import { best, isSpent } from './guess-roles.ts';
import { isInCents } from './in-cents.ts';
import { speaksOf, wordsOf } from './role-words.ts';
import type { ColumnFacts, TableFacts } from './table-facts.ts';

/** `Total (inc tax)` is no tax. */
const WITH_TAX = /\b(incl?|including|with)\.? (of )?(tax|vat|mwst|ust|gst)\b/i;
const WITHOUT_TAX = /\b(excl?|excluding|without|before)\.? (of )?(tax|vat|mwst|ust|gst)\b/i;

export function moneyColumn({ columns }: TableFacts): string | undefined {
  return best(columns, (column) => {
    const { name, form, distinct, values } = column;
    if (form.kind !== 'number' || form.form.currencies.length > 1) return 0;
    if (!values.some((value) => /[1-9]/.test(value))) return 0;
    if (form.form.type === 'integer' && isNumberOf(name)) return 0;
    const called = name.replace(WITH_TAX, '').replace(WITHOUT_TAX, '');
    if (!speaksOf(called, 'money') && !isSpent(column)) return form.form.currencies.length > 0 ? 1 : 0;
    const isLess = speaksOf(called, 'not-the-money') ? -2 : WITHOUT_TAX.test(name) ? -0.5 : 0;
    const words = wordsOf(called);
    const isOfOrder = words.some((word) => speaksOf(word, 'order')) ? 0.5 : 0;
    const isOfOne = isPriceOfOne(called) ? -0.25 : 0;
    const isWhole = words.some((word) => WHOLES.test(word)) ? 1 : isOfOrder + isOfOne;
    const isDecimal = form.form.type === 'decimal' ? 1 : 0;
    const isAlike = distinct < 2 ? -1 : 0;
    return 1.5 + isWhole + isDecimal + isLess + isAlike;
  })?.name;
}

/** `Sales Document`, `Payment ID`: what it is known by. */
function isNumberOf(name: string): boolean {
  return speaksOf(name, 'identifier') || /\bdocument|beleg/i.test(name);
}

const WHOLES = /^(grand|total|gross|order|razem|gesamt|brutto|ttc)$/;

/** Whether a name is of the price of one thing. */
const OF_ONE =
  /^(cents?|in|unit|item|each|single|list|price|(unit|item|list|sell(ing)?)price|priceeach|retail|product|cena|jednostkowa|za|szt|sztuk[aei]?|per|pro|je|stuck|stk|preis|einzelpreis|stuckpreis|prix|unitaire|precio|unitario|prezzo|цена)$/;

/** Where the money of a row is the price of one thing and another column says how many: what to multiply. */
export function priceTimesQuantity(table: TableFacts): Product | undefined {
  const price = moneyColumn(table);
  if (price === undefined || !isPriceOfOne(price)) return undefined;
  const quantity = table.columns.find(isQuantity);
  if (!quantity || isOfAll(table.columns.find(({ name }) => name === price)!, quantity)) return undefined;
  const discount = discountColumn(table, { quantity: quantity.name, price });
  return { quantity: quantity.name, price, ...(discount ? { discount } : {}) };
}

const DISCOUNT = /\b(discount|rabat|rabatt|remise|descuento|sconto|korting|скидка)\b/;
const OF_PERCENT = /%|percent|pct|prozent|procent|pourcent/i;

/** What a line was reduced by: a share of it, a percentage, or an amount no larger than the line. */
function discountColumn({ columns }: TableFacts, { quantity, price }: Product): Product['discount'] {
  const valuesOf = (wanted: string): readonly string[] => columns.find(({ name }) => name === wanted)!.values;
  for (const { name, form, values } of columns) {
    const isReduced = form.kind === 'number' && DISCOUNT.test(wordsOf(name).join(' ')) && form.form.isPlain;
    const numbers = values.map(Number);
    if (!isReduced || !numbers.some((each) => each > 0) || numbers.some((each) => each < 0)) continue;
    const most = Math.max(...numbers);
    if (OF_PERCENT.test(name)) return most <= 100 ? { column: name, kind: 'percent' } : undefined;
    if (most <= 1) return { column: name, kind: 'share' };
    const [many, paid] = [valuesOf(quantity), valuesOf(price)];
    const isAmount = form.form.type === 'decimal' || /amount|value|betrag|kwota|montant|importe/i.test(name);
    const isLess = numbers.every((each, row) => each <= Number(many[row]) * Number(paid[row]));
    return isAmount && isLess ? { column: name, kind: 'amount' } : undefined;
  }
  return undefined;
}

/** Where lines say how many of what, and what that costs stands in the table of things. */
export function pricedBy(
  facts: TableFacts,
  lookups: readonly { readonly name: string; readonly facts: TableFacts }[],
): DraftEvents['priced'] {
  const quantity = moneyColumn(facts) === undefined ? facts.columns.find(isQuantity)?.name : undefined;
  if (quantity === undefined) return undefined;
  const found = lookups.flatMap(({ name, facts: things }) => {
    const price = moneyColumn(things);
    const isOne = price !== undefined && isPriceOfOne(price) && !isInCents(things, price);
    return isOne ? [{ quantity, lookup: name, price }] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}

function isPriceOfOne(name: string): boolean {
  return wordsOf(name).every((word) => OF_ONE.test(word));
}

/** Whether the price grows with how many there are, as that of all of them does. */
function isOfAll(price: ColumnFacts, quantity: ColumnFacts): boolean {
  const rows = quantity.values.flatMap((value, row) => {
    const [many, paid] = [Number(value), Number(price.values[row])];
    return many > 0 && paid > 0 ? [{ many, paid }] : [];
  });
  const single = rows.filter(({ many }) => many === 1);
  const several = rows.filter(({ many }) => many > 1);
  if (single.length < FEWEST_COMPARED || several.length < FEWEST_COMPARED) return false;
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const growth = mean(several.map(({ paid }) => paid)) / mean(single.map(({ paid }) => paid));
  return growth > (1 + mean(several.map(({ many }) => many))) / 2;
}

const FEWEST_COMPARED = 20;

/** How many of the row's thing there are; more than one now and then. */
function isQuantity({ name, form, values }: ColumnFacts): boolean {
  const isCount = form.kind === 'number' && form.form.type === 'integer' && form.form.isPlain;
  return isCount && speaksOf(name, 'quantity') && values.some((value) => Number(value) > 1);
}

/** Where the rows that take money off have it without a minus: which rows they are. */
export function creditedRows(
  { columns, returns }: TableFacts,
  money: string | undefined,
): DraftEvents['credited'] {
  const kinds = returns && columns.find(({ name }) => name === returns.column)!.values;
  const amounts = columns.find(({ name }) => name === money)?.values;
  if (!returns || !kinds || !amounts) return undefined;
  const taken = amounts.filter((amount, row) => amount !== '' && returns.credits.includes(kinds[row]!));
  return isNegative(taken) ? undefined : { column: returns.column, words: returns.credits };
}

/** Whether some of the amounts have a minus. */
export function isNegative(amounts: readonly string[]): boolean {
  return amounts.some((amount) => /[1-9]/.test(amount) && IS_NEGATIVE.test(amount));
}

const IS_NEGATIVE = /^[^\d]*[-−–(]|-$/;
