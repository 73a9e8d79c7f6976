/** A table to where it should go, in the format asked for. */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Table } from '../model/table.ts';
import { writeAtomically } from './atomic.ts';
import type { Format, Look } from './format.ts';
import { withoutPartial } from './partial.ts';
import { type Chunks, gathered } from './streams.ts';
import { makeTemporary, removeTemporary } from './temporaries.ts';

/** Writes the rows of a query to a Parquet file: the engine's part, opened only when it is needed. */
export type CopyParquet = (query: string, path: string) => Promise<void>;

/** Writes the table to a stream. Throws as `OutputStream.write` does. */
export async function printTable(
  table: Table,
  format: Format,
  look: Look,
  stream: {
    readonly write: (chunks: Chunks) => Promise<void>;
    readonly writeData: (chunks: Chunks) => Promise<void>;
    readonly copyFile: (path: string) => Promise<void>;
  },
  copy: CopyParquet,
): Promise<void> {
  const shown = format.reader === 'person' ? table : withoutPartial(table);
  if (format.kind === 'text') {
    const text = format.write(shown, look);
    return format.paints ? stream.write(text) : stream.writeData(text);
  }
  const folder = await makeTemporary(tmpdir());
  try {
    const path = join(folder, 'table.parquet');
    await copy(format.query(shown), path);
    await stream.copyFile(path);
  } finally {
    await removeTemporary(folder);
  }
}

/** Replaces a file by the table, in one step. Throws `Failure` (3) as `writeAtomically` does. */
export function saveTable(
  table: Table,
  format: Format,
  look: Look,
  path: string,
  copy: CopyParquet,
): Promise<void> {
  const shown = format.reader === 'person' ? table : withoutPartial(table);
  return writeAtomically(path, (temporary) =>
    format.kind === 'text'
      ? writeFile(temporary, gathered(format.write(shown, look)))
      : copy(format.query(shown), temporary),
  );
}
