import type { Span } from '../diagnostics/source.ts';
import type { Duration } from './duration.ts';
import type { Logic } from './logic.ts';
import { remembered } from './remembered.ts';
import type { Clock, ColumnType } from './schema.ts';

/** `quotient` is a computed division: a double, of which 15 digits are compared and written. */
export type ValueType = ColumnType | 'quotient';

export interface Literal {
  readonly type: 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'time';
  /** Canonical: digits, `true`, a date, an instant in UTC. */
  readonly text: string;
}

export type TimePart =
  | 'hour'
  | 'weekday'
  | 'day'
  | 'month'
  | 'quarter'
  | 'year'
  | 'age'
  | 'date'
  | 'year_week'
  | 'year_month'
  | 'year_quarter';

/** A column of the row itself, of a lookup of it, or (inside row tests) of the row's own customer. */
export interface ColumnValue {
  readonly kind: 'column';
  /** The table the path starts from. */
  readonly table: string;
  readonly lookups: readonly string[];
  readonly name: string;
  readonly type: ColumnType;
  readonly scale?: number;
  readonly clock?: Clock;
  readonly isYearless?: boolean;
  readonly nullable: boolean;
}

/** What is said of the delays of several rows. */
export type DelaySummary = 'avg' | 'min' | 'max' | 'median';

/** One number, date or text a customer, made of the rows of an event table. */
export interface MeasureValue {
  readonly kind: 'measure';
  readonly measure: string;
  readonly rows: Rows;
  readonly of?: Value;
  /** Of `delay` only. */
  readonly summary?: DelaySummary;
  /** The test of `share` and `every`. */
  readonly test?: Logic<Leaf>;
  readonly type: ValueType;
  readonly scale?: number;
  readonly clock?: Clock;
  readonly nullable: boolean;
}

export type ArithmeticOperator = 'ratio' | 'plus' | 'minus' | 'times';

/** What a condition compares: one value for each customer (or, in row tests, for each row). */
export type Value =
  | ColumnValue
  | MeasureValue
  | { readonly kind: 'part'; readonly part: TimePart; readonly of: Value }
  | {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly operands: readonly Value[];
    }
  | { readonly kind: 'constant'; readonly literal: Literal }
  | { readonly kind: 'stage'; readonly set: string }
  | { readonly kind: 'arm'; readonly segment: string }
  | { readonly kind: 'model'; readonly model: string; readonly field: string; readonly type: ValueType }
  | LikenessValue;

/** How near a customer is to those in a list, by what they look like; missing for whoever is in it. */
export interface LikenessValue {
  readonly kind: 'likeness';
  readonly segment: string;
  readonly from: readonly NamedValue[];
}

/** The right side of a comparison. `times` scales numbers, `plus` moves dates and times. */
export type Operand =
  | { readonly kind: 'literal'; readonly literal: Literal }
  | { readonly kind: 'value'; readonly value: Value; readonly times?: string; readonly plus?: Duration };

/** One edge of a window, perhaps moved by spans one after the other. `until` edges are included, by the local date where either side is a date. */
export type Bound =
  | { readonly kind: 'instant'; readonly instant: string }
  | {
      readonly kind: 'value';
      readonly value: Value;
      readonly plus?: readonly Duration[];
      readonly until?: boolean;
    };

/** `[from, to)`. */
export interface Bounds {
  readonly from?: Bound;
  readonly to?: Bound;
}

export interface Pick {
  readonly side: 'earliest' | 'latest';
  readonly n: number;
}

export interface Step {
  readonly rows: Rows;
  readonly within?: Duration;
  /** Pairs that must be equal: of the row before, of the step's row. */
  readonly same: readonly { readonly before: Value; readonly step: Value }[];
}

/** Which rows of an event table are meant. */
export interface Rows {
  readonly table: string;
  readonly where?: Logic<Leaf>;
  readonly pick?: Pick;
  readonly having?: Logic<Leaf>;
  /** All must hold of the row's time. */
  readonly bounds: readonly Bounds[];
  readonly steps: readonly Step[];
  readonly absent?: Step;
}

/** Text tests may fold case and accents on both sides. */
export interface Folding {
  readonly case?: boolean;
  readonly accents?: boolean;
}

/** One test, of a customer or of a row: true or false, never unknown. */
export type Leaf =
  | {
      readonly kind: 'comparison';
      readonly operator: string;
      readonly left: Value;
      readonly right: readonly Operand[];
      readonly folding?: Folding;
    }
  | { readonly kind: 'window'; readonly left: Value; readonly bounds: Bounds }
  | { readonly kind: 'anniversary'; readonly left: Value; readonly from: string; readonly to: string }
  | {
      readonly kind: 'rank';
      readonly left: Value;
      readonly side: 'top' | 'bottom';
      readonly share?: string;
      readonly customers?: number;
      /** The segment in which ranks are taken; everybody when absent. */
      readonly base?: string;
    }
  /** Some one value of `same` meets the test, whose measures are over the rows with that value. */
  | { readonly kind: 'group'; readonly rows: Rows; readonly same: Value; readonly test: Logic<Leaf> }
  | { readonly kind: 'member'; readonly segment: string }
  | {
      readonly kind: 'movement';
      readonly movement: 'entered' | 'left' | 'stayed';
      readonly segment: string;
      /** The instant at or before which the compared run must be. */
      readonly since: string;
      readonly span: Span;
    }
  | {
      readonly kind: 'file';
      readonly left: Value;
      /** Absolute. */
      readonly path: string;
      /** The file's column, where it is not named like the field. */
      readonly column?: string;
      /** The field as it was written, without `customer.`. */
      readonly field: string;
      readonly span: Span;
    }
  | {
      readonly kind: 'sql';
      readonly engine: string;
      readonly text: string;
      /** The event table whose rows it tests; absent where it tests customers. */
      readonly row?: string;
      readonly span: Span;
      readonly uses: readonly NamedValue[];
    };

export interface NamedValue {
  readonly name: string;
  readonly value: Value;
}

/** The type of a value. */
export function typeOf(value: Value): ValueType {
  switch (value.kind) {
    case 'column':
    case 'measure':
    case 'model':
      return value.type;
    case 'constant':
      return value.literal.type;
    case 'stage':
    case 'arm':
      return 'text';
    case 'likeness':
      return 'decimal';
    case 'part':
      return partType(value.part);
    case 'arithmetic':
      return arithmeticType(value);
  }
}

function partType(part: TimePart): ValueType {
  return ['date', 'year_week', 'year_month', 'year_quarter'].includes(part) ? 'date' : 'integer';
}

const arithmeticType = remembered((value: Value): ValueType => {
  const { operator, operands } = value as Extract<Value, { kind: 'arithmetic' }>;
  const types = operands.map(typeOf);
  if (operator === 'ratio' || types.includes('quotient')) return 'quotient';
  if (types.includes('float')) return 'float';
  return types.includes('decimal') ? 'decimal' : 'integer';
});

const numbers: ReadonlySet<ValueType> = new Set(['integer', 'decimal', 'float', 'quotient']);

export function isNumber(type: ValueType): boolean {
  return numbers.has(type);
}

export function isMoment(type: ValueType): boolean {
  return type === 'date' || type === 'time';
}

/** Types of one family can be compared with each other. */
export function family(type: ValueType): string {
  if (isNumber(type)) return 'number';
  return isMoment(type) ? 'moment' : type;
}
