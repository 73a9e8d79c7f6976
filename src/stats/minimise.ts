/** The minimum of a smooth function of a few variables, by BFGS (Nocedal and Wright 2006, algorithm 6.1). */

export interface Slope {
  readonly value: number;
  readonly gradient: readonly number[];
}

export interface Minimum {
  readonly point: readonly number[];
  readonly value: number;
  /** Whether the slope there is as good as none. */
  readonly converged: boolean;
}

type Vector = readonly number[];
type Matrix = readonly Vector[];

const MOST_STEPS = 500;
const MOST_HALVINGS = 25;
const FLAT_SLOPE = 1e-9;
/** Flat enough where rounding leaves no way further down. */
const NEARLY_FLAT_SLOPE = 1e-6;
/** What sums over many rows leave of a double's digits. */
const ROUNDING_ERROR = 1e-12;
const LONGEST_STEP = 2;
/** Along a ridge each step gains next to nothing: after so many of them there is no more to come. */
const MOST_STALLED = 5;

/**
 * Walks down from `start`; a value that is not finite is a wall. No step is longer than 2 in any direction. `bend` is the
 * inverse of the second derivatives there, as far as it is known.
 */
export function minimise(slopeAt: (point: Vector) => Slope, start: Vector, bend?: Matrix): Minimum {
  let point = start;
  let slope = slopeAt(point);
  let inverse = bend ?? identity(start.length);
  let stalled = 0;
  for (let step = 0; step < MOST_STEPS && steepness(slope) > FLAT_SLOPE; step++) {
    const next =
      descend(slopeAt, point, slope, inverse) ??
      (steepness(slope) > NEARLY_FLAT_SLOPE
        ? descend(slopeAt, point, slope, identity(start.length))
        : undefined);
    if (!next) break;
    stalled = slope.value - next.slope.value < ROUNDING_ERROR * Math.abs(slope.value) ? stalled + 1 : 0;
    if (stalled > MOST_STALLED) break;
    const moved = subtract(next.point, point);
    const bent = subtract(next.slope.gradient, slope.gradient);
    inverse = updated(step === 0 && !bend ? scaled(inverse, moved, bent) : inverse, moved, bent);
    ({ point, slope } = next);
  }
  return { point, value: slope.value, converged: steepness(slope) <= NEARLY_FLAT_SLOPE };
}

/** The step along the quasi-Newton direction that lowers the value enough (Armijo), halved until it does. */
function descend(slopeAt: (point: Vector) => Slope, point: Vector, slope: Slope, inverse: Matrix) {
  const direction = inverse.map((row) => -dot(row, slope.gradient));
  const fall = dot(direction, slope.gradient);
  if (!(fall < 0)) return undefined;
  let size = Math.min(1, LONGEST_STEP / Math.max(...direction.map(Math.abs)));
  for (let halvings = 0; halvings < MOST_HALVINGS; halvings++, size /= 2) {
    const nextPoint = point.map((x, i) => x + size * direction[i]!);
    const next = slopeAt(nextPoint);
    const enough = slope.value + 1e-4 * size * fall;
    if (next.value < enough || flatterAtRoundingError(next, slope)) return { point: nextPoint, slope: next };
  }
  return undefined;
}

/** Near the minimum the value has no digits left to fall; the slope still has. */
function flatterAtRoundingError(next: Slope, slope: Slope): boolean {
  const level = next.value <= slope.value + ROUNDING_ERROR * Math.abs(slope.value);
  return level && steepness(next) < steepness(slope) / 2;
}

/** The inverse Hessian made to agree with the step taken, unless the step met no upward curve. */
function updated(inverse: Matrix, moved: Vector, bent: Vector): Matrix {
  const curve = dot(moved, bent);
  if (!(curve > 1e-14 * Math.sqrt(dot(moved, moved) * dot(bent, bent)))) return inverse;
  const pulled = inverse.map((row) => dot(row, bent));
  const factor = (1 + dot(bent, pulled) / curve) / curve;
  return inverse.map((row, i) =>
    row.map(
      (h, j) =>
        h + factor * moved[i]! * moved[j]! - (pulled[i]! * moved[j]! + moved[i]! * pulled[j]!) / curve,
    ),
  );
}

/** The first guess in the size that the first step found (Nocedal and Wright, 6.20). */
function scaled(inverse: Matrix, moved: Vector, bent: Vector): Matrix {
  const size = dot(moved, bent) / dot(bent, bent);
  return size > 0 ? inverse.map((row) => row.map((h) => h * size)) : inverse;
}

function steepness({ gradient }: Slope): number {
  return Math.max(...gradient.map(Math.abs));
}

function identity(size: number): Matrix {
  return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));
}

function subtract(a: Vector, b: Vector): Vector {
  return a.map((x, i) => x - b[i]!);
}

function dot(a: Vector, b: Vector): number {
  return a.reduce((sum, x, i) => sum + x * b[i]!, 0);
}
