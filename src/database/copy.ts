/**
 * Files written by the engine itself, with one set of conventions: UTF-8, LF, RFC 4180 quoting, times as
 * ISO 8601, decimals exact, missing values empty (null in JSON), lists joined by `|` in CSV.
 */
import { readType } from './engine-type.ts';
import { quoteIdentifier, quoteText } from './quote.ts';

export type CopyFormat = 'csv' | 'tsv' | 'ndjson' | 'parquet';

export interface CopyOptions {
  readonly format: CopyFormat;
  /** For csv and tsv; true when absent. */
  readonly header?: boolean;
  /** For csv; a comma when absent. */
  readonly delimiter?: string;
}

export interface ResultColumn {
  readonly name: string;
  /** As the engine writes it: `VARCHAR`, `DECIMAL(18,2)`, `VARCHAR[]`. */
  readonly type: string;
}

/** The statement that writes the query's rows to the path. */
export function copyStatement(
  query: string,
  columns: readonly ResultColumn[],
  path: string,
  options: CopyOptions,
): string {
  const asWritten = columns.map(
    (column) => `${written(column, options.format)} AS ${quoteIdentifier(column.name)}`,
  );
  const rows = `SELECT ${asWritten.join(', ')} FROM (${query})`;
  return `COPY (${rows}) TO ${quoteText(path)} (${formatOptions(options)})`;
}

function formatOptions(options: CopyOptions): string {
  const header = options.header ?? true;
  switch (options.format) {
    case 'csv':
      return `FORMAT csv, HEADER ${header}, DELIMITER ${quoteText(options.delimiter ?? ',')}`;
    case 'tsv':
      return `FORMAT csv, HEADER ${header}, DELIMITER '\t'`;
    case 'ndjson':
      return 'FORMAT json';
    case 'parquet':
      return 'FORMAT parquet, COMPRESSION zstd';
  }
}

/** A number as people write it: no exponent, no −0, no `.0`. */
function plainDigits(number: string): string {
  const text = `CAST(${number} AS VARCHAR)`;
  const sign = `CASE WHEN starts_with(${text}, '-') THEN '-' ELSE '' END`;
  const digits = `replace(ltrim(split_part(${text}, 'e', 1), '-'), '.', '')`;
  const exponent = `CAST(split_part(${text}, 'e', 2) AS INTEGER)`;
  return `CASE
    WHEN ${number} = 0 THEN '0'
    WHEN NOT contains(${text}, 'e') THEN regexp_replace(${text}, '\\.0$', '')
    WHEN ${exponent} < 0 THEN ${sign} || '0.' || repeat('0', -1 - ${exponent}) || rtrim(${digits}, '0')
    ELSE ${sign} || rpad(${digits}, 1 + ${exponent}, '0') END`;
}

function written(column: ResultColumn, format: CopyFormat): string {
  const name = quoteIdentifier(column.name);
  if (format === 'parquet') return name;
  const type = readType(column.type);
  switch (type.kind) {
    case 'time':
      return type.zoned
        ? `replace(CAST(${name} AT TIME ZONE 'UTC' AS VARCHAR), ' ', 'T') || 'Z'`
        : `replace(CAST(${name} AS VARCHAR), ' ', 'T')`;
    case 'double': {
      const finite = `CASE WHEN isfinite(${name}) THEN ${name} END`;
      return format === 'ndjson' ? finite : plainDigits(finite);
    }
    case 'list':
      return format === 'ndjson' ? name : `array_to_string(${name}, '|')`;
    default:
      return name;
  }
}
