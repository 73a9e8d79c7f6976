import type { Clock } from '../model/schema.ts';
import type { DelaySummary, Value, ValueType } from '../model/value.ts';
import type { Expr } from '../sql/ast.ts';

/** What a measure is of: nothing, numbers, anything with an order, anything, rows that pass a test, or which summary. */
export type MeasureOperand = 'none' | 'numbers' | 'ordered' | 'any' | 'row-test' | 'summary';

/**
 * How the rows must be prepared: `scan` rides the one fused scan; `distinct` too, but for a window with a start
 * has a narrower scan of its own, since engines count different values in a table beside the other measures;
 * `first` and `last` read one row in order; `gaps` compare each row with the one before; `frequency` counts each
 * value first; `delay` looks at the steps that follow each row.
 */
export type MeasurePass = 'scan' | 'distinct' | 'first' | 'last' | 'gaps' | 'frequency' | 'delay';

export interface MeasureInput {
  /** Which rows of the scan count. */
  readonly filter: Expr;
  /** The measured field, or the row test. */
  readonly of: Expr;
  readonly type: ValueType;
  /** The row's local date. */
  readonly date: Expr;
  /** The run's as-of date. */
  readonly asOf: Expr;
  /** Of `delay` only. */
  readonly delay?: { readonly summary: DelaySummary; readonly partsOfDay: Expr };
}

export interface MeasureResult {
  readonly type: ValueType;
  readonly scale?: number;
  readonly clock?: Clock;
}

/** A number, date or text made of a customer's rows. */
export interface Measure {
  readonly name: string;
  readonly summary: string;
  /** A trait in YAML. */
  readonly example: string;
  readonly operand: MeasureOperand;
  readonly needsTime: boolean;
  readonly pass: MeasurePass;
  /** Of no rows: zero, false, or missing. */
  readonly empty: 'zero' | 'false' | 'missing';
  /** The least and the greatest that it can be, where that is known. */
  readonly range?: readonly [number, number];
  /** Plain words; `$` stands for the field. */
  readonly words: string;
  result(of: Value | undefined): MeasureResult;
  /** The aggregate over the rows that pass (for the passes in order, over the prepared rows). */
  lower(input: MeasureInput): Expr;
}
