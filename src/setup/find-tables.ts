/** The tables of a folder: its files grouped, read as far as needed, and held against each other. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../database/database.ts';
import { type ContainerKind, containerPath, namesInside, takeOut } from '../sources/container.ts';
import { describeDamage } from '../sources/damage.ts';
import { type FileHead, headOf } from '../sources/file-head.ts';
import { type DataFile, formatOf } from '../sources/files.ts';
import { type Known, knownValues, type Survey, survey } from '../sources/survey.ts';
import { RUN_FILE } from '../workspace/fingerprints.ts';
import { type ColumnForm, columnForm } from './column-form.ts';
import { daysInDigits } from './digit-days.ts';
import { type FileGroup, groupFiles, stemOf } from './group-files.ts';
import { spreadsheetDays } from './moment-form.ts';
import { speaksOf } from './role-words.ts';
import {
  type ColumnFacts,
  canIdentify,
  isUnique,
  type Link,
  OF_FIRMS,
  type TableFacts,
} from './table-facts.ts';

export interface FoundFile {
  /** Relative to the folder, with forward slashes. */
  readonly name: string;
  readonly header: readonly string[];
  readonly head: FileHead;
  readonly file: DataFile;
}

export interface FoundTable extends TableFacts {
  readonly group: FileGroup<FoundFile>;
  readonly survey: Survey;
}

/** A file that is no table, and why. */
export interface PassedOver {
  readonly name: string;
  readonly reason: string;
}

const DEEPEST = 4;
const SKIPPED = /^(\.|node_modules$|segments$|lists$|segment\.config\.yaml)/;

/** Every data file below the folder, those in archives and sheets of workbooks too, in the order of their names. */
export async function findFilesBelow(
  folder: string,
  database: Database,
): Promise<{ readonly files: readonly FoundFile[]; readonly passedOver: readonly PassedOver[] }> {
  const files: FoundFile[] = [];
  const passedOver: PassedOver[] = [];
  for (const name of namesBelow(folder, '', 1)) {
    if (name.endsWith('/')) {
      passedOver.push({ name, reason: 'lists that `segment run` wrote' });
      continue;
    }
    for (const found of await openFiles(folder, name, database)) {
      if ('reason' in found) passedOver.push(found);
      else files.push(found);
    }
  }
  return { files, passedOver };
}

/** With a slash at its end where it is a folder that a run wrote. */
function namesBelow(folder: string, inside: string, depth: number): readonly string[] {
  return readdirSync(join(folder, inside), { withFileTypes: true })
    .filter(({ name }) => !SKIPPED.test(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const name = inside === '' ? entry.name : `${inside}/${entry.name}`;
      if (!entry.isDirectory()) return [name];
      if (existsSync(join(folder, name, RUN_FILE))) return [`${name}/`];
      return depth < DEEPEST ? namesBelow(folder, name, depth + 1) : [];
    });
}

type Opened = FoundFile | PassedOver;

async function openFiles(folder: string, name: string, database: Database): Promise<readonly Opened[]> {
  const path = join(folder, name);
  const container = containerPath(name);
  try {
    if (container) return await openContainer(path, name, container.kind, database);
    return [await openFile(path, name, name, database)];
  } catch (error) {
    return [{ name, reason: `it cannot be read: ${describeDamage(error)}` }];
  }
}

async function openContainer(
  path: string,
  name: string,
  kind: ContainerKind,
  database: Database,
): Promise<readonly Opened[]> {
  const opened: Opened[] = [];
  for (const inside of await namesInside(kind, path)) {
    const shown = `${name}/${inside}`;
    const ending = kind === 'workbook' ? 'sheet.csv' : inside;
    const isTable = formatOf(ending) !== undefined;
    const taken = isTable ? await takeOut(path, { kind, name: inside }, database) : path;
    opened.push(await openFile(taken, shown, ending, database));
  }
  return opened;
}

/** `ending` is a name that tells the format. */
async function openFile(path: string, name: string, ending: string, database: Database): Promise<Opened> {
  const format = formatOf(ending);
  if (!format) return { name, reason: 'its ending is of no format that can be read' };
  const bytes = statSync(path).size;
  if (bytes === 0) return { name, reason: 'it is empty' };
  const file = { path, name, bytes, ...format };
  const head = await headOf(file, database);
  if (head.header.length === 0) return { name, reason: 'it has no columns' };
  return { name, header: head.header, head, file };
}

export async function findTables(
  files: readonly FoundFile[],
  database: Database,
): Promise<readonly FoundTable[]> {
  const tables: FoundTable[] = [];
  for (const group of groupFiles(files)) tables.push(await openTable(group, database));
  return tables;
}

async function openTable(group: FileGroup<FoundFile>, database: Database): Promise<FoundTable> {
  const surveyed = await survey(group.files, database);
  const records = group.files.flatMap((file) => recordsBy(file, group.files[0]!.header));
  const columns = surveyed.columns.map((column, index): ColumnFacts => {
    const values = records.map((record) => record[index] ?? '');
    return { ...column, values, form: namedForm(column.name, values) };
  });
  return {
    stem: bareName(group.files[0]!.name),
    rows: surveyed.rows,
    differing: surveyed.differing,
    columns,
    group,
    survey: surveyed,
  };
}

/** Numbers are moments only where their column is called so: seconds since 1970, or days as spreadsheets count them. */
export function namedForm(name: string, values: readonly string[]): ColumnForm {
  const form = daysInDigits(name, values) ?? columnForm(values);
  const isMoment = speaksOf(name, 'happened') || speaksOf(name, 'joined') || speaksOf(name, 'later');
  const isCalledSo = isMoment && !speaksOf(name, 'identifier');
  if (form.kind === 'number') return (isCalledSo && !isAmount(name) && spreadsheetDays(values)) || form;
  if (form.kind !== 'epoch' || isCalledSo) return form;
  return { kind: 'number', form: { type: 'integer', isPlain: true, currencies: [] } };
}

function isAmount(name: string): boolean {
  return speaksOf(name, 'money') || speaksOf(name, 'quantity');
}

/** A file's records in the order of another header. */
function recordsBy({ header, head }: FoundFile, wanted: readonly string[]): readonly (readonly string[])[] {
  const places = wanted.map((name) =>
    header.findIndex((own) => own.trim().toLowerCase() === name.trim().toLowerCase()),
  );
  return head.records.map((record) => places.map((place) => record[place] ?? ''));
}

/** The file's name without folder and ending. */
function bareName(name: string): string {
  return stemOf(name)
    .replace(/^.*\//, '')
    .replace(/(\.[a-z]+)*$/, '');
}

/** Where values of one table's columns stand in a column of another that tells its rows apart, by their first values. */
export async function findLinks(tables: readonly FoundTable[], database: Database): Promise<readonly Link[]> {
  const links: Link[] = [];
  for (const to of tables) {
    for (const key of to.columns.filter((column) => isKey(column, to) || isOfFirm(column, to))) {
      const candidates = tables.flatMap((from) =>
        from === to
          ? []
          : from.columns
              .filter((column) => canIdentify(column) && areAlike(column, key))
              .map((column) => ({ from, column, values: firstValues(column) })),
      );
      const asked = [...new Set(candidates.flatMap(({ values }) => values))];
      const known = await knownValues(asked, { survey: to.survey, column: key.name }, database);
      links.push(...candidates.flatMap((candidate) => linkOf(candidate, to, key, known) ?? []));
    }
  }
  return links;
}

const MOST_VALUES = 300;

function firstValues({ values, form }: ColumnFacts): readonly string[] {
  const written = form.kind === 'number' && form.form.isWhole ? /\.0$/ : /^'/;
  return [...new Set(values.map((value) => value.replace(written, '')))]
    .filter((value) => value !== '')
    .slice(0, MOST_VALUES);
}

interface Candidate {
  readonly from: FoundTable;
  readonly column: ColumnFacts;
  readonly values: readonly string[];
}

function linkOf(
  { from, column, values }: Candidate,
  to: FoundTable,
  key: ColumnFacts,
  known: Known,
): Link | undefined {
  const exact = values.filter((value) => known.exact.has(value)).length;
  const folded = values.filter((value) => known.folded.has(value)).length;
  const share = folded / values.length;
  if (values.length === 0 || share < 0.2) return undefined;
  const isShared = !isKey(key, to);
  if (isShared && !OF_FIRMS.test(column.name)) return undefined;
  return { from, column: column.name, to, key: key.name, share, isFolded: folded > exact, isShared };
}

/** Which firm people are of. */
function isOfFirm(column: ColumnFacts, { columns }: FoundTable): boolean {
  const isIdentifier = OF_FIRMS.test(column.name) && speaksOf(column.name, 'identifier');
  return isIdentifier && canIdentify(column) && columns.some(({ form }) => form.kind === 'email');
}

/** Addresses tell people apart though some have none. */
function isKey(column: ColumnFacts, table: FoundTable): boolean {
  if (!canIdentify(column)) return false;
  return isUnique(column, table) || (column.form.kind === 'email' && column.distinct >= 0.9 * column.filled);
}

function areAlike(one: ColumnFacts, other: ColumnFacts): boolean {
  return (one.form.kind === 'email') === (other.form.kind === 'email');
}
