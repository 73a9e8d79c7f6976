/** Traits: a block with exactly one measure, or arithmetic over numbers, fields and traits written out. */
import { problem } from '../diagnostics/problem.ts';
import { meantBy } from '../diagnostics/unknown-key.ts';
import type { ArithmeticOperator } from '../model/value.ts';
import { entryOf, type YamlEntry, type YamlMap, type YamlNode } from '../yaml/node.ts';
import { parseOf, summaryEntry } from './block.ts';
import { findMeasure } from './measures/index.ts';
import { describeSyntax, type Parsing, wrongValue } from './parsing.ts';
import { measureEntries, parseRows } from './rows.ts';
import { checkTraitReferences } from './substitute.ts';
import type {
  MeasureSyntax,
  RowsSyntax,
  ScalarSyntax,
  TraitOperandSyntax,
  TraitSyntax,
  TraitValueSyntax,
} from './syntax.ts';

export const arithmeticKeys: readonly ArithmeticOperator[] = ['ratio', 'plus', 'minus', 'times'];

const reported = { kind: 'reported' } as const;

/** Parses `traits: { name: body }`. */
export function parseTraits(node: YamlNode, parsing: Parsing): readonly TraitSyntax[] {
  if (node.kind === 'map') {
    for (const { value } of node.entries) checkTraitReferences(value, parsing.report);
    return node.entries.map(({ key, value }) => ({ name: key, value: parseValue(value, key.text, parsing) }));
  }
  parsing.report(
    problem(
      node.span,
      'traits-shape',
      '`traits` takes a mapping from names to measures',
      'write `traits: { order_count: { orders: { count: true } } }`',
    ),
  );
  return [];
}

function parseValue(node: YamlNode, name: string, parsing: Parsing): TraitValueSyntax {
  const [entry, ...more] = node.kind === 'map' ? node.entries : [];
  if (!entry || more.length > 0) {
    parsing.report(traitShape(node, name));
    return reported;
  }
  const operator = arithmeticKeys.find((candidate) => candidate === entry.key.text);
  if (operator) {
    return parseArithmetic(operator, entry.value, (item) => parseValue(item, name, parsing), parsing);
  }
  if (parsing.tables.includes(entry.key.text)) {
    const rows = parseMeasured(entry.value, name, parsing);
    return rows ? { kind: 'block', table: entry.key, rows } : reported;
  }
  parsing.report(unknownTable(entry.key, [...parsing.tables, ...arithmeticKeys]));
  return reported;
}

function parseArithmetic(
  operator: ArithmeticOperator,
  node: YamlNode,
  nested: (node: YamlNode) => TraitValueSyntax,
  parsing: Parsing,
): TraitValueSyntax {
  const wanted = operator === 'ratio' ? 'a list of two operands' : 'a list of at least two operands';
  const items = node.kind === 'list' ? node.items : [];
  if (items.length < 2 || (operator === 'ratio' && items.length > 2)) {
    parsing.report(wrongValue(node, wanted, `write \`${operator}: [ …, … ]\``));
    return reported;
  }
  const operands = items.map(
    (item): TraitOperandSyntax => (item.kind === 'scalar' ? item : { ...nested(item), span: item.span }),
  );
  return { kind: 'arithmetic', operator, operands, span: node.span };
}

/** Arithmetic over the columns of a row, `{ times: [Quantity, UnitPrice] }`; undefined, and nothing told, for anything else. */
export function parseRowArithmetic(node: YamlNode, parsing: Parsing): TraitValueSyntax | undefined {
  const [entry] = node.kind === 'map' ? node.entries : [];
  const operator = entry && arithmeticKeys.find((candidate) => candidate === entry.key.text);
  if (!operator) return undefined;
  const nested = (item: YamlNode): TraitValueSyntax => {
    const value = parseRowArithmetic(item, parsing);
    if (!value) parsing.report(wrongValue(item, 'arithmetic such as `{ times: [A, B] }`'));
    return value ?? reported;
  };
  return parseArithmetic(operator, entry.value, nested, parsing);
}

/** A block with exactly one measure and no test of it; undefined where it is not, which has then been reported. */
export function parseMeasured(node: YamlNode, name: string, parsing: Parsing): RowsSyntax | undefined {
  const [entry, ...more] = node.kind === 'map' ? measureEntries(node) : [];
  const same = node.kind === 'map' ? entryOf(node.entries, 'same') : undefined;
  if (node.kind !== 'map' || !entry || more.length > 0 || same) {
    parsing.report(
      same ? problem(same.key.span, 'not-here', '`same` cannot stand in a trait') : traitShape(node, name),
    );
    return undefined;
  }
  const measure = parseMeasure(entry, parsing);
  const rows = parseRows(node, { measures: measure ? [measure] : [] }, parsing);
  return measure && rows;
}

/** `MEASURE: X`, with `true` where there is nothing to name. */
function parseMeasure({ key, value }: YamlEntry, parsing: Parsing): MeasureSyntax | undefined {
  const { name, operand } = findMeasure(key.text)!;
  const { span } = value;
  if (operand === 'none') {
    if (value.kind === 'scalar' && !value.quoted && value.text === 'true') return { key, span };
    parsing.report(withTest(value, name));
    return undefined;
  }
  if (operand === 'summary') {
    const entry = summaryEntry(value, parsing);
    const isTrue = entry?.value.kind === 'scalar' && !entry.value.quoted && entry.value.text === 'true';
    if (entry && !isTrue) parsing.report(withTest(entry.value, name));
    return entry && isTrue ? { key, summary: entry.summary, span } : undefined;
  }
  const of = value.kind === 'map' && operand !== 'row-test' ? onlyOf(value, name, parsing) : value;
  const parsed = of && parseOf(key, of, operand === 'row-test', parsing);
  return parsed && { key, ...parsed, span };
}

/** `sum: { of: total }` means the same as `sum: total`. */
function onlyOf(map: YamlMap, measure: string, { report }: Parsing): YamlNode | undefined {
  const of = entryOf(map.entries, 'of');
  if (of && map.entries.length === 1) return of.value;
  report(withTest(map, measure));
  return undefined;
}

function withTest(node: YamlNode, measure: string) {
  const message = `a trait measures and does not test, found ${describeSyntax(node)} for \`${measure}\``;
  return problem(node.span, 'trait-with-test', message);
}

function traitShape(node: YamlNode, name: string) {
  return problem(
    node.span,
    'trait-shape',
    `the trait \`${name}\` is not a block with exactly one measure, nor arithmetic`,
    ofFormula(node) ?? 'write for example `{ orders: { sum: total, last: 1y } }` or `{ ratio: [ …, … ] }`',
  );
}

const signs: Readonly<Record<string, ArithmeticOperator>> = {
  '/': 'ratio',
  '*': 'times',
  '+': 'plus',
  '-': 'minus',
};

/** `spend / orders` in words. */
function ofFormula(node: YamlNode): string | undefined {
  const text = node.kind === 'scalar' ? node.text : '';
  const [, left, sign, right] = /^([\w.]+)\s*([/*+-])\s*([\w.]+)$/.exec(text) ?? [];
  return sign === undefined ? undefined : `write \`{ ${signs[sign]}: [${left}, ${right}] }\``;
}

/** A name that is no event table. */
export function unknownTable({ text, span }: ScalarSyntax, candidates: readonly string[]) {
  const near = meantBy(text, candidates);
  return problem(span, 'unknown-table', `there is no event table \`${text}\``, ...(near ? [near] : []));
}
