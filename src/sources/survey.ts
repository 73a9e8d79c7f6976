/**
 * Counts over whole files before a project says what they are: how many rows, how many different values a column has,
 * and how many of them stand in a column of another table. Rows that cannot be read are passed over here; loading
 * the project names them.
 */
import type { Database } from '../database/database.ts';
import { quoteIdentifier, quotePaths, quoteText } from '../database/quote.ts';
import { plainPath, transcode } from './copies.ts';
import type { FileHead } from './file-head.ts';
import type { DataFile } from './files.ts';

export interface SurveyFile {
  readonly file: DataFile;
  readonly head: FileHead;
}

export interface SurveyedColumn {
  readonly name: string;
  /** Rows in which it is not blank. */
  readonly filled: number;
  readonly distinct: number;
}

export interface Survey {
  readonly relation: string;
  readonly rows: number;
  /** Rows that differ in anything. */
  readonly differing: number;
  readonly columns: readonly SurveyedColumn[];
}

let surveys = 0;

/** Files of one table, by the names of the first one's columns. */
export async function survey(files: readonly SurveyFile[], database: Database): Promise<Survey> {
  const relation = `survey_${++surveys}`;
  const header = files[0]!.head.header.map((name, index) => name || `column_${index + 1}`);
  const parts: string[] = [];
  for (const file of files) parts.push(await rowsQuery(file, header, database));
  await database.run(`CREATE TEMP TABLE ${relation} AS ${parts.join(' UNION ALL ')}`);
  return counted(relation, header, database);
}

/** The rows of a survey in which a column has one of the values. */
export async function surveyOf(
  whole: Survey,
  { column, values }: { readonly column: string; readonly values: readonly string[] },
  database: Database,
): Promise<Survey> {
  const relation = `survey_${++surveys}`;
  const wanted = values.map(quoteText).join(', ');
  await database.run(
    `CREATE TEMP VIEW ${relation} AS SELECT * FROM ${whole.relation} WHERE ${quoteIdentifier(column)} IN (${wanted})`,
  );
  const header = whole.columns.map(({ name }) => name);
  return counted(relation, header, database);
}

async function counted(relation: string, header: readonly string[], database: Database): Promise<Survey> {
  const counts = header.flatMap((name) => {
    const column = quoteIdentifier(name);
    return [`count(${column})`, `count(DISTINCT ${column})`];
  });
  const differing = `(SELECT count(*) FROM (SELECT DISTINCT * FROM ${relation}))`;
  const [row = []] = await database.rows(
    `SELECT ${['count(*)', differing, ...counts].join(', ')} FROM ${relation}`,
  );
  const [rows = 0, different = 0, ...numbers] = row.map(Number);
  const columns = header.map((name, index) => ({
    name,
    filled: numbers[2 * index] ?? 0,
    distinct: numbers[2 * index + 1] ?? 0,
  }));
  return { relation, rows, differing: different, columns };
}

export interface Known {
  /** Values that stand in the column as they are. */
  readonly exact: ReadonlySet<string>;
  /** In lower case. */
  readonly folded: ReadonlySet<string>;
}

/** Which of the values stand in a column of a surveyed table; a whole number that is written with `.0` is without. */
export async function knownValues(
  values: readonly string[],
  { survey: { relation }, column }: { readonly survey: Survey; readonly column: string },
  database: Database,
): Promise<Known> {
  if (values.length === 0) return { exact: new Set(), folded: new Set() };
  const own = `regexp_replace(${quoteIdentifier(column)}, '^([0-9]+)[.]0$', '\\1')`;
  const rows = await database.rows(
    `SELECT v, v IN (SELECT ${own} FROM ${relation}), lower(v) IN (SELECT lower(${own}) FROM ${relation})
     FROM (VALUES ${values.map((value) => `(${quoteText(value)})`).join(', ')}) AS given(v)`,
  );
  const those = (place: 1 | 2) => new Set(rows.flatMap((row) => (row[place] ? [String(row[0])] : [])));
  return { exact: those(1), folded: those(2) };
}

/** Of keys with several rows that have an amount: how many, how many of them have one amount only, and how many amounts. */
export async function amountsOfKeys(
  { relation }: Survey,
  columns: { readonly key: string; readonly amount: string },
  database: Database,
): Promise<{ readonly keys: number; readonly ofOneAmount: number; readonly amounts: number }> {
  const [key, amount] = [quoteIdentifier(columns.key), quoteIdentifier(columns.amount)];
  const [row = []] = await database.rows(
    `SELECT count(*), count_if(amounts = 1), count(DISTINCT amount) FROM (
       SELECT count(DISTINCT ${amount}) AS amounts, min(${amount}) AS amount
       FROM ${relation} WHERE ${key} IS NOT NULL GROUP BY ${key} HAVING count(${amount}) > 1)`,
  );
  const [keys = 0, ofOneAmount = 0, amounts = 0] = row.map(Number);
  return { keys, ofOneAmount, amounts };
}

/** The rows as text under the names of the header, blank cells as NULL. */
async function rowsQuery(
  { file, head }: SurveyFile,
  header: readonly string[],
  database: Database,
): Promise<string> {
  const own = new Map(head.header.map((name, index) => [foldName(name || `column_${index + 1}`), index]));
  const cells = header.map((name) => {
    const index = own.get(foldName(name));
    return `${index === undefined ? 'NULL' : plainCell(cellOf(file, head.header[index]!, index))} AS ${quoteIdentifier(name)}`;
  });
  return `SELECT ${cells.join(', ')} FROM ${await reader(file, head, database)}`;
}

function foldName(name: string): string {
  return name.trim().toLowerCase();
}

function plainCell(cell: string): string {
  return `NULLIF(trim(ltrim(CAST(${cell} AS VARCHAR), '''')), '')`;
}

function cellOf({ format }: DataFile, name: string, index: number): string {
  if (format === 'csv') return `c${index}`;
  if (format === 'parquet') return quoteIdentifier(name);
  const path = name.split('.').map((part) => `."${part.replaceAll('"', '')}"`);
  return `json_extract_string(json, ${quoteText(`$${path.join('')}`)})`;
}

async function reader(file: DataFile, { header, text }: FileHead, database: Database): Promise<string> {
  if (file.format === 'parquet') return `read_parquet(${quotePaths([file.path])}, hive_partitioning = false)`;
  const plain = await plainPath(file, database);
  if (!text) return `read_json_objects(${quotePaths([plain])}, format = 'auto')`;
  const path = text.encoding === 'utf-8' ? plain : await transcode(plain, text.encoding, database);
  const columns = header.map((_, index) => `c${index}: 'VARCHAR'`);
  return `read_csv(${quotePaths([path])}, auto_detect = false, delim = ${quoteText(text.delimiter)}, quote = '"', escape = '"',
    header = true, skip = ${text.edges.skipRows}, strict_mode = false, ignore_errors = true, null_padding = true, parallel = false,
    columns = {${columns.join(', ')}})`;
}
