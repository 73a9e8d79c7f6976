/** What the orders of customers are worth in all, and how far chance may move that. */
import type { PredictedCustomers } from '../evaluation/predictions.ts';
import { isGiant } from '../features/prediction-query.ts';
import type { SpendingFit } from '../features/prediction-spending.ts';
import type { Expr, SelectItem } from '../sql/ast.ts';
import { aggregate, binary, call, cast, column, integer, literal, sqlNull } from '../sql/build.ts';

/**
 * The sum of `value` over the rows `p` of a prediction, and the variance of it: with the mean ζ of a customer's
 * orders and Y of them, E(Y) E(var z) + var(ζ) E(Y²) + E(ζ)² var(Y), where 1/ν of the Gamma-Gamma model has the
 * moments m₁ = (v + x z̄) / (s − 1) and m₂ = m₁ (v + x z̄) / (s − 2), s = p x + q. NULL where it has none, and
 * where somebody is among them whose own average stands in place of the model.
 */
export function spendingSums({ spending }: PredictedCustomers): readonly SelectItem[] {
  const [p, q, v] = spending?.fit?.parameters ?? [];
  const has = spending !== undefined && hasSpread(spending);
  const variance = has ? withoutGiants(spending, aggregate('sum', exact(varianceOf(p!, q!, v!)))) : sqlNull;
  return [
    { expr: aggregate('sum', column('value', 'p')), as: 'value' },
    { expr: variance, as: 'variance' },
  ];
}

function withoutGiants({ giantsAbove }: SpendingFit, variance: Expr): Expr {
  if (giantsAbove === undefined) return variance;
  const giant = isGiant(giantsAbove, (name) => column(name, 'p'));
  const giants = aggregate('count', { kind: 'case', branches: [{ when: giant, then: integer(1) }] });
  return { kind: 'case', branches: [{ when: binary('=', giants, integer(0)), then: variance }] };
}

/** Whether what an order is worth has a variance, for those without repeats too. */
export function hasSpread({ fit }: SpendingFit): boolean {
  return fit !== undefined && fit.parameters[1]! > 2;
}

function varianceOf(p: number, q: number, v: number): Expr {
  const mean = call('coalesce', column('mean', 'p'), number(0));
  const repeats = column('repeats', 'p');
  const total = plus(number(v), times(repeats, mean));
  const trials = times(number(p), repeats);
  const m1 = call('divide', total, plus(trials, number(q - 1)));
  const m2 = times(m1, call('divide', total, plus(trials, number(q - 2))));
  const orders = cast(column('orders', 'p'), 'double');
  const ofOrders = column('variance', 'p');
  const square = plus(ofOrders, times(orders, orders));
  const spread = binary('-', m2, times(m1, m1));
  return plus(
    times(orders, times(number(p), m2)),
    plus(times(number(p * p), times(spread, square)), times(number(p * p), times(times(m1, m1), ofOrders))),
  );
}

/** Sums of floating-point numbers would depend on the order of rows. */
function exact(expr: Expr): Expr {
  return cast(expr, { decimal: [38, 6] });
}

function number(value: number): Expr {
  return cast(literal('decimal', String(value)), 'double');
}

function plus(left: Expr, right: Expr): Expr {
  return binary('+', left, right);
}

function times(left: Expr, right: Expr): Expr {
  return binary('*', left, right);
}
