/** What comes after a row: steps that must follow, and one that must not. */

import { collector } from '../diagnostics/collect.ts';
import type { BlockSyntax, RowsSyntax, ScalarSyntax, StepSyntax } from '../language/syntax.ts';
import type { EventTable } from '../model/schema.ts';
import { family, type Rows, type Step, typeOf, type Value } from '../model/value.ts';
import { type Checking, findEvents, inRow, type RowContext } from './context.ts';
import { checkField, fieldNames } from './field.ts';
import { nameMessages } from './name-messages.ts';
import { timeMessages } from './time-messages.ts';
import { valueMessages } from './value-messages.ts';
import { checkSpan } from './window.ts';

type RowsOf = (table: EventTable, syntax: BlockSyntax, context: Checking) => Rows;

/** Binds `then` and `then_not` of a block; `rowsOf` binds the rows that a step means. */
export function checkSequence(
  anchor: EventTable,
  { then, thenNot }: Pick<RowsSyntax, 'then' | 'thenNot'>,
  rowsOf: RowsOf,
  context: Checking,
): Pick<Rows, 'steps' | 'absent'> {
  const loose = then.map((step) => checkStep(step, rowsOf, context));
  const steps = linkSteps(anchor, loose, context);
  if (!thenNot) return { steps };
  const last = loose.at(-1)?.table ?? anchor;
  const [absent] = linkSteps(last, [checkStep(thenNot, rowsOf, context)], context);
  return { steps, ...(absent ? { absent } : {}) };
}

interface LooseStep {
  readonly step: Step;
  readonly table: EventTable;
  readonly syntax: StepSyntax;
}

/** STEP: `{ TABLE: BLOCK, within: 1d, same: product_id }`. */
function checkStep(syntax: StepSyntax, rowsOf: RowsOf, context: Checking): LooseStep {
  const table = findEvents(context, syntax.table.text)!;
  if (table.time === undefined) context.report(timeMessages.needsTime(syntax.table, table.name));
  const rows = rowsOf(table, syntax.rows, context);
  const span = syntax.within && checkSpan(syntax.within, context);
  return { step: { rows, ...(span ? { within: span } : {}), same: [] }, table, syntax };
}

/** Binds each step's `same` between its row and the row before it. */
function linkSteps(anchor: EventTable, steps: readonly LooseStep[], context: Checking): readonly Step[] {
  let before = anchor;
  return steps.map((loose) => {
    const same = samePairs(loose.syntax.same, before, loose.table, context);
    checkDates(before, loose, context);
    before = loose.table;
    return { ...loose.step, same };
  });
}

/** Where either row has only a date, steps count whole days, and say so. */
function checkDates(before: EventTable, { table, step, syntax }: LooseStep, context: Checking): void {
  const dated = [before, table].find(hasDatesOnly);
  if (!dated) return;
  if (syntax.within && (step.within?.unit === 'h' || step.within?.unit === 'min'))
    context.report(timeMessages.hoursBesideDates(syntax.within, dated.name));
  else context.report(timeMessages.wholeDays(syntax.table, dated.name, before.name === table.name));
}

function hasDatesOnly({ columns, time }: EventTable): boolean {
  return columns.some((column) => column.name === time && column.type === 'date');
}

function samePairs(
  pairs: StepSyntax['same'],
  before: EventTable,
  step: EventTable,
  context: Checking,
): Step['same'] {
  return pairs.flatMap(([left, right]) => {
    const [first, second] = checkPair(left, right, inRow(context, before), inRow(context, step));
    if (!first || !second) return [];
    if (family(typeOf(first)) !== family(typeOf(second))) {
      context.report(valueMessages.incomparable(right.span, typeOf(first), typeOf(second)));
      return [];
    }
    return [{ before: first, step: second }];
  });
}

/** One name that neither row has is told once. */
function checkPair(
  left: ScalarSyntax,
  right: ScalarSyntax,
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
    before.report(nameMessages.unknownInBoth(left, before.row.name, step.row.name, shared));
  } else for (const diagnostic of found.diagnostics) before.report(diagnostic);
  return [first, second];
}
