/** Relations of here as an engine takes them. */
import type { Database } from '../database/database.ts';
import { jsonRows } from '../database/json-rows.ts';
import type { SentTable } from '../engines/engine.ts';
import type { SqlType } from '../sql/ast.ts';

const types: readonly (readonly [RegExp, SqlType])[] = [
  [/\[\]$/, 'text-list'],
  [/^(BIGINT|INTEGER|SMALLINT|TINYINT|UINTEGER|USMALLINT|UTINYINT)$/, 'integer'],
  [/^(HUGEINT|UBIGINT)$/, { decimal: [38, 0] }],
  [/^(DOUBLE|FLOAT)$/, 'double'],
  [/^BOOLEAN$/, 'boolean'],
  [/^DATE$/, 'date'],
  [/^TIMESTAMP/, 'timestamp'],
];

/** All else is sent as text. */
function sqlTypeOf(type: string): SqlType {
  const [, precision, scale] = /^DECIMAL\((\d+),\s*(\d+)\)$/.exec(type) ?? [];
  if (scale !== undefined) return { decimal: [Number(precision), Number(scale)] };
  return types.find(([pattern]) => pattern.test(type))?.[1] ?? 'text';
}

export async function sentTable(database: Database, relation: string): Promise<SentTable> {
  const { columns, rows } = await jsonRows(database, relation);
  return {
    name: relation,
    columns: columns.map(({ name, type }) => ({ name, type: sqlTypeOf(type) })),
    rows,
  };
}
