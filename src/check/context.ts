import type { Report } from '../diagnostics/diagnostic.ts';
import type { Source } from '../diagnostics/source.ts';
import type { ConditionSyntax } from '../language/syntax.ts';
import type { AsOf } from '../model/calendar.ts';
import type { Logic } from '../model/logic.ts';
import type { EventTable, Schema } from '../model/schema.ts';
import type { Leaf, Value, ValueType } from '../model/value.ts';

/** A field that a named model gives every customer. */
export interface ModelField {
  readonly name: string;
  readonly type: ValueType;
  /** All the texts it can be, where they are known: others would silently hold nobody. */
  readonly values?: readonly string[];
  /** The least and the greatest that it can be, where that is known. */
  readonly range?: readonly [number, number];
  /** What the name stands for, bound when asked (undefined when that is wrong); the plan knows it by name when absent. */
  readonly value?: () => Value | undefined;
  /** Whether words call the value by the field's name, and not by what it is made of. */
  readonly isNamed?: boolean;
}

export interface Model {
  readonly name: string;
  readonly fields: readonly ModelField[];
}

/** What names may mean, and where findings go. */
export interface Checking {
  readonly schema: Schema;
  readonly asOf: AsOf;
  readonly report: Report;
  /** The trait of that name, checked when first asked for; undefined when there is none or it is wrong. */
  readonly trait: (name: string) => Value | undefined;
  readonly traitNames: ReadonlySet<string>;
  /** Stage names of each stage set. */
  readonly stages: ReadonlyMap<string, readonly string[]>;
  /** Segments that may be referred to by name. */
  readonly segmentNames: ReadonlySet<string>;
  /** Segments that may not, since values of the data name them; stage sets included. */
  readonly generatedNames: ReadonlySet<string>;
  /** Segments whose lists have arms. */
  readonly splitNames: ReadonlySet<string>;
  readonly models: readonly Model[];
  /** Makes a path that a definition names absolute. */
  readonly resolvePath: (source: Source, path: string) => string;
  /** Binds a condition over one row. Blocks hold row tests and conditions hold blocks: the knot is tied here. */
  readonly rowTest: (test: ConditionSyntax, table: EventTable, context: Checking) => Logic<Leaf> | undefined;
  /** The row's table inside row tests; absent where a condition is about the customer. */
  readonly row?: EventTable;
  /** Whether the condition says which rows the table has. */
  readonly choosesRows?: boolean;
  /** The field that is being tested, as it is written: a trait by its name. */
  readonly tested?: { readonly value: Value; readonly name: string };
  /** The base of the segment that is being checked, in which its ranks are taken. */
  readonly base?: string;
}

export function findEvents(context: Checking, name: string): EventTable | undefined {
  return context.schema.events.find((table) => table.name === name);
}

export type RowContext = Checking & { readonly row: EventTable };

/** The same context inside a row test of the table. */
export function inRow(context: Checking, row: EventTable): RowContext {
  return { ...context, row };
}
