/** Rows of customers in a Parquet file, with the types that they had. */
import type { ResultColumn } from './copy.ts';
import type { Database } from './database.ts';
import { quoteIdentifier, quoteText } from './quote.ts';

/** Types that a Parquet file gives back as they were, and lists of them. */
const SAME =
  /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT)|FLOAT|DOUBLE|BOOLEAN|DATE|TIMESTAMP|VARCHAR|DECIMAL\(\d+,\s*\d+\))(\[\])*$/;
/** For which it has decimals of as many digits as nearly all of them have. */
const HUGE = 'HUGEINT';
const DECIMAL = 'DECIMAL(38,0)';

/** So few that a part of a file is enough for a thread, and that a thread holds few of them. */
const ROWS_A_GROUP = 20_480;

export interface ValueColumn {
  readonly name: string;
  readonly isHuge: boolean;
}

/** The key stands in it as `customer`. */
export interface RowsFile {
  readonly path: string;
  /** By which the values are read. */
  readonly relation: string;
  /** Of the query that was written, in order, the key first. */
  readonly others: readonly ValueColumn[];
  /** Behind the others. */
  readonly values: readonly ValueColumn[];
}

/**
 * How columns stand in a file: those of the given names are values, of which the ones are left out that a file would
 * change. Undefined where it would change others.
 */
export function fileColumnsOf(
  columns: readonly ResultColumn[],
  values: readonly string[],
): Pick<RowsFile, 'others' | 'values'> | undefined {
  const isKept = ({ type }: ResultColumn): boolean => SAME.test(type) || type === HUGE;
  const named = ({ name, type }: ResultColumn): ValueColumn => ({ name, isHuge: type === HUGE });
  const others = columns.filter(({ name }) => !values.includes(name));
  if (!others.every(isKept)) return undefined;
  const kept = columns.filter((column) => values.includes(column.name) && isKept(column));
  return { others: others.map(named), values: kept.map(named) };
}

/** The columns of a query. Of hundreds it is told in a third of the time that the engine takes to prepare running it. */
export async function describeRows(database: Database, query: string): Promise<readonly ResultColumn[]> {
  const rows = await database.rows(`DESCRIBE ${query}`);
  return rows.map(([name, type]) => ({ name: String(name), type: String(type) }));
}

/** Writes the query's rows to the file. */
export async function writeRowsFile(database: Database, query: string, file: RowsFile): Promise<void> {
  const { path, others, values } = file;
  const items = [
    ...others.map((each, place) => `${written(each)} AS ${placeName(place)}`),
    ...values.map((each) => `${written(each)} AS ${quoteIdentifier(each.name)}`),
  ];
  await database.run(
    `COPY (SELECT ${items.join(', ')} FROM (\n${query}\n))
     TO ${quoteText(path)} (FORMAT parquet, PARQUET_VERSION V2, COMPRESSION snappy, DICTIONARY_SIZE_LIMIT 1000, ROW_GROUP_SIZE ${ROWS_A_GROUP})`,
  );
}

/** The rows that were written, without the values. */
export function readRowsFile({ path, others }: RowsFile): string {
  const items = others.map(
    (each, place) => `${read(each, placeName(place))} AS ${quoteIdentifier(each.name)}`,
  );
  return `SELECT ${items.join(', ')} FROM ${rowsAt(path)}`;
}

/** Makes the relation of the key and the columns. */
export async function readValues(
  database: Database,
  path: string,
  { relation, columns }: { relation: string; columns: readonly ValueColumn[] },
): Promise<void> {
  const items = columns.map((each) => {
    const name = quoteIdentifier(each.name);
    return `${read(each, name)} AS ${name}`;
  });
  await database.run(
    `CREATE OR REPLACE VIEW ${quoteIdentifier(relation)} AS
     SELECT ${['customer', ...items].join(', ')} FROM ${rowsAt(path)}`,
  );
}

function rowsAt(path: string): string {
  return `read_parquet(${quoteText(path)}, hive_partitioning = false)`;
}

function placeName(place: number): string {
  return place === 0 ? 'customer' : `other_${place}`;
}

function written({ name, isHuge }: ValueColumn): string {
  return isHuge ? `CAST(${quoteIdentifier(name)} AS ${DECIMAL})` : quoteIdentifier(name);
}

function read({ isHuge }: ValueColumn, name: string): string {
  return isHuge ? `CAST(${name} AS ${HUGE})` : name;
}
