/** One table of a project: its files → a relation, and what is known of it. */
import type { Database } from '../database/database.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { failure } from '../diagnostics/failure.ts';
import type { Column } from '../model/schema.ts';
import type { Name, SourceEntry } from '../project/project.ts';
import { type BuiltTable, buildColumns } from './build.ts';
import { markCleanColumns } from './clean-columns.ts';
import { copyFiles } from './copies.ts';
import { eachItem } from './each.ts';
import { FILE_NAME } from './file-column.ts';
import { type DataFile, findFiles } from './files.ts';
import { readGiven } from './given.ts';
import { keepNewest, uniteKeys } from './keys.ts';
import { type Emptied, leaveOutMissing, type Required } from './leave-out.ts';
import type { LeftOut, SourceFacts } from './loaded.ts';
import { reportNotJson } from './not-json.ts';
import type { Problems } from './problems.ts';
import type { RawTable } from './raw.ts';
import { readCsv } from './read-csv.ts';
import { readJson } from './read-json.ts';
import { readParquet } from './read-parquet.ts';
import { createRelation, describeColumns } from './relation.ts';
import { mapColumns } from './roles.ts';
import { changedFile, isStill, type Stamp, stampsOf } from './stamp.ts';
import { dropRaw } from './straight.ts';
import type { ForCache, TableContext } from './table-context.ts';
import type { Wanted } from './wanted.ts';
import { atWidth } from './width.ts';

/** What loading shares over all tables. */
export interface Loading {
  /** Relative paths start from this absolute folder. */
  readonly folder: string;
  readonly zone: string;
  readonly database: Database;
  readonly report: Report;
  readonly problems: Problems;
  /** Absent where nothing is kept. */
  readonly forCache?: ForCache | undefined;
  /** Whether the engine may read its own folder only, so that files are copied there. */
  readonly isLocked?: boolean;
}

/** What a table needs of its source, whatever kind of table it is. */
export interface TablePlan {
  readonly name: string;
  readonly kind: SourceFacts['kind'];
  readonly source: SourceEntry;
  readonly key?: Name;
  readonly time?: Name;
  readonly wanted: readonly Wanted[];
  readonly required: readonly Required[];
  /** Whether somebody may ask which of two rows stands first. */
  readonly isOrdered?: boolean;
  /** Whether the project says which rows are meant. */
  readonly isChosen?: boolean;
}

export interface LoadedTable {
  /** The key, when it is unique. */
  readonly key?: string;
  /** The relation's column that counts rows in the order of the files, which nothing else names. */
  readonly order?: string;
  /** The table of which the relation is a view. */
  readonly over?: string;
  /** The Parquet that the relation is a view of, and whether it holds all of it as it is. */
  readonly straight?: { readonly path: string; readonly isWhole: boolean };
  readonly columns: readonly Column[];
  readonly facts: SourceFacts;
  readonly openFiles: readonly string[];
  /** Of the files as they were read. */
  readonly stamps: readonly Stamp[];
}

/** Loads a table as the relation `plan.name`; undefined when something was reported that leaves none. */
export async function loadTable(plan: TablePlan, loading: Loading): Promise<LoadedTable | undefined> {
  const { folder, zone, database, problems, report } = loading;
  const { name, kind: tableKind, source } = plan;
  const sourceZone = source.zone ?? zone;
  const isOrdered = plan.isOrdered === true || source.newest?.name === FILE_NAME;
  const context: TableContext = {
    name,
    kind: tableKind,
    source,
    wanted: plan.wanted,
    zone,
    sourceZone,
    database,
    problems,
    report,
    forCache: loading.forCache,
    isOrdered,
    isChosen: plan.isChosen === true,
  };
  const before = problems.count();
  const found = source.given ? [] : await findFiles(source, folder, problems);
  if ((found.length === 0 && !source.given) || problems.count() > before) return undefined;
  const stamps = stampsOf(found.map(({ path }) => path));
  const files = loading.isLocked ? await copyFiles(found, database) : found;
  const read = source.given ? await readGiven(source.given, context) : await readRaw(files, context);
  const raw = read && (await eachItem(read, context));
  if (!raw) return undefined;
  const make = () => makeTable(raw, { plan, context, files, stamps, before });
  // What is read once the engine is locked is a list, of which one column is used, and no setting can be changed.
  return loading.isLocked ? make() : atWidth(raw.columns.length, database, make);
}

interface Reading {
  readonly plan: TablePlan;
  readonly context: TableContext;
  readonly files: readonly DataFile[];
  readonly stamps: readonly Stamp[];
  /** How many problems there were already. */
  readonly before: number;
}

async function makeTable(
  raw: RawTable,
  { plan, context, files, stamps, before }: Reading,
): Promise<LoadedTable | undefined> {
  const { name, source, database, problems } = context;
  const mapped = mapColumns(raw, source, plan.wanted, context);
  if (mapped) await reportNotJson(new Set(mapped.flatMap((column) => column.raw.within ?? [])), raw, context);
  const marked = mapped && (await markCleanColumns(raw, mapped, context));
  const built = marked && (await buildColumns(raw, marked, context));
  if (!built || problems.count() > before) return undefined;
  const order = context.isOrdered ? freeName('file_order', built) : undefined;
  const ordered = { ...built, ...(order ? { order } : {}) };
  const relation = await createRelation(raw, ordered, context);
  const standing = relation.isRaw ? { ...raw, relation: name } : raw;
  const united = plan.key && (await uniteKeys(plan.key, relation.kind, standing, ordered, context));
  const superseded = await keepNewest(united?.leftOut.length ? 'table' : relation.kind, ordered, context);
  const after = [...(united?.leftOut ?? []), ...superseded];
  const kind = after.length > 0 ? 'table' : relation.kind;
  // A row without a time may be the one that counts of its key: an older one does not come back in its place.
  const missing = await leaveOutMissing(plan.required, { ...relation, kind }, raw, ordered, context);
  const leftOut = [...relation.leftOut, ...missing.leftOut, ...after];
  const described = await describeColumns({ kind, leftOut }, raw, built, context);
  if (kind === 'table' && !relation.isRaw) await dropRaw(raw, database);
  // What is refused is no table, and nothing of it is kept.
  if (problems.count() > before) return undefined;
  if (reportChanged(stamps, files, problems)) return undefined;
  refuseUnaccounted(name, raw.rows, described.rows, leftOut);
  return {
    ...(plan.key && united?.isKey ? { key: plan.key.name } : {}),
    ...(order ? { order } : {}),
    ...(kind === 'view' && raw.kind === 'table' ? { over: raw.relation } : {}),
    columns: described.columns,
    facts: factsOf(plan, raw, described, { leftOut, ofNobody: missing.ofNobody }),
    openFiles: kind === 'view' && raw.kind === 'view' ? files.map(({ path }) => path) : [],
    ...(kind === 'view' && raw.straight !== undefined
      ? { straight: { path: raw.straight, isWhole: relation.isStraight === true && leftOut.length === 0 } }
      : {}),
    stamps,
  };
}

/** A file that grew or was replaced meanwhile was read in part, or is of two minds. */
function reportChanged(stamps: readonly Stamp[], files: readonly DataFile[], problems: Problems): boolean {
  const changed = files.filter((_, index) => !isStill(stamps[index]!));
  for (const { name } of changed) problems.fail(changedFile(name));
  return changed.length > 0;
}

/** A name that no column of the file has. */
function freeName(wanted: string, { columns }: BuiltTable): string {
  const taken = new Set(columns.map(({ column }) => column.name.toLowerCase()));
  return taken.has(wanted) ? freeName(`${wanted}_`, { columns } as BuiltTable) : wanted;
}

export function readRaw(files: readonly DataFile[], context: TableContext): Promise<RawTable | undefined> {
  switch (files[0]!.format) {
    case 'csv':
      return readCsv(files, context);
    case 'parquet':
      return readParquet(files, context);
    case 'json':
      return readJson(files, context);
  }
}

/** Rows in are rows used and rows named. Never seen; a row that nobody can account for is worse than no answer. */
function refuseUnaccounted(table: string, read: number, used: number, leftOut: readonly LeftOut[]): void {
  const named = leftOut.reduce((sum, { rows }) => sum + rows, 0);
  if (read === used + named) return;
  throw failure(
    3,
    'rows-unaccounted',
    `of ${read} rows of \`${table}\` ${used} would be used and ${named} left out, so that none is used`,
    ['this is a bug of ours: please report it with the file, or one like it'],
  );
}

function factsOf(
  { name, kind, time }: TablePlan,
  raw: RawTable,
  { rows, columns }: { readonly rows: number; readonly columns: readonly Column[] },
  { leftOut, ofNobody }: Emptied,
): SourceFacts {
  const range = columns.find((column) => column.name === time?.name)?.range;
  const { files } = raw;
  return {
    table: name,
    kind,
    files: files.map((file) => file.name),
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    read: raw.rows,
    rows,
    leftOut,
    ...(ofNobody > 0 ? { ofNobody } : {}),
    columns,
    ...(range ?? {}),
  };
}
