/** Conditions, tests and blocks as YAML nodes. */
import type { WrittenEntry, WrittenNode } from '../yaml/write.ts';
import { entry, keyed, listNode, mapNode, oneOrList, word } from './print-nodes.ts';
import type {
  BlockSyntax,
  ConditionSyntax,
  CustomersSyntax,
  LeafSyntax,
  MeasureSyntax,
  OperandSyntax,
  RowsSyntax,
  ScalarSyntax,
  StepSyntax,
  TestPart,
  TestSyntax,
} from './syntax.ts';

/** A mapping: of one key, or of several that must all hold. */
export function conditionNode(condition: ConditionSyntax): WrittenNode {
  const entries = condition.kind === 'all' ? condition.items.map(conditionEntry) : [];
  const names = new Set(entries.map(({ key }) => key.text));
  const isOneMapping = entries.length > 1 && names.size === entries.length;
  return mapNode(isOneMapping ? entries : [conditionEntry(condition)]);
}

function conditionEntry(condition: ConditionSyntax): WrittenEntry {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return entry(condition.kind, listNode(condition.items.map(conditionNode)));
    case 'not':
      return entry('not', mapNode([conditionEntry(condition.item)]));
    case 'at-least': {
      const of = listNode(condition.items.map(conditionNode));
      return entry('at_least', mapNode([entry('n', word(String(condition.n))), entry('of', of)]));
    }
    case 'leaf':
      return leafEntry(condition.leaf);
  }
}

function leafEntry(leaf: LeafSyntax): WrittenEntry {
  switch (leaf.kind) {
    case 'test':
      return keyed(leaf.field, testNode(leaf.test));
    case 'block':
      return keyed(leaf.table, blockNode(leaf.block));
    case 'segments':
      return entry('segment', oneOrList(leaf.names));
    case 'movement':
      return entry(leaf.movement, mapNode([entry('segment', leaf.segment), entry('last', leaf.last)]));
    case 'lookalike': {
      const { of, from, top } = leaf;
      const list = listNode(from);
      return entry(
        'lookalike',
        mapNode([entry('of', of), entry('from', list), entry('top', rankNode(top.value))]),
      );
    }
    case 'file': {
      const { path, field, column } = leaf;
      if (!field && !column) return entry('in_file', path);
      const rest = [...(field ? [entry('field', field)] : []), ...(column ? [entry('column', column)] : [])];
      return entry('in_file', mapNode([entry('path', path), ...rest]));
    }
    case 'sql': {
      const uses = leaf.uses.length > 0 ? [entry('uses', listNode(leaf.uses))] : [];
      return entry('sql', mapNode([keyed(leaf.engine, leaf.text), ...uses]));
    }
    case 'reported':
      throw unprintable();
  }
}

function unprintable(): Error {
  return new Error('what was wrong in a definition cannot be printed');
}

function testNode(test: TestSyntax): WrittenNode {
  switch (test.kind) {
    case 'scalar':
    case 'list':
      return operandNode(test);
    case 'tests':
      return mapNode(test.parts.map(partEntry));
  }
}

function partEntry(part: TestPart): WrittenEntry {
  switch (part.kind) {
    case 'operand':
      return keyed(part.key, operandNode(part.value));
    case 'not':
      return keyed(part.key, testNode(part.value));
    case 'anniversary': {
      const { value } = part;
      if (value.kind === 'scalar') return keyed(part.key, value);
      return keyed(
        part.key,
        mapNode(value.windows.map((window) => keyed(window.key, operandNode(window.value)))),
      );
    }
    case 'rank':
      return keyed(part.key, rankNode(part.value));
    case 'unknown':
    case 'reported':
      throw unprintable();
  }
}

function rankNode(value: ScalarSyntax | CustomersSyntax): WrittenNode {
  return value.kind === 'scalar' ? value : mapNode([entry('customers', value.customers)]);
}

function operandNode(operand: OperandSyntax): WrittenNode {
  switch (operand.kind) {
    case 'scalar':
      return operand;
    case 'list':
      return listNode(operand.items.map(operandNode));
    case 'field': {
      const moved = [operand.times, operand.plus].filter((each) => each !== undefined);
      return mapNode([entry('field', operand.field), ...moved.map(({ key, value }) => keyed(key, value))]);
    }
    case 'mapping':
      throw unprintable();
  }
}

function blockNode(block: BlockSyntax): WrittenNode {
  return block.kind === 'rows' ? rowsNode(block) : word(block.kind);
}

/** Keys stand in the order in which they were written. */
export function rowsNode(rows: RowsSyntax): WrittenNode {
  return mapNode(rows.keys.map((key) => keyed(key, rowsValue(key, rows))));
}

function rowsValue({ text }: ScalarSyntax, rows: RowsSyntax): WrittenNode {
  const window = rows.windows.find(({ key }) => key.text === text);
  if (window) return operandNode(window.value);
  const measure = rows.measures.find(({ key }) => key.text === text);
  if (measure) return measureNode(measure);
  const value = rowPart(text, rows);
  if (!value) throw unprintable();
  return value;
}

function rowPart(name: string, rows: RowsSyntax): WrittenNode | undefined {
  switch (name) {
    case 'where':
      return rows.where && conditionNode(rows.where);
    case 'having':
      return rows.having && conditionNode(rows.having);
    case 'earliest':
      return rows.earliest?.value;
    case 'latest':
      return rows.latest?.value;
    case 'same':
      return rows.same;
    case 'then':
      return rows.then.length === 1 ? stepNode(rows.then[0]!) : listNode(rows.then.map(stepNode));
    case 'then_not':
      return rows.thenNot && stepNode(rows.thenNot);
    default:
      return undefined;
  }
}

function measureNode({ of, rows, summary, test }: MeasureSyntax): WrittenNode {
  if (summary) return mapNode([entry(summary, test ? testNode(test) : word('true'))]);
  const what = of ?? (rows && conditionNode(rows));
  if (!test) return what ?? word('true');
  if (!what) return testNode(test);
  const parts = test.kind === 'tests' ? test.parts.map(partEntry) : [];
  return mapNode([entry('of', what), ...parts]);
}

function stepNode({ table, rows, within, same }: StepSyntax): WrittenNode {
  return mapNode([
    keyed(table, blockNode(rows)),
    ...(same.length > 0 ? [entry('same', sameNode(same))] : []),
    ...(within ? [entry('within', within)] : []),
  ]);
}

/** One name for both rows, several, or pairs of names. */
function sameNode(pairs: StepSyntax['same']): WrittenNode {
  if (pairs.every(([left, right]) => left === right)) return oneOrList(pairs.map(([name]) => name));
  return mapNode(pairs.map(([left, right]) => keyed(left, right)));
}
