import type { Leaf, MeasureValue } from '../model/value.ts';
import type { Expr } from '../sql/ast.ts';
import { column } from '../sql/build.ts';
import { keyOf } from './intern.ts';
import type { Pass } from './pass.ts';

/** A value of every customer that is made of rows of events. */
export interface Measured {
  readonly value: MeasureValue | Extract<Leaf, { kind: 'group' }>;
  /** Of a last time that is looked for from an instant on: whatever is earlier may be told as it is, or be missing. */
  readonly since?: string;
}

export interface PlannedMeasure extends Measured {
  /** Of the plan's relation. */
  readonly column: string;
}

/** What was computed before: a column of a relation by `customer`, who is known by the clean key. */
export interface KeptColumn {
  readonly relation: string;
  readonly column: string;
}

/** Whom a segment holds, where that was computed before: a column of a relation with a row a customer. */
export interface KeptMember extends KeptColumn {
  /** The column of the clean key. */
  readonly key: string;
}

export function measuredKey({ value, since }: Measured): string {
  return keyOf({ value, since: since ?? null });
}

/** Reads values that are there already. */
export class KeptPass implements Pass {
  readonly table: string;
  readonly level = 0;
  readonly relation: string;
  readonly customer: Expr;
  readonly by: string;
  readonly features = 0;

  constructor(table: string, relation: string, key: string) {
    this.table = table;
    this.relation = relation;
    this.customer = column('customer', relation);
    this.by = key;
  }

  tables(): readonly [] {
    return [];
  }
}
