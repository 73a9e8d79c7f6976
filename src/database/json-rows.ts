/** Rows of a relation as JSON, for an engine that takes them. */
import type { ResultColumn } from './copy.ts';
import type { Database } from './database.ts';
import { quoteIdentifier } from './quote.ts';

export interface JsonRows {
  readonly columns: readonly ResultColumn[];
  /** Some thousands at a time, each a JSON array of its values. */
  readonly rows: AsyncIterable<readonly string[]>;
}

/** Types that JSON has: decimals, days, times and all else are texts. */
const JSON_TYPES = /^(VARCHAR(\[\])?|BOOLEAN|DOUBLE|FLOAT|(BIG|SMALL|TINY|UTINY|USMALL|U)?INT(EGER)?)$/;

export async function jsonRows(database: Database, relation: string): Promise<JsonRows> {
  const from = `FROM ${quoteIdentifier(relation)}`;
  const columns = await database.columns(`SELECT * ${from}`);
  const items = columns.map(({ name, type }) =>
    JSON_TYPES.test(type) ? quoteIdentifier(name) : `CAST(${quoteIdentifier(name)} AS VARCHAR)`,
  );
  return {
    columns,
    rows: linesOf(database, `SELECT CAST(json_array(${items.join(', ')}) AS VARCHAR) ${from}`),
  };
}

async function* linesOf(database: Database, query: string): AsyncGenerator<readonly string[]> {
  for await (const rows of database.batches(query)) yield rows.map(([line]) => String(line));
}
