import type { Dialect } from './dialect.ts';
import type { DataFile } from './files.ts';

/** A file that the engine can read: in UTF-8, its dialect known. */
export interface CsvFile {
  readonly file: DataFile;
  readonly path: string;
  readonly compression: DataFile['compression'];
  readonly dialect: Dialect;
}
