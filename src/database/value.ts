import type { DuckDBValue } from '@duckdb/node-api';
import type { Cell } from '../model/table.ts';

/**
 * A value of the engine as a plain cell: whole numbers are numbers while exact and bigints beyond;
 * decimals are exact text; dates `2026-06-30`; times `2026-06-30T10:00:00[.ffffff]` (with `Z` when they
 * are instants); lists and structures are JSON text; NaN and infinities are missing.
 */
export function plainCell(value: DuckDBValue): Cell {
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : value;
    default:
      return objectCell(value);
  }
}

function objectCell(value: object): Cell {
  switch (value.constructor.name) {
    case 'DuckDBTimestampValue':
    case 'DuckDBTimestampSecondsValue':
    case 'DuckDBTimestampMillisecondsValue':
    case 'DuckDBTimestampNanosecondsValue':
      return String(value).replace(' ', 'T');
    case 'DuckDBTimestampTZValue':
      return String(value).replace(' ', 'T').replace(/\+00$/, 'Z');
    case 'DuckDBListValue':
    case 'DuckDBArrayValue':
      return JSON.stringify(jsonItems(value));
    default:
      return String(value);
  }
}

function jsonItems(list: object): readonly unknown[] {
  const items = (list as { readonly items: readonly DuckDBValue[] }).items;
  return items.map((item) => {
    const cell = plainCell(item);
    return typeof cell === 'bigint' ? String(cell) : cell;
  });
}
