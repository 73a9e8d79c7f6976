/** Files that a spreadsheet opens as meant: its separator, its decimal sign, and no cell run as a formula. */

import { failure } from '../diagnostics/failure.ts';
import type { Cell, ColumnKind } from '../model/table.ts';
import { fileText, isDecimal, isNumeric } from './cell.ts';

export interface Excel {
  readonly separator: ',' | ';';
  readonly decimal: '.' | ',';
}

export const BYTE_ORDER_MARK = '\ufeff';

const FORMULA_SIGNS = '=+\\-@\\t\\r\\n＝＋－＠';

/**
 * What a spreadsheet takes for the start of a formula. The engine reads it too, and knows none of the escapes by which
 * the shipped program spells letters of a pattern that is written as one.
 */
export const runAsFormula = new RegExp(`^[${FORMULA_SIGNS}]`);

/**
 * What a spreadsheet of that locale (`pl`, `de-AT`; `en` when empty) reads: where the decimal sign is a
 * comma, the separator is a semicolon. Throws `Failure` (2) for what is no locale.
 */
export function excelOf(locale: string): Excel {
  const decimal = decimalSign(locale === '' ? 'en' : locale.replace('_', '-'));
  if (decimal === undefined) {
    throw failure(2, 'locale', `\`--excel\` wants a locale such as \`pl\` or \`en-GB\`, found \`${locale}\``);
  }
  return decimal === ',' ? { separator: ';', decimal } : { separator: ',', decimal: '.' };
}

/** The text of a cell: numbers with the locale's decimal sign, text that would be run behind an apostrophe. */
export function excelText(cell: Cell, kind: ColumnKind, excel: Excel): string {
  const text = fileText(cell);
  if (isNumeric(kind) || typeof cell === 'number' || typeof cell === 'bigint') {
    return isDecimal(text) ? text.replace('.', excel.decimal) : text;
  }
  return neutralise(text);
}

/** The text so that no spreadsheet runs it; a negative number stays one. */
export function neutralise(text: string): string {
  return runAsFormula.test(text) && !isDecimal(text) ? `'${text}` : text;
}

function decimalSign(locale: string): string | undefined {
  try {
    const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
    return parts.find(({ type }) => type === 'decimal')?.value;
  } catch {
    return undefined;
  }
}
