/** The currency of a folder: a column that names it, or the sign that stands beside the numbers. */
import type { ColumnFacts, TableFacts } from './table-facts.ts';

/** Signs that are one currency's. `$`, `kr` and `¥` are of several. */
const signs: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  zł: 'PLN',
  Kč: 'CZK',
  Ft: 'HUF',
  lei: 'RON',
  '₽': 'RUB',
  '₴': 'UAH',
  '₺': 'TRY',
  '₹': 'INR',
  '₩': 'KRW',
  '₪': 'ILS',
};

/** The one currency of all tables that tell one. */
export function currencyOf(tables: readonly TableFacts[]): { readonly currency?: string } {
  const columns = tables.flatMap((table) => table.columns);
  const codes = new Set(columns.flatMap((column) => [...namedCodes(column), ...writtenCodes(column)]));
  const [currency] = codes;
  return codes.size === 1 && currency && /^[A-Z]{3}$/.test(currency) ? { currency } : {};
}

/** Whether a column of that name says what money is in. */
export function namesCurrency(name: string): boolean {
  return /currency|waluta|währung|devise|moneda|valuta|валюта/i.test(name);
}

function namedCodes({ name, values }: ColumnFacts): readonly string[] {
  if (!namesCurrency(name)) return [];
  return [...new Set(values)]
    .filter((value) => /^[A-Za-z]{3}$/.test(value))
    .map((code) => code.toUpperCase())
    .sort();
}

function writtenCodes({ form }: ColumnFacts): readonly string[] {
  if (form.kind !== 'number') return [];
  return form.form.currencies.flatMap((sign) => signs[sign] ?? sign);
}

export interface MixedMoney {
  /** The column that names them, or the one whose cells have signs of several. */
  readonly column: string;
  readonly isNamed: boolean;
  readonly currencies: readonly string[];
}

/** Where money of a table is in several currencies. */
export function mixedMoney({ columns }: TableFacts): readonly MixedMoney[] {
  return columns.flatMap((column) => {
    const written = column.form.kind === 'number' ? column.form.form.currencies : [];
    const isNamed = written.length < 2;
    const currencies = isNamed ? namedCodes(column) : written;
    return currencies.length > 1 ? [{ column: column.name, isNamed, currencies }] : [];
  });
}
