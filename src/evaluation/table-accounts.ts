/** What the tables of a project come to: those of files and those made of others, as they stand at the as-of. */
import { exact } from '../language/measures/exact.ts';
import { type Column, type EventTable, findColumn, type Schema } from '../model/schema.ts';
import type { Cell } from '../model/table.ts';
import type { SourceFacts } from '../sources/loaded.ts';
import type { Expr, Select, SelectItem } from '../sql/ast.ts';
import { aggregate, cast, column, isNull, sqlNull } from '../sql/build.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { readRows } from './read-rows.ts';
import { rowsLetThrough } from './rows-let-through.ts';

export interface TableAccount {
  readonly table: string;
  readonly kind: SourceFacts['kind'];
  readonly rows: number;
  /** Different keys; null for a table without one. Of customers, everybody there is, whatever file they stand in. */
  readonly keys: number | null;
  /** The sum of `value` over the rows that `where` lets through, exact text for decimals; null where there is no such number. */
  readonly value: Cell;
  /** Rows without a customer. */
  readonly ofNobody: number;
  /** Rows that `where` does not let through; null where the table has none. */
  readonly outsideWhere: number | null;
  /** Of the time column, on its clock. */
  readonly first: string | null;
  readonly last: string | null;
}

/** What is to be counted of a table. */
type Counted = Pick<EventTable, 'name' | 'relation' | 'columns'> &
  Partial<Pick<EventTable, 'key' | 'customer' | 'time' | 'value'>> & { readonly kind: SourceFacts['kind'] };

type Accounted = Pick<
  Workspace,
  'database' | 'dialect' | 'engine' | 'fileSchema' | 'schema' | 'asOf' | 'definitions'
>;

/** Customers first, then events and lookups, those of nobody included. */
export async function tableAccounts(workspace: Accounted): Promise<readonly TableAccount[]> {
  const found: TableAccount[] = [];
  for (const table of tablesOf(workspace.schema)) {
    const [row = []] = await readRows(workspace, queryOf(table));
    const [rows, keys, whole, ofNobody, first, last] = row;
    const meant = await meantOf(table.name, workspace);
    const { value } = meant ?? { value: whole };
    found.push({
      table: table.name,
      kind: table.kind,
      rows: Number(rows),
      keys: keys === null ? null : Number(keys),
      value: withoutPadding(value ?? null, table),
      ofNobody: Number(ofNobody),
      outsideWhere: meant ? Number(rows) - meant.rows : null,
      first: momentText(first, table),
      last: momentText(last, table),
    });
  }
  return found;
}

/** What is counted of the rows that the table's `where` lets through; undefined where it has none. */
async function meantOf(
  name: string,
  workspace: Accounted,
): Promise<{ readonly rows: number; readonly value: Cell } | undefined> {
  const { schema, definitions } = workspace;
  const table = schema.events.find((each) => each.name === name);
  if (!table || !definitions.filters.has(name)) return undefined;
  const { relation, with: made } = rowsLetThrough(table, workspace);
  const body = queryOf({ ...table, kind: 'events', relation });
  const [row = []] = await readRows(workspace, { with: made, body });
  return { rows: Number(row[0]), value: row[2] ?? null };
}

function tablesOf({ customers, events, unowned = [], lookups }: Schema): readonly Counted[] {
  const { name, relation, columns, key, created } = customers;
  const people: Counted = { name, relation, columns, key, kind: 'customers' };
  const all = [...events, ...unowned];
  return [
    { ...people, ...(created === undefined ? {} : { time: created }) },
    ...all.map((table) => ({ ...table, kind: 'events' as const })),
    ...lookups
      .filter((lookup) => !all.some((table) => table.name === lookup.name))
      .map((table) => ({ ...table, kind: 'lookup' as const })),
  ];
}

function queryOf(table: Counted): Select {
  const { key, customer, time, relation } = table;
  const rows = aggregate('count', undefined);
  const items: Readonly<Record<string, Expr>> = {
    rows,
    keys: key === undefined ? cast(sqlNull, 'integer') : aggregate('count', column(key), { distinct: true }),
    value: sumOf(table),
    of_nobody: customer
      ? aggregate('count', undefined, { filter: isNull(column(customer)) })
      : cast(sqlNull, 'integer'),
    first: time === undefined ? cast(sqlNull, 'timestamp') : aggregate('min', column(time)),
    last: time === undefined ? cast(sqlNull, 'timestamp') : aggregate('max', column(time)),
  };
  return {
    kind: 'select',
    items: Object.entries(items).map(([as, expr]): SelectItem => ({ expr, as })),
    from: { relation },
  };
}

const numbers: readonly Column['type'][] = ['integer', 'decimal', 'float'];

function sumOf(table: Counted): Expr {
  const value = table.value === undefined ? undefined : findColumn(table, table.value);
  if (!value || !numbers.includes(value.type)) return cast(sqlNull, 'integer');
  return aggregate('sum', exact(column(value.name), value.type));
}

/** Floats are added as long decimals, most of whose digits say nothing. */
function withoutPadding(sum: Cell, { value = '', ...table }: Counted): Cell {
  const isFloat = findColumn(table, value)?.type === 'float';
  return isFloat && typeof sum === 'string' ? sum.replace(/\.?0+$/, '') : sum;
}

function momentText(cell: Cell | undefined, { time = '', ...table }: Counted): string | null {
  if (cell === null || cell === undefined) return null;
  const isUtc = findColumn(table, time)?.clock === 'utc';
  return isUtc ? `${String(cell).replace(/Z$/, '')}Z` : String(cell);
}
