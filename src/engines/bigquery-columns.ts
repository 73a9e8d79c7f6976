/** Columns of BigQuery's tables and answers: https://cloud.google.com/bigquery/docs/reference/rest/v2/tables#TableFieldSchema */
import type { EngineColumn } from './engine.ts';
import { LIST } from './rows-file.ts';

export interface Field {
  readonly name: string;
  readonly type: string;
  readonly mode?: string;
  /** Of a decimal. */
  readonly scale?: string;
}

const types: Readonly<Record<string, Omit<EngineColumn, 'name' | 'nullable'>>> = {
  STRING: { type: 'text' },
  INTEGER: { type: 'integer' },
  INT64: { type: 'integer' },
  FLOAT: { type: 'float' },
  FLOAT64: { type: 'float' },
  NUMERIC: { type: 'decimal', scale: 9 },
  BIGNUMERIC: { type: 'decimal', scale: 12 },
  BOOLEAN: { type: 'boolean' },
  BOOL: { type: 'boolean' },
  DATE: { type: 'date' },
  DATETIME: { type: 'time', clock: 'local' },
  TIMESTAMP: { type: 'time', clock: 'utc' },
};

/** Nothing for a type that definitions do not test. */
export function columnOf({ name, type, mode, scale }: Field): readonly EngineColumn[] {
  if (mode === 'REPEATED') return type === 'STRING' ? [{ name, type: 'list', nullable: true }] : [];
  const known = types[type];
  if (!known) return [];
  const digits = known.type === 'decimal' && scale !== undefined ? { scale: Number(scale) } : {};
  return [{ name, ...known, ...digits, nullable: mode !== 'REQUIRED' }];
}

/** As the engine of relations writes them; text where there is none. */
const results: Readonly<Record<string, string>> = {
  INTEGER: 'BIGINT',
  INT64: 'BIGINT',
  FLOAT: 'DOUBLE',
  FLOAT64: 'DOUBLE',
  BOOLEAN: 'BOOLEAN',
  BOOL: 'BOOLEAN',
  DATE: 'DATE',
  DATETIME: 'TIMESTAMP',
};

export const isDecimal = ({ type }: Field): boolean => type === 'NUMERIC' || type === 'BIGNUMERIC';

/** Answers have no zeros at the end of a decimal, and most of them are money. */
const USUAL_SCALE = 2;

/** The type of a column of an answer, whose decimals have so many digits after the point, or fewer. */
export function resultType(field: Field, scale: number): string {
  if (field.mode === 'REPEATED') return LIST;
  return isDecimal(field)
    ? `DECIMAL(38, ${Math.max(scale, USUAL_SCALE)})`
    : (results[field.type] ?? 'VARCHAR');
}
