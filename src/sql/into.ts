import { type Dialect, tablePath } from './dialect.ts';

/** What stands before a query whose rows become the table, in place of one of that name. */
export function intoTable(name: string, dialect: Dialect): readonly string[] {
  const table = tablePath(name, dialect);
  return dialect.into
    ? [dialect.into(table)]
    : [`DROP TABLE IF EXISTS ${table};`, `CREATE TABLE ${table} AS`];
}
