// How each export is written: CSV, gzipped CSV, Parquet.
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';

export type Row = readonly (string | number)[];

export function csv(columns: readonly string[], rows: readonly Row[]): string {
  return `${[columns, ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`;
}

/** Gzip with the byte that names the operating system set to "unknown": the same file everywhere. */
export function gzip(text: string): Buffer {
  const bytes = gzipSync(text, { level: 9 });
  bytes[9] = 255;
  return bytes;
}

/** The rows as a Parquet file; `types` is each column and its SQL expression over the text of the cell. */
export async function writeParquet(
  file: string,
  types: Readonly<Record<string, string>>,
  rows: readonly Row[],
): Promise<void> {
  const names = Object.keys(types);
  const staged = join(tmpdir(), `segment-samples-${process.pid}.csv`);
  writeFileSync(staged, csv(names, rows));
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const columns = Object.entries(types).map(([name, sql]) => `${sql} AS ${name}`);
  await connection.run(
    `COPY (SELECT ${columns.join(', ')} FROM read_csv('${staged}', header = true, all_varchar = true, delim = ',', quote = '"'))
     TO '${file}' (FORMAT parquet, COMPRESSION zstd)`,
  );
  connection.closeSync();
  instance.closeSync();
  rmSync(staged);
}

function cell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
