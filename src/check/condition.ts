import type {
  ConditionSyntax,
  LeafSyntax,
  OperandSyntax,
  ScalarSyntax,
  TestSyntax,
} from '../language/syntax.ts';
import { shiftInstant } from '../model/calendar.ts';
import { parseDuration } from '../model/duration.ts';
import type { Logic } from '../model/logic.ts';
import type { EventTable } from '../model/schema.ts';
import { type Leaf, type NamedValue, typeOf, type Value } from '../model/value.ts';
import { checkBlock } from './block.ts';
import { type Checking, findEvents, inRow } from './context.ts';
import { checkField, fieldText } from './field.ts';
import { checkLookalike } from './lookalike.ts';
import { nameMessages } from './name-messages.ts';
import { checkReference } from './reference.ts';
import { checkTest } from './test.ts';
import { valueMessages } from './value-messages.ts';

type SqlSyntax = Extract<LeafSyntax, { kind: 'sql' }>;
type FileSyntax = Extract<LeafSyntax, { kind: 'file' }>;
type MovementSyntax = Extract<LeafSyntax, { kind: 'movement' }>;

/** Binds the names of a condition; undefined when anything in it is wrong, which has then been reported. */
export function checkCondition(syntax: ConditionSyntax, context: Checking): Logic<Leaf> | undefined {
  switch (syntax.kind) {
    case 'leaf':
      return checkLeaf(syntax.leaf, syntax.span, context);
    case 'not': {
      const item = checkCondition(syntax.item, context);
      return item && { ...syntax, item };
    }
    case 'all':
    case 'any':
    case 'at-least': {
      const items = syntax.items.map((item) => checkCondition(item, context));
      const found = items.filter((item) => item !== undefined);
      return found.length === items.length ? { ...syntax, items: found } : undefined;
    }
  }
}

/** Binds a condition over one row of the table. */
export function checkRowTest(
  syntax: ConditionSyntax,
  table: EventTable,
  context: Checking,
): Logic<Leaf> | undefined {
  return checkCondition(syntax, inRow(context, table));
}

function checkLeaf(leaf: LeafSyntax, span: Logic<Leaf>['span'], context: Checking): Logic<Leaf> | undefined {
  const place = span ? { span } : {};
  switch (leaf.kind) {
    case 'reported':
      return undefined;
    case 'test':
      return placed(checkFieldTest(leaf.field, leaf.test, context), span);
    case 'block':
      return placed(checkBlock(findEvents(context, leaf.table.text)!, leaf.block, context), span);
    case 'segments':
      if (refusedInRow('`segment`', leaf.span, context)) return undefined;
      return checkSegments(leaf.names, span, context);
    case 'movement': {
      if (refusedInRow(`\`${leaf.movement}\``, leaf.segment.span, context)) return undefined;
      const item = checkMovement(leaf, context);
      return item && { kind: 'leaf', leaf: item, ...place };
    }
    case 'lookalike':
      if (refusedInRow('`lookalike`', leaf.span, context)) return undefined;
      return placed(checkLookalike(leaf, context), span);
    case 'file': {
      if (refusedInRow('`in_file`', leaf.path.span, context)) return undefined;
      const item = checkFile(leaf, context);
      return item && { kind: 'leaf', leaf: item, ...place };
    }
    case 'sql': {
      const item = checkSql(leaf, context);
      return item && { kind: 'leaf', leaf: item, ...place };
    }
  }
}

/** A single test is where its name stands, a group of them where they do. */
function placed(bound: Logic<Leaf> | undefined, span: Logic<Leaf>['span']): Logic<Leaf> | undefined {
  return bound?.kind === 'leaf' && span ? { ...bound, span } : bound;
}

function refusedInRow(what: string, span: ScalarSyntax['span'], context: Checking): boolean {
  if (context.row) context.report(valueMessages.notInRow(span, what));
  return context.row !== undefined;
}

function checkFieldTest(name: ScalarSyntax, body: TestSyntax, context: Checking): Logic<Leaf> | undefined {
  if (
    context.row &&
    !context.row.columns.some((column) => column.name === name.text) &&
    findEvents(context, name.text)
  ) {
    context.report(valueMessages.notInRow(name.span, `the table \`${name.text}\``));
    return undefined;
  }
  const field = checkField(name, context);
  if (!field) return undefined;
  if (field.kind === 'stage') {
    const stages = context.stages.get(field.set) ?? [];
    reportUnknown(body, stages, (node) => context.report(nameMessages.unknownStage(node, field.set, stages)));
  }
  if (field.kind === 'model') {
    const values = possibleValues(field, context);
    reportUnknown(body, values, (node) =>
      context.report(valueMessages.unknownValue(node, fieldText(field), values)),
    );
  }
  return checkTest(field, body, { ...context, tested: { value: field, name: name.text } });
}

function possibleValues({ model, field }: Extract<Value, { kind: 'model' }>, { models }: Checking) {
  const fields = models.find(({ name }) => name === model)?.fields ?? [];
  return fields.find(({ name }) => name === field)?.values ?? [];
}

/** A stage that does not exist would silently hold nobody. Nothing is unknown where no value is known. */
function reportUnknown(body: TestSyntax, known: readonly string[], tell: (node: ScalarSyntax) => void): void {
  if (known.length === 0) return;
  for (const node of comparedWith(body)) {
    if (node.kind === 'scalar' && node.text !== '' && !known.includes(node.text)) tell(node);
  }
}

/** The values for which the test asks whether the field is one of them. */
function comparedWith(body: TestSyntax): readonly OperandSyntax[] {
  if (body.kind !== 'tests') return body.kind === 'list' ? body.items : [body];
  return body.parts.flatMap((part) => {
    if (part.kind !== 'operand' || !['eq', 'ne', 'in', 'not_in'].includes(part.key.text)) return [];
    return part.value.kind === 'list' ? part.value.items : [part.value];
  });
}

function checkSegments(
  names: readonly ScalarSyntax[],
  span: Logic<Leaf>['span'],
  context: Checking,
): Logic<Leaf> | undefined {
  const items = names.flatMap((name) => memberItems(name, context));
  if (items.length === 0) return undefined;
  return items.length === 1
    ? { ...items[0]!, ...(span ? { span } : {}) }
    : { kind: 'any', items, ...(span ? { span } : {}) };
}

/** A segment, or every stage of a stage set. */
function memberItems(name: ScalarSyntax, context: Checking): readonly Logic<Leaf>[] {
  return checkReference(name, context).map((segment) => ({
    kind: 'leaf',
    leaf: { kind: 'member', segment },
    span: name.span,
  }));
}

function checkMovement(leaf: MovementSyntax, context: Checking): Leaf | undefined {
  const segments = checkReference(leaf.segment, context);
  if (segments.length > 1) {
    context.report(valueMessages.expected(leaf.segment, 'one stage', `write \`${segments[0]}\``));
  }
  if (segments.length !== 1) return undefined;
  const last = parseDuration(leaf.last.text);
  if (!last) {
    context.report(valueMessages.expected(leaf.last, 'a duration such as `7d`'));
    return undefined;
  }
  const since = shiftInstant(context.asOf.instant, last, -1, context.asOf.zone);
  return {
    kind: 'movement',
    movement: leaf.movement,
    segment: leaf.segment.text,
    since,
    span: leaf.segment.span,
  };
}

function checkFile(leaf: FileSyntax, context: Checking): Leaf | undefined {
  const { customers } = context.schema;
  const key: ScalarSyntax = {
    kind: 'scalar',
    text: `customer.${customers.key}`,
    quoted: false,
    span: leaf.path.span,
  };
  const name = leaf.field ?? key;
  const left = checkField(name, context);
  if (leaf.column?.parameter !== undefined) {
    context.report(nameMessages.parameterAsName(leaf.column));
    return undefined;
  }
  const type = left && typeOf(left);
  if (type === 'time' || type === 'list') {
    context.report(valueMessages.expected(name, `a field of texts, numbers, dates or truth values`));
    return undefined;
  }
  const { span, text } = leaf.path;
  return (
    left && {
      kind: 'file',
      left,
      path: context.resolvePath(span.source, text),
      ...(leaf.column ? { column: leaf.column.text } : {}),
      field: name.text.replace(/^customer\./, ''),
      span,
    }
  );
}

function checkSql(leaf: SqlSyntax, context: Checking): Leaf | undefined {
  const uses = leaf.uses.map((name): NamedValue | undefined => {
    const value: Value | undefined = checkField(name, context);
    if (value && !isOwn(value)) {
      context.report(valueMessages.expected(name, 'a trait, a column or a looked-up column'));
      return undefined;
    }
    return value && { name: name.text, value };
  });
  if (leaf.engine.text !== 'duckdb') {
    context.report(valueMessages.expected(leaf.engine, 'the engine `duckdb`'));
    return undefined;
  }
  const { text, span, parameter } = leaf.text;
  if (parameter !== undefined) {
    context.report(nameMessages.parameterInSql(leaf.text));
    return undefined;
  }
  const [use] = leaf.uses;
  if (use && context.row) {
    context.report(
      valueMessages.notHere(use.span, '`uses`', 'a row test, which sees the columns of its row'),
    );
    return undefined;
  }
  if (uses.includes(undefined)) return undefined;
  return {
    kind: 'sql',
    engine: 'duckdb',
    text,
    ...(context.row ? { row: context.row.name } : {}),
    uses: uses.filter((item) => item !== undefined),
    span,
  };
}

/** Whether the value is there before anybody is put in a stage, an arm or a model's hands. */
function isOwn(value: Value): boolean {
  if (value.kind === 'part') return isOwn(value.of);
  if (value.kind === 'arithmetic') return value.operands.every(isOwn);
  return value.kind !== 'stage' && value.kind !== 'arm' && value.kind !== 'model';
}
