import type { Database } from '../database/database.ts';
import { quoteIdentifier } from '../database/quote.ts';
import type { Column, Lookup } from '../model/schema.ts';

export interface PathTable {
  readonly relation: string;
  readonly columns: readonly Column[];
  readonly lookups: readonly Lookup[];
}

/** A column, and how to get to it from the table it is read from. */
export interface ColumnPath {
  readonly from: PathTable;
  readonly joins: readonly {
    readonly lookup: Lookup;
    readonly table: PathTable & { readonly key: string };
  }[];
  readonly column: Column;
}

/** The different values as text in byte order, up to `most`; missing ones left out. Those of lists are their items. */
export async function valuesOnPath(
  path: ColumnPath,
  most: number,
  database: Database,
): Promise<readonly string[]> {
  const rows = await database.rows(valuesQuery(path, most));
  return rows.map(([value]) => String(value));
}

function valuesQuery({ from, joins, column }: ColumnPath, most: number): string {
  const item = `t${joins.length}.${quoteIdentifier(column.name)}`;
  const value = column.type === 'list' ? `unnest(${item})` : `CAST(${item} AS VARCHAR)`;
  const joined = joins.map(({ lookup, table }, index) => {
    const on = `CAST(t${index}.${quoteIdentifier(lookup.by)} AS VARCHAR)`;
    return `JOIN ${quoteIdentifier(table.relation)} AS t${index + 1} ON t${index + 1}.${quoteIdentifier(table.key)} = ${on}`;
  });
  return `SELECT DISTINCT value FROM (
    SELECT ${value} AS value FROM ${quoteIdentifier(from.relation)} AS t0 ${joined.join(' ')}
  ) WHERE value IS NOT NULL ORDER BY value LIMIT ${most}`;
}
