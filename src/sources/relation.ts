/** The relation of a table, made of its columns; rows that cannot be read stay outside and are counted. */
import { quoteIdentifier } from '../database/quote.ts';
import { FILES_APART } from '../model/file-order.ts';
import type { Column } from '../model/schema.ts';
import type { BuiltTable } from './build.ts';
import type { BuiltColumn } from './built-columns.ts';
import type { LeftOut } from './loaded.ts';
import { aggregateRow } from './one-row.ts';
import { isoRange } from './ranges.ts';
import {
  type ColumnStatistics,
  FILE_COLUMN,
  type FileStatistics,
  ORDER_COLUMN,
  type RawTable,
} from './raw.ts';
import type { TableContext } from './table-context.ts';

export interface Relation {
  readonly kind: 'table' | 'view';
  readonly leftOut: readonly LeftOut[];
  /** It is the raw table itself, under its own name. */
  readonly isRaw?: boolean;
  /** What it is made of, and the conditions of its rows over the raw table. */
  readonly select: string;
  readonly conditions: readonly string[];
  /** Its rows are those of the Parquet that the raw table was written to, with all of its columns. */
  readonly isStraight?: boolean;
}

/** Makes the relation `context.name`: a table, or a view over Parquet and over a raw table that has its columns. */
export async function createRelation(
  raw: RawTable,
  built: BuiltTable,
  context: TableContext,
): Promise<Relation> {
  const { conditions, wrong } = await countWrong(raw, built, context);
  const columns = built.columns.flatMap(({ sql, column, mapped }) => [
    `${sql} AS ${quoteIdentifier(column.name)}`,
    ...(column.number === undefined
      ? []
      : [`CAST(${quoteIdentifier(mapped.raw.name)} AS BIGINT) AS ${quoteIdentifier(column.number)}`]),
    ...(column.written === undefined
      ? []
      : [`${quoteIdentifier(mapped.raw.name)} AS ${quoteIdentifier(column.written)}`]),
  ]);
  const order = built.order === undefined ? [] : [`${orderOf(raw)} AS ${quoteIdentifier(built.order)}`];
  const select = `SELECT ${[...columns, ...order].join(', ')} FROM ${quoteIdentifier(raw.relation)}`;
  const unreadable: readonly LeftOut[] =
    raw.unreadable > 0 ? [{ reason: 'unreadable', rows: raw.unreadable }] : [];
  const found = { kind: raw.kind, leftOut: [...unreadable, ...wrong], select, conditions };
  const isRaw = conditions.length === 0 && isAsBuilt(raw, built);
  if (isRaw && raw.straight === undefined && built.order === undefined) {
    await becomeRelation(raw, context);
    return { ...found, isRaw };
  }
  const kind = isAsRead(built) ? 'view' : raw.kind;
  await context.database.run(
    `CREATE ${kind} ${quoteIdentifier(context.name)} AS ${select}${whereOf(conditions)}`,
  );
  return { ...found, kind, isStraight: isRaw && raw.straight !== undefined };
}

export function whereOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
}

/** Whether nothing is gained by computing the columns once: each is one of the raw table's. */
function isAsRead({ columns }: BuiltTable): boolean {
  return columns.every(({ sql, mapped }) => sql === quoteIdentifier(mapped.raw.name));
}

/** Whether the raw table is what the relation would be, down to the names. */
function isAsBuilt({ kind, columns }: RawTable, { columns: built }: BuiltTable): boolean {
  return (
    kind === 'table' &&
    columns.length === built.length &&
    built.every(({ column, sql }, index) => {
      const { name } = columns[index]!;
      return column.name === name && sql === quoteIdentifier(name);
    })
  );
}

async function becomeRelation(raw: RawTable, { name, database }: TableContext): Promise<void> {
  const relation = quoteIdentifier(raw.relation);
  const columns = await database.columns(`FROM ${relation}`);
  const ours = columns.filter((column) => !raw.columns.some((own) => own.name === column.name));
  for (const column of ours)
    await database.run(`ALTER TABLE ${relation} DROP COLUMN ${quoteIdentifier(column.name)}`);
  await database.run(`ALTER TABLE ${relation} RENAME TO ${quoteIdentifier(name)}`);
}

/** Where a row stands in the files, which are in their order: a table's rows are loaded so. */
function orderOf({ kind, files }: RawTable): string {
  if (kind === 'view') return ORDER_COLUMN;
  return files.length > 1 ? `rowid + CAST(${FILE_COLUMN} AS BIGINT) * ${FILES_APART}` : 'rowid';
}

/** The relation's columns with what is known of their values, and how many rows there are. */
export async function describeColumns(
  relation: Pick<Relation, 'kind' | 'leftOut'>,
  raw: RawTable,
  built: BuiltTable,
  context: TableContext,
): Promise<{ readonly rows: number; readonly columns: readonly Column[] }> {
  const isWhole = raw.straight === undefined || relation.leftOut.length === 0;
  const known = relation.kind === 'view' && isWhole ? raw.statistics : undefined;
  const counts = await countValues(known, relation, built, context);
  const columns = built.columns.map((item): Column => {
    const { first, last } = counts.ranges.get(item) ?? {};
    return {
      ...item.column,
      nullable: counts.nullable.get(item) ?? true,
      ...(first && last ? { range: { first, last } } : {}),
    };
  });
  return { rows: counts.rows, columns };
}

interface Counts {
  readonly rows: number;
  readonly nullable: ReadonlyMap<BuiltColumn, boolean>;
  readonly ranges: ReadonlyMap<BuiltColumn, { readonly first: string; readonly last: string }>;
}

/** Past so many rows of Parquet nobody counts what the footers do not tell. */
const SCANNED_ROWS = 2_000_000;

async function countValues(
  statistics: FileStatistics | undefined,
  { leftOut }: Pick<Relation, 'leftOut'>,
  built: BuiltTable,
  context: TableContext,
): Promise<Counts> {
  const nullable = new Map<BuiltColumn, boolean>();
  const ranges = new Map<BuiltColumn, { first: string; last: string }>();
  for (const item of built.columns) {
    if (isComplete(item, statistics)) nullable.set(item, false);
    else if (statistics?.isClean) nullable.set(item, true);
    const range = isTime(item) && statistics ? isoRange(statisticsOf(item, statistics)) : undefined;
    if (range) ranges.set(item, onClock(item, range));
  }
  const wide = statistics !== undefined && statistics.rows > SCANNED_ROWS;
  const uncounted = wide ? [] : built.columns.filter((item) => !nullable.has(item));
  const unranged = built.columns.filter((item) => isTime(item) && !ranges.has(item));
  const exactRows = statistics !== undefined && leftOut.length === 0;
  if (exactRows && uncounted.length === 0 && unranged.length === 0)
    return { rows: statistics.rows, nullable, ranges };
  const aggregates = [
    'count(*)',
    ...uncounted.map((item) => `count(${quotedColumn(item)})`),
    ...unranged.flatMap((item) => [`min(${quotedColumn(item)})`, `max(${quotedColumn(item)})`]),
  ];
  const counted = await aggregateRow(aggregates, `FROM ${quoteIdentifier(context.name)}`, context.database);
  const [rows, ...cells] = counted;
  for (const item of uncounted) nullable.set(item, cells.shift() !== rows);
  for (const item of unranged) {
    const [first, last] = [cells.shift(), cells.shift()];
    if (first && last) ranges.set(item, onClock(item, { first: String(first), last: String(last) }));
  }
  return { rows: Number(rows), nullable, ranges };
}

/** An instant is marked as one, a wall time is not; dates stay dates. */
function onClock({ column }: BuiltColumn, { first, last }: { first: string; last: string }) {
  if (column.type === 'date') return { first: first.slice(0, 10), last: last.slice(0, 10) };
  const mark = column.clock === 'utc' ? 'Z' : '';
  return { first: first + mark, last: last + mark };
}

function isTime({ column }: BuiltColumn): boolean {
  return column.type === 'date' || column.type === 'time';
}

/** Whether the footers prove that the column has no missing value; blank text counts as missing. */
export function isComplete(item: BuiltColumn, statistics: FileStatistics | undefined): boolean {
  if (!statistics) return false;
  const { nulls, min, max } = statisticsOf(item, statistics);
  if (nulls !== 0) return false;
  if (statistics.isClean) return true;
  const { type } = item.mapped.raw;
  if (type === 'VARCHAR') return min !== undefined && min >= '!' && max !== undefined && max < '\u007f';
  return !/^(DOUBLE|FLOAT|.*\])/.test(type);
}

function statisticsOf({ mapped }: BuiltColumn, statistics: FileStatistics): Partial<ColumnStatistics> {
  return statistics.columns.get(mapped.raw.name) ?? {};
}

export function findBuilt(built: BuiltTable, name: string): BuiltColumn {
  return built.columns.find(({ column }) => column.name === name)!;
}

function quotedColumn({ column }: BuiltColumn): string {
  return quoteIdentifier(column.name);
}

/** Rows with a value that cannot be read, which were reported by cell, and the conditions that leave them out. */
async function countWrong(
  raw: RawTable,
  { skip }: BuiltTable,
  { database }: TableContext,
): Promise<{ readonly conditions: readonly string[]; readonly wrong: readonly LeftOut[] }> {
  if (skip.length === 0) return { conditions: [], wrong: [] };
  const [[rows] = []] = await database.rows(
    `SELECT count(*) FROM ${quoteIdentifier(raw.relation)} WHERE ${skip.join(' OR ')}`,
  );
  return {
    conditions: skip.map((condition) => `NOT coalesce(${condition}, false)`),
    wrong: Number(rows) > 0 ? [{ reason: 'wrong value', rows: Number(rows) }] : [],
  };
}
