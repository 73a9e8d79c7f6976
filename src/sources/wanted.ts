/** What the project asks of a table's columns. */
import type { Normalising } from '../model/recipe.ts';
import type { Name } from '../project/project.ts';

/** A key is text; a time is a date or a time; an amount is a number. */
export type Role = 'key' | 'time' | 'amount' | 'none';

/** A column that was asked for by name, and for what. */
export interface Wanted {
  readonly name: Name;
  readonly role: Role;
  /** As in "the key `id`". */
  readonly what: string;
  /** Whether nothing is said here where there is none. */
  readonly isOptional?: boolean;
  readonly normalise?: Normalising;
  /** Whether it holds addresses of people. */
  readonly isContact?: boolean;
}
