/** Money that is counted in hundredths: its column says so, or it is what Stripe's and Paddle's interfaces give. */
import { namesCurrency } from './currency.ts';
import { wordsOf } from './role-words.ts';
import type { ColumnFacts, TableFacts } from './table-facts.ts';

const HUNDREDTHS = /^(cents?|cts|centimes?|centavos?|centimos?|pence|grosz[ey]?|kopeks?|minor|halerzy?|ore)$/;
/** Numbers of Stripe's charges, payments and invoices; of Paddle's transactions, which are long. */
const OF_STRIPE = /^(ch|py|pi|in|ii|cs)_\w+$/;
const OF_PADDLE = /^txn_[a-z0-9]{20,}$/;
const AMOUNT_OF_STRIPE = /^amount_(refunded|captured|received|due|paid|remaining)$/i;
/** They have no hundredths. */
const WHOLE_CURRENCIES = /^(bif|clp|djf|gnf|jpy|kmf|krw|mga|pyg|rwf|ugx|vnd|vuv|xaf|xof|xpf)$/i;

export function isInCents(table: TableFacts, money: string | undefined): boolean {
  const column = table.columns.find(({ name }) => name === money);
  if (!column || !isWhole(column)) return false;
  return wordsOf(column.name).some((word) => HUNDREDTHS.test(word)) || isOfInterface(table);
}

/** `total` of `total_cents` and of `total_in_cents`. */
export function withoutCents(name: string): string {
  const words = wordsOf(name);
  const bare = words.filter((word) => !HUNDREDTHS.test(word) && word !== 'in' && word !== 'units');
  return bare.length === 0 || bare.length === words.length ? 'in_full' : bare.join('_');
}

function isWhole({ form }: ColumnFacts): boolean {
  return form.kind === 'number' && form.form.type === 'integer' && form.form.isPlain;
}

function isOfInterface({ columns }: TableFacts): boolean {
  const currencies = columns
    .filter(({ name }) => namesCurrency(name))
    .flatMap(({ values }) => values.filter((value) => value !== ''));
  if (currencies.some((currency) => WHOLE_CURRENCIES.test(currency))) return false;
  const isWritten = currencies.length > 0 && currencies.every((currency) => /^[a-z]{3}$/.test(currency));
  const isStripe = isWritten || columns.some(({ name }) => AMOUNT_OF_STRIPE.test(name));
  return (isStripe && isNumbered(columns, OF_STRIPE)) || isNumbered(columns, OF_PADDLE);
}

function isNumbered(columns: readonly ColumnFacts[], pattern: RegExp): boolean {
  return columns.some(({ values }) => {
    const present = values.filter((value) => value !== '');
    return present.length > 0 && present.every((value) => pattern.test(value));
  });
}
