import type { Dialect } from '../dialect.ts';
import { duckdb } from './duckdb.ts';

/** Every dialect, the default first. */
export const dialects: readonly Dialect[] = [duckdb];
