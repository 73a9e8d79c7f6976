/** DuckDB by itself: the SQL as people read it, over clean rows, since its dialect has no readers. */
import { openDatabase } from '../../src/database/database.ts';
import { quoteIdentifier } from '../../src/database/quote.ts';
import { cleaningMacros } from '../../src/sources/clean.ts';
import type { Engine } from './engine.ts';
import { cleanText, type ExportedColumn } from './exported.ts';

export async function openDuckdb(): Promise<Engine> {
  const database = await openDatabase();
  for (const macro of cleaningMacros) await database.run(macro);
  const [[version] = []] = await database.rows('SELECT version()');
  return {
    name: 'duckdb',
    dialect: 'duckdb',
    version: `DuckDB ${String(version)}`,
    async load({ name, columns, parquet }) {
      const items = columns.map((column) => `${read(column)} AS ${quoteIdentifier(column.name)}`);
      await database.run(
        `CREATE OR REPLACE TABLE ${quoteIdentifier(name)} AS SELECT ${items.join(', ')} FROM read_parquet('${parquet}')`,
      );
    },
    async keys(sql) {
      const rows = await database.rows(sql.replace(/;\s*$/, ''));
      return rows.map(([segment, key]) => [String(segment), String(key)]);
    },
    async close() {
      database.close();
    },
  };
}

function read({ name, type, isOwn }: ExportedColumn): string {
  const column = quoteIdentifier(name);
  if (!isOwn) return column;
  if (type === 'VARCHAR[]') return `nullif(${column}, [])`;
  return type === 'VARCHAR' ? cleanText(column) : column;
}
