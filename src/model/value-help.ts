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

/** What to write in place of `12,50`, `100€`, `1k`, `50 %`, `5-8` or `90d` where a plain number is compared. */
export function writtenNumber(text: string): string | undefined {
  if (/^-?\d+,\d{1,2}$/.test(text)) return `write \`${text.replace(',', '.')}\`: decimals come after a point`;
  const bare = /^(?:[A-Z]{3}|[$€£¥])?\s?(-?\d+(?:\.\d+)?)\s?(?:[A-Z]{3}|zł|kr|[$€£¥])?$/u.exec(text)?.[1];
  if (bare !== undefined && bare !== text) return `write \`${bare}\`: a number stands without its currency`;
  const days = /^(\d+)(?:d|days?)$/.exec(text)?.[1];
  if (days !== undefined) return `write \`${days}\`: it is compared with a number, such as of days`;
  const range = /^(\d+(?:\.\d+)?)\s?(?:-|–|\.\.\.?| to )\s?(\d+(?:\.\d+)?)$/.exec(text);
  if (range) return `write \`{ between: [${range[1]}, ${range[2]}] }\``;
  const plain = plainNumber(text);
  return plain === undefined ? undefined : `write \`${plain}\``;
}

/** The number without what parts its digits, with its dash as a minus, and without `k` or `m` for its zeros. */
function plainNumber(text: string): string | undefined {
  const written = text
    .replace(/^[–−]/, '-')
    .replaceAll(/(?<=\d)[ _'](?=\d{3})/g, '')
    .replace(/ %$/, '%');
  const thousands = /^(-?\d+)(k|m)$/i.exec(written);
  if (thousands) return `${thousands[1]}${thousands[2]!.toLowerCase() === 'k' ? '000' : '000000'}`;
  return written !== text && /^-?\d+(\.\d+)?%?$/.test(written) ? written : undefined;
}

/** What to write in place of `10` or `0.1`, where a percentage stands. */
export function percentHelp(text: string): string | undefined {
  const meant = meantPercent(text);
  return meant === undefined ? undefined : `write the sign: \`${meant}\``;
}

/** `10%` for `10`, and for the share `0.1`. */
export function meantPercent(text: string): string | undefined {
  const number = parseDecimal(text);
  if (number === undefined) return undefined;
  const share = Number(number);
  return `${share > 0 && share < 1 ? Number((share * 100).toPrecision(12)) : number}%`;
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
  if (/^[-–−]\s*\d/.test(text)) return `without a sign: ${durationHelp(text.replace(/^[-–−]\s*/, ''))}`;
  const match = /^(\d{1,9})\s*([A-Za-z]+)$/.exec(text);
  const unit = match && unitWords.find(([pattern]) => pattern.test(match[2]!))?.[1];
  return match && unit
    ? `write \`${match[1]}${unit}\``
    : (durationInUnits(text) ?? 'a whole number and one of `min`, `h`, `d`, `w`, `mo`, `y`, without a space');
}

/** A number without a unit, or with an `m` that may be two. */
function durationInUnits(text: string): string | undefined {
  const [, number, unit] = /^(\d{1,9})\s*(m?)$/i.exec(text) ?? [];
  if (number === undefined) return undefined;
  return unit
    ? `write \`${number}mo\` for months, \`${number}min\` for minutes`
    : `write \`${number}d\` for days`;
}

/** What to write in place of `30.06.2026`, `30 days ago` or `2026-02-30`. */
export function dateHelp(text: string): string | undefined {
  const ago = /^(\d+ ?[a-z]+) ago$/i.exec(text)?.[1];
  const span = ago && /^write `(.*)`$/.exec(durationHelp(ago))?.[1];
  if (span) return `write \`before_last: ${span}\` for longer ago, \`last: ${span}\` for since then`;
  const other = otherDate(text);
  if (other !== undefined) return `write year-month-day: \`${other}\``;
  if (/^\d{1,2}[./-]\d{1,2}[./-]\d{4}$/.test(text)) return 'write year-month-day: `2026-06-30`';
  const parts = /^(\d{4})-(\d\d?)-(\d\d?)$/.exec(text);
  if (!parts) return undefined;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  if (month < 1 || month > 12) return 'a year has the months 01 to 12';
  const last = lastDay(year, month);
  if (day > last)
    return `the last day of ${year}-${String(month).padStart(2, '0')} is the ${last}${last === 31 ? 'st' : 'th'}`;
  return `write two digits each: \`${dateText(parts[1]!, parts[2]!, parts[3]!)}\``;
}

/** The date that is written in another order or with other signs, where there is no doubt which is the day. */
function otherDate(text: string): string | undefined {
  const yearFirst = /^(\d{4})[./](\d{1,2})[./](\d{1,2})$/.exec(text);
  if (yearFirst) return realDate(yearFirst[1]!, yearFirst[2]!, yearFirst[3]!);
  const [, first, sign, second, year] = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(text) ?? [];
  if (first === undefined || second === undefined) return undefined;
  const isDayFirst = sign !== '/' || Number(first) > 12;
  if (!isDayFirst && Number(second) <= 12) return undefined;
  return isDayFirst ? realDate(year!, second, first) : realDate(year!, first, second);
}

function realDate(year: string, month: string, day: string): string | undefined {
  const isReal = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1;
  return isReal && Number(day) <= lastDay(Number(year), Number(month))
    ? dateText(year, month, day)
    : undefined;
}

function dateText(year: string, month: string, day: string): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** What to write in place of `2026-01-05`, `now-30d` or `2026-01-05 12:00 CET`, where a moment is compared. */
export function momentHelp(text: string): string | undefined {
  if (/^\d{4}-\d\d-\d\d$/.test(text) && dateHelp(text)?.startsWith('write two digits'))
    return `a day has a beginning and an end: write \`since: ${text}\`, \`before: ${text}\` or \`during: ${text}\``;
  if (/^\d{4}(-\d\d|-[QW]\d+)?$/.test(text)) return `write \`during: ${text}\`, or a day`;
  if (/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d.*[A-Z]{2,5}$/.test(text))
    return 'say the zone by its offset: `2026-01-05T12:00:00+01:00`';
  if (/^(now|today|current_date)\b/i.test(text))
    return 'a span up to the as-of is `last: 30d`, before it `before_last: 30d`';
  return dateHelp(text);
}

function lastDay(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
