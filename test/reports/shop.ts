/** A small project of a test, and the shipped program in it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { type Answered, runBundle } from '../program/bundle.ts';

type Files = Readonly<Record<string, string>>;

export interface Shop {
  readonly folder: string;
  /** The members of every segment of `defs.yaml`, in order. */
  readonly lists: (...words: string[]) => Promise<Readonly<Record<string, readonly string[]>>>;
  readonly segment: (...words: string[]) => Promise<Answered>;
  /** The rows of an answer, the header left out. */
  readonly rows: (...words: string[]) => Promise<readonly string[]>;
}

const root = mkdtempSync(join(tmpdir(), 'reports-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

export function shopOf(files: Files): Shop {
  const folder = mkdtempSync(join(root, 'shop-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const segment = (...words: string[]) => runBundle([...words], { cwd: folder });
  const rows = async (...words: string[]) => {
    const { code, out, err } = await segment(...words, '--format', 'csv');
    expect({ code, err }).toMatchObject({ code: 0 });
    return out.trimEnd().split('\n').slice(1);
  };
  const lists = async (...words: string[]) => {
    const found: Record<string, string[]> = {};
    for (const line of await rows('run', 'defs.yaml', '--quiet', ...words)) {
      const [segmentName = '', key = ''] = line.split(',');
      if (!found[segmentName]) found[segmentName] = [];
      found[segmentName]!.push(key);
    }
    return found;
  };
  return { folder, lists, segment, rows };
}

/** A project file over `people.csv` and the event tables named, each with its columns in the order key, customer, time, value. */
export function config(
  zone: string,
  asOf: string,
  tables: Readonly<Record<string, string>> = {},
  more = '',
): string {
  const events = Object.entries(tables).map(
    ([name, rest]) => `  ${name}: { file: ${name}.csv, customer: id, ${rest} }\n`,
  );
  const all = events.length > 0 ? `events:\n${events.join('')}` : '';
  return `timezone: ${zone}\nas_of: ${asOf}\ncustomers: { file: people.csv, key: id }\n${all}${more}`;
}

/** `segments:` of names and conditions. */
export function definitions(conditions: Readonly<Record<string, string>>): string {
  return `segments:\n${Object.entries(conditions)
    .map(([name, where]) => `  - { name: ${name}, where: ${where} }\n`)
    .join('')}`;
}

export const people = (...ids: string[]): string => `id\n${ids.join('\n')}\n`;
