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
  /** Of the query, where they are known. */
  readonly columns?: readonly ResultColumn[] | undefined;
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
  const rows = `SELECT ${items(columns, options.format)} FROM (${query})`;
  return `COPY (${rows}) TO ${quoteText(path)} (${formatOptions(options)})`;
}

function items(columns: readonly ResultColumn[], format: CopyFormat): string {
  switch (format) {
    case 'csv':
    case 'tsv':
      return columns.map((column) => `${cellText(column)} AS ${quoteIdentifier(column.name)}`).join(', ');
    case 'ndjson':
      return jsonObject(columns);
    case 'parquet':
      return columns.map(({ name }) => quoteIdentifier(name)).join(', ');
  }
}

function formatOptions(options: CopyOptions): string {
  const header = options.header ?? true;
  switch (options.format) {
    case 'csv':
      return `FORMAT csv, HEADER ${header}, DELIMITER ${quoteText(options.delimiter ?? ',')}`;
    case 'tsv':
      return `FORMAT csv, HEADER ${header}, DELIMITER '\t'`;
    case 'ndjson':
      return `FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\x01'`;
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

/** The cell of a CSV file. */
function cellText(column: ResultColumn): string {
  const name = quoteIdentifier(column.name);
  const type = readType(column.type);
  if (type.kind === 'list') return `array_to_string(${name}, '|')`;
  const isLong = type.kind === 'decimal' && type.digits > FAST_DIGITS && type.scale < FAST_DIGITS;
  return isLong ? longDecimalText(name, type.scale) : plainText(column);
}

/** The engine spells decimals of so many digits four times as fast as those of more. */
const FAST_DIGITS = 18;

/** Most values of such a type have few digits all the same. */
function longDecimalText(name: string, scale: number): string {
  const most = '9'.repeat(FAST_DIGITS - scale);
  const short = `CAST(CAST(${name} AS DECIMAL(${FAST_DIGITS},${scale})) AS VARCHAR)`;
  return `CASE WHEN ${name} BETWEEN -${most} AND ${most} THEN ${short} ELSE CAST(${name} AS VARCHAR) END`;
}

/** A line of JSON. The engine's own writer gives numbers an exponent or a `.0`, whatever they are made of. */
function jsonObject(columns: readonly ResultColumn[]): string {
  const fields = columns.map((column, index) => {
    const key = `${index === 0 ? '{' : ','}${JSON.stringify(column.name)}:`;
    return `${quoteText(key)}, coalesce(${jsonValue(column)}, 'null')`;
  });
  return `concat(${fields.join(', ')}, '}')`;
}

function jsonValue(column: ResultColumn): string {
  const text = plainText(column);
  return readType(column.type).kind === 'double' ? text : `CAST(to_json(${text}) AS VARCHAR)`;
}

/** What is written otherwise than the engine would: times with a `T`, numbers without an exponent. */
function plainText(column: ResultColumn): string {
  const name = quoteIdentifier(column.name);
  const type = readType(column.type);
  switch (type.kind) {
    case 'time':
      return type.zoned
        ? `replace(CAST(${name} AT TIME ZONE 'UTC' AS VARCHAR), ' ', 'T') || 'Z'`
        : `replace(CAST(${name} AS VARCHAR), ' ', 'T')`;
    case 'double':
      return plainDigits(`CASE WHEN isfinite(${name}) THEN ${name} END`);
    default:
      return name;
  }
}
