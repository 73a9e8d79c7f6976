/** Columns that the project file computes: of the row's others, or of the rows that make one. */

import type { Span } from '../diagnostics/source.ts';
import type { ComputedSyntax, SideSyntax } from '../language/computed.ts';
import { columnValue } from '../model/column-value.ts';
import { readNumber } from '../model/number.ts';
import {
  isRecipeNullable,
  type RecipeColumn,
  type RecipeValue,
  recipeClock,
  recipeType,
} from '../model/recipe.ts';
import { type Column, type EventTable, findColumn } from '../model/schema.ts';
import { type Literal, typeOf, type Value } from '../model/value.ts';
import type { ComputedColumn } from '../project/project.ts';
import { checkBlockTrait } from './block.ts';
import { type Checking, inRow } from './context.ts';
import { checkField } from './field.ts';
import { checkTraitValue } from './trait.ts';
import { valueMessages } from './value-messages.ts';

/** Binds a column over the row's own and its lookups; undefined where it is none, or is wrong. */
export function checkComputed(
  body: ComputedSyntax,
  table: EventTable,
  context: Checking,
): RecipeValue | undefined {
  const row = inRow(context, table);
  switch (body.kind) {
    case 'column':
      return plain(checkField(body.column, row));
    case 'arithmetic':
      return plain(checkTraitValue(body.value, row));
    case 'first-of': {
      const items = body.items.flatMap((item) => side(item, row) ?? []);
      return items.length === body.items.length && sameFamily(body.span, items, row)
        ? { kind: 'first-of', items }
        : undefined;
    }
    case 'choice':
      return choice(body, table, row);
    case 'measure':
    case 'none':
      return undefined;
  }
}

function plain(value: Value | undefined): RecipeValue | undefined {
  return value && { kind: 'value', value };
}

type ChoiceSyntax = Extract<ComputedSyntax, { kind: 'choice' }>;

/** `{ if: { Type: Refund }, is: To, otherwise: From }`. */
function choice(body: ChoiceSyntax, table: EventTable, context: Checking): RecipeValue | undefined {
  const test = context.rowTest(body.test, table, context);
  const then = side(body.is, context);
  const otherwise = body.otherwise && side(body.otherwise, context);
  if (!test || !then || (body.otherwise && !otherwise)) return undefined;
  if (otherwise && !sameFamily(body.span, [then, otherwise], context)) return undefined;
  return { kind: 'choice', test, then, ...(otherwise ? { otherwise } : {}) };
}

/** A column, a number, or text in quotes. */
function side(syntax: SideSyntax, context: Checking): Value | undefined {
  if (syntax.kind !== 'scalar') return checkTraitValue(syntax, context);
  const number = syntax.quoted ? undefined : readNumber(syntax.text);
  if (number) return { kind: 'constant', literal: number };
  if (!syntax.quoted) return checkField(syntax, context);
  const literal: Literal = { type: 'text', text: syntax.text };
  return { kind: 'constant', literal };
}

function sameFamily(span: Span, values: readonly Value[], context: Checking): boolean {
  const [first, ...rest] = values.map(typeOf);
  const other = rest.find((type) => familyOf(type) !== familyOf(first!));
  if (other) context.report(valueMessages.incomparable(span, first!, other));
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
  context: Checking,
): { readonly name: string; readonly value: Value } | undefined {
  if (body.kind === 'measure') {
    const value = checkBlockTrait(inner, body.rows, context);
    return value && { name: name.name, value };
  }
  const column = body.kind === 'column' ? findColumn(inner, body.column.text) : undefined;
  return column && { name: name.name, value: columnValue(inner.name, column) };
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
