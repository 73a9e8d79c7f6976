import type { Expr, SelectItem } from '../sql/ast.ts';
import { aggregate, rewrite, sqlTrue, visit } from '../sql/build.ts';
import { keyOf, Names } from './intern.ts';
import type { Ways } from './thresholds.ts';

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

/** Aggregates over the rows that pass a condition. */
export interface Filtered {
  readonly where: Expr;
  readonly items: readonly SelectItem[];
}

/** What all the aggregates ask of a row, to be asked before rows are grouped, and the items without it. */
export function shareFilter(items: readonly SelectItem[], ways: Ways): Filtered {
  const filters = new Map<string, Expr>();
  for (const { expr } of items) {
    visit(expr, (node) => {
      if (node.kind === 'aggregate') filters.set(keyOf(node.filter ?? sqlTrue), node.filter ?? sqlTrue);
    });
  }
  const [where = sqlTrue, ...others] = filters.values();
  if (!ways.take('shared-filter', where !== sqlTrue && others.length === 0)) return { where: sqlTrue, items };
  const bare = ({ expr, as }: SelectItem): SelectItem => ({ expr: rewrite(expr, unfiltered), as });
  return { where, items: items.map(bare) };
}

function unfiltered(node: Expr): Expr | undefined {
  if (node.kind !== 'aggregate') return undefined;
  return aggregate(node.name, node.arg, node.distinct ? { distinct: true } : {});
}
