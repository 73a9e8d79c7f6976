/** Rows that a test gives are read as those of files are: with the project's own rows given, every case finds whom it finds. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { afterAll, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { type Case, definitionFiles, layOut, listCases } from '../cases/case.ts';
import { runBundle } from '../program/bundle.ts';

const CASES = join(import.meta.dirname, '../cases');
const root = mkdtempSync(join(tmpdir(), '.tmp-given-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Entry {
  readonly file?: string | readonly string[];
}

interface Config {
  readonly customers: Entry;
  readonly events?: Readonly<Record<string, Entry>>;
  readonly lookups?: Readonly<Record<string, Entry>>;
}

/** The rows of every table that stands in one file, by table. */
function rowsOf(folder: string): Readonly<Record<string, unknown>> {
  const { customers, events, lookups } = parse(
    readFileSync(join(folder, 'segment.config.yaml'), 'utf8'),
  ) as Config;
  const entries = Object.entries({ customers, ...events, ...lookups });
  return Object.fromEntries(
    entries.flatMap(([table, { file }]) =>
      typeof file === 'string' ? [[table, readRows(join(folder, file))] as const] : [],
    ),
  );
}

function readRows(path: string): readonly object[] {
  const rows = parseCsv(readFileSync(path, 'utf8'), { columns: true, bom: true }) as readonly Record<
    string,
    string
  >[];
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, cell]) => cell.trim() !== '')));
}

/** Words at the top of the definitions that are options of the run, as a test has them. */
function optionsOf(text: string): object {
  const asOf = /^# as-of: (.+)$/m.exec(text)?.[1];
  const params = [...text.matchAll(/^# param: ([^=]+)=(.+)$/gm)].map(
    ([, name, value]) => [name!, value!] as const,
  );
  return {
    ...(asOf === undefined ? {} : { as_of: asOf }),
    ...(params.length > 0 ? { params: Object.fromEntries(params) } : {}),
  };
}

/** Whom each segment of the case holds; nobody is in no row. */
async function listsOf({ folder }: Case, target: string, words: readonly string[]) {
  const members = parseCsv(readFileSync(join(folder, 'members.csv'), 'utf8')) as readonly string[][];
  const writing = ['run', ...words, '--out', 'lists/', '--no-cache'];
  const { out } = await runBundle(writing, { cwd: target, now: '2026-07-01T12:00:00Z' });
  const names = (parseCsv(out) as readonly string[][]).slice(1).map(([name]) => name!);
  const keysOf = (name: string) =>
    members.slice(1).flatMap(([segment, key]) => (segment === name ? [key!] : []));
  return Object.fromEntries(names.map((name) => [name, keysOf(name)]));
}

/** One in sixteen in CI, all of them with `GIVEN=all`. */
const STRIDE = process.env['GIVEN'] === 'all' ? 1 : 16;

const cases = listCases(CASES)
  .filter(({ folder }) => existsSync(join(folder, 'members.csv')))
  // A name of a file is nothing that rows could say, and of two files one cannot tell.
  .filter(({ name }) => name !== 'tables/rows-that-make-one')
  .filter(({ name }, index) => index % STRIDE === 0 || name.startsWith('tables/'));

it.each(cases.map((each) => [each.name, each] as const))('%s', async (_, each) => {
  const target = mkdtempSync(join(root, 'case-'));
  layOut(each, join(CASES, '_project'), target);
  const files = definitionFiles(target);
  const text = readFileSync(join(target, files[0]!), 'utf8');
  const options = optionsOf(text) as { as_of?: string; params?: Readonly<Record<string, string>> };
  const words = [
    ...files,
    ...(options.as_of === undefined ? [] : ['--as-of', options.as_of]),
    ...Object.entries(options.params ?? {}).flatMap(([name, value]) => ['--param', `${name}=${value}`]),
  ];
  const given = rowsOf(target);
  const expected = await listsOf(each, target, words);
  const test = stringify({ tests: [{ test: each.name, ...options, given, expect: expected }] });
  writeFileSync(join(target, 'given.test.yaml'), test);
  const asked = ['test', ...files, 'given.test.yaml', '--format', 'json'];
  const { out, err } = await runBundle(asked, { cwd: target, now: '2026-07-01T12:00:00Z' });
  if (out === '') throw new Error(err);
  const rows = JSON.parse(out) as readonly { result: string }[];
  expect(rows.filter(({ result }) => result !== 'passed')).toEqual([]);
  expect(rows.length).toBe(Object.keys(expected).length);
});
