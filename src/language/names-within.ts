/** Which names a definition mentions: a fold over its syntax. */
import type { Span } from '../diagnostics/source.ts';
import { leaves } from '../model/logic.ts';
import type { SegmentSyntax } from './segment.ts';
import type {
  BlockSyntax,
  ConditionSyntax,
  LeafSyntax,
  OperandSyntax,
  RowsSyntax,
  TestPart,
  TestSyntax,
  TraitSyntax,
  TraitValueSyntax,
  WindowSyntax,
} from './syntax.ts';

/** A name by what stands there: a field of the customer, an event table or a segment. */
export interface Mention {
  readonly kind: 'field' | 'table' | 'segment';
  readonly text: string;
  readonly span: Span;
}

/** Everything that the definition mentions, in the order in which it does. */
export function mentionsOf(segment: SegmentSyntax): readonly Mention[] {
  const { base, where, exclude, stages = [], columns, limit } = segment;
  const conditions = [where, ...exclude, ...stages.map((stage) => stage.where)];
  return [
    ...(base ? [mention('segment', base)] : []),
    ...conditions.flatMap((condition) => (condition ? ofCondition(condition) : [])),
    ...columns.map((name) => mention('field', name)),
    ...(limit?.by ? [mention('field', limit.by.field)] : []),
  ];
}

/** What a trait mentions: fields of its windows, and the operands of its arithmetic. */
export function mentionsOfTrait({ value }: TraitSyntax): readonly Mention[] {
  return ofTraitValue(value);
}

function ofTraitValue(value: TraitValueSyntax): readonly Mention[] {
  switch (value.kind) {
    case 'block':
      return [mention('table', value.table), ...ofRows(value.rows)];
    case 'arithmetic':
      return value.operands.flatMap((operand) =>
        operand.kind === 'scalar' ? [mention('field', operand)] : ofTraitValue(operand),
      );
    case 'reported':
      return [];
  }
}

function mention(kind: Mention['kind'], { text, span }: Pick<Mention, 'text' | 'span'>): Mention {
  return { kind, text, span };
}

function ofCondition(condition: ConditionSyntax): readonly Mention[] {
  return leaves(condition).flatMap(ofLeaf);
}

function ofLeaf(leaf: LeafSyntax): readonly Mention[] {
  switch (leaf.kind) {
    case 'test':
      return [mention('field', leaf.field), ...ofTest(leaf.test)];
    case 'block':
      return [mention('table', leaf.table), ...ofBlock(leaf.block)];
    case 'segments':
      return leaf.names.map((name) => mention('segment', name));
    case 'movement':
      return [mention('segment', leaf.segment)];
    case 'lookalike':
      return [mention('segment', leaf.of), ...leaf.from.map((name) => mention('field', name))];
    case 'file':
      return leaf.field ? [mention('field', leaf.field)] : [];
    case 'sql':
      return leaf.uses.map((name) => mention('field', name));
    case 'reported':
      return [];
  }
}

/** Tests of rows name columns of theirs only; windows and tests of measures may name fields of the customer. */
function ofBlock(block: BlockSyntax): readonly Mention[] {
  return block.kind === 'rows' ? ofRows(block) : [];
}

function ofRows({ windows, measures, then, thenNot }: RowsSyntax): readonly Mention[] {
  const steps = [...then, ...(thenNot ? [thenNot] : [])];
  return [
    ...windows.flatMap(ofWindow),
    ...measures.flatMap(({ test }) => (test ? ofTest(test) : [])),
    ...steps.flatMap(({ table, rows }) => [mention('table', table), ...ofBlock(rows)]),
  ];
}

function ofWindow({ value }: WindowSyntax): readonly Mention[] {
  return ofOperand(value);
}

function ofTest(test: TestSyntax): readonly Mention[] {
  return test.kind === 'tests' ? test.parts.flatMap(ofPart) : [];
}

function ofPart(part: TestPart): readonly Mention[] {
  switch (part.kind) {
    case 'operand':
      return ofOperand(part.value);
    case 'not':
      return ofTest(part.value);
    case 'anniversary':
      return part.value.kind === 'windows' ? part.value.windows.flatMap(ofWindow) : [];
    case 'rank':
    case 'unknown':
    case 'reported':
      return [];
  }
}

function ofOperand(operand: OperandSyntax): readonly Mention[] {
  switch (operand.kind) {
    case 'scalar':
    case 'mapping':
      return [];
    case 'list':
      return operand.items.flatMap(ofOperand);
    case 'field':
      return [mention('field', operand.field)];
  }
}
