/** Numbers as people and shops write them, where the project says that a column holds numbers. */
import { quoteText } from '../database/quote.ts';
import { isCountable } from './countable.ts';
import type { Form } from './form.ts';

const MINUS = '\u2212-';
const BLANK = ' \u00a0\u202f';

/** A sign of a currency, three letters of one, or what some write in place of a sign. */
const CURRENCY = `(\\p{Sc}|[A-Z]{1,2}[$]|[A-Z]{3}|z\u0142|zl|kr[.]?|K\u010d|Ft|lei|\u0440\u0443\u0431[.]?|\u0440[.]|\u043b\u0432[.]?|\u0433\u0440\u043d[.]?|TL|Fr[.])`;

const groups: Readonly<Record<',' | '.', string>> = { '.': ',', ',': '[.]' };

/** Digits in groups of three or not, and those behind the decimal sign. */
function digits(decimal: ',' | '.', isWhole: boolean): string {
  const separators = [groups[decimal], `[${BLANK}]`, "['\u2019]"];
  const grouped = separators.map((separator) => `[0-9]{1,3}(${separator}[0-9]{3})+`);
  const sign = decimal === '.' ? '[.]' : ',';
  const whole = `(${[...grouped, '[0-9]+'].join('|')})`;
  return isWhole ? `${whole}(${sign}0*)?` : `(${whole}(${sign}[0-9]*)?|${sign}[0-9]+)`;
}

/** A percentage, which is no whole number; three digits behind a comma would be a group to some. */
function percentage(decimal: ',' | '.'): string {
  const behind = decimal === '.' ? '([.][0-9]{1,10})?' : '(,[0-9]{1,2})?';
  return `[+${MINUS}]?[0-9]{1,15}${behind}[${BLANK}]?%`;
}

function pattern(decimal: ',' | '.', isWhole: boolean): string {
  const number = digits(decimal, isWhole);
  const space = `[${BLANK}]?`;
  const sign = `[+${MINUS}]?`;
  const money = `(${CURRENCY}${space}${sign}${number}|${sign}${space}${number}${space}${CURRENCY}|${sign}${space}${CURRENCY}?${space}${number})`;
  const share = isWhole ? '' : `|${percentage(decimal)}`;
  return `(${money}${share}|${number}${space}[${MINUS}]|\\(${CURRENCY}?${space}${number}${space}${CURRENCY}?\\))`;
}

/** The number as plain digits with a point. */
function plainDigits(cell: string, decimal: ',' | '.'): string {
  const bare = `regexp_replace(${cell}, ${quoteText(CURRENCY)}, '', 'g')`;
  const kept = `regexp_replace(${bare}, '[^0-9${decimal}]', '', 'g')`;
  const pointed = decimal === ',' ? `replace(${kept}, ',', '.')` : kept;
  const signed = `(CASE WHEN regexp_matches(${cell}, '[(${MINUS}]') THEN '-' ELSE '' END || rtrim(${pointed}, '.'))`;
  // Digits of more places than fit are tested away by the pattern of percentages.
  const share = `rtrim(rtrim(CAST(TRY_CAST(${signed} AS DECIMAL(30, 12)) * CAST('0.01' AS DECIMAL(3, 2)) AS VARCHAR), '0'), '.')`;
  return `CASE WHEN ends_with(${cell}, '%') THEN ${share} ELSE ${signed} END`;
}

/** Grouped, with a currency, in brackets, with a minus behind or a longer one; `12%` is 0.12. */
export function writtenNumber(decimal: ',' | '.', type: 'decimal' | 'integer' | 'float'): Form {
  const text = pattern(decimal, type === 'integer');
  return {
    name: `written-${type}`,
    type,
    decimal,
    shape: /\d/,
    matches: (cell) => {
      const isWritten = `regexp_full_match(${cell}, ${quoteText(text)})`;
      const double = `TRY_CAST(${plainDigits(cell, decimal)} AS DOUBLE)`;
      return type === 'float' ? `coalesce(${isWritten} AND ${isCountable(double)}, false)` : isWritten;
    },
    read: (cell) => {
      const plain = plainDigits(cell, decimal);
      if (type === 'decimal') return plain;
      return type === 'integer'
        ? `TRY_CAST(split_part(${plain}, '.', 1) AS BIGINT)`
        : `TRY_CAST(${plain} AS DOUBLE)`;
    },
  };
}

/** Whether a number may be read with either sign, as two numbers: `1,250`. */
export function isEitherSign(cell: string): string {
  return `regexp_matches(${cell}, '(^|[^0-9.,])[0-9]{1,3},[0-9]{3}($|[^0-9.,])')`;
}

/** The sign or letters of a currency in the cell; blank for none. */
export function currencyOf(cell: string): string {
  return `regexp_extract(${cell}, ${quoteText(CURRENCY)})`;
}
