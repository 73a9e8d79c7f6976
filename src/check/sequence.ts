/** What comes after a row: steps that must follow, and one that must not. */
import { parseDuration } from '../model/duration.ts';
import type { EventTable } from '../model/schema.ts';
import { family, type Rows, type Step, typeOf } from '../model/value.ts';
import { entryOf, type YamlNode } from '../yaml/node.ts';
import { type Context, findEvents, inRow } from './context.ts';
import { checkField } from './field.ts';
import { messages } from './messages.ts';
import { isSpan } from './window.ts';

type RowsOf = (table: EventTable, node: YamlNode, context: Context) => Rows;

/** Binds `then` and `then_not` of a block; `rowsOf` binds the rows that a step means. */
export function checkSequence(
  anchor: EventTable,
  { then, thenNot }: { readonly then: YamlNode | undefined; readonly thenNot: YamlNode | undefined },
  rowsOf: RowsOf,
  context: Context,
): Pick<Rows, 'steps' | 'absent'> {
  const loose = then ? stepList(then).map((step) => checkStep(step, rowsOf, context)) : [];
  const steps = linkSteps(anchor, loose, context);
  if (!thenNot) return { steps };
  const last = loose.findLast((step) => step !== undefined)?.table ?? anchor;
  const [absent] = linkSteps(last, [checkStep(thenNot, rowsOf, context)], context);
  return { steps, ...(absent ? { absent } : {}) };
}

function stepList(node: YamlNode): readonly YamlNode[] {
  return node.kind === 'list' ? node.items : [node];
}

interface LooseStep {
  readonly step: Step;
  readonly table: EventTable;
  readonly same?: YamlNode;
}

/** STEP: `{ TABLE: BLOCK, within: 1d, same: product_id }`. */
function checkStep(node: YamlNode, rowsOf: RowsOf, context: Context): LooseStep | undefined {
  const entries = node.kind === 'map' ? node.entries : [];
  const named = entries.filter(({ key }) => key.text !== 'within' && key.text !== 'same');
  const [entry] = named;
  const table = entry && findEvents(context, entry.key.text);
  if (!entry || named.length !== 1 || !table) {
    context.report(
      messages.expected(
        (named[1] ?? entry)?.key ?? node,
        'a step with one event table',
        'write `{ orders: any, within: 2d }`',
      ),
    );
    return undefined;
  }
  if (table.time === undefined) context.report(messages.needsTime(entry.key, table.name));
  const rows = rowsOf(table, entry.value, context);
  const within = entryOf(entries, 'within');
  const span = within?.value.kind === 'scalar' ? parseDuration(within.value.text) : undefined;
  if (within && !(span && isSpan(span)))
    context.report(messages.expected(within.value, 'a span such as `2d` or `24h`'));
  const same = entryOf(entries, 'same')?.value;
  return { step: { rows, ...(span ? { within: span } : {}), same: [] }, table, ...(same ? { same } : {}) };
}

/** Binds each step's `same` between its row and the row before it. */
function linkSteps(
  anchor: EventTable,
  steps: readonly (LooseStep | undefined)[],
  context: Context,
): readonly Step[] {
  let before = anchor;
  return steps.flatMap((loose) => {
    if (!loose) return [];
    const same = loose.same ? samePairs(loose.same, before, loose.table, context) : [];
    before = loose.table;
    return [{ ...loose.step, same }];
  });
}

function samePairs(node: YamlNode, before: EventTable, step: EventTable, context: Context): Step['same'] {
  const pairs =
    node.kind === 'map'
      ? node.entries.map(({ key, value }) => [key, value] as const)
      : (node.kind === 'list' ? node.items : [node]).map((item) => [item, item] as const);
  return pairs.flatMap(([left, right]) => {
    if (left.kind !== 'scalar' || right.kind !== 'scalar' || left.text === '' || right.text === '') {
      context.report(messages.expected(node, 'a field, or `{ field of the row before: field of the step }`'));
      return [];
    }
    const first = checkField(left, inRow(context, before));
    const second = checkField(right, inRow(context, step));
    if (!first || !second) return [];
    if (family(typeOf(first)) !== family(typeOf(second))) {
      context.report(messages.incomparable(right.span, typeOf(first), typeOf(second)));
      return [];
    }
    return [{ before: first, step: second }];
  });
}
