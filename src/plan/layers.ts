import type { CommonTable, Expr } from '../sql/ast.ts';
import { column, columnsOf } from '../sql/build.ts';
import { keyOf, type Names } from './intern.ts';

/**
 * Columns computed over a relation, some from others: each stands in the first SELECT in which everything it
 * reads is there, since portable SQL cannot name a column beside it. Equal expressions are one column.
 */
export class Layers {
  readonly #names: Names;
  readonly #strata: { readonly name: string; readonly expr: Expr }[][] = [];
  readonly #stratumOf = new Map<string, number>();
  readonly #known = new Map<string, string>();

  constructor(names: Names) {
    this.#names = names;
  }

  /** The column that holds the expression. */
  add(expr: Expr, wanted: string): Expr {
    const key = keyOf(expr);
    const known = this.#known.get(key);
    if (known !== undefined) return column(known);
    const name = this.#names.give(wanted);
    this.#known.set(key, name);
    const stratum = this.stratumOf(expr);
    this.#stratumOf.set(name, stratum + 1);
    this.#strata[stratum] ??= [];
    this.#strata[stratum].push({ name, expr });
    return column(name);
  }

  /** How many SELECTs must come before one that reads the expression. */
  stratumOf(expr: Expr): number {
    let stratum = 0;
    for (const name of columnsOf(expr)) stratum = Math.max(stratum, this.#stratumOf.get(name) ?? 0);
    return stratum;
  }

  /** The SELECTs one above the other, over the relation; nothing when no column was asked for. */
  tables(
    base: string,
    name: (stratum: number, last: boolean) => string,
    placed: (expr: Expr) => Expr = (expr) => expr,
  ): readonly CommonTable[] {
    let from = base;
    return this.#strata.map((columns, index) => {
      const table: CommonTable = {
        name: name(index, index === this.#strata.length - 1),
        query: {
          kind: 'select',
          star: [''],
          items: columns.map(({ name: as, expr }) => ({ expr: placed(expr), as })),
          from: { relation: from },
        },
      };
      from = table.name;
      return table;
    });
  }
}
