/** Credit notes that name the invoice that they correct: both are one order. */
import { canIdentify, type TableFacts } from './table-facts.ts';

export interface Corrected {
  /** The column of credit notes with the number of the invoice. */
  readonly by: string;
  /** The column of invoices with their own. */
  readonly number: string;
}

/** What orders are known by, where it is one number or the other. */
export const INVOICE = 'invoice';

export function correctedBy({ returns, columns }: TableFacts): Corrected | undefined {
  const kinds = returns && columns.find(({ name }) => name === returns.column)!.values;
  if (!returns || !kinds || columns.some(({ name }) => name.toLowerCase() === INVOICE)) return undefined;
  const valuesOf = (values: readonly string[], words: readonly string[]): readonly string[] =>
    values.filter((_, row) => words.includes(kinds[row]!));
  for (const by of columns.filter(canIdentify)) {
    const named = valuesOf(by.values, returns.credits).filter((value) => value !== '');
    const isBlank = valuesOf(by.values, returns.orders).every((value) => value === '');
    if (!isBlank || named.length === 0) continue;
    const number = columns.find((column) => {
      const own = valuesOf(column.values, returns.orders);
      const known = new Set(own);
      const isUnique = canIdentify(column) && known.size === own.length;
      return isUnique && named.filter((value) => known.has(value)).length >= 0.8 * named.length;
    });
    if (number) return { by: by.name, number: number.name };
  }
  return undefined;
}
