/** The engine's package by name: bundled as it is, a lazy import of CommonJS would give its default only. */
export { DuckDBInstance } from '@duckdb/node-api';
