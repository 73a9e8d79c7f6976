/** A column that has a type in its file, as one of the types of the model. */
import type { ColumnType } from '../model/schema.ts';
import type { SourceEntry } from '../project/project.ts';
import { digitsOfNumber, INTEGERS, isNumber } from './number-digits.ts';
import { type MappedColumn, rawSql } from './roles.ts';

/** How to read a column, as SQL. Decimals of unknown scale are measured by the caller. */
export interface TypedValue {
  readonly type: ColumnType;
  readonly sql: string;
  readonly scale?: number;
  /** For times. */
  readonly zoned?: boolean;
}

/** The value of the column by the engine's type; undefined for structures, maps and bytes, which are left out. */
export function typedValue(column: MappedColumn): TypedValue | undefined {
  const name = rawSql(column.raw);
  const { type } = column.raw;
  if (column.role === 'key') return keyValue(name, type);
  if (INTEGERS.test(type)) return { type: 'integer', sql: `CAST(${name} AS BIGINT)` };
  if (/^U?(BIGINT|HUGEINT)$/.test(type)) return { type: 'integer', sql: `CAST(${name} AS HUGEINT)` };
  const scale = /^DECIMAL\(\d+,(\d+)\)$/.exec(type)?.[1];
  if (scale !== undefined) return { type: 'decimal', sql: name, scale: Number(scale) };
  if (type === 'FLOAT' || type === 'DOUBLE') return { type: 'float', sql: floatValue(name, type) };
  if (type === 'BOOLEAN') return { type: 'boolean', sql: name };
  if (type === 'DATE') return { type: 'date', sql: name };
  if (type === 'TIMESTAMP WITH TIME ZONE') {
    return { type: 'time', sql: `make_timestamp(epoch_us(${name}))`, zoned: true };
  }
  if (type === 'TIMESTAMP') return { type: 'time', sql: name, zoned: false };
  if (type.startsWith('TIMESTAMP')) return { type: 'time', sql: `CAST(${name} AS TIMESTAMP)`, zoned: false };
  if (/^(TIME.*|INTERVAL|UUID|BIT)$/.test(type) || type.startsWith('ENUM')) {
    return { type: 'text', sql: `source_text(CAST(${name} AS VARCHAR))` };
  }
  return listValue(name, type);
}

/** A column of another type as the type that the project asks for; undefined where that makes no sense. */
export function convertedValue(value: TypedValue, wanted: ColumnType): TypedValue | undefined {
  if (value.type === wanted) return value;
  const numbers: readonly ColumnType[] = ['integer', 'decimal', 'float'];
  if (wanted === 'text') return { type: 'text', sql: `CAST(${value.sql} AS VARCHAR)` };
  if (wanted === 'date' && value.type === 'time') return { type: 'date', sql: `CAST(${value.sql} AS DATE)` };
  if (wanted === 'time' && value.type === 'date') {
    return { type: 'time', sql: `CAST(${value.sql} AS TIMESTAMP)`, zoned: false };
  }
  if (!numbers.includes(value.type) || !numbers.includes(wanted)) return undefined;
  if (wanted === 'float') return { type: 'float', sql: `CAST(${value.sql} AS DOUBLE)` };
  if (wanted === 'integer') return { type: 'integer', sql: `CAST(${value.sql} AS BIGINT)` };
  return { type: 'decimal', sql: value.sql, ...(value.type === 'integer' ? { scale: 0 } : {}) };
}

/** How the key, which is text, can be read without making or cleaning text: as a BIGINT, or as it is written. */
export function keyInFile(
  { role, raw }: MappedColumn,
  { nullValues }: SourceEntry,
): 'number' | 'written' | undefined {
  if (role !== 'key') return undefined;
  if (INTEGERS.test(raw.type)) return 'number';
  return raw.looksClean && nullValues.length === 0 ? 'written' : undefined;
}

/** Keys are text. */
function keyValue(name: string, type: string): TypedValue | undefined {
  if (/^(STRUCT|MAP|UNION|BLOB|.*\])/.test(type)) return undefined;
  const text = isNumber(type) ? digitsOfNumber(name, type) : `source_text(CAST(${name} AS VARCHAR))`;
  return { type: 'text', sql: text };
}

/** Of single precision it is the double that is written alike: 0.1 is not 0.10000000149011612. */
function floatValue(name: string, type: string): string {
  const double = type === 'FLOAT' ? `CAST(CAST(${name} AS VARCHAR) AS DOUBLE)` : name;
  return `CASE WHEN NOT isnan(${name}) THEN ${double} END`;
}

function listValue(name: string, type: string): TypedValue | undefined {
  const item = /^(\w+(\([\d,]+\))?)\[\d*\]$/.exec(type)?.[1];
  if (!item || /^(STRUCT|MAP|UNION|BLOB)/.test(item)) return undefined;
  return { type: 'list', sql: listOfTexts(`CAST(${name} AS VARCHAR[])`) };
}

export function listOfTexts(list: string): string {
  const cleaned = `list_filter(list_transform(${list}, lambda item: source_text(item)), lambda item: item IS NOT NULL)`;
  return `CASE WHEN len(${cleaned}) > 0 THEN ${cleaned} END`;
}
