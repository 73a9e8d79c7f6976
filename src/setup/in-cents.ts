/** Money that is counted in hundredths: its column says so, or it is what Stripe's and Paddle's interfaces give. */
import { namesCurrency } from './currency.ts';
import { wordsOf } from './role-words.ts';
import type { ColumnFacts, TableFacts } from './table-facts.ts';

const HUNDREDTHS = /^(cents?|cts|centimes?|centavos?|centimos?|pence|grosz[ey]?|kopeks?|minor|halerzy?|ore)$/;
/** Numbers of charges, payments, invoices and transactions, which are long and of letters and digits. */
const OF_INTERFACES = /^(ch|py|pi|in|ii|txn|cs)_(?=.*\d)(?=.*[a-z])[A-Za-z0-9]{8,}$/;
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
  const isNumbered = columns.some(({ values }) => {
    const present = values.filter((value) => value !== '');
    return present.length > 0 && present.every((value) => OF_INTERFACES.test(value));
  });
  const currencies = columns.filter(({ name }) => namesCurrency(name)).flatMap(({ values }) => values);
  return isNumbered && !currencies.some((currency) => WHOLE_CURRENCIES.test(currency));
}
