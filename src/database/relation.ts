/** Temporary relations of the engine, made of queries. */
import type { Database } from './database.ts';
import { quoteIdentifier } from './quote.ts';

/** Makes the relation of the query's rows, in place of one of that name. */
export async function makeTable(database: Database, name: string, query: string): Promise<void> {
  await database.run(`CREATE OR REPLACE TEMP TABLE ${quoteIdentifier(name)} AS\n${query}`);
}

/** A temporary relation that is computed whenever it is read. */
export async function makeView(database: Database, name: string, query: string): Promise<void> {
  await database.run(`CREATE OR REPLACE TEMP VIEW ${quoteIdentifier(name)} AS\n${query}`);
}

export async function dropTable(database: Database, name: string): Promise<void> {
  await database.run(`DROP TABLE IF EXISTS ${quoteIdentifier(name)}`);
}

/** Removes every relation but these, temporary ones as well. */
export async function dropOthers(database: Database, kept: readonly string[]): Promise<void> {
  const found = await database.rows(
    `SELECT 'TABLE', database_name, table_name FROM duckdb_tables() WHERE NOT internal
     UNION ALL SELECT 'VIEW', database_name, view_name FROM duckdb_views() WHERE NOT internal`,
  );
  const isKept = (catalog: unknown, name: unknown): boolean =>
    catalog !== 'temp' && kept.includes(String(name));
  const others = found.filter(([, catalog, name]) => !isKept(catalog, name));
  const statements = others.map(
    ([kind, catalog, name]) =>
      `DROP ${kind} ${quoteIdentifier(String(catalog))}.main.${quoteIdentifier(String(name))}`,
  );
  if (statements.length > 0) await database.run(statements.join(';'));
}

/** The statement that makes a view of the query. */
export function viewOf(name: string, query: string): string {
  return `CREATE OR REPLACE VIEW ${quoteIdentifier(name)} AS ${query}`;
}

/** A relation, and its column by whose values rows fall into parts. */
export interface Parted {
  readonly relation: string;
  readonly key: string;
}

/**
 * Makes the relation of the query's rows for each part of the tables. The rows of a part stand before the whole
 * tables under the same names meanwhile.
 */
export async function makeTableInParts(
  database: Database,
  name: string,
  query: string,
  { tables, parts }: { readonly tables: readonly Parted[]; readonly parts: number },
): Promise<void> {
  const into = quoteIdentifier(name);
  const [[catalog] = []] = await database.rows('SELECT current_database()');
  await dropTable(database, name);
  try {
    for (let part = 0; part < parts; part++) {
      for (const { relation, key } of tables) {
        const table = quoteIdentifier(relation);
        await database.run(
          `CREATE OR REPLACE TEMP VIEW ${table} AS FROM ${quoteIdentifier(String(catalog))}.main.${table} WHERE hash(${quoteIdentifier(key)}) % ${parts} = ${part}`,
        );
      }
      await database.run(`${part === 0 ? `CREATE TEMP TABLE ${into} AS` : `INSERT INTO ${into}`} ${query}`);
    }
  } finally {
    for (const { relation } of tables) {
      await database.attempt(`DROP VIEW IF EXISTS temp.${quoteIdentifier(relation)}`);
    }
  }
}

/** The most memory that the engine may use, in bytes; infinite where it names no size. */
export async function memoryLimit(database: Database): Promise<number> {
  const [[limit] = []] = await database.rows("SELECT current_setting('memory_limit')");
  const [number, unit = ''] = String(limit).split(' ');
  const power = units.indexOf(unit);
  return power < 0 ? Number.POSITIVE_INFINITY : Number(number) * 1024 ** power;
}

const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
