/** What the curvature at a minimum says of how well each variable is known. */
export type Matrix = readonly (readonly number[])[];

/** The inverse of a positive definite matrix, by Cholesky; undefined for any other matrix. */
export function inverseOf(matrix: Matrix): Matrix | undefined {
  const lower = choleskyOf(matrix);
  if (!lower) return undefined;
  const columns = matrix.map((_, i) => solveUnit(lower, i));
  return columns.map((y) => columns.map((z) => dot(y, z)));
}

/**
 * As if the data of one customer had said beforehand that each parameter is within a factor of e or so: of a direction
 * of which the data say nothing, this keeps the variance finite, and totals hardly move along it.
 */
const WEAKEST = 1;

/** The covariance of parameters from the curvature by their logarithms. */
export function covarianceFrom(curvature: Matrix): Matrix | undefined {
  return inverseOf(curvature.map((row, i) => row.map((one, j) => (i === j ? one + WEAKEST : one))));
}

/** The lower triangle L with L Lᵀ = the matrix; undefined unless it curves upwards in every direction. */
export function choleskyOf(matrix: Matrix): Matrix | undefined {
  const lower: number[][] = [];
  for (const [i, row] of matrix.entries()) {
    lower.push([]);
    for (let j = 0; j <= i; j++) {
      const rest = row[j]! - lower[j]!.slice(0, j).reduce((sum, l, k) => sum + l * lower[i]![k]!, 0);
      if (i === j && !(rest > 1e-9 * Math.abs(row[j]!))) return undefined;
      lower[i]!.push(i === j ? Math.sqrt(rest) : rest / lower[j]![j]!);
    }
  }
  return lower;
}

/** The variance of a value with this gradient. */
export function varianceAlong(covariance: Matrix, gradient: readonly number[]): number {
  return dot(
    gradient,
    covariance.map((row) => dot(row, gradient)),
  );
}

/** The y with `lower` y = the i-th unit vector. */
function solveUnit(lower: Matrix, i: number): readonly number[] {
  const y: number[] = [];
  for (const [row, l] of lower.entries()) {
    const known = y.reduce((sum, value, k) => sum + value * l[k]!, 0);
    y.push(((row === i ? 1 : 0) - known) / l[row]!);
  }
  return y;
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, x, i) => sum + x * b[i]!, 0);
}
