import { measureValue } from '../language/measure-value.ts';
import { columnValue } from '../model/column-value.ts';
import type { Column, EventTable } from '../model/schema.ts';
import type { Value } from '../model/value.ts';
import type { EventEntry, Name } from '../project/project.ts';
import { isOneName, spelledOnce } from './column-spelling.ts';
import { computedColumn, measuredColumn } from './computed.ts';
import { columnNamed } from './field-of-table.ts';
import type { TableBook } from './recipe-book.ts';

/** The recipe of rows made of those of the table, one for each key; gives their columns. */
export function groupRows(
  relation: string,
  inner: EventTable,
  key: string,
  written: EventEntry['computed'],
  { isFiltered, newest }: { readonly isFiltered: boolean; readonly newest?: Name | undefined },
  { recipes, context }: TableBook,
): readonly Column[] {
  const spelled = spelledOnce(written, { ...inner, name: relation, key }, context);
  const named = spelled.flatMap((column) => measuredColumn(column, inner, context) ?? []);
  const isWritten = (own: string): boolean => spelled.some(({ name }) => isOneName(name.name, own));
  const rest = inner.columns
    .filter(({ name }) => name !== key && !isWritten(name))
    .map(({ number: _, written: __, ...column }) => ({
      name: column.name,
      value: ofRows(column, inner),
    }));
  if (newest) columnNamed(newest, inner, context.report);
  recipes.add({
    kind: 'grouped',
    relation,
    table: inner.name,
    key: { name: key, from: key },
    isFiltered,
    ...(inner.order === undefined ? {} : { order: inner.order }),
    ...(newest ? { newest: newest.name } : {}),
    columns: [...named, ...rest],
  });
  const keyColumn: Column = { name: key, type: 'text', nullable: false };
  return [
    keyColumn,
    ...[...named, ...rest].map(({ name, value }) =>
      computedColumn({ name, value: { kind: 'value', value } }, inner),
    ),
  ];
}

/** A made row's time is its earliest; of another column that nobody names, its first value is taken. */
function ofRows(column: Column, inner: EventTable): Value {
  const value = columnValue(inner.name, column);
  return column.name === inner.time
    ? measureValue('min', { table: inner.name, bounds: [], steps: [] }, value)
    : value;
}
