import {
  DuckDBArrayValue,
  DuckDBListValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api';
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

/** Told apart by their classes: the names of those are shortened in the program that is shipped. */
function objectCell(value: object): Cell {
  if (value instanceof DuckDBTimestampTZValue) return isoText(value).replace(/\+00$/, 'Z');
  if (timestamps.some((timestamp) => value instanceof timestamp)) return isoText(value);
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue)
    return JSON.stringify(jsonItems(value.items));
  return String(value);
}

const timestamps = [
  DuckDBTimestampValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
];

const isoText = (value: object): string => String(value).replace(' ', 'T');

function jsonItems(items: readonly DuckDBValue[]): readonly unknown[] {
  return items.map((item) => {
    const cell = plainCell(item);
    return typeof cell === 'bigint' ? String(cell) : cell;
  });
}
