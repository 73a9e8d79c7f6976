/** Which rows of an event table are meant. */
import { findMeasure, measures } from '../language/measures/index.ts';
import { type EventTable, findColumn } from '../model/schema.ts';
import type { Pick, Rows } from '../model/value.ts';
import { entryOf, type YamlEntry, type YamlMap, type YamlNode } from '../yaml/node.ts';
import type { Context } from './context.ts';
import { messages } from './messages.ts';
import { checkSequence } from './sequence.ts';
import { checkWindows, isWindowWord, WINDOW_WORDS } from './window.ts';

const ROW_KEYS = ['where', 'earliest', 'latest', 'having', 'then', 'then_not', 'same'];

/** What a mapping of rows is for: a block or a trait has measures, a step has none. */
export type RowsUse = 'block' | 'step';

/** Binds which rows are meant, and reports the keys that are neither rows nor measures. */
export function checkRows(table: EventTable, map: YamlMap, use: RowsUse, context: Context): Rows {
  reportUnknown(table, map, use, context);
  const get = (name: string): YamlEntry | undefined => entryOf(map.entries, name);
  for (const { key } of map.entries) {
    const timed = ['earliest', 'latest', 'then', 'then_not'].includes(key.text) || isWindowWord(key.text);
    if (timed && table.time === undefined) context.report(messages.needsTime(key, table.name));
  }
  const where = get('where');
  const having = get('having');
  const pick = checkPick(get('earliest'), get('latest'), context);
  const condition = where && context.rowTest(where.value, table, context);
  const passed = having && context.rowTest(having.value, table, context);
  const sequence = checkSequence(
    table,
    { then: get('then')?.value, thenNot: get('then_not')?.value },
    stepRows,
    context,
  );
  return {
    table: table.name,
    ...(condition ? { where: condition } : {}),
    ...(pick ? { pick } : {}),
    ...(passed ? { having: passed } : {}),
    bounds: checkWindows(
      map.entries.filter(({ key }) => isWindowWord(key.text)),
      context,
    ),
    ...sequence,
  };
}

function reportUnknown(table: EventTable, map: YamlMap, use: RowsUse, context: Context): void {
  const known = [...ROW_KEYS, ...WINDOW_WORDS, ...measures.map((measure) => measure.name)];
  for (const { key } of map.entries) {
    if (!known.includes(key.text)) {
      context.report(
        messages.unknownBlockKey(key, table.name, known, findColumn(table, key.text) !== undefined),
      );
    } else if (use === 'step' && (findMeasure(key.text) || key.text === 'same')) {
      context.report(
        messages.notHere(
          key.span,
          `\`${key.text}\``,
          'the block of a step, which only says which rows are meant',
        ),
      );
    }
  }
}

function checkPick(
  earliest: YamlEntry | undefined,
  latest: YamlEntry | undefined,
  context: Context,
): Pick | undefined {
  const entry = earliest ?? latest;
  if (!entry) return undefined;
  if (earliest && latest)
    context.report(messages.notHere(latest.key.span, '`latest`', 'a block with `earliest`'));
  const { value } = entry;
  if (value.kind === 'scalar' && !value.quoted && /^[1-9]\d{0,8}$/.test(value.text)) {
    return { side: earliest ? 'earliest' : 'latest', n: Number(value.text) };
  }
  context.report(messages.expected(value, 'a number of rows such as `1`'));
  return undefined;
}

/** The rows of a block without measures: `any`, or which rows are meant. */
export function stepRows(table: EventTable, node: YamlNode, context: Context): Rows {
  const none: Rows = { table: table.name, bounds: [], steps: [] };
  if (node.kind === 'scalar' && !node.quoted && !node.parameter && node.text === 'any') return none;
  if (node.kind === 'map' && node.entries.length > 0) return checkRows(table, node, 'step', context);
  context.report(messages.expected(node, '`any` or which rows are meant'));
  return none;
}
