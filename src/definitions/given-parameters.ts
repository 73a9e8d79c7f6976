/** Values of parameters that the command line gives: `--param`, and sets in a file or on standard input. */
import type { Database } from '../database/database.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { Failure, failure } from '../diagnostics/failure.ts';
import type { Origin, ParameterValue, ScalarText } from '../language/parameters.ts';
import type { ParameterSet } from '../language/substitute.ts';
import { readTextRows } from '../sources/text-rows.ts';

/** One `--param`: several values where commas part them. */
export interface GivenValues {
  readonly items: readonly ScalarText[];
  readonly origin: Origin;
}

export interface GivenParameters {
  readonly values: ReadonlyMap<string, readonly GivenValues[]>;
  readonly sets: readonly ParameterSet[];
}

export interface ParameterOptions {
  readonly cwd: string;
  /** `name=value`, as given. */
  readonly parameters: readonly string[];
  /** A file with one set a row, or `-` for JSON lines on standard input. */
  readonly parameterFile?: string | undefined;
  readonly readStdin?: (() => Promise<string>) | undefined;
}

/** A file may hold more sets than one definition can have. */
const MOST_SETS = 100_000;

/** Throws a `Failure` (2) for what cannot be read. */
export async function readGivenParameters(
  options: ParameterOptions,
  database: Database,
  report: Report,
): Promise<GivenParameters> {
  const values = new Map<string, GivenValues[]>();
  for (const text of options.parameters) {
    const [name, given] = readOption(text);
    values.set(name, [...(values.get(name) ?? []), given]);
  }
  const { parameterFile } = options;
  if (parameterFile === undefined) return { values, sets: [] };
  const sets =
    parameterFile === '-'
      ? readJsonLines(await readAll(options))
      : await readFileSets(parameterFile, options.cwd, database, report);
  if (sets.length === 0) {
    const found = parameterFile === '-' ? 'standard input' : `\`${parameterFile}\``;
    throw failure(2, 'no-parameter-sets', `\`--params\` found no set of parameters in ${found}`);
  }
  return { values, sets };
}

function readOption(text: string): readonly [string, GivenValues] {
  const at = text.indexOf('=');
  const name = text.slice(0, at).trim();
  const source = { name: '<--param>', text };
  const refuse = (message: string, start: number, help: string): Failure =>
    refusal({ code: 'parameter-option', message, span: { source, start, end: text.length }, help: [help] });
  if (at < 0 || !/^\w+$/.test(name))
    throw refuse(
      `expected \`name=value\`, found \`${text}\``,
      0,
      'write for example `--param category=shoes`',
    );
  const items = splitValues(text.slice(at + 1));
  if (items.some((item) => item.text === '' && !item.quoted))
    throw refuse(`\`${name}\` is given no value`, at + 1, 'write `""` for an empty text, `\\,` for a comma');
  return [name, { items, origin: { span: { source, start: at + 1, end: text.length } } }];
}

function refusal(diagnostic: Omit<Diagnostic, 'severity'>): Failure {
  return new Failure(2, [{ severity: 'error', ...diagnostic }]);
}

/** Commas part values; `"a, b"` and `a\, b` are one. A value in quotes is text. */
function splitValues(text: string): readonly ScalarText[] {
  return [...text.matchAll(/\s*("(?:[^"\\]|\\.|"")*"(?=\s*(?:,|$))|(?:\\.|[^,])*)(,|$)/gsu)]
    .filter(({ index, 0: whole }) => index < text.length || whole !== '' || text === '' || text.endsWith(','))
    .map(([, value = '']) => unescapeValue(value.trim()));
}

function unescapeValue(value: string): ScalarText {
  const quoted = value.length > 1 && value.startsWith('"') && value.endsWith('"');
  const inner = quoted ? value.slice(1, -1).replaceAll('""', '"') : value;
  return { text: inner.replaceAll(/\\([,"\\])/g, '$1').normalize('NFC'), quoted };
}

async function readFileSets(
  path: string,
  folder: string,
  database: Database,
  report: Report,
): Promise<readonly ParameterSet[]> {
  const { file, columns, rows } = await readTextRows({ name: path }, folder, MOST_SETS, database, report);
  return setsOfRows(file, columns, rows);
}

/** One set a row; an empty cell gives the parameter no value. */
export function setsOfRows(
  file: string,
  columns: readonly string[],
  rows: readonly (readonly (string | null)[])[],
): readonly ParameterSet[] {
  return rows.map(
    (row, index) =>
      new Map(
        columns.flatMap((column, position) => {
          const text = row[position];
          if (text === null || text === undefined) return [];
          const origin: Origin = { place: { file, row: index + 2, column } };
          return [[column, { kind: 'scalar', text, quoted: false, origin }] as const];
        }),
      ),
  );
}

async function readAll({ readStdin }: ParameterOptions): Promise<string> {
  if (!readStdin) throw failure(2, 'parameter-option', '`--params -` needs standard input');
  return readStdin();
}

/** One object a line: `{"category": "shoes", "days": "21d"}`; lists are lists, `null` gives no value. */
function readJsonLines(text: string): readonly ParameterSet[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .flatMap((line, index) => (line.trim() === '' ? [] : [readJsonLine(line, index + 1)]));
}

function readJsonLine(line: string, row: number): ParameterSet {
  const parsed = parseJson(line);
  const set = new Map<string, ParameterValue>();
  for (const [name, value] of Object.entries(parsed ?? {})) {
    const origin: Origin = { place: { file: '<stdin>', row, column: name } };
    const items = (Array.isArray(value) ? value : [value]).map(jsonText);
    if (value === null) continue;
    if (items.includes(undefined) || items.length === 0) {
      throw refusal({
        code: 'parameter-value',
        message: `the parameter \`${name}\` takes a text, a number, \`true\`, \`false\` or a list of them`,
        help: ['write whole numbers of more than 15 digits in quotes'],
        ...origin,
      });
    }
    const texts = items.map((item) => ({ text: item!.normalize('NFC'), quoted: false }));
    set.set(
      name,
      Array.isArray(value)
        ? { kind: 'list', items: texts, origin }
        : { kind: 'scalar', ...texts[0]!, origin },
    );
  }
  if (parsed) return set;
  throw refusal({
    code: 'parameter-json',
    message: 'the line is no JSON object',
    help: ['each line is one set: `{"category": "shoes", "days": "21d"}`'],
    place: { file: '<stdin>', row },
  });
}

function parseJson(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function jsonText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  const exact = typeof value === 'number' && (Number.isSafeInteger(value) || !Number.isInteger(value));
  return exact ? String(value) : undefined;
}
