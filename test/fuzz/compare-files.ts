/**
 * Generated files, many of them the tables of one project, through the program that is shipped: every row is
 * accounted for, and every value is the one that an independent reader finds.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { runBundle } from '../program/bundle.ts';
import { type TableFile, tableFile } from './table-file.ts';

export interface FuzzResult {
  readonly files: number;
  readonly rows: number;
  readonly refused: number;
  /** What differs, each with the seed of its file. */
  readonly differences: readonly string[];
}

interface Seeded extends TableFile {
  readonly seed: number;
}

const TOGETHER = 40;

export async function fuzzFiles(files: number, firstSeed: number): Promise<FuzzResult> {
  const found = { files, rows: 0, refused: 0, differences: [] as string[] };
  for (let seed = firstSeed; seed < firstSeed + files; seed += TOGETHER) {
    const count = Math.min(TOGETHER, firstSeed + files - seed);
    const batch = Array.from({ length: count }, (_, index) => ({
      seed: seed + index,
      ...tableFile(seed + index),
    }));
    const readable = batch.filter(({ rows }) => rows !== undefined);
    const refused = batch.filter(({ rows }) => rows === undefined);
    found.rows += readable.reduce((sum, { rows }) => sum + rows!.length, 0);
    found.refused += refused.length;
    found.differences.push(
      ...(await inFolder(readable, compareReadable)),
      ...(await inFolder(refused, compareRefused)),
    );
  }
  return found;
}

type Compare = (tables: readonly Seeded[], folder: string) => Promise<readonly string[]>;

async function inFolder(tables: readonly Seeded[], compare: Compare): Promise<readonly string[]> {
  if (tables.length === 0) return [];
  const folder = mkdtempSync(join(tmpdir(), 'segment-fuzz-'));
  try {
    writeProject(tables, folder);
    return await compare(tables, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const nameOf = ({ seed }: Seeded): string => `t${seed}`;
const fileOf = (table: Seeded): string => `${nameOf(table)}.${table.name}`;

function writeProject(tables: readonly Seeded[], folder: string): void {
  const most = Math.max(1, ...tables.map(({ rows }) => Number(rows?.at(-1)?.[0] ?? 0)));
  for (const table of tables) writeFileSync(join(folder, fileOf(table)), table.bytes);
  writeFileSync(
    join(folder, 'people.csv'),
    `id\n${Array.from({ length: most }, (_, index) => index + 1).join('\n')}\n`,
  );
  const lookups = tables.map(
    (table) => `  ${nameOf(table)}: { file: ${fileOf(table)}, key: id, ${table.options} }`,
  );
  const joined = tables.map((table) => `${nameOf(table)}: { table: ${nameOf(table)}, by: id }`);
  writeFileSync(
    join(folder, 'segment.config.yaml'),
    `timezone: UTC\ncustomers: { file: people.csv, key: id, lookup: { ${joined.join(', ')} } }\nlookups:\n${lookups.join('\n')}\n`,
  );
  const columns = tables.flatMap((table) =>
    table.columns.slice(1).map((column) => `${nameOf(table)}.${column}`),
  );
  writeFileSync(
    join(folder, 'all.yaml'),
    `name: all\nwhere: { id: { set: true } }\ncolumns: [${columns.join(', ')}]\n`,
  );
}

const run = (folder: string, ...words: readonly string[]) =>
  runBundle([...words, '--quiet', '--threads', '1'], { cwd: folder, now: '2026-01-01T00:00:00Z' });

async function compareReadable(tables: readonly Seeded[], folder: string): Promise<readonly string[]> {
  const sources = await run(folder, 'sources', '--format', 'json');
  if (sources.code !== 0) return [`exit ${sources.code} of files ${seedsOf(tables)}\n${sources.err}`];
  const facts = new Map((JSON.parse(sources.out) as Fact[]).map((fact) => [fact.table, fact]));
  const list = await run(folder, 'run', 'all.yaml', '--format', 'csv');
  if (list.code > 1) return [`exit ${list.code} of files ${seedsOf(tables)}\n${list.err}`];
  const people = new Map(
    (parse(list.out, { columns: true }) as Person[]).map((person) => [person['id']!, person]),
  );
  return tables.flatMap((table) => [
    ...accountOf(table, facts.get(nameOf(table))),
    ...valuesOf(table, people),
  ]);
}

type Person = Readonly<Record<string, string>>;

interface Fact {
  readonly table: string;
  readonly read: number;
  readonly rows: number;
  readonly unreadable: number;
}

function accountOf({ seed, rows, damaged }: Seeded, fact: Fact | undefined): readonly string[] {
  const expected = { read: rows!.length + damaged, rows: rows!.length, unreadable: damaged };
  const differs = (Object.keys(expected) as (keyof typeof expected)[]).some(
    (key) => fact?.[key] !== expected[key],
  );
  return differs ? [`file ${seed}: ${JSON.stringify(expected)} expected, found ${JSON.stringify(fact)}`] : [];
}

/** By the independent reader where it can read the file, else as the file was made. */
function valuesOf(table: Seeded, people: ReadonlyMap<string, Person>): readonly string[] {
  for (const [key, ...cells] of reread(table)) {
    for (const [index, cell] of cells.entries()) {
      const found = people.get(key!)?.[`${nameOf(table)}.c${index}`] ?? '';
      if (!isSame(cell, found)) {
        return [
          `file ${table.seed}: c${index} of ${key} is ${JSON.stringify(cell)}, found ${JSON.stringify(found)}`,
        ];
      }
    }
  }
  return [];
}

function reread({ rows, damaged, bytes, name, options }: Seeded): readonly (readonly string[])[] {
  if (damaged > 0 || !name.startsWith('csv') || name.endsWith('.gz')) return rows!;
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  const text = bytes
    .toString(isWide ? 'utf16le' : 'utf8')
    .replace(/^\ufeff/, '')
    .replace(/^sep=.(\r\n|\n)/, '');
  const delimiter = /delimiter: ("(?:[^"\\]|\\.)*")/.exec(options)![1]!;
  const read: string[][] = parse(text, {
    delimiter: JSON.parse(delimiter),
    relax_quotes: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
  });
  return read.slice(1);
}

/** Text without outer white space, composed; a number has the digits of its column. */
function isSame(written: string, found: string): boolean {
  const text = written.trim().normalize('NFC');
  if (text === found) return true;
  const isNumber = (each: string): boolean => /^-?\d+(\.\d+)?$/.test(each);
  return isNumber(text) && isNumber(found) && Number(text) === Number(found);
}

/** Each is named; nothing is written. */
async function compareRefused(tables: readonly Seeded[], folder: string): Promise<readonly string[]> {
  const { code, out, err } = await run(folder, 'run', 'all.yaml', '--format', 'csv');
  const unnamed = tables.filter((table) => !err.includes(fileOf(table)));
  return [
    ...(code === 3 && out === '' ? [] : [`exit ${code} of broken files ${seedsOf(tables)}\n${err}`]),
    ...unnamed.map(({ seed, name }) => `file ${seed} (${name}) is broken and not named`),
  ];
}

function seedsOf(tables: readonly Seeded[]): string {
  return tables.map(({ seed }) => seed).join(' ');
}
