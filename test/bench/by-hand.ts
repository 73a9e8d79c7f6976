// The side of the benchmark that needs no product: DuckDB, three views and fifty queries, each copied to a file.
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { readQueries } from './fifty.ts';

const TABLES = ['customers', 'orders', 'emails'] as const;

/** Writes `<segment>.csv` for each query; the milliseconds of each by segment. */
export async function runByHand(data: string, out: string): Promise<ReadonlyMap<string, number>> {
  return withTables(data, async (run) => {
    const times = new Map<string, number>();
    for (const [name, sql] of readQueries()) {
      times.set(
        name,
        await timed(() => run(`COPY (${sql}) TO '${join(out, `${name}.csv`)}' (FORMAT csv, HEADER)`)),
      );
    }
    return times;
  });
}

/** Milliseconds of one bare grouping of each event table: no plan can be much faster. */
export async function runFloor(data: string): Promise<number> {
  return withTables(data, (run) =>
    timed(async () => {
      await run(
        'CREATE TEMP TABLE a AS SELECT customer_id, count(*), sum(total) FROM orders GROUP BY customer_id',
      );
      await run('CREATE TEMP TABLE b AS SELECT customer_id, count(*) FROM emails GROUP BY customer_id');
    }),
  );
}

/** Milliseconds of wall-clock time. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function withTables<Result>(
  data: string,
  work: (run: (sql: string) => Promise<unknown>) => Promise<Result>,
): Promise<Result> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const table of TABLES) {
    await connection.run(`CREATE VIEW ${table} AS FROM '${join(data, table)}.parquet'`);
  }
  const result = await work((sql) => connection.run(sql));
  connection.closeSync();
  instance.closeSync();
  return result;
}
