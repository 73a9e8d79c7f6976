/** Files of very many clean rows with a surprise behind them, through the program that is shipped. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { runBundle } from '../program/bundle.ts';
import {
  cleanRow,
  csvLine,
  jsonLine,
  names,
  type Row,
  type Surprise,
  surprisesAt,
} from './late-surprises.ts';

export type Packs = Readonly<Record<string, (bytes: Buffer) => Buffer>>;

export interface LateResult {
  readonly files: number;
  readonly read: number;
  readonly differences: readonly string[];
}

/** Clean rows behind the surprise. */
const BEHIND = 3;

interface Kind {
  readonly ending: string;
  readonly line: (row: Row) => string;
  readonly bytesOf: (surprise: Surprise) => Buffer | undefined;
  /** What stands before the rows; the line of it is counted as a row. */
  readonly head: string;
}

const csv: Kind = { ending: '.csv', line: csvLine, bytesOf: (each) => each.csv, head: csvLine(names) };
const json: Kind = { ending: '.jsonl', line: jsonLine, bytesOf: (each) => each.json, head: '' };

interface Late {
  readonly file: string;
  readonly folder: string;
  readonly kind: Kind;
  readonly surprise: Surprise;
  /** Clean rows before it. */
  readonly before: number;
}

/** Whether the file is refused whatever the project says of errors: what JSON a broken line is, nobody knows. */
const isRefused = ({ kind, surprise }: Late): boolean => kind === json && surprise.open === undefined;

/** Of `endings`, or of all: `.csv`, `.jsonl.gz` … */
export async function lateSurprises(
  before: number,
  packs: Packs,
  tell: (line: string) => void,
  endings: readonly string[] = [],
): Promise<LateResult> {
  const found = { files: 0, read: 0, differences: [] as string[] };
  for (const kind of [csv, json]) {
    const clean = Buffer.from(kind.head + linesOf(kind, 1, before));
    for (const [packed, pack] of Object.entries(packs)) {
      if (endings.length > 0 && !endings.includes(kind.ending + packed)) continue;
      const first = pack(clean);
      for (const surprise of surprisesAt(before + 1)) {
        const bytes = kind.bytesOf(surprise);
        // What cells are is found out behind the unpacking.
        if (bytes === undefined || (packed !== '' && surprise.open !== undefined)) continue;
        const behind = Buffer.from(linesOf(kind, before + 2, before + 1 + BEHIND));
        const file = `rows${kind.ending}${packed}`;
        // What is packed in two parts is packed.
        const whole = Buffer.concat([first, pack(Buffer.concat([bytes, behind]))]);
        const differing = await inFolder(file, whole, { kind, surprise, before });
        for (const each of differing) tell(`${surprise.name} in ${file}: ${each}`);
        found.files += 1;
        found.read += before + 1 + BEHIND;
        found.differences.push(...differing);
      }
    }
  }
  return found;
}

function linesOf({ line }: Kind, first: number, last: number): string {
  return Array.from({ length: last - first + 1 }, (_, index) => line(cleanRow(first + index))).join('');
}

async function inFolder(
  file: string,
  bytes: Buffer,
  what: Omit<Late, 'file' | 'folder'>,
): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'segment-late-'));
  try {
    writeFileSync(join(folder, file), bytes);
    writeFileSync(
      join(folder, 'people.csv'),
      `id\n${Array.from({ length: 1000 }, (_, n) => `p${n}\n`).join('')}`,
    );
    const late: Late = { file, folder, ...what };
    return [...(await skipped(late)), ...(await refused(late)), ...(await untyped(late))];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function typedProject({ file, folder }: Late, rest: string): void {
  writeFileSync(
    join(folder, 'segment.config.yaml'),
    `timezone: UTC
customers: { file: people.csv, key: id }
events:
  rows:
    { file: ${file}, key: id, customer: person, time: day, value: amount, columns: { count: { type: integer } }${rest} }
`,
  );
}

/** Of a row that is left out, all others are there, to the cent. */
async function skipped(late: Late): Promise<readonly string[]> {
  if (isRefused(late)) return refused(late, ', on_error: skip');
  typedProject(late, ', on_error: skip');
  const { code, out, err } = await run(late, 'sources', '--format', 'json');
  if (code !== 0) return [`skip: exit ${code}: ${err.slice(0, 500)}`];
  const account = (JSON.parse(out) as readonly Account[]).find(({ table }) => table === 'rows')!;
  const { before, surprise } = late;
  const isLeftOut = !surprise.isUsed;
  const used = before + BEHIND + (isLeftOut ? 0 : 1);
  const { read, rows, unreadable, wrong_value: wrong, value } = account;
  const found = [read, rows, unreadable + wrong, Number(value)];
  const expected = [before + 1 + BEHIND, used, isLeftOut ? 1 : 0, sumOf(before, !isLeftOut)];
  return `${found}` === `${expected}` ? [] : [`skip: ${expected} expected, found ${found}`];
}

interface Account {
  readonly table: string;
  readonly read: number;
  readonly rows: number;
  readonly unreadable: number;
  readonly wrong_value: number;
  readonly value: number | string;
}

function sumOf(before: number, isWhole: boolean): number {
  let cents = 0;
  for (let number = 1; number <= before + 1 + BEHIND; number += 1) {
    if (number === before + 1 && !isWhole) continue;
    cents += (number % 900) * 100 + (number % 100);
  }
  return cents / 100;
}

/** Where nothing is said of errors, one ends it, and names the file and the row. */
async function refused(late: Late, rest = ''): Promise<readonly string[]> {
  typedProject(late, rest);
  const { code, err } = await run(late, 'sources');
  if (late.surprise.isUsed) return code === 0 ? [] : [`refused: exit ${code}: ${err.slice(0, 500)}`];
  const row = late.before + (late.kind.head === '' ? 1 : 2);
  const isNamed = err.includes(`${late.file}, row ${row}`);
  return code === 3 && isNamed ? [] : [`not refused by row ${row}: exit ${code}: ${err.slice(0, 500)}`];
}

/** Where nothing is said of types, the whole column decides, and every row is as it was written. */
async function untyped(late: Late): Promise<readonly string[]> {
  const { folder, file, before, surprise } = late;
  if (surprise.open === undefined) return [];
  writeFileSync(join(folder, 'segment.config.yaml'), `customers: { file: ${file}, key: id }\n`);
  const asked = [cleanRow(1), surprise.open, cleanRow(before + 2)];
  const keys = asked.map(([key]) => `'${key}'`).join(', ');
  writeFileSync(
    join(folder, 'some.yaml'),
    `name: some\nwhere: { id: [${keys}] }\ncolumns: [${names.slice(1).join(', ')}]\n`,
  );
  const { code, out, err } = await run(late, 'run', 'some.yaml', '--format', 'csv', '--no-cache');
  if (code > 1) return [`untyped: exit ${code}: ${err.slice(0, 500)}`];
  const lines = (parse(out) as string[][]).slice(1).map(([, ...row]) => row.join());
  const missing = asked.filter((row) => !lines.includes(row.join()));
  return missing.length === 0 ? [] : [`untyped: ${missing.join(' and ')} missing of ${lines.join(' and ')}`];
}

const run = ({ folder }: Late, ...words: readonly string[]) =>
  runBundle([...words, '--quiet', '--threads', '1'], { cwd: folder, now: '2035-01-01T00:00:00Z' });
