/** Rows that the engine's strict CSV reader refused, in words. The rows themselves are personal data and not shown. */
import type { Database } from '../database/database.ts';
import { quoteIdentifier } from '../database/quote.ts';
import type { CsvFile } from './csv-file.ts';
import { counted, type TableContext } from './table-context.ts';

export interface UnreadableRow {
  readonly file: string;
  readonly row: number;
  readonly column: string | undefined;
  readonly reason: string;
}

/** One for each refused row, by file and row. */
export async function readUnreadable(
  files: readonly CsvFile[],
  rejects: string,
  database: Database,
): Promise<readonly UnreadableRow[]> {
  const rows = await database.rows(
    `SELECT file_path, line, first(column_name), first(error_type ORDER BY byte_position), first(error_message)
     FROM ${quoteIdentifier(rejects)} JOIN (SELECT scan_id, file_id, file_path FROM ${quoteIdentifier(`${rejects}_scans`)})
     USING (scan_id, file_id) GROUP BY file_path, line ORDER BY file_path, line`,
  );
  await database.run(`DROP TABLE ${quoteIdentifier(rejects)}`);
  await database.run(`DROP TABLE ${quoteIdentifier(`${rejects}_scans`)}`);
  return rows.map(([path, line, column, kind, message]) => {
    const csv = files.find((file) => file.path === path) ?? files[0]!;
    const reason = describeReason(String(kind), String(message));
    return {
      file: csv.file.name,
      row: Number(line) - csv.dialect.skip,
      column: kind === 'UNQUOTED VALUE' || kind === 'INVALID ENCODING' ? String(column ?? '') : undefined,
      reason,
    };
  });
}

function describeReason(kind: string, message: string): string {
  const counts = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
  if (counts) return `expected ${counts[1]} fields, found ${counts[2]}`;
  switch (kind) {
    case 'UNQUOTED VALUE':
      return 'a quote is opened and not closed before the field ends';
    case 'INVALID ENCODING':
      return 'it is not UTF-8; say what it is, as in `encoding: windows-1250`';
    case 'LINE SIZE OVER MAXIMUM':
      return 'it is longer than 2 MB; is a quote not closed?';
    default:
      return 'it cannot be read';
  }
}

const shown = 20;

/** An error for each row, or one warning with their number where `on_error: skip` accepts the loss. */
export function reportUnreadable(rows: readonly UnreadableRow[], context: TableContext): void {
  if (rows.length === 0) return;
  if (context.source.onError === 'skip') {
    const { file, row, reason } = rows[0]!;
    context.report({
      severity: 'warning',
      code: 'rows-skipped',
      message: `${counted(rows.length, 'row')} of \`${context.name}\` could not be read and ${rows.length === 1 ? 'is' : 'are'} left out; the first: ${reason}`,
      place: { file, row },
    });
    return;
  }
  for (const [index, { file, row, column, reason }] of rows.slice(0, shown).entries()) {
    const more = index === shown - 1 && rows.length > shown ? [`and ${rows.length - shown} more`] : [];
    const help = index === 0 ? ['mend the file, or leave such rows out with `on_error: skip`'] : [];
    context.problems.fail({
      code: 'unreadable-row',
      message: `row ${row} cannot be read: ${reason}`,
      place: { file, row, ...(column ? { column } : {}) },
      help: [...help, ...more],
    });
  }
}
