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

/** What to write in place of `12,50`, `100€` or `90d` where a plain number is compared. */
export function writtenNumber(text: string): string | undefined {
  if (/^-?\d+,\d{1,2}$/.test(text)) return `write \`${text.replace(',', '.')}\`: decimals come after a point`;
  const bare = /^(?:[A-Z]{3}|[$€£¥])?\s?(-?\d+(?:\.\d+)?)\s?(?:[A-Z]{3}|zł|kr|[$€£¥])?$/u.exec(text)?.[1];
  if (bare !== undefined && bare !== text) return `write \`${bare}\`: a number stands without its currency`;
  const days = /^(\d+)(?:d|days?)$/.exec(text)?.[1];
  return days === undefined ? undefined : `write \`${days}\`: it is compared with a number, such as of days`;
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
  const european = /^(\d{1,2})[.-](\d{1,2})[.-](\d{4})$/.exec(text);
  if (european) {
    const [, day, month, year] = european;
    return `write year-month-day: \`${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}\``;
  }
  if (/^\d{1,2}\/\d{1,2}\/\d{4}$/.test(text)) return 'write year-month-day: `2026-06-30`';
  const parts = /^(\d{4})-(\d\d?)-(\d\d?)$/.exec(text);
  if (!parts) return undefined;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  if (month < 1 || month > 12) return 'a year has the months 01 to 12';
  const last = lastDay(year, month);
  if (day > last)
    return `the last day of ${year}-${String(month).padStart(2, '0')} is the ${last}${last === 31 ? 'st' : 'th'}`;
  return 'write two digits each: `2026-06-03`';
}

function lastDay(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
