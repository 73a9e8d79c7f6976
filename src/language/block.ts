/** Blocks: what stands behind an event table in a condition. */
import { problem } from '../diagnostics/problem.ts';
import type { DelaySummary } from '../model/value.ts';
import { entryOf, type YamlEntry, type YamlNode } from '../yaml/node.ts';
import { delaySummaries } from './measures/delay.ts';
import { findMeasure } from './measures/index.ts';
import { findOperator } from './operators/index.ts';
import { describeSyntax, type Parsing, wrongValue } from './parsing.ts';
import { measureEntries, parseRows } from './rows.ts';
import { parameterAsName } from './substitute.ts';
import type { BlockSyntax, MeasureSyntax, ScalarSyntax } from './syntax.ts';
import { parseTest, parseTests } from './test.ts';

/** Parses `any`, `none`, or which rows are meant with tests of measures; undefined where it is neither. */
export function parseBlock(table: ScalarSyntax, node: YamlNode, parsing: Parsing): BlockSyntax | undefined {
  if (node.kind === 'scalar') return parseAnyOrNone(table, node, parsing);
  if (node.kind === 'list') {
    parsing.report(blockShape(table, node));
    return undefined;
  }
  if (node.entries.length === 0) {
    parsing.report(
      problem(
        node.span,
        'empty-block',
        `the block of \`${table.text}\` is empty`,
        `write \`${table.text}: any\` for at least one row`,
      ),
    );
    return undefined;
  }
  const measured = measureEntries(node).map((entry) => parseMeasure(entry, parsing));
  const same = parseSameField(entryOf(node.entries, 'same'), parsing);
  const rows = parseRows(node, { measures: measured.filter((each) => each !== undefined), same }, parsing);
  return measured.includes(undefined) ? undefined : rows;
}

function parseAnyOrNone(
  table: ScalarSyntax,
  node: ScalarSyntax,
  { report }: Parsing,
): BlockSyntax | undefined {
  if (node.parameter !== undefined) report(parameterAsName(node.parameter, node.span));
  else if (!node.quoted && (node.text === 'any' || node.text === 'none'))
    return { kind: node.text, span: node.span };
  else report(blockShape(table, node));
  return undefined;
}

function blockShape({ text }: ScalarSyntax, node: YamlNode) {
  return problem(
    node.span,
    'block-shape',
    `\`${text}\` takes a block, \`any\` or \`none\`, found ${describeSyntax(node)}`,
    ...helpOf(text, node),
  );
}

/** How many rows, or a column that the table hides. */
function helpOf(table: string, node: YamlNode): readonly string[] {
  const text = node.kind === 'scalar' && !node.quoted ? node.text : '';
  if (text === '0') return [`write \`${table}: none\``];
  if (/^\d+$/.test(text)) return [`write \`${table}: { count: ${text} }\``];
  if (/^(yes|no|true|false)$/i.test(text)) {
    return [
      `a column of the customers that is called so is \`customer.${table}: ${text}\``,
      `rows of the table are \`${table}: any\` or \`${table}: none\``,
    ];
  }
  return [
    `write \`${table}: any\` or \`${table}: { count: { gte: 2 }, last: 90d }\``,
    ...(text === '' ? [] : [`a column of the customers that is called so is \`customer.${table}\``]),
  ];
}

function parseSameField(entry: YamlEntry | undefined, { report }: Parsing): ScalarSyntax | undefined {
  if (!entry || (entry.value.kind === 'scalar' && entry.value.text !== ''))
    return entry?.value as ScalarSyntax | undefined;
  report(wrongValue(entry.value, 'a field of the rows'));
  return undefined;
}

/** `MEASURE: TEST` or `MEASURE: { of: X, TEST }`. */
function parseMeasure({ key, value }: YamlEntry, parsing: Parsing): MeasureSyntax | undefined {
  const { name, operand } = findMeasure(key.text)!;
  const { span } = value;
  if (name === 'every') return { key, rows: parsing.rowTest(value, parsing), span };
  if (operand === 'none') {
    const isTrue = value.kind === 'scalar' && value.text === 'true' && !value.quoted;
    if (!isTrue) return { key, test: parseTest(value, parsing), span };
    parsing.report(withoutTest(key));
    return undefined;
  }
  if (operand === 'summary') {
    const entry = summaryEntry(value, parsing);
    return entry && { key, summary: entry.summary, test: parseTest(entry.value, parsing), span };
  }
  const of = value.kind === 'map' ? entryOf(value.entries, 'of') : undefined;
  if (value.kind !== 'map' || !of) {
    parsing.report(withoutField(key, operand === 'row-test' ? undefined : value));
    return undefined;
  }
  const tests = value.entries.filter((item) => item !== of);
  if (tests.length === 0) {
    parsing.report(withoutTest(key, of.value));
    return undefined;
  }
  const operandSyntax = parseOf(key, of.value, operand === 'row-test', parsing);
  return operandSyntax && { key, ...operandSyntax, test: parseTests(tests, span, parsing), span };
}

/** `{ avg: X }` of a delay. */
export function summaryEntry(
  node: YamlNode,
  { report }: Parsing,
): { readonly summary: DelaySummary; readonly value: YamlNode } | undefined {
  const [entry, ...more] = node.kind === 'map' ? node.entries : [];
  const summary = delaySummaries.find((each) => each === entry?.key.text);
  if (entry && summary && more.length === 0) return { summary, value: entry.value };
  const words = `one of ${delaySummaries.map((each) => `\`${each}\``).join(', ')}`;
  report(
    wrongValue(node, words, 'write `delay: { avg: { lte: 2 } }`, or `delay: { median: true }` in a trait'),
  );
  return undefined;
}

/** What a measure is of: a field, or rows that pass a test. */
export function parseOf(
  key: ScalarSyntax,
  node: YamlNode,
  isRowTest: boolean,
  parsing: Parsing,
): Pick<MeasureSyntax, 'of' | 'rows'> | undefined {
  if (isRowTest) return { rows: parsing.rowTest(node, parsing) };
  if (node.kind === 'scalar' && node.text !== '') return { of: node };
  parsing.report(withoutField(key));
  return undefined;
}

function withoutTest({ text, span }: ScalarSyntax, of?: YamlNode) {
  const help =
    of?.kind === 'scalar'
      ? `write for example \`${text}: { of: ${of.text}, gte: 2 }\``
      : `write for example \`${text}: { gte: 2 }\``;
  return problem(span, 'measure-without-test', `\`${text}\` is measured but not tested`, help);
}

function withoutField({ text, span }: ScalarSyntax, value?: YamlNode) {
  const [only, ...more] = value?.kind === 'map' ? value.entries.map(({ key }) => key.text) : [];
  const meant = value?.kind === 'scalar' ? value.text : more.length === 0 ? only : undefined;
  const field =
    meant !== undefined && /^[A-Za-z_][\w.]*$/.test(meant) && !findOperator(meant) ? meant : 'FIELD';
  const help = `write \`${text}: { of: ${field}, gte: 100 }\``;
  return problem(span, 'measure-without-field', `\`${text}\` needs the field it is of`, help);
}
