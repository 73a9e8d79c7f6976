/**
 * RFM scores as windows over all who are scored. A score is 1 + how many of k − 1 steps lie below the customer's
 * value; `quantile` and `edges` need nothing for that but the number of customers who are worse.
 */

import { type RfmAxis, rfmAxes } from '../language/models/rfm-preset.ts';
import type { Expr, Order } from '../sql/ast.ts';
import {
  and,
  ascending,
  binary,
  call,
  column,
  integer,
  literal,
  or,
  sqlFalse,
  text,
  twoValued,
  when,
} from '../sql/build.ts';
import type { ModelHost } from './named-model.ts';
import { PROSPECTS, type RfmScore } from './rfm-fields.ts';
import type { BoundRfm } from './rfm-measures.ts';
import type { RfmCell, RfmPreset } from './rfm-preset.ts';

interface Scoring {
  readonly bound: BoundRfm;
  readonly host: ModelHost;
  /** Whether the customer has an event that counts (and is in the base). */
  readonly scored: Expr;
}

interface Axis {
  readonly name: 'r' | 'f' | 'm';
  readonly value: Expr;
  /** Fewer is better. */
  readonly days: boolean;
}

/** The field of the model as a column; scores are taken among the customers of `base`, or everybody. */
export function lowerRfm(bound: BoundRfm, field: RfmScore, host: ModelHost, base?: Expr): Expr {
  const { name } = bound.model;
  const some = binary('>', host.ranked(bound.frequency), integer(0));
  const scored = host.add(twoValued(and(base, some)), `${name}.is_scored`);
  return lowerField(field, { bound, host, scored });
}

function lowerField(field: RfmScore, scoring: Scoring): Expr {
  const { bound, host, scored } = scoring;
  const { model } = bound;
  const add = (expr: Expr): Expr => host.add(expr, `${model.name}.${field}`);
  switch (field) {
    case 'r':
    case 'f':
    case 'm':
      return add(when(scored, scoreOf(axisOf(field, scoring), scoring)));
    case 'fm':
      return fmOf(scoring);
    case 'score':
      return add(digits(scoring));
    case 'segment':
      return add(segmentOf(model.preset, scoring));
  }
}

function axisOf(name: Axis['name'], { bound, host }: Scoring): Axis {
  switch (name) {
    case 'r':
      return { name, value: host.ranked(bound.recency), days: true };
    case 'f':
      return { name, value: host.ranked(bound.frequency), days: false };
    case 'm': {
      const value = host.ranked(bound.monetary!);
      return { name, value: value.kind === 'column' ? value : host.add(value, 'monetary'), days: false };
    }
  }
}

function scoreOf(axis: Axis, scoring: Scoring): Expr {
  const { method, levels, cuts } = scoring.bound.model;
  switch (method) {
    case 'quantile':
      return oneAnd(binary('//', binary('*', worse(axis, scoring), integer(levels)), customers(scoring)));
    case 'edges':
      return edgesScore(axis, scoring);
    case 'ntile':
      return window('ntile', [integer(levels)], [worstFirst(axis), byKey(scoring)], scoring);
    case 'fixed':
      return fixedScore(axis, cuts![axis.name]!);
    case 'r-rfm':
      return rPackageScore(axis, scoring);
  }
}

/** How many customers are worse; those with an equal value are not. */
function worse(axis: Axis, scoring: Scoring): Expr {
  const { host, bound } = scoring;
  const rank = host.add(
    window('rank', [], [worstFirst(axis)], scoring),
    `${bound.model.name}.${axis.name}_rank`,
  );
  return binary('-', rank, integer(1));
}

/**
 * A value is above the type-7 quantile j / k exactly when it is above the value at its lower end, in place
 * (n − 1) j / k rounded down: when the number of worse customers w is more than (n − 1) j / k. So many j are
 * (w k − 1) / (n − 1), rounded down.
 */
function edgesScore(axis: Axis, scoring: Scoring): Expr {
  const { levels } = scoring.bound.model;
  const below = worse(axis, scoring);
  const above = binary(
    '//',
    binary('-', binary('*', below, integer(levels)), integer(1)),
    binary('-', customers(scoring), integer(1)),
  );
  return when(binary('=', below, integer(0)), integer(1), oneAnd(above));
}

/** Up to the first of the days is the best score; at the first of the other thresholds begins score 2. */
function fixedScore({ value, days }: Axis, cuts: readonly number[]): Expr {
  const levels = cuts.length + 1;
  const branches = days
    ? cuts.map((cut, index) => ({ when: binary('<=', value, number(cut)), then: integer(levels - index) }))
    : cuts
        .map((cut, index) => ({ when: binary('>=', value, number(cut)), then: integer(index + 2) }))
        .toReversed();
  return { kind: 'case', branches, otherwise: integer(1) };
}

/**
 * The R package rfm cuts at the type-7 quantiles plus one, days included, and turns the score of the days round.
 * The quantile j / k lies between the values in places p and p + 1, p = (n − 1) j / k: at the rest of that division
 * in k-ths of the way.
 */
function rPackageScore(axis: Axis, scoring: Scoring): Expr {
  const { host, bound } = scoring;
  const { levels, name } = bound.model;
  const { value } = axis;
  const wanted = (what: string): string => `${name}.${axis.name}_${what}`;
  const place = host.add(
    window('row-number', [], [ascending(value), byKey(scoring)], scoring),
    wanted('place'),
  );
  const last = binary('-', host.add(window('count', [value], [], scoring), wanted('customers')), integer(1));
  const above = Array.from({ length: levels - 1 }, (_, index): Expr => {
    const way = binary('*', last, integer(index + 1));
    const at = (offset: number): Expr => {
      const there = binary('=', place, binary('+', binary('//', way, integer(levels)), integer(offset)));
      return host.add(window('max', [when(there, value)], [], scoring), wanted(`cut_${index + 1}`));
    };
    const [low, high] = [at(1), at(2)];
    const span = binary('-', call('coalesce', high, low), low);
    const reached = binary(
      '>=',
      binary('*', binary('-', binary('-', value, integer(1)), low), integer(levels)),
      binary('*', binary('%', way, integer(levels)), span),
    );
    return when(reached, integer(1), integer(0));
  });
  const passed = above.reduce((sum, one) => binary('+', sum, one));
  return axis.days ? binary('-', integer(levels), passed) : oneAnd(passed);
}

/** (F + M) / 2 rounded half up; F alone where there is no money. */
function fmOf(scoring: Scoring): Expr {
  const { bound, host } = scoring;
  const f = lowerField('f', scoring);
  if (!bound.monetary) return f;
  const sum = binary('+', binary('+', f, lowerField('m', scoring)), integer(1));
  return host.add(binary('//', sum, integer(2)), `${bound.model.name}.fm`);
}

/** The scores as one number: 543 is R 5, F 4, M 3. */
function digits(scoring: Scoring): Expr {
  const axes = scoring.bound.monetary ? (['r', 'f', 'm'] as const) : (['r', 'f'] as const);
  return axes
    .map((axis) => lowerField(axis, scoring))
    .reduce((sum, score) => binary('+', binary('*', sum, integer(10)), score));
}

function segmentOf({ segments, otherwise, levels }: RfmPreset, scoring: Scoring): Expr {
  return {
    kind: 'case',
    branches: [
      { when: { kind: 'not', item: scoring.scored }, then: text(PROSPECTS) },
      ...segments.map((segment) => ({
        when: or(...segment.cells.map((cell) => inCell(cell, levels, scoring))),
        then: text(segment.name),
      })),
    ],
    ...(otherwise ? { otherwise: text(otherwise.name) } : {}),
  };
}

function inCell(cell: RfmCell, levels: number, scoring: Scoring): Expr {
  return and(
    ...rfmAxes.flatMap((axis) => {
      const range = cell[axis];
      if (!range) return [];
      const value = axisValue(axis, scoring);
      if (!value) return [sqlFalse];
      const isScore = axis === 'r' || axis === 'f' || axis === 'm' || axis === 'fm';
      const [least, most] = isScore ? [1, levels] : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
      return [
        range.from > least ? binary('>=', value, number(range.from)) : undefined,
        range.below <= most && Number.isFinite(range.below)
          ? binary('<', value, number(range.below))
          : undefined,
      ];
    }),
  );
}

function axisValue(axis: RfmAxis, scoring: Scoring): Expr | undefined {
  const { bound, host } = scoring;
  switch (axis) {
    case 'm':
      return bound.monetary && lowerField('m', scoring);
    case 'recency_days':
      return host.ranked(bound.recency);
    case 'frequency':
      return host.ranked(bound.frequency);
    case 'monetary':
      return bound.monetary && host.ranked(bound.monetary);
    default:
      return lowerField(axis, scoring);
  }
}

/** A scored customer without the value (the average of nothing) is worst. */
function worstFirst({ value, days }: Axis): Order {
  return days ? { by: value, descending: true, nulls: 'first' } : { by: value, nulls: 'first' };
}

function byKey({ host }: Scoring): Order {
  return ascending(column(host.key));
}

function customers(scoring: Scoring): Expr {
  return scoring.host.add(window('count', [], [], scoring), `${scoring.bound.model.name}.customers`);
}

function window(
  name: 'rank' | 'row-number' | 'count' | 'ntile' | 'max',
  args: readonly Expr[],
  order: readonly Order[],
  { scored }: Scoring,
): Expr {
  return { kind: 'window', name, args, partition: [scored], order };
}

function oneAnd(more: Expr): Expr {
  return binary('+', integer(1), more);
}

function number(value: number): Expr {
  return Number.isInteger(value) ? integer(value) : literal('decimal', String(value));
}
