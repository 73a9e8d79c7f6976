/** Which rows of an event table are meant. */

import { blockKeys } from '../language/rows.ts';
import type { BlockSyntax, RowsSyntax } from '../language/syntax.ts';
import { isWindowWord } from '../language/windows.ts';
import { type EventTable, findColumn } from '../model/schema.ts';
import type { Pick, Rows } from '../model/value.ts';
import type { Checking } from './context.ts';
import { nameMessages } from './name-messages.ts';
import { checkSequence } from './sequence.ts';
import { timeMessages } from './time-messages.ts';
import { valueMessages } from './value-messages.ts';
import { checkWindows } from './window.ts';

const timedKeys = ['earliest', 'latest', 'then', 'then_not'];

/** Binds which rows are meant, and reports the keys that are neither rows nor measures. */
export function checkRows(table: EventTable, syntax: RowsSyntax, context: Checking): Rows {
  for (const key of syntax.unknown) {
    const isColumn = findColumn(table, key.text) !== undefined;
    context.report(nameMessages.unknownBlockKey(key, table.name, blockKeys, isColumn));
  }
  for (const key of syntax.keys) {
    const timed = timedKeys.includes(key.text) || isWindowWord(key.text);
    if (timed && table.time === undefined) context.report(timeMessages.needsTime(key, table.name));
  }
  const pick = checkPick(syntax, context);
  const condition = syntax.where && context.rowTest(syntax.where, table, context);
  const passed = syntax.having && context.rowTest(syntax.having, table, context);
  const sequence = checkSequence(table, syntax, stepRows, context);
  return {
    table: table.name,
    ...(condition ? { where: condition } : {}),
    ...(pick ? { pick } : {}),
    ...(passed ? { having: passed } : {}),
    bounds: checkWindows(syntax.windows, context),
    ...sequence,
  };
}

function checkPick({ earliest, latest }: RowsSyntax, context: Checking): Pick | undefined {
  const pick = earliest ?? latest;
  if (!pick) return undefined;
  if (earliest && latest)
    context.report(valueMessages.notHere(latest.key.span, '`latest`', 'a block with `earliest`'));
  const { text, quoted } = pick.value;
  if (!quoted && /^[1-9]\d{0,8}$/.test(text)) {
    return { side: earliest ? 'earliest' : 'latest', n: Number(text) };
  }
  context.report(valueMessages.expected(pick.value, 'a number of rows such as `1`'));
  return undefined;
}

/** The rows of a block without measures: `any`, or which rows are meant. */
export function stepRows(table: EventTable, syntax: BlockSyntax, context: Checking): Rows {
  if (syntax.kind === 'rows') return checkRows(table, syntax, context);
  return { table: table.name, bounds: [], steps: [] };
}
