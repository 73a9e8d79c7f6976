/** Maximum likelihood of models whose parameters are all above zero, fitted in the logarithms of them. */
import { covarianceFrom, inverseOf, type Matrix } from './covariance.ts';
import { type Minimum, minimise, type Slope } from './minimise.ts';

/** Why a fitted model should not be leaned on. */
export type Doubt =
  /** The walk up the likelihood did not arrive. */
  | 'not-converged'
  /** Some parameter could as well be ten times as large or small: the data do not tell. */
  | 'flat';

export interface Fit {
  /** In the order of the model's letters. */
  readonly parameters: readonly number[];
  readonly logLikelihood: number;
  /** The sum of the weights. */
  readonly customers: number;
  /** The second derivatives of minus the log-likelihood by the logarithms of the parameters. */
  readonly curvature: Matrix;
  readonly doubt: Doubt | undefined;
}

/** The log-likelihood and its derivative by each parameter. */
export type Likelihood = (parameters: readonly number[]) => Slope;

interface Weighted {
  readonly customers: number;
}

export interface Fitting<Row extends Weighted> {
  readonly likelihood: (rows: readonly Row[]) => Likelihood;
  /** Where to start: a likelihood may have a ridge that leads nowhere beside its peak. */
  readonly starts: readonly (readonly number[])[];
}

/** The curvature of a parameter of which nothing is uncertain: one that was chosen, or given. */
export const CERTAIN = 1e30;

const FARTHEST = 25;
const ENOUGH_FOR_A_LOOK = 20_000;

/** The highest maximum reached from the starts, found among some of the rows first where there are many. */
export function fitRows<Row extends Weighted>(rows: readonly Row[], fitting: Fitting<Row>): Fit {
  const look = thinned(rows);
  const found = look === rows ? undefined : fitRows(look, fitting);
  const isLost = found?.doubt === 'not-converged';
  const starts = !found || isLost ? fitting.starts.map((parameters) => ({ parameters })) : [];
  const customers = rows.reduce((sum, row) => sum + row.customers, 0);
  const likelihood = fitting.likelihood(rows);
  return [...(found ? [found] : []), ...starts]
    .map((start) => maximiseFrom(likelihood, start, customers))
    .reduce((best, next) => (next.logLikelihood > best.logLikelihood ? next : best));
}

/** The standard error of each parameter; undefined where the likelihood does not tell. */
export function standardErrors({ parameters, curvature }: Fit): readonly number[] | undefined {
  const covariance = inverseOf(curvature);
  return covariance && parameters.map((value, i) => value * Math.sqrt(covariance[i]![i]!));
}

/** Few enough rows for a first look: every so many-th of them, where there are more than twice as many. */
function thinned<Row>(rows: readonly Row[]): readonly Row[] {
  const stride = Math.floor(rows.length / ENOUGH_FOR_A_LOOK);
  return stride < 2 ? rows : rows.filter((_, i) => i % stride === 0);
}

/** Parameters to start from, and how the likelihood is bent there where that is known. */
type Start = Pick<Fit, 'parameters'> & Partial<Pick<Fit, 'curvature' | 'customers'>>;

function maximiseFrom(likelihood: Likelihood, start: Start, customers: number): Fit {
  const slopeAt = (logs: readonly number[]): Slope => {
    if (logs.some((log) => !(Math.abs(log) < FARTHEST))) {
      return { value: Number.POSITIVE_INFINITY, gradient: logs.map(() => 0) };
    }
    const values = logs.map(Math.exp);
    const { value, gradient } = likelihood(values);
    return { value: -value / customers, gradient: gradient.map((g, i) => (-g * values[i]!) / customers) };
  };
  const minimum = minimise(slopeAt, start.parameters.map(Math.log), inverseAt(start));
  const curvature = curvatureAt(slopeAt, minimum, customers);
  return {
    parameters: minimum.point.map(Math.exp),
    logLikelihood: -minimum.value * customers,
    customers,
    curvature,
    doubt: doubtOf(minimum, curvature),
  };
}

/** What the curvature of fewer rows says of that of all, per customer. */
function inverseAt({ curvature, customers }: Start): Matrix | undefined {
  return curvature && covarianceFrom(curvature)?.map((row) => row.map((each) => each * customers!));
}

function doubtOf({ converged }: Minimum, curvature: Matrix): Doubt | undefined {
  const farApart = Math.log(10) ** 2;
  const covariance = inverseOf(curvature);
  if (!covariance || covariance.some((row, i) => row[i]! > farApart)) return 'flat';
  return converged ? undefined : 'not-converged';
}

function curvatureAt(
  slopeAt: (logs: readonly number[]) => Slope,
  { point }: Minimum,
  customers: number,
): Matrix {
  const step = 1e-4;
  const columns = point.map((_, i) => {
    const [up, down] = [step, -step].map(
      (by) => slopeAt(point.map((x, j) => (i === j ? x + by : x))).gradient,
    );
    return up!.map((g, j) => ((g - down![j]!) / (2 * step)) * customers);
  });
  return columns.map((row, i) => row.map((h, j) => (h + columns[j]![i]!) / 2));
}
