/** Exact fractions, so that no sum or quotient of the oracle ever drifts. */
export interface Rational {
  readonly n: bigint;
  /** Above zero. */
  readonly d: bigint;
}

export const zero: Rational = { n: 0n, d: 1n };

export function rational(n: bigint | number, d: bigint | number = 1n): Rational {
  return reduce(BigInt(n), BigInt(d));
}

/** Reads `12`, `-1.50` or `10%`. */
export function readRational(text: string): Rational {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?(%?)$/.exec(text);
  if (!match) throw new Error(`not a number: ${text}`);
  const [, sign, whole, fraction = '', percent] = match;
  const n = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n);
  return reduce(n, 10n ** BigInt(fraction.length) * (percent ? 100n : 1n));
}

export const plus = (a: Rational, b: Rational) => reduce(a.n * b.d + b.n * a.d, a.d * b.d);
export const minus = (a: Rational, b: Rational) => reduce(a.n * b.d - b.n * a.d, a.d * b.d);
export const times = (a: Rational, b: Rational) => reduce(a.n * b.n, a.d * b.d);
/** The divisor is not zero. */
export const divide = (a: Rational, b: Rational) => reduce(a.n * b.d, a.d * b.n);

export function compareRationals(a: Rational, b: Rational): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The nearest double of a number whose digits end, as those of all do that were read or are doubles themselves. */
export function toDouble(a: Rational): number {
  return Number(formatRational(a, a.d.toString(2).length));
}

/** What a double stands for, exactly. */
export function fromDouble(number: number): Rational {
  let [n, d] = [number, 1n];
  while (!Number.isInteger(n)) [n, d] = [n * 2, d * 2n];
  return rational(BigInt(n), d);
}

/** Of a double, 15 significant digits. */
export function roundToFifteen(a: Rational): Rational {
  return readRational(plainText(toDouble(a).toPrecision(15)));
}

/** `4.2e-7` as `0.00000042`. */
function plainText(text: string): string {
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const [, sign = '', first = '', rest = '', exponent = ''] = match;
  const digits = first + rest;
  const point = 1 + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return point >= digits.length
    ? `${sign}${digits.padEnd(point, '0')}`
    : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Decimal text with at most `digits` digits after the point, cut and not rounded. */
export function formatRational(a: Rational, digits = 6): string {
  const sign = a.n < 0n ? '-' : '';
  const scaled = ((a.n < 0n ? -a.n : a.n) * 10n ** BigInt(digits)) / a.d;
  const text = scaled.toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const fraction = text.slice(text.length - digits).replace(/0+$/, '');
  return `${scaled === 0n ? '' : sign}${whole}${fraction ? `.${fraction}` : ''}`;
}

function reduce(n: bigint, d: bigint): Rational {
  if (d < 0n) return reduce(-n, -d);
  let [a, b] = [n < 0n ? -n : n, d];
  while (b !== 0n) [a, b] = [b, a % b];
  return { n: n / a, d: d / a };
}
