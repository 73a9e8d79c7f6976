/** Which text of Parquet files is as relations hold it, so that no query has to clean it. */
import { quoteIdentifier } from '../database/quote.ts';
import type { RawTable } from './raw.ts';
import type { MappedColumn } from './roles.ts';
import type { TableContext } from './table-context.ts';

type Look = 'each value' | 'all rows' | 'first rows';

/** So many rows are looked at of event keys; whoever reads the others as they are written has to look himself. */
const FIRST_ROWS = 100_000;

/**
 * The columns, with those marked that hold nothing to be cleaned. Looked at are keys, which every query reads,
 * and text of few values, which a look costs next to nothing: 30 million rows of two such columns were read in
 * a third less time once nothing had to be cleaned. A look at all keys of 40 million events took 5 s of CPU, as
 * long as reading them cleaned twice, so that only the first of them are looked at.
 */
export async function markCleanColumns(
  raw: RawTable,
  columns: readonly MappedColumn[],
  context: TableContext,
): Promise<readonly MappedColumn[]> {
  const { statistics, relation } = raw;
  if (!statistics || raw.straight !== undefined) return columns;
  const looks = new Map<string, Look>();
  for (const column of columns) {
    const few = (statistics.columns.get(column.raw.name)?.bytesPerValue ?? 2) < 2;
    const look = column.raw.type === 'VARCHAR' ? lookAt(column, few, context) : undefined;
    if (look) looks.set(column.raw.name, look);
  }
  if (looks.size === 0) return columns;
  const tests = [...looks].map(([name, look]) => isCleanSql(name, relation, look));
  const [row] = await context.database.rows(`SELECT ${tests.join(', ')}`);
  const clean = new Set([...looks.keys()].filter((_, index) => row![index] === true));
  return columns.map((column) => {
    if (!clean.has(column.raw.name)) return column;
    const mark = looks.get(column.raw.name) === 'first rows' ? { looksClean: true } : { isClean: true };
    return { ...column, raw: { ...column.raw, ...mark } };
  });
}

function lookAt({ role }: MappedColumn, few: boolean, { kind }: TableContext): Look | undefined {
  if (few) return 'each value';
  if (role !== 'key') return undefined;
  return kind === 'events' ? 'first rows' : 'all rows';
}

/** Few values are looked at once each; telling many apart would take longer than looking at all. */
function isCleanSql(name: string, relation: string, look: Look): string {
  const distinct = look === 'each value' ? 'DISTINCT ' : '';
  const limit = look === 'first rows' ? ` LIMIT ${FIRST_ROWS}` : '';
  const values = `SELECT ${distinct}${quoteIdentifier(name)} AS value FROM ${quoteIdentifier(relation)}${limit}`;
  return `(SELECT bool_and(value IS NOT DISTINCT FROM source_text(value)) FROM (${values}))`;
}
