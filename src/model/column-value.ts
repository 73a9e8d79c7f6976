import type { Column } from './schema.ts';
import type { ColumnValue } from './value.ts';

/** A column as a value: of the table's own rows, or through the lookups of the row of a lookup. */
export function columnValue(table: string, column: Column, lookups: readonly string[] = []): ColumnValue {
  return {
    kind: 'column',
    table,
    lookups,
    name: column.name,
    type: column.type,
    ...(column.scale === undefined ? {} : { scale: column.scale }),
    ...(column.clock === undefined ? {} : { clock: column.clock }),
    ...(column.isYearless ? { isYearless: true } : {}),
    nullable: column.nullable || lookups.length > 0,
  };
}
