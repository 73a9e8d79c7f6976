/** Named models: what a section of the project file makes of every customer, as fields `NAME.FIELD`. */
import type { Checking, Model } from '../check/context.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ModelKey, ModelSyntaxes } from '../language/models/index.ts';
import type { AsOf } from '../model/calendar.ts';
import type { Logic } from '../model/logic.ts';
import type { NumberColumns } from '../model/number-columns.ts';
import type { Leaf, Rows, Value } from '../model/value.ts';
import type { Expr, Query } from '../sql/ast.ts';

/** A kind of model: one file, and one line of the list in `index.ts`. */
export interface ModelKind<Key extends ModelKey, Bound> {
  /** The section of the project file that defines them. */
  readonly section: Key;
  /** What messages call a model of this kind: `a cohort`. */
  readonly words: string;
  /** The models of the section, and one that every project has where the section is silent. */
  readonly models: (setting: ModelSetting<Key>) => readonly NamedModel<Bound>[];
}

export interface ModelSetting<Key extends ModelKey> {
  /** What the section says; undefined where the project has none. */
  readonly section: ModelSyntaxes[Key];
  /** Whether the project gives the name to something else: a model that nobody asked for gives way. */
  readonly taken: (name: string) => boolean;
  /** What names mean apart from models. */
  readonly known: Omit<Checking, 'models'>;
  /** What all names mean, for what is bound when it is first asked for. */
  readonly context: () => Checking;
}

export interface NamedModel<Bound = unknown> extends Model {
  /** The section of its kind. */
  readonly kind: ModelKey;
  /** What the section says, bound; undefined when it is wrong, which has then been reported. */
  readonly bound: () => Bound | undefined;
  /** A field that is no value of the language, over columns of the plan. */
  readonly lower: (field: string, host: ModelHost) => Expr;
}

/** What a model's fields may ask of the plan that they belong to. */
export interface ModelHost {
  /** The column of the customer key. */
  readonly key: string;
  /** The value as it is ranked: quotients by 15 digits. */
  readonly ranked: (value: Value) => Expr;
  /** The local date of a date or time. */
  readonly date: (value: Value) => Expr;
  /** The column that holds the expression. */
  readonly add: (expr: Expr, wanted: string) => Expr;
  /** A column of a relation by customer; missing for whoever is not in it. */
  readonly joined: (relation: CustomerRelation, column: string) => Expr;
}

/**
 * A relation of the engine with at most one row a customer: a text column `customer` with the key, and what was
 * found out about them. It is made once an as-of, before a plan that joins it is run.
 */
export interface CustomerRelation {
  /** As in the name of the relation: that of the model. */
  readonly name: string;
  /** What is fitted is fitted here. */
  readonly make: (data: CustomerData) => Promise<Made>;
}

/** A query for a relation by customer, and what is to be said before anybody leans on it. */
export interface Made {
  readonly query: Query;
  readonly notes: readonly Diagnostic[];
}

/** What a relation by customer can be made of. */
export interface CustomerData {
  readonly asOf: AsOf;
  /** The relation `customer,…` of the values of everybody, and of whether conditions hold, by the names given. */
  readonly measure: (
    values: Readonly<Record<string, Value>>,
    conditions?: Readonly<Record<string, Logic<Leaf>>>,
  ) => Promise<string>;
  /**
   * The relation of one row a customer of what they did by day: `customer,days,first,second,last,later_total`, where
   * `days` is on how many different days there were such rows (missing where on none), `first`, `second` and `last`
   * are such days, and `later_total` is the sum of the value over all but the first day.
   */
  readonly histories: (rows: Rows, value: Value | undefined) => Promise<string>;
  /** How often so many days lay between two such days of a customer that follow each other. */
  readonly gaps: (rows: Rows) => Promise<readonly (readonly [days: number, times: number])[]>;
  /** A relation of numbers. */
  readonly load: (columns: NumberColumns) => Promise<string>;
  /** The same customers at the end of another date, and what a model of the project is there. */
  readonly at: (date: string) => { readonly data: CustomerData; readonly model: (name: string) => unknown };
  readonly rows: (query: Query) => Promise<readonly (readonly unknown[])[]>;
  /** The rows of a query whose columns are all doubles. */
  readonly numbers: (query: Query) => Promise<NumberColumns>;
}
