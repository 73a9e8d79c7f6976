import type { Logic } from './logic.ts';
import type { Clock, ColumnType } from './schema.ts';
import { type Leaf, typeOf, type Value, type ValueType } from './value.ts';
import { clockOf, isNullable } from './value-facts.ts';

/** How addresses and numbers of people are made comparable. */
export const normalisings = ['email', 'phone', 'number'] as const;

export type Normalising = (typeof normalisings)[number];

/** What of a phone number says nothing. */
export const PHONE_SIGNS = ' ()-./';

/** What a column of a recipe holds, for each row. */
export type RecipeValue =
  | { readonly kind: 'value'; readonly value: Value }
  /** The first that is not missing. */
  | { readonly kind: 'first-of'; readonly items: readonly Value[] }
  | {
      readonly kind: 'choice';
      readonly test: Logic<Leaf>;
      readonly then: Value;
      readonly otherwise?: Value;
    }
  | { readonly kind: 'normalised'; readonly how: Normalising; readonly of: Value }
  /** The key of the customer whose address it is by the book; missing for an address of nobody or of several. */
  | { readonly kind: 'owner'; readonly book: string; readonly how?: Normalising; readonly of: Value };

export interface RecipeColumn {
  readonly name: string;
  readonly value: RecipeValue;
}

/** The rows of a table with more columns beside them. */
export interface ComputedRecipe {
  readonly kind: 'computed';
  readonly relation: string;
  /** The table whose rows they are, by its name, and the relation that holds them. */
  readonly table: string;
  readonly from: string;
  /** Columns that stay as they are. */
  readonly kept: readonly string[];
  readonly columns: readonly RecipeColumn[];
  /** Which of the rows are meant; all of them where absent. */
  readonly where?: Logic<Leaf>;
}

/** The rows of a table, and one for each key of another relation that none of them has. */
export interface UnitedRecipe {
  readonly kind: 'united';
  readonly relation: string;
  readonly from: string;
  readonly key: string;
  /** The other columns of the table, which are missing in what is added. */
  readonly columns: readonly { readonly name: string; readonly type: ColumnType; readonly scale?: number }[];
  readonly added: { readonly relation: string; readonly key: string };
}

/** One row for each key of an event table, made of its rows before the as-of. */
export interface GroupedRecipe {
  readonly kind: 'grouped';
  readonly relation: string;
  /** The event table whose rows they are made of, by its name, and its column that is the key. */
  readonly table: string;
  readonly key: { readonly name: string; readonly from: string };
  /** Whether only the rows that are meant (`where` of that table) count. */
  readonly isFiltered: boolean;
  /** The column, of the rows and of what is made of them, that counts them in the order of the files. */
  readonly order?: string;
  /** Only the rows of each key whose value is highest. */
  readonly newest?: string;
  /** A measure of the rows, or a column of theirs: its first value that is not missing, in the order of the files. */
  readonly columns: readonly { readonly name: string; readonly value: Value }[];
}

/** Whose each address is, among the customers: the columns `address` and `customer`. */
export interface BookRecipe {
  readonly kind: 'book';
  readonly relation: string;
  /** The customers' column with the address. */
  readonly column: string;
  readonly how?: Normalising;
  /** Whose an address of several is: whoever has the highest. */
  readonly prefer?: string;
}

/** How a relation that no file holds comes about, in the query itself and at its as-of. */
export type Recipe = ComputedRecipe | GroupedRecipe | BookRecipe | UnitedRecipe;

/** The values of which one is taken. */
export function alternatives(value: RecipeValue): readonly Value[] {
  switch (value.kind) {
    case 'value':
      return [value.value];
    case 'first-of':
      return value.items;
    case 'choice':
      return value.otherwise ? [value.then, value.otherwise] : [value.then];
    case 'normalised':
    case 'owner':
      return [value.of];
  }
}

/** The type that holds all the values: the widest of numbers, a time beside a date; quotients are floats. */
export function recipeType(value: RecipeValue): ColumnType {
  if (value.kind === 'normalised' || value.kind === 'owner') return 'text';
  const types = alternatives(value).map(typeOf);
  const widest: readonly ValueType[] = ['float', 'quotient', 'decimal', 'time'];
  const type = widest.find((candidate) => types.includes(candidate)) ?? types[0]!;
  return type === 'quotient' ? 'float' : type;
}

/** Of several times, the clock that all of them are on, or UTC. */
export function recipeClock(value: RecipeValue): Clock {
  const items = alternatives(value);
  // Midnights of dates are local, and may be older than any offset that the query knows.
  const isLocal =
    items.some((item) => typeOf(item) === 'date') || items.every((item) => clockOf(item) === 'local');
  return isLocal ? 'local' : 'utc';
}

export function isRecipeNullable(value: RecipeValue): boolean {
  switch (value.kind) {
    case 'value':
      return isNullable(value.value);
    case 'first-of':
      return value.items.every(isNullable);
    case 'choice':
      return !value.otherwise || isNullable(value.then) || isNullable(value.otherwise);
    case 'normalised':
      return isNullable(value.of);
    case 'owner':
      return true;
  }
}
