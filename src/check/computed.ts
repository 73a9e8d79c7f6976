/** Columns that the project file computes: of the row's others, or of the rows that make one. */
import { columnValue } from '../model/column-value.ts';
import {
  isRecipeNullable,
  type RecipeColumn,
  type RecipeValue,
  recipeClock,
  recipeType,
} from '../model/recipe.ts';
import { type Column, type EventTable, findColumn } from '../model/schema.ts';
import { type Literal, typeOf, type Value } from '../model/value.ts';
import type { ComputedColumn, Name } from '../project/project.ts';
import { entryOf, type YamlMap, type YamlNode, type YamlScalar } from '../yaml/node.ts';
import { checkBlockTrait } from './block.ts';
import { measureEntries } from './block-measure.ts';
import { type Context, inRow } from './context.ts';
import { checkField } from './field.ts';
import { readNumber } from './literal.ts';
import { messages } from './messages.ts';
import { rowArithmetic } from './trait.ts';

/** Binds a column over the row's own and its lookups. */
export function checkComputed(
  name: Name,
  body: YamlNode,
  table: EventTable,
  context: Context,
): RecipeValue | undefined {
  const row = inRow(context, table);
  if (body.kind === 'scalar') return plain(checkField(body, row));
  if (body.kind === 'map') {
    const first = entryOf(body.entries, 'first_of');
    if (first && body.entries.length === 1) return firstOf(first.value, row);
    if (entryOf(body.entries, 'if')) return choice(body, table, row);
  }
  const arithmetic = rowArithmetic(body, name.name, row);
  if (arithmetic) return plain(arithmetic);
  const from = body.kind === 'map' ? entryOf(body.entries, 'from')?.value : undefined;
  if (from?.kind === 'scalar' && body.kind === 'map' && body.entries.length === 1)
    return plain(checkField(from, row));
  return undefined;
}

function plain(value: Value | undefined): RecipeValue | undefined {
  return value && { kind: 'value', value };
}

function firstOf(node: YamlNode, context: Context): RecipeValue | undefined {
  if (node.kind !== 'list' || node.items.length < 2) {
    context.report(messages.expected(node, 'a list of at least two columns', 'write `first_of: [From, To]`'));
    return undefined;
  }
  const items = node.items.flatMap((item) => side(item, context) ?? []);
  return items.length === node.items.length && sameFamily(node, items, context)
    ? { kind: 'first-of', items }
    : undefined;
}

/** `{ if: { Type: Refund }, is: To, otherwise: From }`. */
function choice(map: YamlMap, table: EventTable, context: Context): RecipeValue | undefined {
  const known = ['if', 'is', 'otherwise'];
  for (const { key } of map.entries)
    if (!known.includes(key.text)) context.report(messages.unknownComputedKey(key, known));
  const get = (key: string): YamlNode | undefined => entryOf(map.entries, key)?.value;
  const is = get('is');
  if (!is) {
    context.report(
      messages.expected(map, '`is` beside `if`', 'write `{ if: { Type: Refund }, is: To, otherwise: From }`'),
    );
    return undefined;
  }
  const test = context.rowTest(get('if')!, table, context);
  const then = side(is, context);
  const other = get('otherwise');
  const otherwise = other && side(other, context);
  if (!test || !then || (other && !otherwise)) return undefined;
  if (otherwise && !sameFamily(map, [then, otherwise], context)) return undefined;
  return { kind: 'choice', test, then, ...(otherwise ? { otherwise } : {}) };
}

/** A column, a number, or text in quotes. */
function side(node: YamlNode, context: Context): Value | undefined {
  if (node.kind !== 'scalar') return rowArithmetic(node, 'a side', context);
  const number = node.quoted ? undefined : readNumber(node.text);
  if (number) return { kind: 'constant', literal: number };
  if (!node.quoted) return checkField(node, context);
  const literal: Literal = { type: 'text', text: node.text };
  return { kind: 'constant', literal };
}

function sameFamily(node: YamlNode, values: readonly Value[], context: Context): boolean {
  const [first, ...rest] = values.map(typeOf);
  const other = rest.find((type) => familyOf(type) !== familyOf(first!));
  if (other) context.report(messages.incomparable(node.span, first!, other));
  return other === undefined;
}

function familyOf(type: ReturnType<typeof typeOf>): string {
  if (['integer', 'decimal', 'float', 'quotient'].includes(type)) return 'number';
  return type === 'date' || type === 'time' ? 'moment' : type;
}

/** Binds a column of rows that are made of several: a measure, or another name for a column of theirs. */
export function measuredColumn(
  { name, body }: ComputedColumn,
  inner: EventTable,
  context: Context,
): { readonly name: string; readonly value: Value } | undefined {
  if (body.kind === 'map' && measureEntries(body).length > 0) {
    const value = checkBlockTrait(inner, body, name.name, context);
    return value && { name: name.name, value };
  }
  const from = renamed(body);
  const column = from && findColumn(inner, from.text);
  return column && { name: name.name, value: columnValue(inner.name, column) };
}

function renamed(body: YamlNode): YamlScalar | undefined {
  if (body.kind === 'scalar') return body;
  const from =
    body.kind === 'map' && body.entries.length === 1 ? entryOf(body.entries, 'from')?.value : undefined;
  return from?.kind === 'scalar' ? from : undefined;
}

/** What the schema says of a column with the value; `source` is the table that it is made of. */
export function computedColumn({ name, value }: RecipeColumn, source: EventTable): Column {
  const type = recipeType(value);
  const scale = type === 'decimal' ? scaleOf(value) : undefined;
  const range = rangeOf(value, source);
  return {
    name,
    type,
    nullable: isRecipeNullable(value),
    ...(scale === undefined ? {} : { scale }),
    ...(type === 'time' ? { clock: recipeClock(value) } : {}),
    ...(range && (type === 'time' || type === 'date') ? { range } : {}),
  };
}

function scaleOf(value: RecipeValue): number {
  const values =
    value.kind === 'value'
      ? [value.value]
      : value.kind === 'first-of'
        ? value.items
        : value.kind === 'choice'
          ? [value.then, value.otherwise]
          : [];
  return Math.max(0, ...values.map((item) => (item ? digitsOf(item) : 0)));
}

/** Digits after the point. */
function digitsOf(value: Value): number {
  switch (value.kind) {
    case 'column':
    case 'measure':
      return value.scale ?? 0;
    case 'constant':
      return value.literal.text.split('.')[1]?.length ?? 0;
    case 'arithmetic': {
      const digits = value.operands.map(digitsOf);
      return value.operator === 'times' ? digits.reduce((sum, each) => sum + each, 0) : Math.max(...digits);
    }
    default:
      return 0;
  }
}

function rangeOf(value: RecipeValue, source: EventTable): Column['range'] {
  const plain = value.kind === 'value' ? value.value : undefined;
  const column = plain?.kind === 'measure' ? plain.of : plain;
  return column?.kind === 'column' ? findColumn(source, column.name)?.range : undefined;
}
