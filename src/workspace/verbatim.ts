/** The user's own SQL: one expression over one row, and nothing that could reach further. */
import type { Database } from '../database/database.ts';
import { type FunctionKind, familiarFunctions, knownFunctions } from '../database/engine-functions.ts';
import { parseExpression, type RowShape, type SyntaxNode, typeOverRow } from '../database/expression.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import type { Span } from '../diagnostics/source.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Schema } from '../model/schema.ts';
import { type Leaf, typeOf, type Value, type ValueType } from '../model/value.ts';

type SqlLeaf = Extract<Leaf, { kind: 'sql' }>;

/** What an expression may name, and the engine to ask. */
interface Setting {
  readonly leaf: SqlLeaf;
  /** Columns and traits, in lower case as the engine compares them. */
  readonly names: ReadonlyMap<string, string>;
  readonly functions: ReadonlyMap<string, FunctionKind>;
  readonly report: Report;
}

/** Reports every `sql` condition that is more than one boolean expression over the columns and traits it may see. */
export async function checkVerbatim(
  leaves: readonly Leaf[],
  schema: Schema,
  database: Database,
  report: Report,
): Promise<void> {
  const found = leaves.filter((leaf) => leaf.kind === 'sql');
  if (found.length === 0) return;
  for (const leaf of found) {
    const names = namesInReach(leaf, schema);
    const setting: Setting = { leaf, names, functions: familiarFunctions, report };
    const clash = leaf.uses.find(({ name, value }) => clashes(name, value, schema));
    if (clash) report(nameClash(leaf, clash.name));
    else if (await isExpression(setting, database)) await bind(setting, schema, database);
  }
}

function namesInReach({ row, uses }: SqlLeaf, { customers, events }: Schema): ReadonlyMap<string, string> {
  const table = events.find(({ name }) => name === row) ?? customers;
  const names = [...table.columns.map(({ name }) => name), ...uses.map(({ name }) => name)];
  return new Map(names.map((name) => [name.toLowerCase(), name]));
}

/** Two columns of one name would leave it to the engine which is meant. */
function clashes(name: string, value: Value, { customers }: Schema): boolean {
  const itself = value.kind === 'column' && value.lookups.length === 0 && value.name === name;
  return !itself && customers.columns.some((column) => column.name.toLowerCase() === name.toLowerCase());
}

function nameClash({ span }: SqlLeaf, name: string): Diagnostic {
  return problem(
    span,
    'sql-name',
    `\`${name}\` is both a column of the customers and a trait, so the SQL cannot name it`,
    'give the trait another name',
  );
}

async function isExpression(setting: Setting, database: Database): Promise<boolean> {
  const { leaf, report } = setting;
  const { expression, why } = await parseExpression(leaf.text, database);
  if (!expression) {
    report(
      problem(
        leaf.span,
        'sql-syntax',
        `\`sql\` takes one expression: ${why}`,
        'write a condition on one row such as `length(email) > 20`, without `SELECT` and without `;`',
      ),
    );
    return false;
  }
  if (!refusalOf(expression, new Set(), setting)) return true;
  const refusal = refusalOf(expression, new Set(), { ...setting, functions: await knownFunctions(database) });
  if (refusal) report(refusal);
  return !refusal;
}

/** What only computes from the values of its row. */
const allowed: ReadonlySet<string> = new Set([
  'BETWEEN',
  'CASE',
  'CAST',
  'COLLATE',
  'COLUMN_REF',
  'COMPARISON',
  'CONJUNCTION',
  'CONSTANT',
  'FUNCTION',
  'LAMBDA',
  'OPERATOR',
]);

const refusedNodes: Readonly<Record<string, string>> = {
  SUBQUERY: 'a subquery reads other rows',
  WINDOW: 'a window function looks at other rows',
  PARAMETER: 'a parameter cannot stand in SQL',
  STAR: '`*` is no value',
  POSITIONAL_REFERENCE: 'a column is named, not numbered',
};

/** The first thing in the tree that an expression over one row may not have; `bound` are names of lambdas. */
function refusalOf(node: unknown, bound: ReadonlySet<string>, setting: Setting): Diagnostic | undefined {
  if (Array.isArray(node)) {
    for (const item of node) {
      const refusal = refusalOf(item, bound, setting);
      if (refusal) return refusal;
    }
    return undefined;
  }
  if (typeof node !== 'object' || node === null) return undefined;
  if (!isSyntax(node)) return refusalOf(Object.values(node), bound, setting);
  const refusal = refusalOfNode(node, bound, setting);
  if (refusal || node.class === 'CONSTANT') return refusal;
  const inner = node.class === 'LAMBDA' ? new Set([...bound, ...columnNames(node.lhs)]) : bound;
  return refusalOf(Object.values(node), inner, setting);
}

function isSyntax(node: object): node is SyntaxNode {
  return 'class' in node && typeof node.class === 'string';
}

function refusalOfNode(
  node: SyntaxNode,
  bound: ReadonlySet<string>,
  setting: Setting,
): Diagnostic | undefined {
  if (!allowed.has(node.class)) {
    const why =
      refusedNodes[node.class] ?? `${node.class.toLowerCase().replaceAll('_', ' ')} is no value of a row`;
    return refused(node, '', why, setting);
  }
  if (node.class === 'COLUMN_REF') return refusalOfColumn(node, bound, setting);
  return node.class === 'FUNCTION' ? refusalOfFunction(node, setting) : undefined;
}

function columnNames(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = 'column_names' in node ? (node as SyntaxNode).column_names! : [];
  return [...own.map((name) => name.toLowerCase()), ...Object.values(node).flatMap(columnNames)];
}

function refusalOfColumn(
  node: SyntaxNode,
  bound: ReadonlySet<string>,
  setting: Setting,
): Diagnostic | undefined {
  const { leaf, names } = setting;
  const [first = '', ...rest] = node.column_names ?? [];
  if (bound.has(first.toLowerCase()) || (rest.length === 0 && names.has(first.toLowerCase())))
    return undefined;
  const written = [first, ...rest].join('.');
  const near = didYouMean(written, names.values()) ?? didYouMean([...rest].pop() ?? '', names.values());
  const whose = leaf.row === undefined ? 'a customer' : `a row of \`${leaf.row}\``;
  return problem(
    spanWithin(node, first, leaf),
    'unknown-field',
    `${whose} has no column \`${written}\` for the SQL to see`,
    near ??
      (leaf.row === undefined
        ? 'traits and looked-up fields are named with `uses`'
        : 'it sees the columns of its own table'),
  );
}

function refusalOfFunction(node: SyntaxNode, setting: Setting): Diagnostic | undefined {
  const name = node.function_name ?? '';
  const kind = setting.functions.get(name.toLowerCase());
  if (kind === 'row' || node.is_operator) return undefined;
  if (kind === undefined) {
    const known = [...setting.functions].flatMap(([other, item]) => (item === 'row' ? [other] : []));
    const near = didYouMean(name, known);
    return problem(
      spanWithin(node, name, setting.leaf),
      'unknown-function',
      `the engine has no function \`${name}\``,
      ...(near ? [near] : []),
    );
  }
  return refused(node, name, functionRefusals[kind], setting);
}

const functionRefusals: Readonly<Record<Exclude<FunctionKind, 'row'>, string>> = {
  aggregate: 'it is made of many rows',
  outside: 'it depends on more than the values it is given',
};

function refused(node: SyntaxNode, name: string, why: string, { leaf }: Setting): Diagnostic {
  const what = name === '' ? 'this' : `\`${name}\``;
  return problem(
    spanWithin(node, name, leaf),
    'sql-refused',
    `${what} cannot stand in \`sql\`: ${why}`,
    '`sql` is one expression over the columns of one row',
  );
}

/** The name's place inside the text, where that stands in the file as it is. */
function spanWithin(node: SyntaxNode, name: string, { text, span }: SqlLeaf): Span {
  const raw = span.source.text.slice(span.start, span.end);
  const inside = raw.indexOf(text);
  const offset = Buffer.from(text).subarray(0, node.query_location).toString().length;
  const written = text.slice(offset).replace(/^"/, '');
  if (inside < 0 || name === '' || !written.startsWith(name)) return span;
  const start = span.start + inside + offset;
  return { source: span.source, start, end: start + name.length + (text[offset] === '"' ? 2 : 0) };
}

/** Asks the engine whether the expression means anything over such a row, and whether it is true or false. */
async function bind({ leaf, report }: Setting, schema: Schema, database: Database): Promise<void> {
  const { type, why } = await typeOverRow(leaf.text, rowOf(leaf, schema), database);
  if (why !== undefined) {
    report(problem(leaf.span, 'sql-binding', `the SQL has no meaning here: ${why}`));
    return;
  }
  if (type === 'BOOLEAN') return;
  report(
    problem(
      leaf.span,
      'sql-type',
      `the SQL gives ${type ?? 'nothing'}, and a condition is true or false`,
      'compare it with something, as in `length(email) > 20`',
    ),
  );
}

function rowOf({ row, uses }: SqlLeaf, { customers, events }: Schema): RowShape {
  const table = events.find(({ name }) => name === row) ?? customers;
  const traits = uses.filter(({ name }) => !table.columns.some((column) => column.name === name));
  return {
    relation: table.relation,
    more: traits.map(({ name, value }) => ({ name, type: sqlTypes[typeOf(value)] })),
  };
}

const sqlTypes: Readonly<Record<ValueType, string>> = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  decimal: 'DECIMAL(38, 4)',
  float: 'DOUBLE',
  quotient: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  time: 'TIMESTAMP',
  list: 'VARCHAR[]',
};
