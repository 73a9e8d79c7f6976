import type { ScalarSyntax, WindowsSyntax } from '../language/syntax.ts';
import { dateBoundary } from '../model/calendar.ts';
import type { Logic } from '../model/logic.ts';
import type { Bound, Leaf, Value } from '../model/value.ts';
import type { Checking } from './context.ts';
import { leaf } from './leaf.ts';
import { valueMessages } from './value-messages.ts';
import { checkWindows, periodRange } from './window.ts';

/** A date's return every year, as the dates on which it falls. */
export function checkAnniversary(
  left: Value,
  node: ScalarSyntax | WindowsSyntax,
  context: Checking,
): Logic<Leaf> | undefined {
  if (node.kind === 'scalar') {
    const range = periodRange(node, context);
    return range && leaf({ kind: 'anniversary', left, from: range.from, to: range.to }, node);
  }
  const bounds = checkWindows(node.windows, context);
  const froms = bounds.flatMap(({ from }) => fixedDate(from, context));
  const tos = bounds.flatMap(({ to }) => fixedDate(to, context));
  const fixed = bounds.every(({ from, to }) => from?.kind !== 'value' && to?.kind !== 'value');
  const [from] = froms.toSorted().toReversed();
  const [to] = tos.toSorted();
  if (fixed && from !== undefined && to !== undefined)
    return leaf({ kind: 'anniversary', left, from, to }, node);
  if (bounds.length > 0) context.report(valueMessages.expected(node, 'a window with two fixed ends'));
  return undefined;
}

function fixedDate(bound: Bound | undefined, context: Checking): readonly string[] {
  return bound?.kind === 'instant' ? [dateBoundary(bound.instant, context.asOf.zone)] : [];
}
