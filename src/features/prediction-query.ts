/** Histories, their scores and what orders are worth, put together for every customer in the engine. */
import type { Expr, Query, SelectItem } from '../sql/ast.ts';
import { and, binary, call, cast, column, date, isNull, literal, sqlNull, text } from '../sql/build.ts';
import { gammaGamma } from '../stats/gamma-gamma.ts';
import { historyTable } from './prediction-histories.ts';
import type { PredictionModel } from './prediction-model.ts';
import { OWN_AVERAGE, type SpendingFit } from './prediction-spending.ts';
import { FEWEST_GAPS, type UsualGaps } from './rhythm.ts';

export interface PredictionParts {
  readonly histories: string;
  readonly scores: string;
  readonly gaps: UsualGaps;
  readonly spending: SpendingFit | undefined;
  readonly asOf: string;
}

/** Digits after the point: chances near nothing keep theirs. */
const FINE = 15;
const COARSE = 6;

export function predictionQuery({ risk }: PredictionModel, parts: PredictionParts): Query {
  const customers = historyTable(parts.histories, parts.asOf);
  const h = (name: string): Expr => column(name, 'h');
  const s = (name: string): Expr => column(name, 's');
  const gap = gapOf(parts.gaps, h);
  const orderValue = orderValueOf(parts.spending, h);
  const silence = call('days-between', h('last_day'), date(parts.asOf));
  const items: readonly SelectItem[] = [
    { expr: h('customer'), as: 'customer' },
    { expr: cast(s('alive'), { decimal: [18, FINE] }), as: 'alive' },
    { expr: decimal(s('orders'), FINE), as: 'orders' },
    { expr: decimal(orderValue, COARSE), as: 'order_value' },
    { expr: decimal(binary('*', orderValue, s('worth')), COARSE), as: 'value' },
    { expr: cast(call('add-days', h('last_day'), call('round', gap)), 'date'), as: 'next_order' },
    { expr: decimal(call('divide', silence, gap), COARSE), as: 'overdue' },
    { expr: riskOf(s('any_order'), risk), as: 'risk' },
    ...['repeats', 'last', 'age', 'mean'].map((name) => ({ expr: h(name), as: name })),
    ...['any_order', 'variance', 'worth'].map((name) => ({ expr: s(name), as: name })),
    { expr: gap, as: 'gap' },
  ];
  const same = ['repeats', 'last', 'age'].map((name) => binary('=', s(name), h(name)));
  return {
    with: [customers],
    body: {
      kind: 'select',
      items,
      from: { relation: customers.name, as: 'h' },
      joins: [{ kind: 'left', relation: parts.scores, as: 's', on: and(...same) }],
    },
  };
}

/** As `expectedGap` in `rhythm.ts`. */
function gapOf({ second, later }: UsualGaps, h: (name: string) => Expr): Expr {
  return {
    kind: 'case',
    branches: [
      {
        when: binary('>=', h('repeats'), number(FEWEST_GAPS)),
        then: call('divide', h('last'), h('repeats')),
      },
      { when: binary('=', h('repeats'), number(0)), then: numberOr(second) },
    ],
    otherwise: numberOr(later),
  };
}

function orderValueOf(spending: SpendingFit | undefined, h: (name: string) => Expr): Expr {
  if (!spending) return cast(sqlNull, 'double');
  return { kind: 'case', branches: orderValues(spending, h) };
}

export interface OrderValue {
  readonly when: Expr;
  readonly then: Expr;
  /** What the value is by, and why not by the model where that is of this customer alone. */
  readonly by: string;
  readonly since?: string;
}

/**
 * What an order is worth to whom, by the first that holds (equation 5 of the Gamma-Gamma note); whoever spent nothing
 * since has no value that could be expected.
 */
export function orderValues(spending: SpendingFit, h: (name: string) => Expr): readonly OrderValue[] {
  const [repeats, mean] = [h('repeats'), h('mean')];
  const { fit, usual, usualBy, giantsAbove } = spending;
  const since = 'who has spent more than all who spent less together';
  const giants =
    giantsAbove === undefined ? [] : [{ when: isGiant(giantsAbove, h), then: mean, by: OWN_AVERAGE, since }];
  const own = fit
    ? { then: gammaGammaMean(fit.parameters, repeats, mean), by: gammaGamma.name }
    : { then: mean, by: OWN_AVERAGE };
  return [
    { when: binary('=', repeats, number(0)), then: numberOr(usual), by: usualBy },
    ...giants,
    { when: binary('>', mean, number(0)), ...own },
  ];
}

/** To whom the model of what orders are worth does not apply. */
export function isGiant(giantsAbove: number, h: (name: string) => Expr): Expr {
  return binary('>', binary('*', h('repeats'), h('mean')), number(giantsAbove));
}

function gammaGammaMean([p, q, v]: readonly number[], repeats: Expr, mean: Expr): Expr {
  const total = binary('+', number(v!), binary('*', repeats, mean));
  const trials = binary('+', binary('*', number(p!), repeats), number(q! - 1));
  return call('divide', binary('*', number(p!), total), trials);
}

function riskOf(any: Expr, [high, medium]: readonly [number, number]): Expr {
  return {
    kind: 'case',
    branches: [
      { when: isNull(any), then: sqlNull },
      { when: binary('<', any, number(high)), then: text('high') },
      { when: binary('<', any, number(medium)), then: text('medium') },
    ],
    otherwise: text('low'),
  };
}

function decimal(expr: Expr, scale: number): Expr {
  return cast(expr, { decimal: [38, scale] });
}

function number(value: number): Expr {
  return cast(literal('decimal', String(value)), 'double');
}

function numberOr(value: number | undefined): Expr {
  return value === undefined ? cast(sqlNull, 'double') : number(value);
}
