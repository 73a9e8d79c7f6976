/** Reads the public data as plain rows, runs the program that is shipped over it, and counts in days: nothing of the planner or its SQL. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { runBundle } from '../program/bundle.ts';

export type Row = Readonly<Record<string, string>>;

/** A definition in YAML and, for one customer, whether it should hold. */
export interface Check {
  readonly definition: string;
  readonly holds: (customer: string) => boolean;
}

export const DAY = 24 * 60 * 60 * 1000;

/** The rows of a CSV file, gzipped or not, every cell as its text. */
export function readRows(path: string): readonly Row[] {
  const bytes = readFileSync(path);
  return parse(path.endsWith('.gz') ? gunzipSync(bytes) : bytes, { columns: true }) as Row[];
}

/** `2011-12-09 08:26:00` or `2011-12-09` in milliseconds, by a clock that never changes. */
export function timeOf(text: string): number {
  return Date.parse(`${text.trim().replace(' ', 'T')}${text.trim().length > 10 ? 'Z' : ''}`);
}

/** `12.34` as 1234. */
export function centsOf(text: string): number {
  return Math.round(Number(text) * 100);
}

export function groupRows<T>(rows: readonly T[], key: (row: T) => string): (key: string) => readonly T[] {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return (name) => groups.get(name) ?? [];
}

export function totalOf(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The different days of the times, in order, as days since 1970. */
export function daysOf(times: readonly number[]): readonly number[] {
  return [...new Set(times.map((time) => Math.floor(time / DAY)))].sort((a, b) => a - b);
}

/** Whole days between each day and the next. */
export function gapsOf(times: readonly number[]): readonly number[] {
  const days = daysOf(times);
  return days.slice(1).map((day, index) => day - days[index]!);
}

/** Whether some group of the values has at least so many of them. */
export function someHas(values: readonly string[], atLeast: number): boolean {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Math.max(0, ...counts.values()) >= atLeast;
}

/** The customers whose value is among the best so many percent, a tie at the cut on its nearer side. */
export function bestShare(values: ReadonlyMap<string, number>, percent: number): ReadonlySet<string> {
  const wanted = values.size - Math.ceil(((100 - percent) * (values.size - 1)) / 100);
  const cut = [...values.values()].sort((a, b) => b - a)[wanted - 1]!;
  const above = [...values].filter(([, value]) => value > cut);
  const atLeast = [...values].filter(([, value]) => value >= cut);
  return new Set(
    (atLeast.length - wanted <= wanted - above.length ? atLeast : above).map(([customer]) => customer),
  );
}

/** The keys of each check's list, in order, of one run of them all over the project. */
export async function listMembers(
  project: string,
  checks: Readonly<Record<string, Check>>,
  asOf: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'segment-real-data-test-'));
  try {
    writeFileSync(join(folder, 'segment.config.yaml'), project);
    const items = Object.entries(checks).map(
      ([name, { definition }]) => `  - { name: ${name}, ${definition} }`,
    );
    writeFileSync(join(folder, 'checks.yaml'), `segments:\n${items.join('\n')}\n`);
    const words = ['run', 'checks.yaml', '--as-of', asOf, '--format', 'csv', '--no-cache'];
    const { code, out, err } = await runBundle(words, { cwd: folder });
    if (code !== 0) throw new Error(err);
    const lists = new Map<string, string[]>(Object.keys(checks).map((name) => [name, []]));
    for (const [segment = '', key = ''] of parse(out, { bom: true, from: 2 }) as string[][])
      lists.get(segment)?.push(key);
    return lists;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
