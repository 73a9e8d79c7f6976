import type { Dialect } from '../dialect.ts';
import { bigquery } from './bigquery.ts';
import { clickhouse } from './clickhouse.ts';
import { databricks } from './databricks.ts';
import { duckdb } from './duckdb.ts';
import { postgres } from './postgres.ts';
import { redshift } from './redshift.ts';
import { snowflake } from './snowflake.ts';
import { trino } from './trino.ts';

/** Every dialect, the default first. */
export const dialects: readonly Dialect[] = [
  duckdb,
  clickhouse,
  postgres,
  bigquery,
  snowflake,
  databricks,
  redshift,
  trino,
];
