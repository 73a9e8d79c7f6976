/** The gamma function and its kin, for positive arguments, in logarithms. */

const HALF_LOG_TWO_PI = 0.9189385332046727;
const ENOUGH_FOR_SERIES = 10;

/** ln Γ(x) for x > 0. Shifted upwards until Stirling's series is exact to the last digits. */
export function logGamma(x: number): number {
  let product = 1;
  let shifted = x;
  while (shifted < ENOUGH_FOR_SERIES) product *= shifted++;
  return (
    (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + stirling(shifted) - Math.log(product)
  );
}

/** ψ(x), the derivative of ln Γ(x), for x > 0 (Abramowitz and Stegun 6.3.5 and 6.3.18). */
export function digamma(x: number): number {
  let sum = 0;
  let shifted = x;
  while (shifted < ENOUGH_FOR_SERIES) sum += 1 / shifted++;
  const s = 1 / (shifted * shifted);
  const series =
    s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - s * (1 / 240 - s * (1 / 132 - s * (691 / 32760 - s / 12))))));
  return Math.log(shifted) - 0.5 / shifted - series - sum;
}

/** ln Γ(x) − ln Γ(x + d) for x, d > 0, without the cancellation of two large logarithms. */
export function logGammaRatio(x: number, d: number): number {
  if (x < ENOUGH_FOR_SERIES) return logGamma(x) - logGamma(x + d);
  return -(x - 0.5) * Math.log1p(d / x) - d * Math.log(x + d) + d + stirling(x) - stirling(x + d);
}

/** ln Γ(x + n) − ln Γ(x) for whole n: the logarithm of x (x + 1) … (x + n − 1), 0 for n = 0. */
export function logRise(x: number, n: number): number {
  return n === 0 ? 0 : -logGammaRatio(x, n);
}

/** ψ(x + n) − ψ(x) for whole n, exact for large x as well. */
export function digammaRise(x: number, n: number): number {
  if (n > 1000) return digamma(x + n) - digamma(x);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += 1 / (x + i);
  return sum;
}

/** ln B(a, b) for a, b > 0. */
export function logBeta(a: number, b: number): number {
  return logGamma(Math.min(a, b)) + logGammaRatio(Math.max(a, b), Math.min(a, b));
}

/** What Stirling's formula leaves: ln Γ(x) = (x − ½) ln x − x + ½ ln 2π + stirling(x) (A. and S. 6.1.41). */
function stirling(x: number): number {
  const s = 1 / (x * x);
  const series = 1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - s * (691 / 360360 - s / 156))));
  return (1 / 12 - s * series) / x;
}
