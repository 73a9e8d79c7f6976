/** Which rows of an event table are meant: the part that blocks, traits and steps share. */
import { problem } from '../diagnostics/problem.ts';
import { entryOf, type YamlEntry, type YamlMap, type YamlNode } from '../yaml/node.ts';
import { findMeasure, measures } from './measures/index.ts';
import { parseWindows } from './operand.ts';
import { type Parsing, wrongValue } from './parsing.ts';
import { parseStep } from './step.ts';
import type { BlockSyntax, Keyed, MeasureSyntax, RowsSyntax, ScalarSyntax } from './syntax.ts';
import { everyWindowWord } from './windows.ts';

const rowKeys = ['where', 'earliest', 'latest', 'having', 'then', 'then_not', 'same'];

/** Every key of a block. */
export const blockKeys: readonly string[] = [
  ...rowKeys,
  ...everyWindowWord,
  ...measures.map((measure) => measure.name),
];

/** The entries of measures, which each use of rows reads in its own way. */
export function measureEntries(map: YamlMap): readonly YamlEntry[] {
  return map.entries.filter(({ key }) => findMeasure(key.text) !== undefined);
}

/** Parses which rows are meant; `own` is what only the use of them has. */
export function parseRows(
  map: YamlMap,
  own: { readonly measures: readonly MeasureSyntax[]; readonly same?: ScalarSyntax | undefined },
  parsing: Parsing,
): RowsSyntax {
  const get = (name: string): YamlEntry | undefined => entryOf(map.entries, name);
  const earliest = parsePick(get('earliest'), parsing);
  const latest = parsePick(get('latest'), parsing);
  const thenNot = get('then_not');
  const absent = thenNot && parseStep(thenNot.value, parseStepRows, parsing);
  return {
    kind: 'rows',
    keys: map.entries.map(({ key }) => key),
    ...rowTest('where', get('where'), parsing),
    ...rowTest('having', get('having'), parsing),
    ...(earliest ? { earliest } : {}),
    ...(latest ? { latest } : {}),
    windows: parseWindows(map.entries, parsing),
    then: parseThen(get('then')?.value, parsing),
    ...(absent ? { thenNot: absent } : {}),
    ...(own.same ? { same: own.same } : {}),
    measures: own.measures,
    unknown: map.entries.map(({ key }) => key).filter(({ text }) => !blockKeys.includes(text)),
    span: map.span,
  };
}

function rowTest<Name extends 'where' | 'having'>(
  name: Name,
  entry: YamlEntry | undefined,
  parsing: Parsing,
): Partial<Pick<RowsSyntax, Name>> {
  if (!entry) return {};
  return { [name]: parsing.rowTest(entry.value, parsing) } as Partial<Pick<RowsSyntax, Name>>;
}

function parsePick(entry: YamlEntry | undefined, { report }: Parsing): Keyed<ScalarSyntax> | undefined {
  if (!entry) return undefined;
  const { key, value } = entry;
  if (value.kind === 'scalar') return { key, value };
  report(wrongValue(value, 'a number of rows such as `1`'));
  return undefined;
}

function parseThen(node: YamlNode | undefined, parsing: Parsing): RowsSyntax['then'] {
  if (!node) return [];
  const steps = node.kind === 'list' ? node.items : [node];
  return steps.flatMap((step) => parseStep(step, parseStepRows, parsing) ?? []);
}

/** The rows of a block without measures: `any`, or which rows are meant. */
export function parseStepRows(node: YamlNode, parsing: Parsing): BlockSyntax {
  if (node.kind === 'map' && node.entries.length > 0) {
    reportMeasures(node, parsing);
    return parseRows(node, { measures: [] }, parsing);
  }
  const isAny = node.kind === 'scalar' && !node.quoted && !node.parameter && node.text === 'any';
  if (!isAny) parsing.report(wrongValue(node, '`any` or which rows are meant'));
  return { kind: 'any', span: node.span };
}

function reportMeasures(map: YamlMap, { report }: Parsing): void {
  for (const { key } of map.entries) {
    if (key.text !== 'same' && !findMeasure(key.text)) continue;
    const message = `\`${key.text}\` cannot stand in the block of a step, which only says which rows are meant`;
    report(problem(key.span, 'not-here', message));
  }
}
