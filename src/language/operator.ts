import type { ValueType } from '../model/value.ts';
import type { Expr } from '../sql/ast.ts';

/** What stands right of the operator: one value, `[low, high]`, a list, `true|false`, or a pattern. */
export type OperandShape = 'one' | 'pair' | 'list' | 'boolean' | 'pattern';

/** A test of one value. Lowering may give NULL for a missing value; that is read as false. */
export interface Operator {
  readonly name: string;
  /** One line for the reference and for editors. */
  readonly summary: string;
  /** A test in YAML, as it stands behind a field. */
  readonly example: string;
  /** The types it can test. */
  readonly types: readonly ValueType[];
  readonly operand: OperandShape;
  /** Plain words; `$` stands for the right side. */
  readonly words: string;
  /** The exact negation of that operator: holds wherever it does not, missing values included. */
  readonly negates?: string;
  /** Whether `ignore_case` and `ignore_accents` may stand beside it. */
  readonly folds?: boolean;
  lower(left: Expr, right: readonly Expr[]): Expr;
}

export const ordered: readonly ValueType[] = [
  'integer',
  'decimal',
  'float',
  'quotient',
  'text',
  'date',
  'time',
];
export const scalar: readonly ValueType[] = [...ordered, 'boolean'];
export const any: readonly ValueType[] = [...scalar, 'list'];
