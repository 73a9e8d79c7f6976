/** The transition matrix of a partition: who was where at one as-of and is where at another. */

import { checkField } from '../check/field.ts';
import { quoteIdentifier } from '../database/quote.ts';
import { collector } from '../diagnostics/collect.ts';
import { Failure, failure } from '../diagnostics/failure.ts';
import type { AsOf } from '../model/calendar.ts';
import type { Table, TableRow } from '../model/table.ts';
import { typeOf } from '../model/value.ts';
import { Planner } from '../plan/planner.ts';
import { duckdb } from '../sql/dialects/duckdb.ts';
import { printQuery } from '../sql/print.ts';
import { planInput } from '../workspace/membership.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Where those are who did not exist yet at the first as-of, and those who are not there at the second. */
export const NEWCOMERS = '(not yet)';
export const GONE = '(gone)';

/** Customers that went from one part to another; a part is null where the field is missing. */
export interface Move {
  readonly from: string | null;
  readonly to: string | null;
  readonly customers: number;
}

/** The field of a partition: a stage set by its own name, or any text field of customers. */
export function partitionField(name: string, { definitions }: Workspace): string {
  return definitions.stageSets.some((set) => set.name === name) ? `${name}.stage` : name;
}

/** Evaluates the field at both as-ofs. Throws a `Failure` (2) for what is no field of text. */
export async function measureMoves(
  workspace: Workspace,
  field: string,
  from: AsOf,
  to: AsOf,
): Promise<readonly Move[]> {
  const { database } = workspace;
  await copyParts(workspace.at(from), field, 'moves_from');
  await copyParts(workspace.at(to), field, 'moves_to');
  const rows = await database.rows(`
    SELECT CASE WHEN was.customer IS NULL THEN '${NEWCOMERS}' ELSE was.part END AS part_from,
      CASE WHEN now.customer IS NULL THEN '${GONE}' ELSE now.part END AS part_to, count(*)
    FROM moves_from AS was FULL JOIN moves_to AS now ON was.customer = now.customer
    GROUP BY ALL`);
  const order = partOrder(field, workspace);
  return rows
    .map(([was, now, customers]) => ({ from: textOf(was), to: textOf(now), customers: Number(customers) }))
    .toSorted((a, b) => order(a.from, b.from) || order(a.to, b.to));
}

function textOf(cell: TableRow[number] | undefined): string | null {
  return typeof cell === 'string' ? cell : null;
}

async function copyParts(view: Workspace, field: string, relation: string): Promise<void> {
  const found = collector();
  const source = { name: 'PARTITION', text: field };
  const span = { source, start: 0, end: field.length };
  const value = checkField({ kind: 'scalar', text: field, quoted: false, span }, view.names(found.report));
  if (!value) throw new Failure(2, found.diagnostics);
  const type = typeOf(value);
  if (type !== 'text') {
    throw failure(2, 'partition', `\`${field}\` is ${type}, and moves are between the values of a text`, [
      'name a stage set, a text column, or a field such as `rfm.segment`',
    ]);
  }
  const planner = new Planner(await planInput(view));
  const part = planner.value(value, 'part');
  const { tables, relation: planned, key } = planner.finish();
  const body = { kind: 'select', star: [''], items: [], from: { relation: planned } } as const;
  const query = printQuery({ with: tables, body }, duckdb);
  await view.database.run(`CREATE OR REPLACE TEMP TABLE ${relation} AS
    SELECT ${quoteIdentifier(key)} AS customer, ${quoteIdentifier(part)} AS part FROM (\n${query}\n)`);
}

/** Stages in the order they are written, other values by byte; then missing ones, newcomers and the gone. */
function partOrder(
  field: string,
  { definitions }: Workspace,
): (a: string | null, b: string | null) => number {
  const set = definitions.stageSets.find(({ name }) => `${name}.stage` === field);
  const stages = set?.stages.map(({ name }) => name) ?? [];
  const rank = (part: string | null): number => {
    if (part === null) return stages.length + 1;
    if (part === NEWCOMERS || part === GONE) return stages.length + 2;
    const place = stages.indexOf(part);
    return place < 0 ? stages.length : place;
  };
  return (a, b) => rank(a) - rank(b) || ((a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0);
}

/** A row a move; `share` is of those who were in `from`. */
export function movesTable(moves: readonly Move[]): Table {
  const totals = totalsOf(moves);
  return {
    columns: [
      { name: 'from', kind: 'text' },
      { name: 'to', kind: 'text' },
      { name: 'customers', kind: 'integer' },
      { name: 'share', kind: 'percent' },
    ],
    rows: moves.map(({ from, to, customers }) => [from, to, customers, customers / totals.get(from)!]),
  };
}

/** The matrix for people: a row where they were, a column where they are, shares of the row. */
export function movesMatrix(moves: readonly Move[]): Table {
  const totals = totalsOf(moves);
  const last = new Set(moves.map(({ to }) => to));
  const both = [...moves.map(({ from }) => from), ...moves.map(({ to }) => to)];
  const parts = [...new Set(both)].filter((part) => last.has(part));
  const ordered = [...parts.filter((part) => part !== GONE), ...parts.filter((part) => part === GONE)];
  const names = ordered.map((part) => part ?? '(missing)');
  const rows = [...totals].map(([from, total]): TableRow => {
    const shares = ordered.map((to) => {
      const move = moves.find((each) => each.from === from && each.to === to);
      return move ? move.customers / total : 0;
    });
    return [from ?? '(missing)', total, ...shares];
  });
  return {
    columns: [
      { name: 'from', kind: 'text' },
      { name: 'customers', kind: 'integer' },
      ...names.map((name) => ({ name, kind: 'percent' }) as const),
    ],
    rows,
    picture: { kind: 'heat-map', columns: names, scale: 'row' },
  };
}

function totalsOf(moves: readonly Move[]): ReadonlyMap<string | null, number> {
  const totals = new Map<string | null, number>();
  for (const { from, customers } of moves) totals.set(from, (totals.get(from) ?? 0) + customers);
  return totals;
}
