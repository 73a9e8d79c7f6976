/** First and last times, from the file's own statistics where it has them, else from the values. */
import { quoteIdentifier, quotePaths } from '../database/quote.ts';
import type { Range } from './clock.ts';
import type { ColumnStatistics, FileStatistics, RawTable } from './raw.ts';
import type { TableContext } from './table-context.ts';

/** Row counts and column statistics of all the files of a table, without reading a row. */
export async function parquetStatistics(
  files: readonly string[],
  { database }: TableContext,
): Promise<FileStatistics> {
  const paths = quotePaths(files);
  const [count] = await database.rows(`SELECT sum(num_rows) FROM parquet_file_metadata(${paths})`);
  const rows = await database.rows(
    `SELECT path_in_schema, count(*) = count(stats_null_count), sum(stats_null_count),
       count(*) = count(stats_min_value) + count(*) FILTER (WHERE stats_null_count = num_values),
       min(stats_min_value), max(stats_max_value),
       sum(total_uncompressed_size)::DOUBLE / greatest(sum(num_values), 1)
     FROM parquet_metadata(${paths}) GROUP BY 1`,
  );
  const columns = new Map<string, ColumnStatistics>();
  for (const [name, counted, nulls, bounded, min, max, bytesPerValue] of rows) {
    columns.set(String(name), {
      bytesPerValue: Number(bytesPerValue),
      ...(counted === true ? { nulls: Number(nulls) } : {}),
      ...(bounded === true && min !== null && max !== null ? { min: String(min), max: String(max) } : {}),
    });
  }
  return { rows: Number(count![0]), columns };
}

/** Rows but those for which one of the conditions holds. */
export interface ReadableRows {
  readonly raw: RawTable;
  readonly skip: readonly string[];
}

/** First and last wall time of raw columns, by the raw column's name; none for a column without values. */
export async function rawRanges(
  { raw, skip }: ReadableRows,
  columns: readonly { readonly name: string; readonly sql: string }[],
  context: TableContext,
): Promise<ReadonlyMap<string, Range>> {
  const ranges = new Map<string, Range>();
  for (const { name } of columns) {
    const known = raw.statistics?.columns.get(name);
    const range = known && isoRange(known);
    if (range) ranges.set(name, range);
  }
  const open = columns.filter(({ name }) => !ranges.has(name));
  if (open.length === 0) return ranges;
  const bounds = open.flatMap(({ sql }) => [`min(${sql})`, `max(${sql})`]);
  const where = skip.length === 0 ? '' : ` WHERE NOT (${skip.join(' OR ')})`;
  const [row] = await context.database.rows(
    `SELECT ${bounds.join(', ')} FROM ${quoteIdentifier(raw.relation)}${where}`,
  );
  for (const [index, { name }] of open.entries()) {
    const [first, last] = [row![index * 2], row![index * 2 + 1]];
    if (first && last) ranges.set(name, { first: String(first), last: String(last) });
  }
  return ranges;
}

/** Statistics of times and dates are ISO text with a space; of anything else there is no range. */
export function isoRange({ min, max }: Pick<ColumnStatistics, 'min' | 'max'>): Range | undefined {
  const iso = /^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}:\d{2}(\.\d+)?)?(\+00)?$/;
  if (min === undefined || max === undefined || !iso.test(min) || !iso.test(max)) return undefined;
  return { first: isoText(min), last: isoText(max) };
}

function isoText(text: string): string {
  return text
    .replace(' ', 'T')
    .replace(/\+00$/, '')
    .replace(/(\.\d{6})\d+$/, '$1');
}
