/** Numbers as they are written, exact: they travel as text and never pass through floating point. */

/** Reads `500`, `-1.50`, `007` as decimal text without leading zeros; undefined for anything else. */
export function parseDecimal(text: string): string | undefined {
  const match = /^(-?)0*(\d+(?:\.\d+)?)$/.exec(text);
  if (!match) return undefined;
  const digits = match[2]!;
  return match[1] === '-' && /[1-9]/.test(digits) ? `-${digits}` : digits;
}

/** Reads `10%` as `0.10`, `12.5%` as `0.125`: the exact share; undefined for anything else. */
export function parsePercent(text: string): string | undefined {
  const number = text.endsWith('%') ? parseDecimal(text.slice(0, -1)) : undefined;
  if (number === undefined) return undefined;
  const sign = number.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = number.replace('-', '').split('.');
  const padded = whole.padStart(3, '0');
  return `${sign}${padded.slice(0, -2)}.${padded.slice(-2)}${fraction}`;
}

/** The exact sum of two decimals, with as many digits after the point as the longer of both. */
export function addDecimals(a: string, b: string): string {
  const digits = Math.max(digitsOf(a), digitsOf(b));
  return pointed(scaled(a, digits) + scaled(b, digits), digits);
}

/** The exact product of two decimals. */
export function multiplyDecimals(a: string, b: string): string {
  const digits = digitsOf(a) + digitsOf(b);
  return pointed(scaled(a, digitsOf(a)) * scaled(b, digitsOf(b)), digits);
}

/** The number nearest to `a / b`: what are equal decimals in one proportion give one number; null where `b` is nought. */
export function divideDecimals(a: string, b: string): number | null {
  const digits = Math.max(digitsOf(a), digitsOf(b));
  const [aboveText, belowText] = [shifted(a, digits), shifted(b, digits)];
  // The quotient of two doubles that are exact is the one nearest to it.
  if (Math.max(aboveText.length, belowText.length) <= EXACT_DIGITS)
    return Number(belowText) === 0 ? null : Number(aboveText) / Number(belowText) + 0;
  const [above, below] = [BigInt(aboveText), BigInt(belowText)];
  if (below === 0n) return null;
  const size = String(above).length - String(below).length;
  const places = Math.max(0, QUOTIENT_DIGITS - size);
  return Number(`${(above * 10n ** BigInt(places)) / below}e-${places}`);
}

/** Of whole numbers that a double holds whatever they are. */
const EXACT_DIGITS = 15;

/** More than a double holds, so that the text names the nearest one. */
const QUOTIENT_DIGITS = 30;

/** The number with at most 15 significant digits, written without exponent. */
export function significantDigits(text: string): string {
  return plainNumber(Number(Number(text).toPrecision(15)));
}

/** A number as people write it: its shortest digits, no exponent, no −0. */
export function plainNumber(number: number): string {
  const [digits = '', exponent] = String(number).split('e');
  if (exponent === undefined) return Object.is(number, -0) ? '0' : digits;
  const [whole = '', fraction = ''] = digits.replace('-', '').split('.');
  const sign = number < 0 ? '-' : '';
  const point = whole.length + Number(exponent);
  const all = whole + fraction;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${all}`;
  return `${sign}${all.padEnd(point, '0')}`;
}

function pointed(value: bigint, digits: number): string {
  const text = String(value < 0n ? -value : value).padStart(digits + 1, '0');
  const point = text.length - digits;
  return `${value < 0n ? '-' : ''}${text.slice(0, point)}${digits === 0 ? '' : `.${text.slice(point)}`}`;
}

function digitsOf(text: string): number {
  return text.split('.')[1]?.length ?? 0;
}

function scaled(text: string, digits: number): bigint {
  return BigInt(shifted(text, digits));
}

/** The whole number that the decimal is with its point so many digits further right. */
function shifted(text: string, digits: number): string {
  const [whole = '0', fraction = ''] = text.split('.');
  return whole + fraction.padEnd(digits, '0');
}
