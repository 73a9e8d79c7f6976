/** A CSV file made ready for the engine: unpacked, in UTF-8, its dialect known. */
import type { Database } from '../database/database.ts';
import { plainPath, readHead, transcode } from './copies.ts';
import { UNCLOSED } from './csv-records.ts';
import { describeDamage } from './damage.ts';
import { type Dialect, findEncoding, readDialect, sampleRecords } from './dialect.ts';
import { Undecodable } from './encoding.ts';
import type { DataFile } from './files.ts';
import type { Problems } from './problems.ts';
import type { TableContext } from './table-context.ts';

export interface CsvFile {
  readonly file: DataFile;
  /** Of plain UTF-8: the file itself, or a copy. */
  readonly path: string;
  readonly dialect: Dialect;
  /** The first records behind the header. */
  readonly sample: readonly (readonly string[])[];
}

/** Undefined, and reported, where it cannot be read as text with a header. */
export async function prepareFile(file: DataFile, context: TableContext): Promise<CsvFile | undefined> {
  const { source, database, problems } = context;
  const path = await readable(file, database, problems);
  if (path === undefined) return undefined;
  const head = readHead(path);
  if (head.length === 0) return reportEmpty(file, problems);
  const encoding = findEncoding(head, source.encoding);
  if (typeof encoding !== 'string') return reportEncoding(file, encoding.problem, problems);
  const dialect = readDialect(head, encoding, source.delimiter ?? file.delimiter, source);
  if (dialect.header.length === 0) return reportNoHeader(file, UNCLOSED, problems);
  if (!reportHeader(file, dialect, problems)) return undefined;
  const sample = sampleRecords(head, encoding, dialect);
  if (encoding === 'utf-8') return { file, path, dialect, sample };
  const copy = await decodable(file, path, encoding, context);
  return copy === undefined ? undefined : { file, path: copy, dialect, sample };
}

async function readable(file: DataFile, database: Database, problems: Problems): Promise<string | undefined> {
  try {
    const path = await plainPath(file, database);
    readHead(path);
    return path;
  } catch (error) {
    if (!isOfFile(error)) throw error;
    const message = `\`${file.name}\` cannot be read: ${describeDamage(error)}`;
    problems.fail({ code: 'unreadable-file', message, place: { file: file.name } });
    return undefined;
  }
}

/** A full disk is no fault of the file. */
function isOfFile(error: unknown): boolean {
  return !['ENOSPC', 'EDQUOT', 'EMFILE'].includes((error as NodeJS.ErrnoException).code ?? '');
}

async function decodable(
  file: DataFile,
  path: string,
  encoding: string,
  { database, problems }: TableContext,
): Promise<string | undefined> {
  try {
    return await transcode(path, encoding, database);
  } catch (error) {
    if (!(error instanceof Undecodable)) throw error;
    return reportEncoding(file, `what stands in row ${error.line} is not ${encoding}`, problems);
  }
}

function reportEmpty({ name }: DataFile, problems: Problems): undefined {
  const help = ['a table without rows still has a header'];
  problems.fail({ code: 'empty-file', message: `\`${name}\` is empty`, help, place: { file: name } });
}

export function reportNoHeader({ name }: DataFile, reason: string, problems: Problems): undefined {
  const message = `the header of \`${name}\` cannot be read: ${reason}`;
  problems.fail({ code: 'unreadable-row', message, place: { file: name, row: 1 } });
}

function reportEncoding({ name }: DataFile, problem: string, problems: Problems): undefined {
  const help = [
    'say what it is, as in `encoding: windows-1250` or `encoding: utf-16le`, or save it as UTF-8',
  ];
  const message = `\`${name}\` cannot be read as text: ${problem}`;
  problems.fail({ code: 'encoding', message, help, place: { file: name } });
}

/** The engine does not tell names apart by case. */
function reportHeader({ name }: DataFile, { header }: Dialect, problems: Problems): boolean {
  const first = new Map<string, number>();
  let complete = true;
  for (const [index, column] of header.entries()) {
    const earlier = first.get(column.toLowerCase());
    first.set(column.toLowerCase(), index);
    if (earlier === undefined) continue;
    complete = false;
    problems.fail({
      code: 'duplicate-column',
      message: `\`${name}\` names two columns \`${column}\`: column ${earlier + 1} and column ${index + 1}`,
      help: ['rename one of them in the header (upper and lower case are one name)'],
      place: { file: name, row: 1, column },
    });
  }
  return complete;
}
