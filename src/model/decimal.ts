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
  const sum = scaled(a, digits) + scaled(b, digits);
  const text = String(sum < 0n ? -sum : sum).padStart(digits + 1, '0');
  const point = text.length - digits;
  return `${sum < 0n ? '-' : ''}${text.slice(0, point)}${digits === 0 ? '' : `.${text.slice(point)}`}`;
}

function digitsOf(text: string): number {
  return text.split('.')[1]?.length ?? 0;
}

function scaled(text: string, digits: number): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(digits, '0'));
}
