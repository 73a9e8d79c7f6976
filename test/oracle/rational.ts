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

/** Six decimals, halves away from zero. */
export function roundToSix(a: Rational): Rational {
  const scaled = a.n * 1_000_000n;
  const sign = scaled < 0n ? -1n : 1n;
  return reduce((sign * (sign * scaled * 2n + a.d)) / (2n * a.d), 1_000_000n);
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
