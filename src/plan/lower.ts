/** From bound conditions and values to SQL, the same for customers and for rows: a scope says what names are. */
import { findOperator } from '../language/operators/index.ts';
import { significantDigits } from '../model/decimal.ts';
import type { Duration } from '../model/duration.ts';
import type { Logic } from '../model/logic.ts';
import {
  type Bound,
  isNumber,
  type Leaf,
  type Literal,
  type Operand,
  type TimePart,
  typeOf,
  type Value,
  type ValueType,
} from '../model/value.ts';
import { FLOAT_SCALE, scaleOf } from '../model/value-facts.ts';
import type { Expr } from '../sql/ast.ts';
import {
  and,
  balanced,
  binary,
  call,
  cast,
  date,
  integer,
  literal,
  notTrue,
  or,
  sqlFalse,
  sqlTrue,
  when,
} from '../sql/build.ts';
import { type Clocks, type Moment, momentOf } from './clocks.ts';
import { fold, foldItems } from './fold.ts';
import { ageAt, anniversaryWithin } from './year-days.ts';

/** Values that only a scope knows: columns, measures, stages, arms, models. */
export type NamedValueKind = Exclude<Value, { kind: 'part' | 'arithmetic' | 'constant' }>;

/** Tests that only a scope of customers can answer, and the user's own SQL. */
export type ScopedLeaf = Exclude<Leaf, { kind: 'comparison' | 'window' | 'anniversary' }>;

type Comparison = Extract<Leaf, { kind: 'comparison' }>;

export interface Scope {
  readonly clocks: Clocks;
  named(value: NamedValueKind): Expr;
  scoped(leaf: ScopedLeaf): Expr;
  /** The expression as a column, where it would otherwise be printed many times. */
  keep(expr: Expr): Expr;
  /** What the test is where the scope knows better than to compare; `compared` is it as a comparison. */
  tested?(leaf: Comparison, compared: () => Expr): Expr | undefined;
}

/** True where the condition holds; false or NULL where it does not. Only `not` needs to know which. */
export function lowerLogic(logic: Logic<Leaf>, scope: Scope): Expr {
  switch (logic.kind) {
    case 'leaf':
      return lowerLeaf(logic.leaf, scope);
    case 'not':
      return notTrue(lowerLogic(logic.item, scope));
    case 'all':
      return and(...logic.items.map((item) => lowerLogic(item, scope)));
    case 'any':
      return or(...logic.items.map((item) => lowerLogic(item, scope)));
    case 'at-least': {
      const ones = logic.items.map((item) => when(lowerLogic(item, scope), integer(1), integer(0)));
      return binary(
        '>=',
        balanced(ones, (sum, one) => binary('+', sum, one)),
        integer(logic.n),
      );
    }
  }
}

function lowerLeaf(leaf: Leaf, scope: Scope): Expr {
  switch (leaf.kind) {
    case 'comparison': {
      const compared = (): Expr => lowerComparison(leaf, scope);
      return scope.tested?.(leaf, compared) ?? compared();
    }
    case 'window':
      return lowerWindow(momentOf(leaf.left, lowerValue(leaf.left, scope)), leaf.bounds, scope);
    case 'anniversary':
      return lowerAnniversary(leaf, scope);
    default:
      return scope.scoped(leaf);
  }
}

/** The value's expression; quotients keep all their digits here and are rounded where they are compared. */
export function lowerValue(value: Value, scope: Scope): Expr {
  switch (value.kind) {
    case 'part':
      return lowerPart(value.part, value.of, scope);
    case 'arithmetic':
      return onceIn(scope, value, () => lowerArithmetic(value, scope));
    case 'constant':
      return lowerLiteral(value.literal);
    default:
      return scope.named(value);
  }
}

const lowered = new WeakMap<Scope, WeakMap<Value, Expr>>();

/** What a value is in a scope, made once however often others are made of it. */
function onceIn(scope: Scope, value: Value, make: () => Expr): Expr {
  const known = lowered.get(scope) ?? new WeakMap<Value, Expr>();
  lowered.set(scope, known);
  const expr = known.get(value) ?? make();
  known.set(value, expr);
  return expr;
}

function lowerArithmetic(value: Extract<Value, { kind: 'arithmetic' }>, scope: Scope): Expr {
  const exact = typeOf(value) !== 'quotient';
  const operands = value.operands.map((operand) => {
    const expr = lowerValue(operand, scope);
    const one = operand.kind === 'arithmetic' ? scope.keep(expr) : expr;
    return exact ? widened(one, operand) : one;
  });
  switch (value.operator) {
    case 'ratio':
      return call('divide', operands[0]!, operands[1]!);
    case 'plus':
      return balanced(operands, (sum, operand) => binary('+', sum, operand));
    case 'minus':
      return operands.reduce((rest, operand) => binary('-', rest, operand));
    case 'times':
      return operands.reduce((product, operand) => binary('*', product, operand));
  }
}

/** As a decimal of all the digits that the engine has: of narrower ones it makes narrow results, which overflow. */
function widened(expr: Expr, value: Value): Expr {
  const isSum = value.kind === 'measure' && value.measure === 'sum';
  const isWide = value.kind === 'constant' || isSum || typeOf(value) === 'integer';
  return isWide ? expr : cast(expr, { decimal: [38, scaleOf(value)] });
}

function lowerLiteral({ type, text: value }: Literal): Expr {
  switch (type) {
    case 'boolean':
      return value === 'true' ? sqlTrue : sqlFalse;
    case 'time':
      return literal('timestamp', value.replace('T', ' ').replace(/Z$/, ''));
    case 'text':
    case 'integer':
    case 'decimal':
    case 'date':
      return literal(type, value);
  }
}

function lowerComparison(leaf: Comparison, scope: Scope): Expr {
  const operator = findOperator(leaf.operator);
  if (!operator) throw new Error(`no operator ${leaf.operator}`);
  const type = typeOf(leaf.left);
  const left = lowerValue(leaf.left, scope);
  if (operator.operand === 'boolean')
    return operator.lower(
      type === 'list' ? call('list-presence', left) : left,
      leaf.right.map((operand) => lowerOperand(operand, scope)),
    );
  if (type === 'date' || type === 'time') return compareMoments(leaf, left, scope);
  if (isNumber(type)) return compareNumbers(leaf, left, scope);
  const folded = (expr: Expr): Expr => fold(expr, leaf.folding);
  return operator.lower(
    type === 'list' ? foldItems(left, leaf.folding) : folded(left),
    leaf.right.map((operand) => folded(lowerOperand(operand, scope))),
  );
}

function lowerOperand(operand: Operand, scope: Scope): Expr {
  if (operand.kind === 'literal') return lowerLiteral(operand.literal);
  const value = lowerValue(operand.value, scope);
  if (operand.times === undefined) return value;
  const exact = typeOf(operand.value) === 'quotient' ? value : widened(value, operand.value);
  return binary('*', exact, literal('decimal', operand.times));
}

/** Decimals are compared as they are; beside a quotient both sides have its 15 digits. */
function compareNumbers(leaf: Comparison, left: Expr, scope: Scope): Expr {
  const quotient = [leaf.left, ...leaf.right.flatMap(valuesIn)].some((value) => typeOf(value) === 'quotient');
  const one = (expr: Expr, type: ValueType): Expr =>
    quotient ? call('significant', expr) : asDecimal(expr, type);
  const right = leaf.right.map((operand) => {
    if (operand.kind === 'value') return one(lowerOperand(operand, scope), typeOf(operand.value));
    const { type, text } = operand.literal;
    return lowerLiteral(quotient ? { type, text: significantDigits(text) } : operand.literal);
  });
  return findOperator(leaf.operator)!.lower(one(left, typeOf(leaf.left)), right);
}

function valuesIn(operand: Operand): readonly Value[] {
  return operand.kind === 'value' ? [operand.value] : [];
}

/** What no decimal was found for when it was loaded counts with 12 decimals. */
function asDecimal(expr: Expr, type: ValueType): Expr {
  return type === 'float' ? cast(expr, { decimal: [38, FLOAT_SCALE] }) : expr;
}

function compareMoments(leaf: Comparison, left: Expr, scope: Scope): Expr {
  const { clocks } = scope;
  const moment = momentOf(leaf.left, left);
  const compare = (operator: string, operand: Operand): Expr => {
    if (operand.kind === 'literal') {
      const right =
        operand.literal.type === 'date'
          ? date(operand.literal.text)
          : clocks.boundary(operand.literal.text, moment.type);
      return findOperator(operator)!.lower(moment.expr, [right]);
    }
    const [a, b] = besides(moment, operand.value, operand.plus ? [operand.plus] : [], scope);
    return findOperator(operator)!.lower(a, [b]);
  };
  if (leaf.operator === 'between') return and(compare('gte', leaf.right[0]!), compare('lte', leaf.right[1]!));
  if (leaf.operator === 'in') return or(...leaf.right.map((operand) => compare('eq', operand)));
  return compare(leaf.operator, leaf.right[0]!);
}

/** Whether the moment lies in `[from, to)`. */
export function lowerWindow(
  moment: Moment,
  bounds: { readonly from?: Bound; readonly to?: Bound },
  scope: Scope,
): Expr {
  return and(
    bounds.from && lowerBound(moment, '>=', bounds.from, scope),
    bounds.to && lowerBound(moment, '<', bounds.to, scope),
  );
}

function lowerBound(moment: Moment, operator: '>=' | '<', bound: Bound, scope: Scope): Expr {
  const { clocks } = scope;
  if (bound.kind === 'instant')
    return binary(operator, moment.expr, clocks.boundary(bound.instant, moment.type));
  const [left, right] = besides(moment, bound.value, bound.plus ?? [], scope);
  return binary(bound.until ? '<=' : operator, left, right);
}

/**
 * The moment and that of another value, moved by spans, to be compared: by their local dates as soon as one of
 * them is a date, which is what it says and all that it says.
 */
function besides(
  moment: Moment,
  value: Value,
  spans: readonly Duration[],
  scope: Scope,
): readonly [Expr, Expr] {
  const { clocks, keep } = scope;
  const field = momentOf(value, lowerValue(value, scope));
  const edge = spans.reduce((at, span) => clocks.plus(at, span, keep), field);
  const dated = field.type === 'date' && moment.type !== 'date';
  return dated ? [clocks.date(moment), clocks.date(edge)] : clocks.alignByDate(moment, edge);
}

function lowerPart(part: TimePart, of: Value, scope: Scope): Expr {
  const moment = momentOf(of, lowerValue(of, scope));
  const day = scope.clocks.date(moment);
  switch (part) {
    case 'hour':
      return call('hour', scope.clocks.local(moment));
    case 'weekday':
      return call('iso-weekday', day);
    case 'day':
    case 'month':
    case 'quarter':
    case 'year':
      return call(part, day);
    case 'age':
      return ageAt(day, scope.clocks.asOf.date);
    case 'date':
      return day;
    case 'year_week':
      return call('start-of-week', day);
    case 'year_month':
      return call('start-of-month', day);
    case 'year_quarter':
      return call('start-of-quarter', day);
  }
}

function lowerAnniversary(leaf: Extract<Leaf, { kind: 'anniversary' }>, scope: Scope): Expr {
  const day = scope.clocks.date(momentOf(leaf.left, lowerValue(leaf.left, scope)));
  return anniversaryWithin(day, leaf.from, leaf.to);
}
