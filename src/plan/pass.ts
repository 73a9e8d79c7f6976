/** A pass reads the rows of one event table once and gives one row a customer, for all features that need it. */
import type { CommonTable, Expr } from '../sql/ast.ts';

export interface Pass {
  readonly table: string;
  readonly level: number;
  /** The relation with one row a customer. */
  readonly relation: string;
  /** By what a row of the relation finds its customer. */
  readonly customer: Expr;
  /** Which column of the customers that is; the one that events match when absent. */
  readonly by?: string;
  readonly features: number;
  tables(): readonly CommonTable[];
}
