/** Rows that stand for nothing are left out and counted, once it is decided which row of a key counts. */
import { quoteIdentifier } from '../database/quote.ts';
import type { BuiltTable } from './build.ts';
import type { LeftOut, LeftOutReason } from './loaded.ts';
import type { RawTable } from './raw.ts';
import { findBuilt, isComplete, type Relation, whereOf } from './relation.ts';
import { counted, type TableContext } from './table-context.ts';

/** A column without which a row stands for nothing. */
export interface Required {
  readonly column: string;
  readonly reason: LeftOutReason;
  /** The row stays: rows of other tables may be made of it, or sums be taken of all. */
  readonly isKept?: boolean;
}

export interface Emptied {
  readonly leftOut: readonly LeftOut[];
  /** Rows without a customer, which stay. */
  readonly ofNobody: number;
}

/** Each row under the first column that it lacks. */
export async function leaveOutMissing(
  required: readonly Required[],
  relation: Relation,
  raw: RawTable,
  built: BuiltTable,
  context: TableContext,
): Promise<Emptied> {
  const open = required.filter(({ column }) => !isComplete(findBuilt(built, column), raw.statistics));
  if (open.length === 0) return { leftOut: [], ofNobody: 0 };
  const { database, name } = context;
  const isView = relation.kind === 'view';
  const tests = open.map((item) => {
    const { column } = item;
    return {
      ...item,
      missing: `${isView ? findBuilt(built, column).presence : quoteIdentifier(column)} IS NULL`,
    };
  });
  const from = isView
    ? `${quoteIdentifier(raw.relation)}${whereOf(relation.conditions)}`
    : quoteIdentifier(name);
  const branches = tests.map(({ missing }, index) => `WHEN ${missing} THEN ${index}`).join(' ');
  const rows = await database.rows(
    `SELECT CASE ${branches} END AS test, count(*) FROM ${from} GROUP BY 1 HAVING test IS NOT NULL ORDER BY 1`,
  );
  const found = rows.map(([index, count]) => ({ ...tests[Number(index)]!, rows: Number(count) }));
  for (const { reason, column, rows } of found) reportMissing(reason, column, rows, raw, context);
  const gone = found.filter(({ isKept }) => !isKept);
  if (gone.length > 0) {
    const standing = [...relation.conditions, ...gone.map(({ missing }) => `NOT (${missing})`)];
    await database.run(
      isView
        ? `CREATE OR REPLACE VIEW ${quoteIdentifier(name)} AS ${relation.select}${whereOf(standing)}`
        : `DELETE FROM ${quoteIdentifier(name)} WHERE ${gone.map(({ missing }) => missing).join(' OR ')}`,
    );
  }
  return {
    leftOut: gone.map(({ reason, rows }) => ({ reason, rows })),
    ofNobody: found.reduce((sum, { isKept, rows }) => (isKept ? sum + rows : sum), 0),
  };
}

function reportMissing(
  reason: LeftOutReason,
  column: string,
  rows: number,
  raw: RawTable,
  context: TableContext,
): void {
  const verb = rows === 1 ? 'has' : 'have';
  context.report({
    severity: 'warning',
    code: reason === 'no customer' ? 'rows-of-nobody' : 'rows-left-out',
    message: `${counted(rows, 'row')} of \`${context.name}\` ${verb} no \`${column}\` ${reason === 'no customer' ? `and ${rows === 1 ? 'counts' : 'count'} for nobody` : `and ${rows === 1 ? 'is' : 'are'} left out`}`,
    ...(raw.files.length === 1 ? { place: { file: raw.files[0]!.name, column } } : {}),
  });
}
