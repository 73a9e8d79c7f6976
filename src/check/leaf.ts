import type { Span } from '../diagnostics/source.ts';
import type { Logic } from '../model/logic.ts';
import type { Leaf, Literal, Value } from '../model/value.ts';

/** The leaf as it stands in a file. */
export function leaf(item: Leaf, node: { readonly span: Span }): Logic<Leaf> {
  return { kind: 'leaf', leaf: item, span: node.span };
}

/** A comparison with a number or truth that stands in no file. */
export function simpleTest(left: Value, operator: string, literal: Literal): Logic<Leaf> {
  return {
    kind: 'leaf',
    leaf: { kind: 'comparison', operator, left, right: [{ kind: 'literal', literal }] },
  };
}
