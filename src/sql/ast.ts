/** SQL as data. Nothing here knows customers; a dialect alone makes text of it. */

export type SqlType =
  | 'text'
  | 'integer'
  | 'double'
  | 'boolean'
  | 'date'
  | 'timestamp'
  | 'text-list'
  | { readonly decimal: readonly [precision: number, scale: number] };

export type LiteralType = 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'timestamp';

export type BinaryOperator = '=' | '<>' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '%' | '//';

/** Scalar functions by what they mean; the dialect knows how each is spelled. */
export type FunctionName =
  | 'coalesce'
  | 'nullif'
  /** Of values none of which is missing: engines differ in what it is beside NULL. */
  | 'least'
  | 'lower'
  | 'translate'
  | 'replace'
  | 'contains'
  | 'starts-with'
  | 'ends-with'
  | 'matches'
  | 'list-contains'
  /** Something that is NULL where the list is missing. */
  | 'list-presence'
  | 'round'
  /** The number that the text is, NULL where it is none. */
  | 'number-of'
  /** The number with 15 significant digits, which is never −0. */
  | 'significant'
  | 'divide'
  | 'ln'
  | 'exp'
  | 'days-between'
  | 'add-days'
  | 'add-seconds'
  | 'epoch-microseconds'
  | 'year'
  | 'quarter'
  | 'month'
  | 'day'
  | 'hour'
  | 'iso-weekday'
  | 'start-of-week'
  | 'start-of-month'
  | 'start-of-quarter'
  | 'md5-bucket'
  | 'concat'
  /** The key itself; the query ends where it would have to be cleaned. */
  | 'clean-key'
  /** Whether the whole number has the bit, a power of two. */
  | 'has-bit'
  /** A column of a table of the engine's own, as relations hold it: NULL where it is missing, ordered by bytes. */
  | 'read-text'
  | 'read-list'
  | 'read-number'
  | 'read-boolean'
  | 'read-date'
  | 'read-time'
  /** Of a column that holds instants, in a type with a zone or without one: where it is absent, as `read-time`. */
  | 'read-instant';

export type AggregateName = 'count' | 'count-true' | 'sum' | 'min' | 'max' | 'median' | 'any' | 'first';

export type WindowName = 'row-number' | 'rank' | 'count' | 'sum' | 'min' | 'max' | 'lag' | 'ntile';

export interface Order {
  readonly by: Expr;
  readonly descending?: boolean;
  readonly nulls: 'first' | 'last';
}

export type Expr =
  | { readonly kind: 'column'; readonly relation?: string; readonly name: string }
  | { readonly kind: 'literal'; readonly type: LiteralType; readonly text: string }
  | { readonly kind: 'null' }
  | { readonly kind: 'and' | 'or'; readonly items: readonly Expr[] }
  | { readonly kind: 'not'; readonly item: Expr }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'is-null'; readonly item: Expr; readonly negated: boolean }
  | { readonly kind: 'in'; readonly item: Expr; readonly list: readonly Expr[] }
  | { readonly kind: 'in-query'; readonly item: Expr; readonly query: Query }
  | { readonly kind: 'case'; readonly branches: readonly Branch[]; readonly otherwise?: Expr }
  | { readonly kind: 'cast'; readonly item: Expr; readonly type: SqlType }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly args: readonly Expr[] }
  | {
      readonly kind: 'aggregate';
      readonly name: AggregateName;
      /** None means rows (`COUNT(*)`). */
      readonly arg?: Expr;
      readonly distinct?: boolean;
      readonly filter?: Expr;
      /** For `first`, which takes the argument that is not missing where this is least. */
      readonly order?: Expr;
    }
  | {
      readonly kind: 'window';
      readonly name: WindowName;
      readonly args: readonly Expr[];
      readonly partition: readonly Expr[];
      readonly order: readonly Order[];
      /** Rows strictly after this one; the whole partition (or the running default) otherwise. */
      readonly frame?: 'following';
    }
  /** The list with each item replaced; `each` reads the item as the column `item`. */
  | { readonly kind: 'list-map'; readonly list: Expr; readonly each: Expr }
  /** Text of the user's own for one engine, between brackets (`sql:` conditions only). */
  | { readonly kind: 'verbatim'; readonly engine: string; readonly text: string };

export interface Branch {
  readonly when: Expr;
  readonly then: Expr;
}

export interface SelectItem {
  readonly expr: Expr;
  readonly as: string;
  /** Printed behind the column. */
  readonly comment?: string;
}

export interface Join {
  readonly kind: 'left' | 'inner' | 'cross';
  readonly relation: string;
  readonly as: string;
  /** TRUE where every row meets every other. */
  readonly on: Expr;
}

/** A row becomes one for each branch that is true, with what it says in a column. */
export interface Each {
  readonly branches: readonly Branch[];
  readonly as: string;
}

export interface Select {
  readonly kind: 'select';
  /** `*` of these relations (aliases) before the items. */
  readonly star?: readonly string[];
  readonly items: readonly SelectItem[];
  readonly distinct?: boolean;
  /** `isPath`: the name has its schema before it, as in `shop.orders`. */
  readonly from?: { readonly relation: string; readonly as?: string; readonly isPath?: boolean };
  readonly joins?: readonly Join[];
  readonly each?: Each;
  readonly where?: Expr;
  readonly groupBy?: readonly Expr[];
  readonly orderBy?: readonly Order[];
  readonly limit?: number;
}

export interface CommonTable {
  readonly name: string;
  readonly query: Select | Union;
  readonly comment?: string;
}

export interface Union {
  readonly kind: 'union';
  readonly items: readonly Select[];
  readonly orderBy?: readonly Order[];
}

export interface Query {
  readonly with: readonly CommonTable[];
  readonly body: Select | Union;
}
