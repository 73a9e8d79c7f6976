/** What a column may turn out to be, and its cells as SQL, before anybody has looked at them. */
import { quoteText } from '../database/quote.ts';
import type { SourceEntry } from '../project/project.ts';
import type { Form, FormOptions } from './form.ts';
import { allForms, formsOfType, numberForms, timeForms } from './forms.ts';
import type { RawTable } from './raw.ts';
import { type MappedColumn, rawSql } from './roles.ts';

/** A raw column's cell as SQL: cleaned text, NULL for what the project calls missing. */
export function cellOf({ raw, option }: MappedColumn, table: RawTable, source: SourceEntry): string {
  const name = rawSql(raw);
  if (raw.type === 'DOUBLE' || raw.type === 'FLOAT') return `CAST(${name} AS VARCHAR)`;
  const isClean =
    raw.isClean || (raw.sql === undefined && table.kind === 'table' && raw.guess === 'anything');
  const cleaned = isClean ? name : `source_text(${name})`;
  const nullValues = [...source.nullValues, ...(option?.nullValues ?? [])];
  if (nullValues.length === 0) return cleaned;
  return `CASE WHEN ${cleaned} NOT IN (${nullValues.map(quoteText).join(', ')}) THEN ${cleaned} END`;
}

/** How the column is written, where it may say so itself. */
export function formOptions(source: SourceEntry, { option }: MappedColumn): FormOptions {
  const decimal = option?.decimal ?? source.decimal;
  const own = option?.dateFormats ?? [];
  const dateFormats = (own.length > 0 ? own : source.dateFormats).map(({ name }) => name);
  return { dateFormats, ...(decimal ? { decimal } : {}) };
}

/** The forms that a column may turn out to have. */
export function possibleForms(column: MappedColumn, options: FormOptions): readonly Form[] {
  if (column.type) return formsOfType(column.type, options);
  if (column.role === 'key') return [];
  if (column.role === 'time') return timeForms(options);
  if (column.role === 'amount') return [...numberForms(options), ...formsOfType('float', options)];
  switch (column.raw.guess) {
    case 'anything':
      return looksLikeCode(column.name) ? [] : allForms(options);
    case 'times':
      return timeForms(options);
    case 'numbers':
      return [...numberForms(options), ...formsOfType('float', options)];
    case 'nothing':
      return [];
  }
}

const codeWords = new Set(
  'id ids key code sku ean gtin upc isbn postcode postal zip zipcode plz phone telephone tel mobile msisdn fax nip pesel regon iban vat'.split(
    ' ',
  ),
);

/** Whether a column's name ends like one of codes, whose digits are no numbers: `product_id`, `Postcode`, `zipCode`. */
function looksLikeCode(name: string): boolean {
  const words = name
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return codeWords.has(words.at(-1) ?? '');
}
