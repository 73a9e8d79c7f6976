/**
 * What a database imports when it is opened, and not before. The engine's package by name: bundled as it is, a
 * lazy import of CommonJS would give its default only.
 */
export { DOUBLE, DuckDBDataChunk, DuckDBInstance } from '@duckdb/node-api';
export { plainCell } from './value.ts';
