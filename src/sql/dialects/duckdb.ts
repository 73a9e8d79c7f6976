import { common, type Dialect } from '../dialect.ts';

/** The default engine speaks the common rule, and can be told which tables to keep. */
export const duckdb: Dialect = { ...common, name: 'duckdb', keptTable: 'MATERIALIZED ' };
