/**
 * Generated files, many of them the tables of one project, through the program that is shipped: every row is
 * accounted for, and every value is the one that was meant. What was written is what another reader finds.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { runBundle } from '../program/bundle.ts';
import { expectedOf, misreadOf } from './expected.ts';
import { fileOf, nameOf, type Seeded, writeProject } from './files-project.ts';
import { tableFile } from './table-file.ts';

export interface FuzzResult {
  /** Each of a file or of some. */
  readonly tables: number;
  readonly files: number;
  readonly rows: number;
  /** Tables of which a file is broken. */
  readonly refused: number;
  /** What differs, each with the seed of its table. */
  readonly differences: readonly string[];
}

const TOGETHER = 40;
/** One project in so many is read by `sources` and kept before `run` takes it from there. */
const KEPT = 4;

export async function fuzzFiles(tables: number, firstSeed: number): Promise<FuzzResult> {
  const all = Array.from({ length: tables }, (_, index) => ({
    seed: firstSeed + index,
    ...tableFile(firstSeed + index),
  }));
  const broken = all.filter(({ rows }) => rows === undefined);
  // A project has as many people as its longest table: among others of its size it makes little work for them.
  const readable = all
    .filter(({ rows }) => rows !== undefined)
    .toSorted((one, other) => one.rows!.length - other.rows!.length);
  const differences = readable.flatMap(misreadOf);
  for (const [index, batch] of batchesOf(readable).entries()) {
    const isKept = (index + Math.floor(firstSeed / tables)) % KEPT === 0;
    differences.push(...(await differing(batch, isKept ? compareKept : compareRead)));
  }
  for (const batch of batchesOf(broken)) differences.push(...(await differing(batch, compareRefused)));
  return {
    tables,
    files: all.reduce((sum, { parts }) => sum + parts.length, 0),
    rows: readable.reduce((sum, { rows }) => sum + rows!.length, 0),
    refused: broken.length,
    differences,
  };
}

function batchesOf(tables: readonly Seeded[]): readonly (readonly Seeded[])[] {
  const count = Math.ceil(tables.length / TOGETHER);
  return Array.from({ length: count }, (_, index) => tables.slice(index * TOGETHER, (index + 1) * TOGETHER));
}

type Compare = (tables: readonly Seeded[], folder: string) => Promise<readonly string[]>;

/** What differs among many is looked for in each by itself, whose seed then says all there is to say. */
async function differing(tables: readonly Seeded[], compare: Compare): Promise<readonly string[]> {
  const together = await inFolder(tables, compare);
  if (together.length === 0 || tables.length === 1) return together;
  const alone: string[] = [];
  for (const table of tables) alone.push(...(await inFolder([table], compare)));
  return alone.length > 0 ? alone : together;
}

async function inFolder(tables: readonly Seeded[], compare: Compare): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'segment-fuzz-'));
  try {
    writeProject(tables, folder);
    return await compare(tables, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const run = (folder: string, ...words: readonly string[]) =>
  runBundle([...words, '--quiet', '--threads', '1'], { cwd: folder, now: '2035-01-01T00:00:00Z' });

interface Account {
  readonly rows: number;
  /** Left out, for whatever reason. */
  readonly leftOut: number;
}

/** By one command: `run.json` says what became of the rows. */
async function compareRead(tables: readonly Seeded[], folder: string): Promise<readonly string[]> {
  const { code, err } = await run(
    folder,
    'run',
    'all.yaml',
    '--out',
    'out/',
    '--format',
    'csv',
    '--no-cache',
  );
  if (code > 1) return [`exit ${code} of tables ${seedsOf(tables)}\n${err}`];
  const { data } = JSON.parse(readFileSync(join(folder, 'out/run.json'), 'utf8')) as {
    data: readonly Print[];
  };
  const accounts = new Map(
    data.map(({ table, rows, left_out: left }) => [
      table,
      { rows, leftOut: left.reduce((sum, each) => sum + each.rows, 0) },
    ]),
  );
  return differencesOf(tables, accounts, readFileSync(join(folder, 'out/all.csv'), 'utf8'));
}

interface Print {
  readonly table: string;
  readonly rows: number;
  readonly left_out: readonly { readonly rows: number }[];
}

/** By two, of which the second takes what the first has kept. */
async function compareKept(tables: readonly Seeded[], folder: string): Promise<readonly string[]> {
  const sources = await run(folder, 'sources', '--format', 'json');
  if (sources.code !== 0) return [`exit ${sources.code} of tables ${seedsOf(tables)}\n${sources.err}`];
  const facts = JSON.parse(sources.out) as readonly Fact[];
  const accounts = new Map(
    facts.map(({ table, read, rows, unreadable, wrong_value: wrong }) => [
      table,
      { rows, leftOut: read === rows + unreadable + wrong ? unreadable + wrong : Number.NaN },
    ]),
  );
  const kept = keptIn(folder);
  const list = await run(folder, 'run', 'all.yaml', '--format', 'csv');
  if (list.code > 1) return [`exit ${list.code} of tables ${seedsOf(tables)}\n${list.err}`];
  return [...readAgain(tables, kept, keptIn(folder)), ...differencesOf(tables, accounts, list.out)];
}

/** The file of each table's rows, by the table. */
function keptIn(folder: string): ReadonlyMap<string, bigint> {
  const cache = join(folder, '.segment/cache');
  const entries = readdirSync(cache).filter((name) => existsSync(join(cache, name, 'rows.parquet')));
  return new Map(
    entries.map((name) => [
      name.replace(/-\w+$/, ''),
      statSync(join(cache, name, 'rows.parquet'), { bigint: true }).ino,
    ]),
  );
}

/** Tables that the first command did not keep, or the second one kept anew. */
function readAgain(
  tables: readonly Seeded[],
  before: ReadonlyMap<string, bigint>,
  after: ReadonlyMap<string, bigint>,
): readonly string[] {
  const again = tables.filter((table) => {
    const file = before.get(nameOf(table));
    return file === undefined || file !== after.get(nameOf(table));
  });
  return again.map(({ seed }) => `table ${seed} is read again by the second command`);
}

interface Fact {
  readonly table: string;
  readonly read: number;
  readonly rows: number;
  readonly unreadable: number;
  readonly wrong_value: number;
}

type Person = Readonly<Record<string, string>>;

function differencesOf(
  tables: readonly Seeded[],
  accounts: ReadonlyMap<string, Account>,
  list: string,
): readonly string[] {
  const people = parse(list, { columns: true, bom: true }) as Person[];
  return tables.flatMap((table) => [
    ...accountOf(table, accounts.get(nameOf(table))),
    ...valuesOf(table, people),
  ]);
}

function accountOf({ seed, rows, damaged }: Seeded, account: Account | undefined): readonly string[] {
  const expected: Account = { rows: rows!.length, leftOut: damaged };
  const isRight = account?.rows === expected.rows && account.leftOut === expected.leftOut;
  return isRight
    ? []
    : [`table ${seed}: ${JSON.stringify(expected)} expected, found ${JSON.stringify(account)}`];
}

/** Of everybody, also of those who have no row. */
function valuesOf(table: Seeded, people: readonly Person[]): readonly string[] {
  for (const { column, nobody, values } of expectedOf(table)) {
    for (const person of people) {
      const key = person['id']!;
      const [expected, found] = [values.get(key) ?? nobody, person[column] ?? ''];
      if (isSame(expected, found)) continue;
      const says = `${JSON.stringify(expected)}, found ${JSON.stringify(found)}`;
      return [`table ${table.seed}: ${column} of ${key} is ${says}`];
    }
  }
  return [];
}

/** Text without outer white space, composed; a number has the digits of its column. */
function isSame(meant: string, found: string): boolean {
  const text = meant.trim().normalize('NFC');
  if (text === found) return true;
  const isNumber = (each: string): boolean => /^-?\d+(\.\d+)?$/.test(each);
  return isNumber(text) && isNumber(found) && Number(text) === Number(found);
}

/** Each is named; nothing is written. */
async function compareRefused(tables: readonly Seeded[], folder: string): Promise<readonly string[]> {
  const { code, out, err } = await run(folder, 'run', 'all.yaml', '--format', 'csv');
  const unnamed = tables.flatMap((table) =>
    table.parts.flatMap((part, index) =>
      part.isBroken && !err.includes(fileOf(table, index))
        ? [`file ${fileOf(table, index)} is broken and not named`]
        : [],
    ),
  );
  return [
    ...(code === 3 && out === '' ? [] : [`exit ${code} of broken tables ${seedsOf(tables)}\n${err}`]),
    ...unnamed,
  ];
}

function seedsOf(tables: readonly Seeded[]): string {
  return tables.map(({ seed }) => seed).join(' ');
}
