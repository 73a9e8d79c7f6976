import type { Expr, SelectItem } from '../sql/ast.ts';
import { keyOf, Names } from './intern.ts';

/** Named aggregates over one grouping of rows; equal ones are computed once. */
export class Aggregates {
  readonly #names: Names;
  readonly #items = new Map<string, SelectItem>();

  constructor(taken: Iterable<string>) {
    this.#names = new Names(taken);
  }

  add(expr: Expr, wanted: string): string {
    const key = keyOf(expr);
    const known = this.#items.get(key);
    if (known) return known.as;
    const as = this.#names.give(wanted);
    this.#items.set(key, { expr, as });
    return as;
  }

  get items(): readonly SelectItem[] {
    return [...this.#items.values()];
  }
}
