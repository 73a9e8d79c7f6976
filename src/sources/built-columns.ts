/** Typed values → columns of the relation to be, times on the clock of the table. */
import type { Column, ColumnType } from '../model/schema.ts';
import { clockOf, putOnClock, type Range } from './clock.ts';
import { cellOf } from './possible-forms.ts';
import { rawRanges } from './ranges.ts';
import type { RawTable } from './raw.ts';
import type { MappedColumn } from './roles.ts';
import type { TableContext } from './table-context.ts';
import { keyInFile, type TypedValue } from './typed-value.ts';

/** A column of the relation to be: its SQL over the raw table, on its clock. */
export interface BuiltColumn {
  readonly column: Omit<Column, 'nullable' | 'range'>;
  readonly mapped: MappedColumn;
  readonly sql: string;
  /** NULL exactly where `sql` is, and cheaper where that has to parse. */
  readonly presence: string;
}

export interface ColumnValue {
  readonly column: MappedColumn;
  readonly value: TypedValue;
}

/** `skip` are conditions of rows that are left out, whose times say nothing. */
export async function putTimesOnClock(
  values: readonly ColumnValue[],
  { raw, skip }: { readonly raw: RawTable; readonly skip: readonly string[] },
  context: TableContext,
): Promise<readonly BuiltColumn[]> {
  const { zone, sourceZone } = context;
  const walls = values.filter(({ value }) => value.type === 'time' && value.zoned === false);
  const ranges: ReadonlyMap<string, Range> =
    isUtcOnly(zone, sourceZone) || walls.length === 0
      ? new Map()
      : await rawRanges(
          { raw, skip },
          walls.map(({ column, value }) => ({ name: column.raw.name, sql: value.sql })),
          context,
        );
  const names = new Set(values.map(({ column }) => column.name.toLowerCase()));
  return values.map(({ column, value }) => {
    const { name } = column;
    const { type, scale, zoned = false } = value;
    const asInFile = raw.kind === 'view' ? keyInFile(column, context.source) : undefined;
    const plain = {
      column: {
        name,
        type,
        ...(scale === undefined ? {} : { scale }),
        ...(column.type === 'month_day' ? { isYearless: true } : {}),
        ...(asInFile === undefined || names.has(`${name}_${asInFile}`.toLowerCase())
          ? {}
          : { [asInFile]: `${name}_${asInFile}` }),
      },
      mapped: column,
      sql: value.sql,
      presence: isParsed(column, type) ? cellOf(column, raw, context.source) : value.sql,
    };
    if (type !== 'time') return plain;
    const sql = zoned ? value.sql : putOnClock(value.sql, ranges.get(column.raw.name), sourceZone, zone);
    return { ...plain, column: { ...plain.column, clock: clockOf(zoned, sourceZone, zone) }, sql };
  });
}

/** Numbers are apart: the text `NaN` is one that is missing. */
function isParsed({ raw }: MappedColumn, type: ColumnType): boolean {
  return raw.type === 'VARCHAR' && (type === 'time' || type === 'date');
}

function isUtcOnly(zone: string, sourceZone: string): boolean {
  return zone === 'UTC' && sourceZone === 'UTC';
}
