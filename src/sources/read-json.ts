/** JSON lines, or one array of objects, become a table. */
import { literalPath, quoteIdentifier, quotePaths, quoteText } from '../database/quote.ts';
import { type BrokenLine, brokenLine } from './broken-line.ts';
import { plainPath, readHead, transcode } from './copies.ts';
import { describeDamage } from './damage.ts';
import { looksWide, markedEncoding, Undecodable } from './encoding.ts';
import { FILE_NAME, fileNameColumn, saysFile, withFileColumns } from './file-column.ts';
import type { DataFile } from './files.ts';
import { type JsonScan, scanJson } from './json-scan.ts';
import type { Guess, RawColumn, RawTable, RowPlace } from './raw.ts';
import type { TableContext } from './table-context.ts';
import { unpackedBytes } from './unpack.ts';

/** A file that the engine can read: unpacked, in UTF-8, its objects counted. */
interface JsonFile {
  readonly file: DataFile;
  readonly path: string;
  readonly scan: JsonScan;
}

export async function readJson(
  files: readonly DataFile[],
  context: TableContext,
): Promise<RawTable | undefined> {
  const prepared: JsonFile[] = [];
  for (const file of files) {
    const json = await prepareFile(file, context);
    if (json) prepared.push(json);
  }
  if (prepared.length < files.length) return undefined;
  const relation = `source_${context.name}_raw`;
  const paths = quotePaths(prepared.map(({ path }) => path));
  const options =
    'sample_size = -1, map_inference_threshold = -1, maximum_object_size = 67108864, union_by_name = true, hive_partitioning = false';
  const probe = `FROM read_json(${paths}, ${options})`;
  const error = await context.database.attempt(`${probe} LIMIT 0`);
  if (error) return reportJson(prepared, error.message, context);
  const columns = (await context.database.columns(probe)).map(asWritten);
  const types = columns.map(({ name, type }) => `${quoteIdentifier(name)}: ${quoteText(type)}`);
  const read = (more: string): string =>
    `read_json(${paths}, ${options}, columns = {${types.join(', ')}}${more})`;
  const name = saysFile(context.source) && !columns.some((column) => column.name === FILE_NAME);
  const wanted = { name, number: files.length > 1, order: false };
  const load = `CREATE TABLE ${quoteIdentifier(relation)} AS ${withFileColumns(read, prepared, wanted)}`;
  const failed = await context.database.attempt(load);
  if (failed) return reportJson(prepared, failed.message, context);
  const [[rows] = []] = await context.database.rows(`SELECT count(*) FROM ${quoteIdentifier(relation)}`);
  const counted = prepared.reduce((sum, { scan }) => sum + scan.objects, 0);
  if (rows !== counted) return reportUncounted(prepared[0]!, Number(rows), counted, context);
  return {
    relation,
    kind: 'table',
    columns: [...columns, ...(name ? [fileNameColumn] : [])],
    files,
    placeOf: async (rowids) => rowids.map((rowid) => rowInFiles(rowid, prepared)),
    rows: counted,
    unreadable: 0,
  };
}

async function prepareFile(file: DataFile, context: TableContext): Promise<JsonFile | undefined> {
  const { database } = context;
  try {
    const plain = await plainPath(file, database);
    const head = readHead(plain);
    const wide = looksWide(head);
    if (wide !== undefined) return reportFile(file, wide, context);
    const isMarked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
    const encoding = markedEncoding(head) ?? (isMarked ? 'utf-8' : undefined);
    const path = encoding === undefined ? plain : await transcode(plain, encoding, database);
    const scan = await scanJson(unpackedBytes({ path, compression: 'none' }));
    if (!scan.isWhole) return reportUnclosed({ file, path }, context);
    return { file, path, scan };
  } catch (error) {
    if (error instanceof Undecodable) {
      return reportFile(file, `what stands in line ${error.line} is not of its encoding`, context);
    }
    return reportFile(file, describeDamage(error), context);
  }
}

function reportFile(
  { name }: DataFile,
  reason: string,
  { problems }: TableContext,
  at?: { readonly row: number },
): undefined {
  const message = `\`${name}\` cannot be read: ${reason}`;
  problems.fail({ code: 'unreadable-file', message, place: { file: name, ...(at && { row: at.row }) } });
}

/** What was opened is not closed: the file was cut, or a line of it is broken. */
async function reportUnclosed(json: Omit<JsonFile, 'scan'>, context: TableContext): Promise<undefined> {
  const broken = await brokenLine(json.path);
  if (broken && !broken.isLast) return reportLines(json.file, broken, context);
  return reportFile(json.file, 'it ends in the middle; was it copied whole?', context, broken);
}

/** Objects have no header: the first is row 1. */
function rowInFiles(rowid: number, files: readonly JsonFile[]): RowPlace {
  let first = 0;
  for (const { file, scan } of files) {
    if (rowid < first + scan.objects) return { file: file.name, row: rowid - first + 1 };
    first += scan.objects;
  }
  return { file: files[0]!.file.name };
}

/** Numbers with a point are read as their digits, so that 19.90 is exact; dates and times as their text; structures as JSON. */
function asWritten({ name, type }: { readonly name: string; readonly type: string }): RawColumn {
  const guesses: Readonly<Record<string, Guess>> = { DOUBLE: 'numbers', VARCHAR: 'times' };
  const times = /^(DATE|TIME|TIMESTAMP.*|UUID)$/.test(type);
  const guess = times ? 'times' : (guesses[type] ?? 'nothing');
  if (/^(STRUCT|MAP|JSON)|(STRUCT|MAP|JSON).*\]$/.test(type)) return { name, type: 'JSON', guess };
  return guess === 'nothing' ? { name, type, guess } : { name, type: 'VARCHAR', guess };
}

/** The engine quotes the text it could not read: only the place is passed on. */
async function reportJson(
  files: readonly JsonFile[],
  message: string,
  context: TableContext,
): Promise<undefined> {
  const isNamed = ({ path }: JsonFile): boolean =>
    message.includes(path) || message.includes(literalPath(path));
  const { file, path } = files.find(isNamed) ?? files[0]!;
  return reportLines(file, await brokenLine(path), context);
}

function reportLines(file: DataFile, at: BrokenLine | undefined, context: TableContext): undefined {
  if (at?.isOtherText) return reportFile(file, 'it is not UTF-8', context, at);
  const { name } = file;
  context.problems.fail({
    code: 'unreadable-json',
    message: `\`${name}\` cannot be read as JSON lines`,
    help: [JSON_HELP],
    place: { file: name, ...(at && { row: at.row }) },
  });
}

const JSON_HELP = 'each line is one object, `{"customer_id": "7", …}`, or the file is one array of objects';

function reportUncounted(
  { file }: JsonFile,
  rows: number,
  objects: number,
  context: TableContext,
): undefined {
  context.problems.fail({
    code: 'unreadable-json',
    message: `\`${file.name}\` cannot be read as a table: it holds ${objects} objects, of which ${rows} would be rows`,
    help: [JSON_HELP],
    place: { file: file.name },
  });
}
