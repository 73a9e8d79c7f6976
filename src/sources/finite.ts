/** Numbers that a file holds as such and nobody can count with: infinities, and those of more digits than are added up. */
import { quoteIdentifier } from '../database/quote.ts';
import { isCountable } from './countable.ts';
import type { Form } from './form.ts';
import { measureValues } from './one-row.ts';
import type { RawTable } from './raw.ts';
import { type MappedColumn, rawSql } from './roles.ts';
import type { TableContext } from './table-context.ts';
import type { Inferred } from './verdict.ts';

const finite: Form = {
  name: 'finite',
  type: 'float',
  shape: /./,
  matches: (cell) => isCountable(`CAST(${cell} AS DOUBLE)`),
  read: (cell) => cell,
};

/** A verdict on each column of doubles that holds others; keys are text. */
export async function findInfinite(
  columns: readonly MappedColumn[],
  raw: RawTable,
  { database }: TableContext,
): Promise<ReadonlyMap<MappedColumn, Inferred>> {
  const doubles = columns.filter((column) => isDouble(column) && column.role !== 'key');
  if (doubles.length === 0) return new Map();
  const asked = doubles.map((column) => ({
    value: rawSql(column.raw),
    aggregates: (value: string) => [`count(${value})`, `count_if(NOT ${isCountable(value)})`],
  }));
  const counts = await measureValues(asked, `FROM ${quoteIdentifier(raw.relation)}`, database);
  const verdicts = doubles.map((column, index): [MappedColumn, Inferred] => {
    const [values = 0, wrong = 0] = counts[index]!.map(Number);
    return [column, { form: finite, type: 'float', values, wrong, ambiguous: false }];
  });
  return new Map(verdicts.filter(([, { wrong }]) => wrong > 0));
}

export function isDouble({ raw: { type, known } }: MappedColumn): boolean {
  return !known && (type === 'DOUBLE' || type === 'FLOAT');
}
