/** Tests of definitions, as they are written: rows that are given, and whom segments are expected to hold. */
import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import type { Source, Span } from '../diagnostics/source.ts';
import { expected, fieldsOf, mapOf, reportUnknownKeys, scalarOf } from '../yaml/fields.ts';
import { entryOf, type YamlEntry, type YamlMap, type YamlNode } from '../yaml/node.ts';
import { readYaml } from '../yaml/read.ts';
import type { Parsing } from './parsing.ts';
import type { Keyed, ScalarSyntax, TestSyntax } from './syntax.ts';
import { parseTest } from './test.ts';

export interface DefinitionTestSyntax {
  readonly name: ScalarSyntax;
  readonly asOf?: ScalarSyntax;
  /** Values as text, as on the command line. */
  readonly parameters: readonly Keyed<ScalarSyntax>[];
  /** Absent where it is about the project's data. */
  readonly given?: readonly GivenTableSyntax[];
  readonly expect: readonly ExpectationSyntax[];
}

export interface GivenTableSyntax {
  readonly table: ScalarSyntax;
  readonly rows: readonly GivenRowSyntax[];
}

export interface GivenRowSyntax {
  readonly cells: readonly Keyed<GivenCell>[];
  readonly span: Span;
}

/** A cell as the file of its table would hold it; absent where it is missing. */
export type GivenCell = ScalarSyntax | undefined;

export interface ExpectationSyntax {
  readonly segment: ScalarSyntax;
  /** The list, where all of it is told. */
  readonly exactly?: readonly ScalarSyntax[];
  readonly includes: readonly ScalarSyntax[];
  readonly excludes: readonly ScalarSyntax[];
  /** Of the number of customers. */
  readonly customers?: TestSyntax;
}

export const testKeys = ['test', 'as_of', 'params', 'given', 'expect'] as const;
export const expectationKeys = ['includes', 'excludes', 'customers'] as const;

/** Reads a file of tests alone. */
export function readTestDocument(source: Source, parsing: Parsing): readonly DefinitionTestSyntax[] {
  const node = readYaml(source, parsing.report);
  if (!node) return [];
  const fields = fieldsOf(node, ['tests'], parsing.report, 'a file of tests');
  const tests = fields?.required('tests');
  return tests ? parseTests(tests, parsing) : [];
}

/** Parses `tests: [...]`. */
export function parseTests(node: YamlNode, parsing: Parsing): readonly DefinitionTestSyntax[] {
  if (node.kind !== 'list' || node.items.length === 0) {
    const help = 'write `tests: [ { test: NAME, given: { … }, expect: { … } } ]`';
    parsing.report(problem(node.span, 'tests-shape', '`tests` takes a list of tests', help));
    return [];
  }
  return node.items.flatMap((item) => parseDefinitionTest(item, parsing) ?? []);
}

function parseDefinitionTest(node: YamlNode, parsing: Parsing): DefinitionTestSyntax | undefined {
  const { report } = parsing;
  const fields = fieldsOf(node, testKeys, report, 'a test');
  if (!fields) return undefined;
  const name = scalarOf(fields.required('test'), report, 'test');
  const asOf = scalarOf(fields.get('as_of'), report, 'as_of');
  const parameters = parseParameterValues(fields.get('params'), report);
  const given = fields.get('given');
  const expectations = mapOf(fields.required('expect'), report, 'expect');
  if (!name || !expectations) return undefined;
  return {
    name,
    parameters,
    expect: expectations.entries.flatMap((entry) => parseExpectation(entry, parsing) ?? []),
    ...(asOf ? { asOf } : {}),
    ...(given ? { given: parseGiven(given, report) } : {}),
  };
}

/** A list is a value for each of its items, as commas are on the command line. */
function parseParameterValues(node: YamlNode | undefined, report: Report): readonly Keyed<ScalarSyntax>[] {
  const entries = node ? (mapOf(node, report, 'params')?.entries ?? []) : [];
  return entries.flatMap(({ key, value }) => {
    if (value.kind === 'scalar') return [{ key, value }];
    const items = value.kind === 'list' ? value.items.map((item) => scalarOf(item, report, key.text)) : [];
    if (items.length === 0) expected('a value or a list of values', value, report, key.text);
    const texts = items.flatMap((item) => item?.text ?? []);
    return [{ key, value: { kind: 'scalar', text: texts.join(','), quoted: true, span: value.span } }];
  });
}

function parseGiven(node: YamlNode, report: Report): readonly GivenTableSyntax[] {
  const entries = mapOf(node, report, 'given')?.entries ?? [];
  return entries.flatMap(({ key, value }) => {
    if (value.kind === 'list')
      return [{ table: key, rows: value.items.flatMap((item) => parseRow(item, key.text, report) ?? []) }];
    expected('a list of rows (`[ { COLUMN: VALUE } ]`)', value, report, key.text);
    return [];
  });
}

function parseRow(node: YamlNode, table: string, report: Report): GivenRowSyntax | undefined {
  const row = mapOf(node, report, `a row of \`${table}\``);
  return row && { span: row.span, cells: row.entries.flatMap((entry) => parseCell(entry, report) ?? []) };
}

function parseCell({ key, value }: YamlEntry, report: Report): Keyed<GivenCell> | undefined {
  if (value.kind === 'map') return expected('a value', value, report, key.text);
  if (value.kind === 'list') {
    const items = value.items.map((item) => scalarOf(item, report, key.text)?.text ?? '');
    const text = items.length === 0 ? '' : JSON.stringify(items);
    return { key, value: { kind: 'scalar', text, quoted: true, span: value.span } };
  }
  if (!value.quoted && /^(~|null)$/i.test(value.text)) {
    const help = `for a missing value leave \`${key.text}\` out; for this text write it in quotes`;
    return expected('a value', value, report, key.text, help);
  }
  return { key, value: value.text.trim() === '' ? undefined : value };
}

function parseExpectation({ key, value }: YamlEntry, parsing: Parsing): ExpectationSyntax | undefined {
  const { report } = parsing;
  const open = { segment: key, includes: [], excludes: [] };
  if (value.kind === 'list') return { ...open, exactly: parseKeys(value, key.text, report) };
  if (value.kind === 'scalar') {
    const help = 'write `[a, b]` for exactly these customers, `[]` for nobody, or `{ includes: [a] }`';
    return expected('a list of customers', value, report, key.text, help);
  }
  return parsePartly(value, open, parsing);
}

function parsePartly(
  node: YamlMap,
  open: ExpectationSyntax,
  parsing: Parsing,
): ExpectationSyntax | undefined {
  const { report } = parsing;
  const map = mapOf(node, report, open.segment.text);
  if (!map) return undefined;
  reportUnknownKeys(map, expectationKeys, report, 'what is expected of a segment');
  const keys = (name: string): readonly ScalarSyntax[] => {
    const value = entryOf(map.entries, name)?.value;
    return value ? parseKeys(value, name, report) : [];
  };
  const customers = entryOf(map.entries, 'customers')?.value;
  return {
    ...open,
    includes: keys('includes'),
    excludes: keys('excludes'),
    ...(customers ? { customers: parseTest(customers, parsing) } : {}),
  };
}

function parseKeys(node: YamlNode, what: string, report: Report): readonly ScalarSyntax[] {
  const items = node.kind === 'list' ? node.items : [node];
  return items.flatMap((item) => scalarOf(item, report, what) ?? []);
}
