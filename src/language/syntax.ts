/**
 * What a definition says before the names of its fields are known: a closed tree. Which names are event tables is
 * known from the project file, so that a block is told from a test; what a test may say decides the field's type,
 * when it is checked.
 */
import type { Span } from '../diagnostics/source.ts';
import type { Logic } from '../model/logic.ts';
import type { ArithmeticOperator, DelaySummary } from '../model/value.ts';
import type { YamlScalar } from '../yaml/node.ts';

/** A name or a value: its characters, and whether they were quoted. */
export type ScalarSyntax = YamlScalar;

export interface ListSyntax {
  readonly kind: 'list';
  readonly items: readonly OperandSyntax[];
  readonly span: Span;
}

/** `{ field: F, times: 50%, plus: 14d }` in place of a value. */
export interface FieldSyntax {
  readonly kind: 'field';
  readonly field: ScalarSyntax;
  readonly times?: Keyed<ScalarSyntax>;
  readonly plus?: Keyed<ScalarSyntax>;
  readonly span: Span;
}

/** A mapping in a list of values, where none can stand: told once it is known what the field is. */
export interface MappingSyntax {
  readonly kind: 'mapping';
  readonly span: Span;
}

/** What a field is tested against. */
export type OperandSyntax = ScalarSyntax | ListSyntax | FieldSyntax | MappingSyntax;

/** A key and what stands behind it. */
export interface Keyed<Value> {
  readonly key: ScalarSyntax;
  readonly value: Value;
}

/** What was wrong and has been told: nothing more is to be said of it. */
export interface ReportedSyntax {
  readonly kind: 'reported';
}

/** A scalar, a list, or keys that must all hold. */
export type TestSyntax = ScalarSyntax | ListSyntax | TestsSyntax;

export interface TestsSyntax {
  readonly kind: 'tests';
  readonly parts: readonly TestPart[];
  readonly span: Span;
}

export type TestPart =
  /** An operator, a window word, or what modifies the operators beside it. */
  | ({ readonly kind: 'operand' } & Keyed<OperandSyntax>)
  | ({ readonly kind: 'not' } & Keyed<TestSyntax>)
  | ({ readonly kind: 'anniversary' } & Keyed<ScalarSyntax | WindowsSyntax>)
  | ({ readonly kind: 'rank'; readonly side: 'top' | 'bottom' } & Keyed<ScalarSyntax | CustomersSyntax>)
  /** A word that tests nothing of any type. */
  | { readonly kind: 'unknown'; readonly key: ScalarSyntax }
  | ReportedSyntax;

/** `{ customers: 500 }`. */
export interface CustomersSyntax {
  readonly kind: 'customers';
  readonly customers: ScalarSyntax;
  readonly span: Span;
}

/** A window word with its duration, period, dates or fields. */
export type WindowSyntax = Keyed<OperandSyntax>;

/** Windows that must all hold. */
export interface WindowsSyntax {
  readonly kind: 'windows';
  readonly windows: readonly WindowSyntax[];
  readonly span: Span;
}

/** Which rows of an event table are meant, and what is measured of them. */
export type BlockSyntax = AnySyntax | RowsSyntax;

export interface AnySyntax {
  readonly kind: 'any' | 'none';
  readonly span: Span;
}

export interface RowsSyntax {
  readonly kind: 'rows';
  /** Every key, in the order written. */
  readonly keys: readonly ScalarSyntax[];
  readonly where?: ConditionSyntax;
  readonly having?: ConditionSyntax;
  readonly earliest?: Keyed<ScalarSyntax>;
  readonly latest?: Keyed<ScalarSyntax>;
  readonly windows: readonly WindowSyntax[];
  readonly then: readonly StepSyntax[];
  readonly thenNot?: StepSyntax;
  /** Of blocks only: a step and a trait have none. */
  readonly same?: ScalarSyntax;
  readonly measures: readonly MeasureSyntax[];
  /** Keys that a block does not have; what was meant is known with the table's columns. */
  readonly unknown: readonly ScalarSyntax[];
  readonly span: Span;
}

/** A measure of nothing, of a field, or of the rows that pass a test; traits do not test it. */
export interface MeasureSyntax {
  readonly key: ScalarSyntax;
  readonly of?: ScalarSyntax;
  readonly rows?: ConditionSyntax;
  /** Of `delay` only. */
  readonly summary?: DelaySummary;
  readonly test?: TestSyntax;
  readonly span: Span;
}

/** `{ TABLE: BLOCK, within: 1d, same: product_id }`. */
export interface StepSyntax {
  readonly table: ScalarSyntax;
  readonly rows: BlockSyntax;
  readonly within?: ScalarSyntax;
  /** Fields of the row before and of the step's row; the same scalar where one name is meant. */
  readonly same: readonly (readonly [ScalarSyntax, ScalarSyntax])[];
  readonly span: Span;
}

export type LeafSyntax =
  | { readonly kind: 'test'; readonly field: ScalarSyntax; readonly test: TestSyntax }
  | { readonly kind: 'block'; readonly table: ScalarSyntax; readonly block: BlockSyntax }
  | { readonly kind: 'segments'; readonly names: readonly ScalarSyntax[]; readonly span: Span }
  | {
      readonly kind: 'movement';
      readonly movement: 'entered' | 'left' | 'stayed';
      readonly segment: ScalarSyntax;
      readonly last: ScalarSyntax;
    }
  | {
      readonly kind: 'lookalike';
      readonly of: ScalarSyntax;
      readonly from: readonly ScalarSyntax[];
      readonly top: Keyed<ScalarSyntax | CustomersSyntax>;
      readonly span: Span;
    }
  | {
      readonly kind: 'file';
      readonly path: ScalarSyntax;
      readonly field?: ScalarSyntax;
      readonly column?: ScalarSyntax;
    }
  | {
      readonly kind: 'sql';
      readonly engine: ScalarSyntax;
      readonly text: ScalarSyntax;
      readonly uses: readonly ScalarSyntax[];
    }
  | ReportedSyntax;

export type ConditionSyntax = Logic<LeafSyntax>;

/** A trait, and the operands of its arithmetic. */
export type TraitValueSyntax =
  | { readonly kind: 'block'; readonly table: ScalarSyntax; readonly rows: RowsSyntax }
  | {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly operands: readonly TraitOperandSyntax[];
      readonly span: Span;
    }
  | ReportedSyntax;

export type TraitOperandSyntax = ScalarSyntax | (TraitValueSyntax & { readonly span: Span });

export interface TraitSyntax {
  readonly name: ScalarSyntax;
  readonly value: TraitValueSyntax;
}

export interface StageSyntax {
  readonly name: ScalarSyntax;
  readonly where?: ConditionSyntax;
  readonly title?: ScalarSyntax;
  readonly description?: ScalarSyntax;
  readonly action?: ScalarSyntax;
}
