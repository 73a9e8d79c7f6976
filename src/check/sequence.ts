/** What comes after a row: steps that must follow, and one that must not. */
import { collector } from '../diagnostics/collect.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { EventTable } from '../model/schema.ts';
import { family, type Rows, type Step, typeOf, type Value } from '../model/value.ts';
import { unknownKey } from '../yaml/fields.ts';
import { entryOf, type YamlEntry, type YamlNode, type YamlScalar } from '../yaml/node.ts';
import { type Context, findEvents, inRow, type RowContext } from './context.ts';
import { checkField, fieldNames } from './field.ts';
import { messages } from './messages.ts';
import { checkSpan } from './window.ts';

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
  /** Where its table is named. */
  readonly name: YamlScalar;
  readonly within?: YamlNode;
  readonly same?: YamlNode;
}

/** STEP: `{ TABLE: BLOCK, within: 1d, same: product_id }`. */
function checkStep(node: YamlNode, rowsOf: RowsOf, context: Context): LooseStep | undefined {
  const entries = node.kind === 'map' ? node.entries : [];
  const named = entries.filter(({ key }) => key.text !== 'within' && key.text !== 'same');
  const [entry] = named;
  const table = entry && findEvents(context, entry.key.text);
  if (!entry || named.length !== 1 || !table) {
    context.report(notOneTable(node, named, context));
    return undefined;
  }
  if (table.time === undefined) context.report(messages.needsTime(entry.key, table.name));
  const rows = rowsOf(table, entry.value, context);
  const within = entryOf(entries, 'within')?.value;
  const span = within && checkSpan(within, context);
  const same = entryOf(entries, 'same')?.value;
  return {
    step: { rows, ...(span ? { within: span } : {}), same: [] },
    table,
    name: entry.key,
    ...(within ? { within } : {}),
    ...(same ? { same } : {}),
  };
}

function notOneTable(node: YamlNode, named: readonly YamlEntry[], context: Context): Diagnostic {
  const [first, second] = named;
  const stray = second && named.find(({ key }) => !findEvents(context, key.text));
  if (stray) return unknownKey(stray.key, ['within', 'same'], 'a step');
  const help = second
    ? `write several steps as a list: \`[${named.map(({ key }) => `{ ${key.text}: any }`).join(', ')}]\``
    : 'write `{ orders: any, within: 2d }`';
  return messages.expected((second ?? first)?.key ?? node, 'a step with one event table', help);
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
    checkDates(before, loose, context);
    before = loose.table;
    return [{ ...loose.step, same }];
  });
}

/** Where either row has only a date, steps count whole days, and say so. */
function checkDates(before: EventTable, { table, name, step, within }: LooseStep, context: Context): void {
  const dated = [before, table].find(hasDatesOnly);
  if (!dated) return;
  if (within && (step.within?.unit === 'h' || step.within?.unit === 'min'))
    context.report(messages.hoursBesideDates(within, dated.name));
  else context.report(messages.wholeDays(name, dated.name, before.name === table.name));
}

function hasDatesOnly({ columns, time }: EventTable): boolean {
  return columns.some((column) => column.name === time && column.type === 'date');
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
    const [first, second] = checkPair(left, right, inRow(context, before), inRow(context, step));
    if (!first || !second) return [];
    if (family(typeOf(first)) !== family(typeOf(second))) {
      context.report(messages.incomparable(right.span, typeOf(first), typeOf(second)));
      return [];
    }
    return [{ before: first, step: second }];
  });
}

/** One name that neither row has is told once. */
function checkPair(
  left: YamlScalar,
  right: YamlScalar,
  before: RowContext,
  step: RowContext,
): readonly [Value | undefined, Value | undefined] {
  const found = collector();
  const first = checkField(left, { ...before, report: found.report });
  const second = checkField(right, { ...step, report: found.report });
  const isOneName = left === right && before.row.name !== step.row.name;
  if (isOneName && found.diagnostics.filter(({ code }) => code === 'unknown-field').length === 2) {
    const ofStep = fieldNames(step);
    const shared = fieldNames(before).filter((name) => ofStep.includes(name));
    before.report(messages.unknownInBoth(left, before.row.name, step.row.name, shared));
  } else for (const diagnostic of found.diagnostics) before.report(diagnostic);
  return [first, second];
}
