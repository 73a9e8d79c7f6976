import type { CustomerRelation } from '../features/named-model.ts';
import type { CommonTable, Expr } from '../sql/ast.ts';
import type { PlannedMeasure } from './measured.ts';
import type { StepName } from './steps.ts';

/** Where a segment's people stand in the plan's relation. */
export interface PlannedSegment {
  readonly name: string;
  /** A boolean column. */
  readonly member: string;
  /** A text column, where the segment is split. */
  readonly arm?: string;
  readonly columns: readonly { readonly name: string; readonly column: string }[];
  /** A relation of the same columns in which the test stands for `member`, where that is quicker for one segment. */
  readonly packed?: { readonly relation: string; readonly member: Expr };
}

/** A step of a segment, and the boolean column that tells who is left after it. */
export interface PlannedStep {
  readonly name: StepName;
  readonly column: string;
}

/** A run as data: common tables that end in one relation with one row a customer. */
export interface Plan {
  readonly tables: readonly CommonTable[];
  readonly relation: string;
  /** The customer key's column. */
  readonly key: string;
  /** Relations by customer that have to be made before the plan is run. */
  readonly joined: readonly CustomerRelation[];
  /** Which event tables are read, and in how many passes. */
  readonly passes: readonly { readonly table: string; readonly pass: string; readonly features: number }[];
  /** The columns of values that are made of rows of events, but for those that were computed before. */
  readonly measures: readonly PlannedMeasure[];
  /** The shorter ways taken and passed by, as `wayKey` names them. */
  readonly ways: ReadonlySet<string>;
}

/** A file of values that a condition names, as it was loaded. */
export interface LoadedFile {
  readonly relation: string;
  readonly column: string;
  /** Digits after the point, where the values are exact numbers. */
  readonly scale?: number;
}
