import { measureValue } from '../language/measure-value.ts';
import type { BlockSyntax, RowsSyntax } from '../language/syntax.ts';
import { all, type Logic } from '../model/logic.ts';
import type { EventTable } from '../model/schema.ts';
import type { Leaf, Rows, Value } from '../model/value.ts';
import { checkMeasure, measureTest } from './block-measure.ts';
import { type Checking, inRow } from './context.ts';
import { checkField } from './field.ts';
import { simpleTest } from './leaf.ts';
import { checkRows } from './rows.ts';

/** Binds `TABLE: BLOCK` as a condition: every measure passes its test, or there is at least one row. */
export function checkBlock(
  table: EventTable,
  syntax: BlockSyntax,
  context: Checking,
): Logic<Leaf> | undefined {
  if (syntax.kind !== 'rows') return { ...anyOrNone(table, syntax.kind), span: syntax.span };
  const rows = checkRows(table, syntax, context);
  const tested = syntax.measures.map((measure) => measureTest(measure, rows, table, context));
  const tests = tested.filter((test) => test !== undefined);
  if (tests.length < tested.length) return undefined;
  const test = tests.length === 0 ? anyOrNone(table, 'any', rows) : all(tests, syntax.span);
  if (!syntax.same) return test;
  const same = checkField(syntax.same, inRow(context, table));
  return same && { kind: 'leaf', leaf: { kind: 'group', rows, same, test }, span: syntax.span };
}

/** At least one row, or no row. */
function anyOrNone(table: EventTable, kind: 'any' | 'none', rows?: Rows): Logic<Leaf> {
  const count = measureValue('count', rows ?? { table: table.name, bounds: [], steps: [] });
  return kind === 'any'
    ? simpleTest(count, 'gte', { type: 'integer', text: '1' })
    : simpleTest(count, 'eq', { type: 'integer', text: '0' });
}

/** Binds a block as a trait: its one measure. */
export function checkBlockTrait(table: EventTable, syntax: RowsSyntax, context: Checking): Value | undefined {
  const rows = checkRows(table, syntax, context);
  return checkMeasure(syntax.measures[0]!, rows, table, context);
}
