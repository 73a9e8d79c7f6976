/** Numbers and shares as definitions write them, exact to the digit. */
import type { Literal } from './value.ts';

const NUMBER = /^[-+]?(\d{1,38})(\.\d{1,18})?$/;
const PERCENT = /^([-+]?\d{1,16})(?:\.(\d{1,12}))?%$/;

/** A plain decimal, or a percent as its share: `12.50`, `-3`, `10%`. */
export function readNumber(text: string): Literal | undefined {
  const percent = PERCENT.exec(text);
  if (percent) return numberLiteral(shiftPercent(percent[1]!, percent[2] ?? ''));
  return NUMBER.test(text) ? numberLiteral(text.replace(/^\+/, '')) : undefined;
}

function numberLiteral(text: string): Literal {
  return { type: text.includes('.') ? 'decimal' : 'integer', text: canonicalNumber(text) };
}

/** Without leading zeros, so that equal numbers are equal texts as far as their digits go. */
function canonicalNumber(text: string): string {
  return text.replace(/^(-?)0+(?=\d)/, '$1').replace(/^-(0(?:\.0+)?)$/, '$1');
}

function shiftPercent(whole: string, fraction: string): string {
  const sign = whole.startsWith('-') ? '-' : '';
  const digits = whole.replace(/^[-+]/, '').padStart(3, '0');
  const text = `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}${fraction}`;
  return text.replace(/\.?0+$/, '');
}

/** A share written with its sign (`10%`), as exact decimal text. */
export function readShare(text: string): string | undefined {
  return PERCENT.test(text) ? readNumber(text)?.text : undefined;
}
