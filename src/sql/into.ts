import { type Dialect, tablePath } from './dialect.ts';

/** What stands around a query whose rows become the table, in place of one of that name. */
export interface Making {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Where the engine can, whoever reads the table meanwhile reads the one before, whole. */
export function intoTable(name: string, dialect: Dialect): Making {
  const table = tablePath(name, dialect);
  const drop = `DROP TABLE IF EXISTS ${table};`;
  if (dialect.into) return { before: [dialect.into(table)], after: [] };
  if (!dialect.makesTogether) return { before: [drop, `CREATE TABLE ${table} AS`], after: [] };
  const made = tablePath(`${name}_made`, dialect);
  const own = dialect.identifier(name.split('.').at(-1)!);
  return {
    before: ['BEGIN;', `CREATE TABLE ${made} AS`],
    after: [drop, `ALTER TABLE ${made} RENAME TO ${own};`, 'COMMIT;'],
  };
}
