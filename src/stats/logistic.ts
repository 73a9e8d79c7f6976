/**
 * Logistic regression with a ridge on standardised columns (Hastie, Tibshirani and Friedman, The elements of
 * statistical learning, 4.4.4), by Newton's steps from nothing: the same rows give the same weights.
 */
import { choleskyOf, type Matrix } from './covariance.ts';

export interface LogisticRow {
  /** NaN where the value is missing, which counts as the mean of those who have one. */
  readonly values: readonly number[];
  /** 1 or 0. */
  readonly outcome: number;
  readonly customers: number;
}

export interface Logistic {
  /** By column: the mean and the standard deviation that values are measured against. */
  readonly means: readonly number[];
  readonly deviations: readonly number[];
  /** The change of the log-odds with one standard deviation more; 0 for a column in which all are alike. */
  readonly weights: readonly number[];
  /** The log-odds at the mean of every column. */
  readonly intercept: number;
  readonly converged: boolean;
}

/** As if each weight had been seen once before, and been about this far from nothing. */
const RIDGE = 1;
const MOST_STEPS = 100;
const FLAT = 1e-10;
/** What sums over many rows leave of a double's digits. */
const ROUNDING_ERROR = 1e-12;

/** Undefined where the outcome is the same for everybody. */
export function fitLogistic(rows: readonly LogisticRow[]): Logistic | undefined {
  const customers = rows.reduce((sum, row) => sum + row.customers, 0);
  const happened = rows.reduce((sum, row) => sum + row.customers * row.outcome, 0);
  if (!(happened > 0 && happened < customers)) return undefined;
  const scale = scaleOf(rows);
  const points = rows.map(({ values }) => [1, ...standardised(values, scale)]);
  const start = [Math.log(happened / (customers - happened)), ...scale.means.map(() => 0)];
  const { point, converged } = climb(rows, points, start);
  const [intercept, ...weights] = point;
  return { ...scale, weights, intercept: intercept!, converged };
}

/** The chance of the outcome for somebody with these values. */
export function logisticChance(model: Logistic, values: readonly number[]): number {
  const z = standardised(values, model).reduce((sum, x, i) => sum + x * model.weights[i]!, model.intercept);
  return 1 / (1 + Math.exp(-z));
}

interface Scale {
  readonly means: readonly number[];
  readonly deviations: readonly number[];
}

function standardised(values: readonly number[], { means, deviations }: Scale): readonly number[] {
  return values.map((value, i) =>
    Number.isNaN(value) || !(deviations[i]! > 0) ? 0 : (value - means[i]!) / deviations[i]!,
  );
}

function scaleOf(rows: readonly LogisticRow[]): Scale {
  const columns = rows[0]?.values.map((_, i) => momentsOf(rows, i)) ?? [];
  return { means: columns.map(({ mean }) => mean), deviations: columns.map(({ deviation }) => deviation) };
}

function momentsOf(rows: readonly LogisticRow[], column: number) {
  const known = rows.filter(({ values }) => !Number.isNaN(values[column]!));
  const customers = known.reduce((sum, row) => sum + row.customers, 0);
  if (customers === 0) return { mean: 0, deviation: 0 };
  const mean = known.reduce((sum, row) => sum + row.customers * row.values[column]!, 0) / customers;
  const square = known.reduce((sum, row) => sum + row.customers * (row.values[column]! - mean) ** 2, 0);
  const deviation = Math.sqrt(square / customers);
  return { mean, deviation: deviation > 1e-12 * Math.abs(mean) ? deviation : 0 };
}

/** Newton's steps up the penalised likelihood, halved while they lead down by more than rounding does. */
function climb(rows: readonly LogisticRow[], points: Matrix, start: readonly number[]) {
  let point = start;
  let { value, gradient, curve } = slopeAt(rows, points, point);
  for (let step = 0; step < MOST_STEPS; step++) {
    const direction = solve(curve, gradient);
    const rise = direction.reduce((sum, d, i) => sum + d * gradient[i]!, 0);
    if (rise < FLAT) return { point, converged: true };
    let size = 1;
    let next = slopeAt(rows, points, moved(point, direction, size));
    const level = value - ROUNDING_ERROR * Math.abs(value);
    while (!(next.value >= level) && size > 1e-6) {
      size /= 2;
      next = slopeAt(rows, points, moved(point, direction, size));
    }
    point = moved(point, direction, size);
    ({ value, gradient, curve } = next);
  }
  return { point, converged: false };
}

function moved(point: readonly number[], direction: readonly number[], size: number): readonly number[] {
  return point.map((x, i) => x + size * direction[i]!);
}

/** The penalised log-likelihood, its gradient and minus its second derivatives; the intercept goes unpenalised. */
function slopeAt(rows: readonly LogisticRow[], points: Matrix, weights: readonly number[]) {
  const penalty = weights.map((_, i) => (i === 0 ? 0 : RIDGE));
  const gradient = weights.map((weight, i) => -penalty[i]! * weight);
  const curve = weights.map((_, i) => weights.map((_, j) => (i === j ? penalty[i]! : 0)));
  let value = weights.reduce((sum, weight, i) => sum - (penalty[i]! * weight * weight) / 2, 0);
  for (const [row, x] of points.entries()) {
    const { outcome, customers } = rows[row]!;
    const z = x.reduce((sum, one, i) => sum + one * weights[i]!, 0);
    const chance = 1 / (1 + Math.exp(-z));
    value += customers * (outcome * z - Math.max(z, 0) - Math.log1p(Math.exp(-Math.abs(z))));
    const bend = customers * chance * (1 - chance);
    for (let i = 0; i < x.length; i++) {
      gradient[i]! += customers * (outcome - chance) * x[i]!;
      for (let j = 0; j <= i; j++) curve[i]![j]! += bend * x[i]! * x[j]!;
    }
  }
  return { value, gradient, curve };
}

/** The x with `matrix` x = `right`, from the lower triangle of a positive definite matrix. */
function solve(matrix: Matrix, right: readonly number[]): readonly number[] {
  const lower = choleskyOf(matrix);
  if (!lower) return right.map(() => 0);
  const forward: number[] = [];
  for (const [i, row] of lower.entries()) {
    forward.push((right[i]! - forward.reduce((sum, y, k) => sum + row[k]! * y, 0)) / row[i]!);
  }
  const back = [...forward];
  for (let i = back.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < back.length; k++) back[i]! -= lower[k]![i]! * back[k]!;
    back[i]! /= lower[i]![i]!;
  }
  return back;
}
