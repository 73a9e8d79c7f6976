/** What to do about a value that cannot be read; undefined where nothing better than the expectation can be said. */
import { parseDecimal, parsePercent } from '../model/decimal.ts';

/** What to write in place of `1,000` or `10 EUR`. */
export function numberHelp(text: string): string | undefined {
  if (parseDecimal(text) !== undefined) return undefined;
  if (parsePercent(text) !== undefined) return 'a percentage has no place here';
  const digits = text.replace(/[\s,_']/g, '');
  if (parseDecimal(digits) !== undefined) {
    return 'write it without separators, with a point before the decimals';
  }
  return /^[^\d-]*-?\d[\d.,]*[^\d]*$/.test(text)
    ? 'write the digits only, with a point before the decimals'
    : undefined;
}

/** What to write in place of `10` or `0.1`, where a percentage stands. */
export function percentHelp(text: string): string | undefined {
  const number = parseDecimal(text);
  if (number === undefined) return undefined;
  const share = Number(number);
  const meant = share > 0 && share < 1 ? Number((share * 100).toPrecision(12)) : number;
  return `write the sign: \`${meant}%\``;
}

const unitWords: readonly (readonly [RegExp, string])[] = [
  [/^mo(n(th(s)?)?)?$/i, 'mo'],
  [/^min(ute)?s?$/i, 'min'],
  [/^h((ou)?rs?)?$/i, 'h'],
  [/^w((ee)?ks?)?$/i, 'w'],
  [/^y((ea)?rs?)?$/i, 'y'],
  [/^d(a?y[sz]?)?$/i, 'd'],
];

/** What to write in place of `30 days`. */
export function durationHelp(text: string): string {
  const match = /^(\d{1,9})\s*([A-Za-z]+)$/.exec(text);
  const unit = match && unitWords.find(([pattern]) => pattern.test(match[2]!))?.[1];
  return match && unit
    ? `write \`${match[1]}${unit}\``
    : 'a whole number and one of `min`, `h`, `d`, `w`, `mo`, `y`, without a space';
}

/** What to write in place of `30.06.2026` or `2026-02-30`. */
export function dateHelp(text: string): string | undefined {
  if (/^\d{1,2}[./-]\d{1,2}[./-]\d{4}$/.test(text)) return 'write year-month-day: `2026-06-30`';
  return /^\d{4}-\d\d?-\d\d?$/.test(text)
    ? 'is it a day of the calendar, written with two digits each?'
    : undefined;
}
