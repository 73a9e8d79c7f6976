/** What a row is worth: a column with its money, or how many there are at which price. */
import { best } from './guess-roles.ts';
import { speaksOf, wordsOf } from './role-words.ts';
import type { ColumnFacts, TableFacts } from './table-facts.ts';

/** `Total (inc tax)` is no tax. */
const withTax = /\b(incl?|including|with)\.? (of )?(tax|vat|mwst|ust|gst)\b/i;
const withoutTax = /\b(excl?|excluding|without|before)\.? (of )?(tax|vat|mwst|ust|gst)\b/i;

export function moneyColumn({ columns }: TableFacts): string | undefined {
  return best(columns, ({ name, form, distinct }) => {
    if (form.kind !== 'number' || distinct < 2 || form.form.currencies.length > 1) return 0;
    const called = name.replace(withTax, '').replace(withoutTax, '');
    if (!speaksOf(called, 'money')) return form.form.currencies.length > 0 ? 1 : 0;
    const isLess = speaksOf(called, 'not-the-money') ? -2 : withoutTax.test(name) ? -0.5 : 0;
    const isWhole = wordsOf(called).some((word) => wholes.test(word)) ? 1 : 0;
    const isDecimal = form.form.type === 'decimal' ? 1 : 0;
    return 1.5 + isWhole + isDecimal + isLess;
  })?.name;
}

const wholes = /^(grand|total|gross|order|razem|gesamt|brutto|ttc)$/;

/** Whether a name is of the price of one thing. */
const ofOne =
  /^(unit|item|each|single|price|retail|product|cena|jednostkowa|szt|preis|einzelpreis|stuckpreis|prix|unitaire|precio|unitario|prezzo|цена)$/;

export interface Product {
  readonly quantity: string;
  readonly price: string;
}

/** Where the money of a row is the price of one thing and another column says how many: what to multiply. */
export function priceTimesQuantity(table: TableFacts): Product | undefined {
  const price = moneyColumn(table);
  if (price === undefined || !wordsOf(price).every((word) => ofOne.test(word))) return undefined;
  const quantity = table.columns.find(isQuantity)?.name;
  return quantity === undefined ? undefined : { quantity, price };
}

/** How many of the row's thing there are; more than one now and then. */
function isQuantity({ name, form, values }: ColumnFacts): boolean {
  const isCount = form.kind === 'number' && form.form.type === 'integer' && form.form.isPlain;
  return isCount && speaksOf(name, 'quantity') && values.some((value) => Number(value) > 1);
}
