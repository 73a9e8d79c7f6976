/** Maximum likelihood of models whose parameters are all above zero, fitted in the logarithms of them. */
import { type Minimum, minimise, type Slope } from './minimise.ts';

/** Why a fitted model should not be leaned on. */
export type Doubt =
  /** The walk up the likelihood did not arrive. */
  | 'not-converged'
  /** Some parameter could as well be ten times as large or small: the data do not tell. */
  | 'flat';

export interface Fit<Parameters> {
  readonly parameters: Parameters;
  readonly logLikelihood: number;
  /** From the curvature; undefined where the likelihood is flat. */
  readonly standardErrors: Parameters | undefined;
  readonly doubt: Doubt | undefined;
}

/** The log-likelihood and its derivative by each parameter. */
export type Likelihood = (parameters: readonly number[]) => Slope;

export interface Fitted {
  readonly values: readonly number[];
  readonly logLikelihood: number;
  readonly standardErrors: readonly number[] | undefined;
  readonly doubt: Doubt | undefined;
}

const farthest = 25;
const enoughForALook = 20_000;

/**
 * The highest maximum reached from the starts: a likelihood may have a ridge that leads nowhere beside its peak.
 * `customers` is the sum of the weights.
 */
export function maximise(
  likelihood: Likelihood,
  starts: readonly (readonly number[])[],
  customers: number,
): Fitted {
  return starts
    .map((start) => maximiseFrom(likelihood, start, customers))
    .reduce((best, found) => (found.logLikelihood > best.logLikelihood ? found : best));
}

/** Few enough rows for a first look: every so many-th of them, where there are more than twice as many. */
export function thinned<Row>(rows: readonly Row[]): readonly Row[] {
  const stride = Math.floor(rows.length / enoughForALook);
  return stride < 2 ? rows : rows.filter((_, i) => i % stride === 0);
}

function maximiseFrom(likelihood: Likelihood, start: readonly number[], customers: number): Fitted {
  const slopeAt = (logs: readonly number[]): Slope => {
    if (logs.some((log) => !(Math.abs(log) < farthest))) {
      return { value: Number.POSITIVE_INFINITY, gradient: logs.map(() => 0) };
    }
    const values = logs.map(Math.exp);
    const { value, gradient } = likelihood(values);
    return { value: -value / customers, gradient: gradient.map((g, i) => (-g * values[i]!) / customers) };
  };
  const minimum = minimise(slopeAt, start.map(Math.log));
  const errors = errorsOfLogs(slopeAt, minimum, customers);
  const values = minimum.point.map(Math.exp);
  return {
    values,
    logLikelihood: -minimum.value * customers,
    standardErrors: errors?.map((error, i) => error * values[i]!),
    doubt: doubtOf(minimum, errors),
  };
}

function doubtOf({ converged }: Minimum, errors: readonly number[] | undefined): Doubt | undefined {
  if (!errors || errors.some((error) => error > Math.log(10))) return 'flat';
  return converged ? undefined : 'not-converged';
}

/** Standard errors of the logarithms of the parameters, when the likelihood curves in every direction. */
function errorsOfLogs(
  slopeAt: (logs: readonly number[]) => Slope,
  { point }: Minimum,
  customers: number,
): readonly number[] | undefined {
  const step = 1e-4;
  const columns = point.map((_, i) => {
    const [up, down] = [step, -step].map(
      (by) => slopeAt(point.map((x, j) => (i === j ? x + by : x))).gradient,
    );
    return up!.map((g, j) => ((g - down![j]!) / (2 * step)) * customers);
  });
  const hessian = columns.map((row, i) => row.map((h, j) => (h + columns[j]![i]!) / 2));
  return inverseDiagonal(hessian)?.map(Math.sqrt);
}

/** The diagonal of the inverse of a positive definite matrix, by Cholesky; undefined for any other matrix. */
function inverseDiagonal(matrix: readonly (readonly number[])[]): readonly number[] | undefined {
  const lower: number[][] = [];
  for (const [i, row] of matrix.entries()) {
    lower.push([]);
    for (let j = 0; j <= i; j++) {
      const rest = row[j]! - lower[j]!.slice(0, j).reduce((sum, l, k) => sum + l * lower[i]![k]!, 0);
      if (i === j && !(rest > 1e-9 * Math.abs(row[j]!))) return undefined;
      lower[i]!.push(i === j ? Math.sqrt(rest) : rest / lower[j]![j]!);
    }
  }
  return matrix.map((_, i) => solveUnit(lower, i).reduce((sum, y) => sum + y * y, 0));
}

/** The y with `lower` y = the i-th unit vector. */
function solveUnit(lower: readonly (readonly number[])[], i: number): readonly number[] {
  const y: number[] = [];
  for (const [row, l] of lower.entries()) {
    const known = y.reduce((sum, value, k) => sum + value * l[k]!, 0);
    y.push(((row === i ? 1 : 0) - known) / l[row]!);
  }
  return y;
}
