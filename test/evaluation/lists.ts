/** Small shops written in a test, and the lists that the program writes of them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { type Answered, runBundle } from '../program/bundle.ts';

export type Files = Readonly<Record<string, string>>;

/** A project in UTC with one or more event tables, as YAML in flow style, and its files. */
export function shopOf(events: string, files: Files, more = ''): Files {
  return {
    'segment.config.yaml': `timezone: UTC\ncustomers: { file: customers.csv, key: id }\nevents: { ${events} }\n${more}`,
    ...files,
  };
}

/** Runs the program in a folder with the files. */
export async function segment(files: Files, ...words: readonly string[]): Promise<Answered> {
  const folder = mkdtempSync(join(tmpdir(), 'segment-lists-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return await runBundle(words, { cwd: folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const AS_OF = '2026-06-30';

/** What `run` writes of the segments, as records. */
export async function rowsOf(
  files: Files,
  segments: readonly string[],
): Promise<readonly Readonly<Record<string, string>>[]> {
  const all = { ...files, 'all.yaml': `segments:\n${segments.map((item) => `  - ${item}\n`).join('')}` };
  const { code, out, err } = await segment(all, 'run', 'all.yaml', '--as-of', AS_OF, '--format', 'csv');
  if (code !== 0) throw new Error(err);
  return parse(out, { bom: true, columns: true }) as Record<string, string>[];
}

/** The keys of each segment's members, in the order of the definitions, with a blank between. */
export async function listsOf(
  files: Files,
  segments: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const names = segments.map((item) => /name: ([\w-]+)/.exec(item)![1]!);
  const rows = await rowsOf(files, segments);
  const keysOf = (name: string) => rows.filter((row) => row['segment'] === name).map((row) => row['id']);
  return new Map(names.map((name) => [name, keysOf(name).join(' ')]));
}
