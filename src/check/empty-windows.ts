/** Windows that leave no time between them, at whatever as-of. */

import type { WindowSyntax } from '../language/syntax.ts';
import type { Bounds } from '../model/value.ts';
import type { Checking } from './context.ts';
import { timeMessages } from './time-messages.ts';

const relative = ['last', 'next', 'before_last'];
const fixed = ['since', 'before', 'between', 'during'];

interface BoundWindow {
  readonly window: WindowSyntax;
  readonly bounds: Bounds;
}

/** Reports windows of one kind that exclude each other: those of two kinds may meet at another as-of. */
export function reportEmptyWindows(windows: readonly BoundWindow[], context: Checking): void {
  reportNothingLeft(
    windows.filter(({ window }) => relative.includes(window.key.text)),
    context,
  );
  reportNothingLeft(windows.filter(isFixed), context);
}

/** `during: 2025` is the same at every as-of, `during: last month` is not. */
function isFixed({ window: { key, value } }: BoundWindow): boolean {
  if (!fixed.includes(key.text)) return false;
  return key.text !== 'during' || (value.kind === 'scalar' && /^\d/.test(value.text));
}

function reportNothingLeft(windows: readonly BoundWindow[], context: Checking): void {
  const froms = windows.flatMap(({ bounds: { from } }) => (from?.kind === 'instant' ? [from.instant] : []));
  const tos = windows.flatMap(({ bounds: { to } }) => (to?.kind === 'instant' ? [to.instant] : []));
  const [from] = froms.toSorted().toReversed();
  const [to] = tos.toSorted();
  if (from === undefined || to === undefined || from < to) return;
  const [first, ...more] = windows.map(({ window }) => window);
  const dates = first!.value;
  if (more.length === 0 && dates.kind === 'list') {
    const [low, high] = dates.items.map((item) => (item.kind === 'scalar' ? item.text : ''));
    context.report(timeMessages.reversed(dates.span, low!, high!));
  } else if (more.length > 0) {
    context.report(timeMessages.emptyWindows(windows.map(({ window }) => window.key)));
  }
}
