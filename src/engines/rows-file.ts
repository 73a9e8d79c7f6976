/** Rows as they come, in a file of this process alone, then a relation. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Database } from '../database/database.ts';
import { quoteIdentifier, quoteText } from '../database/quote.ts';
import { makeTable } from '../database/relation.ts';

export interface RowsColumn {
  readonly name: string;
  /** As the engine of relations writes it. Lists of texts, `VARCHAR[]`, are written as JSON. */
  readonly type: string;
}

export interface RowsFile {
  write(rows: readonly (readonly (string | null)[])[]): Promise<void>;
  /** Makes the relation of all rows, and removes the file. */
  become(columns: readonly RowsColumn[]): Promise<void>;
  /** Leaves nothing behind. */
  drop(): Promise<void>;
}

/** The rows of one answer. Missing values are empty, and text is quoted. */
export function rowsFile(database: Database, relation: string): RowsFile {
  const path = join(database.folder, `${relation}.rows.csv`);
  const stream = createWriteStream(path, { mode: 0o600 });
  const close = async (): Promise<void> => {
    stream.end();
    await finished(stream);
  };
  return {
    async write(rows) {
      const text = rows.map((row) => `${row.map(cell).join(',')}\n`).join('');
      if (!stream.write(text)) await once(stream, 'drain');
    },
    async become(columns) {
      await close();
      const types = columns
        .map(({ name, type }) => `${quoteText(name)}: ${quoteText(type === LIST ? 'VARCHAR' : type)}`)
        .join(', ');
      const options = `header = false, auto_detect = false, delim = ',', quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false, new_line = '\\n'`;
      const items = columns.map(item).join(', ');
      const read = `read_csv(${quoteText(path)}, ${options}, columns = {${types}})`;
      await makeTable(database, relation, `SELECT ${items} FROM ${read}`);
      await rm(path, { force: true });
    },
    async drop() {
      stream.destroy();
      await rm(path, { force: true });
    },
  };
}

export const LIST = 'VARCHAR[]';

function item({ name, type }: RowsColumn): string {
  const column = quoteIdentifier(name);
  return type === LIST ? `from_json(${column}, '["VARCHAR"]') AS ${column}` : column;
}

/** Of each column of decimals the most digits after the point: a sum has as many as the longest of its numbers. */
export function noteScales(
  rows: readonly (readonly (string | null)[])[],
  isDecimal: readonly boolean[],
  scales: number[],
): void {
  for (const [index, is] of isDecimal.entries()) {
    if (!is) continue;
    for (const row of rows) {
      const digits = row[index]?.split('.')[1]?.length ?? 0;
      if (digits > (scales[index] ?? 0)) scales[index] = digits;
    }
  }
}

function cell(value: string | null): string {
  return value === null ? '' : `"${value.replaceAll('"', '""')}"`;
}
