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
