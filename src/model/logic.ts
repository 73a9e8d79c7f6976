import type { Span } from '../diagnostics/source.ts';

/**
 * Boolean structure over leaves, once for every stage: checking maps the leaves, planning folds them.
 * Spans are for messages only and take no part in equality (see `plan/intern.ts`).
 */
export type Logic<Leaf> =
  | { readonly kind: 'all'; readonly items: readonly Logic<Leaf>[]; readonly span?: Span }
  | { readonly kind: 'any'; readonly items: readonly Logic<Leaf>[]; readonly span?: Span }
  | { readonly kind: 'not'; readonly item: Logic<Leaf>; readonly span?: Span }
  | {
      readonly kind: 'at-least';
      readonly n: number;
      readonly items: readonly Logic<Leaf>[];
      readonly span?: Span;
    }
  | { readonly kind: 'leaf'; readonly leaf: Leaf; readonly span?: Span };

/** The conjunction of the items, without a group around a single one. */
export function all<Leaf>(items: readonly Logic<Leaf>[], span?: Span): Logic<Leaf> {
  return items.length === 1 ? items[0]! : { kind: 'all', items, ...(span ? { span } : {}) };
}

/** The disjunction of the items, without a group around a single one: nobody, where there is none. */
export function anyOf<Leaf>(items: readonly Logic<Leaf>[]): Logic<Leaf> {
  if (items.length === 0) return { kind: 'not', item: all([]) };
  return items.length === 1 ? items[0]! : { kind: 'any', items };
}

/** Every leaf, in the order written. */
export function leaves<Leaf>(logic: Logic<Leaf>): readonly Leaf[] {
  switch (logic.kind) {
    case 'leaf':
      return [logic.leaf];
    case 'not':
      return leaves(logic.item);
    case 'all':
    case 'any':
    case 'at-least':
      return logic.items.flatMap((item) => leaves(item));
  }
}
