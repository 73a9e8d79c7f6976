/** Rows that are written out → the raw table that a file of them would be. */
import { quoteIdentifier, quoteText } from '../database/quote.ts';
import type { ColumnType } from '../model/schema.ts';
import type { GivenRows } from '../project/project.ts';
import type { KnownType, RawColumn, RawTable } from './raw.ts';
import type { TableContext } from './table-context.ts';

/** What relations call the types of columns that hold nothing. */
export const relationTypes: Readonly<Record<ColumnType, string>> = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  decimal: 'DECIMAL(18,2)',
  float: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  time: 'TIMESTAMP',
  list: 'VARCHAR[]',
};

/** Text that is as relations hold it: cleaning a column took a millisecond of a few rows, most of what they took. */
const CLEAN = /^[!-&(-~]([ -~]*[!-~])?$/;

export async function readGiven(
  { name, columns, rows }: GivenRows,
  { name: table, source, database }: TableContext,
): Promise<RawTable> {
  const relation = `source_${table}_raw`;
  const types = new Map(source.columns.map((option) => [option.name.name, option.type]));
  const raw = columns.map((column, index): RawColumn => {
    const type = types.get(column);
    const isGiven = rows.some((row) => row[index] !== null);
    if (isGiven || type === undefined || type === 'month_day' || type === 'text')
      return { name: column, type: 'VARCHAR', guess: 'anything' };
    return { name: column, type: relationTypes[type], guess: 'nothing', known: knownAs(type) };
  });
  const given = columns.map((_, index) => index).filter((index) => rows.some((row) => row[index] !== null));
  const place = new Map(given.map((index, at) => [index, at]));
  const items = raw.map(({ name: column, type }, index) => {
    const at = place.get(index);
    const isClean = rows.every((row) => row[index] === null || CLEAN.test(row[index]!));
    const given = isClean ? `c${at}` : `source_text(c${at})`;
    const value = at === undefined ? `CAST(NULL AS ${type})` : given;
    return `${value} AS ${quoteIdentifier(column)}`;
  });
  await database.run(
    `CREATE OR REPLACE TABLE ${quoteIdentifier(relation)} AS SELECT ${items.join(', ')} FROM ${valuesOf(rows, given)}`,
  );
  return {
    relation,
    kind: 'table',
    columns: raw,
    files: [{ path: '', name, format: 'csv', compression: 'none', bytes: 0 }],
    placeOf: async (rowids) => rowids.map((row) => ({ file: name, row: row + 1 })),
    rows: rows.length,
    unreadable: 0,
  };
}

function knownAs(type: ColumnType): KnownType {
  return { type, ...(type === 'decimal' ? { scale: 2 } : {}), ...(type === 'time' ? { zoned: false } : {}) };
}

/** The cells of the columns that any row gives, as `c0, c1, …`. */
function valuesOf(rows: GivenRows['rows'], given: readonly number[]): string {
  const width = Math.max(1, given.length);
  const names = Array.from({ length: width }, (_, index) => `c${index}`).join(', ');
  const nothing = Array.from({ length: width }, () => 'CAST(NULL AS VARCHAR)');
  const cells = rows.map((row) =>
    given.length === 0
      ? ['NULL']
      : given.map((index) => (row[index] === null ? 'NULL' : quoteText(row[index]!))),
  );
  const values = [nothing, ...cells].map((row) => `(${row.join(', ')})`).join(', ');
  // The first row is there for the types alone.
  return `(VALUES ${values}) given(${names}) OFFSET 1`;
}
