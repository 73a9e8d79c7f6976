import { common, type Dialect } from '../dialect.ts';

/** The default engine speaks the common rule as it is. */
export const duckdb: Dialect = { ...common, name: 'duckdb' };
