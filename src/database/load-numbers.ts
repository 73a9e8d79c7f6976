import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteIdentifier } from './quote.ts';

/** Makes a temporary relation of DOUBLE columns by name; NaN is missing. */
export async function loadNumbers(
  connection: DuckDBConnection,
  relation: string,
  columns: Readonly<Record<string, Float64Array>>,
): Promise<void> {
  const names = Object.keys(columns).map((name) => `${quoteIdentifier(name)} DOUBLE`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${quoteIdentifier(relation)} (${names.join(', ')})`);
  const values = Object.values(columns);
  const appender = await connection.createAppender(relation, undefined, 'temp');
  try {
    for (let row = 0; row < (values[0]?.length ?? 0); row++) {
      for (const column of values) {
        const value = column[row]!;
        if (Number.isNaN(value)) appender.appendNull();
        else appender.appendDouble(value);
      }
      appender.endRow();
    }
  } finally {
    appender.closeSync();
  }
}
