/** A table as a file: CSV, JSON as exports nest it, or Parquet; with rows that nobody can read, or that are nobody's. */
import { writeFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Cell, ColumnType, DataTable } from './world.ts';

export interface Writing {
  readonly format: 'csv' | 'json' | 'parquet';
  /** Of JSON: so many columns stand in a document with an array of rows, the others in the rows. */
  readonly outer?: number;
  /** Of Parquet: texts that are whole numbers in all rows are written as such. */
  readonly isNumeric?: boolean;
  /** Of CSV: before which rows others stand that cannot be read. */
  readonly unreadable?: readonly number[];
  /** Of CSV: so many rows of nobody. */
  readonly nobodys?: number;
}

type Document = Record<string, unknown>;
type Columns = DataTable['columns'];

const numeric: ReadonlySet<ColumnType> = new Set(['integer', 'decimal', 'float']);

/** Types that a cell of letters is none of. */
const strict: ReadonlySet<ColumnType> = new Set(['integer', 'decimal', 'date', 'time']);

export const canBeUnreadable = ({ columns }: DataTable) => columns.some(({ type }) => strict.has(type));

/** The items of an array, and what a file of bad rows needs, beside `columns`. */
export function keysOf({ outer, unreadable }: Writing): Document {
  return {
    ...(outer === undefined ? {} : { each: 'items' }),
    ...(unreadable === undefined ? {} : { on_error: 'skip' }),
  };
}

/** `columns` of the project file: types, but of doubles, which are what their reader finds, and paths with theirs. */
export function columnsOf({ columns }: DataTable, { format, outer }: Writing): Document {
  const shown = columns.filter(({ type }) => format === 'csv' || outer !== undefined || type !== 'decimal');
  return Object.fromEntries(
    shown.map(({ name, type }) => [name, optionOf(name, type, columns, { format, outer })]),
  );
}

function optionOf(
  name: string,
  type: ColumnType,
  columns: Columns,
  { format, outer }: { readonly format: string; readonly outer: number | undefined },
): Document {
  const isDouble = format !== 'csv' && outer === undefined && type === 'decimal';
  return {
    ...(isDouble ? {} : { type }),
    ...(type === 'list' ? { separator: '|' } : {}),
    ...(outer === undefined ? {} : { from: placeOf(name, columns, outer) }),
  };
}

/** Where a column stands in a document. */
function placeOf(name: string, columns: Columns, outer: number): string {
  const index = columns.findIndex((column) => column.name === name);
  return index < outer ? `of.${name}` : `items.${name}`;
}

export async function writeTable(path: string, table: DataTable, writing: Writing): Promise<void> {
  switch (writing.format) {
    case 'csv':
      return writeFileSync(path, toCsv(table, writing));
    case 'json':
      return writeFileSync(path, toJson(table, writing.outer));
    case 'parquet':
      return writeParquet(path, table, writing.isNumeric ?? false);
  }
}

/** Missing cells are empty, lists are joined by `|`. */
export function toCsv(table: DataTable, { unreadable = [], nobodys = 0 }: Partial<Writing> = {}): string {
  const line = (cells: readonly string[]) => `${cells.map(quoteCell).join(',')}\n`;
  const { rows } = table;
  const names = table.columns.map(({ name }) => name);
  const bad = (index: number) =>
    unreadable
      .filter((place) => place % rows.length === index)
      .map((place) => line(unreadableCells(table, place)));
  return [
    line(names),
    ...table.rows.flatMap((row, index) => [
      ...bad(index),
      line(names.map((name) => cellText(row[name] ?? null))),
    ]),
    line(names.map(() => '')).repeat(nobodys),
  ].join('');
}

/** As the row at the place, but for one cell. */
function unreadableCells({ columns, rows }: DataTable, place: number): readonly string[] {
  const able = columns.filter(({ type }) => strict.has(type));
  const spoiled = able[place % able.length]!.name;
  return columns.map(({ name }, index) => {
    if (index === 0) return `8${place}`;
    return name === spoiled ? 'oops' : cellText(rows[place % rows.length]![name] ?? null);
  });
}

/** Numbers as numbers, so that decimals are doubles; missing cells are null. */
function toJson({ columns, rows }: DataTable, outer: number | undefined): string {
  if (outer === undefined) return JSON.stringify(rows.map((row) => documentOf(columns, row)));
  const documents: { readonly of: Document; readonly items: Document[] }[] = [];
  for (const row of rows) {
    const of = documentOf(columns.slice(0, outer), row);
    const item = documentOf(columns.slice(outer), row);
    const last = documents.at(-1);
    if (last && JSON.stringify(last.of) === JSON.stringify(of)) last.items.push(item);
    else documents.push({ of, items: [item] });
  }
  return JSON.stringify(documents);
}

function documentOf(columns: Columns, row: Readonly<Record<string, Cell>>): Document {
  const cell = (value: Cell, type: ColumnType) =>
    value === null || value === '' ? null : numeric.has(type) ? Number(value) : value;
  return Object.fromEntries(columns.map(({ name, type }) => [name, cell(row[name] ?? null, type)]));
}

const database = { instance: undefined as Promise<DuckDBInstance> | undefined };

/** Decimals are doubles, and times without an offset are timestamps. */
async function writeParquet(path: string, { columns, rows }: DataTable, isNumeric: boolean): Promise<void> {
  database.instance ??= DuckDBInstance.create();
  const connection = await (await database.instance).connect();
  const items = columns.map(({ name, type }, index) => {
    const cells = rows.map((row) => row[name]);
    const isLocal = !cells.some((cell) => typeof cell === 'string' && cell.endsWith('Z'));
    const isDigits = cells.every((cell) => typeof cell !== 'string' || /^([1-9]\d{0,17})?$/.test(cell));
    const isNumber = isNumeric && type === 'text' && isDigits && cells.some(Boolean);
    return `CAST(c${index} AS ${isNumber ? 'BIGINT' : engineType(type, isLocal)}) AS "${name}"`;
  });
  const values = rows.map((row) => `(${columns.map(({ name }) => sqlText(row[name] ?? null)).join(', ')})`);
  const names = columns.map((_, index) => `c${index}`).join(', ');
  await connection.run(
    `COPY (SELECT ${items.join(', ')} FROM (VALUES ${values.join(', ')}) AS t(${names})) TO '${path}' (FORMAT parquet)`,
  );
  connection.closeSync();
}

function engineType(type: ColumnType, isLocal: boolean): string {
  switch (type) {
    case 'integer':
      return 'BIGINT';
    case 'decimal':
    case 'float':
      return 'DOUBLE';
    case 'boolean':
      return 'BOOLEAN';
    case 'date':
      return 'DATE';
    case 'time':
      return isLocal ? 'TIMESTAMP' : 'VARCHAR';
    default:
      return 'VARCHAR';
  }
}

function sqlText(cell: Cell): string {
  const text = cellText(cell);
  return text === '' ? 'NULL' : `'${text.replaceAll("'", "''")}'`;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'object' ? cell.join('|') : String(cell);
}

function quoteCell(text: string): string {
  return /[",\n\r;]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
