/** Columns of numbers, into the engine and out of it, without an object a row. All are DOUBLE, where NaN is missing. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { NumberColumns } from '../model/number-columns.ts';
import { quoteIdentifier } from './quote.ts';

export type Chunks = Pick<typeof import('./engine.ts'), 'DuckDBDataChunk' | 'DOUBLE'>;

/** What the engine takes at once. */
const ROWS_AT_ONCE = 2048;

/** Makes a temporary relation of the columns, which are of one length. */
export async function loadNumbers(
  connection: DuckDBConnection,
  relation: string,
  columns: NumberColumns,
  { DuckDBDataChunk, DOUBLE }: Chunks,
): Promise<void> {
  const names = Object.keys(columns).map((name) => `${quoteIdentifier(name)} DOUBLE`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${quoteIdentifier(relation)} (${names.join(', ')})`);
  const values = Object.values(columns);
  const rows = values[0]?.length ?? 0;
  const appender = await connection.createAppender(relation, undefined, 'temp');
  try {
    for (let row = 0; row < rows; row += ROWS_AT_ONCE) {
      const taken = values.map((column) => column.subarray(row, row + ROWS_AT_ONCE));
      const chunk = DuckDBDataChunk.create(
        taken.map(() => DOUBLE),
        taken[0]!.length,
      );
      for (const [place, column] of taken.entries()) chunk.setColumnValues(place, cellsOf(column));
      appender.appendDataChunk(chunk);
    }
  } finally {
    appender.closeSync();
  }
}

function cellsOf(column: Float64Array): readonly (number | null)[] {
  return Array.from(column, (value) => (Number.isNaN(value) ? null : value));
}

/** The rows of a query whose columns are all DOUBLE. */
export async function readNumbers(connection: DuckDBConnection, sql: string): Promise<NumberColumns> {
  const result = await connection.stream(sql);
  const names = result.columnNames();
  const read = names.map((): Float64Array[] => []);
  for await (const chunk of result) {
    for (const [place, parts] of read.entries()) {
      const part = new Float64Array(chunk.rowCount).fill(Number.NaN);
      chunk.visitColumnValues(place, (value, row) => {
        if (value !== null) part[row] = value as number;
      });
      parts.push(part);
    }
  }
  return Object.fromEntries(names.map((name, place) => [name, joined(read[place]!)]));
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
