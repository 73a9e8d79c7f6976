/** Conditions and row tests. */

import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import type { Span } from '../diagnostics/source.ts';
import { all, type Logic } from '../model/logic.ts';
import { fieldsOf } from '../yaml/fields.ts';
import { entryOf, type YamlEntry, type YamlNode } from '../yaml/node.ts';
import { parseBlock } from './block.ts';
import type { Parsing } from './parsing.ts';
import type { ConditionSyntax, LeafSyntax, ScalarSyntax } from './syntax.ts';
import { parseRank, parseTest } from './test.ts';

/** How definitions are read in a project with these event tables. */
export function parsingWith(tables: readonly string[], report: Report): Parsing {
  return {
    tables,
    report,
    rowTest: (node, parsing) => parseCondition(node, { ...parsing, tables: [] }),
  };
}

/** Parses a condition or a row test; several keys in one mapping mean all of them. What is wrong is one leaf. */
export function parseCondition(node: YamlNode, parsing: Parsing): ConditionSyntax {
  const { report } = parsing;
  if (node.kind !== 'map') {
    report(
      node.kind === 'list'
        ? problem(
            node.span,
            'condition-list',
            'a condition is a mapping, found a list',
            'write `all: [...]` or `any: [...]`',
          )
        : problem(
            node.span,
            node.text === '' && !node.quoted ? 'blank-value' : 'condition-scalar',
            node.text === ''
              ? 'the condition is missing'
              : `a condition is a mapping, found \`${node.text}\``,
            'write for example `{ country: PL }` or `{ orders: { count: { gte: 2 } } }`',
          ),
    );
    return reported(node.span);
  }
  if (node.entries.length === 0) {
    report(
      problem(
        node.span,
        'empty-condition',
        'the condition is empty',
        'write for example `{ country: PL }` or `{ orders: { count: { gte: 2 } } }`',
      ),
    );
    return reported(node.span);
  }
  const items = node.entries.map((entry) => parseEntry(entry, parsing) ?? reported(entrySpan(entry)));
  return all(items, node.span);
}

function reported(span: Span): ConditionSyntax {
  return { kind: 'leaf', leaf: { kind: 'reported' }, span };
}

/** Parses one condition, or a list of them. */
export function parseConditions(node: YamlNode, parsing: Parsing): readonly ConditionSyntax[] {
  const items = node.kind === 'list' ? node.items : [node];
  if (node.kind === 'list' && items.length === 0)
    parsing.report(problem(node.span, 'empty-list', 'the list is empty'));
  return items.map((item) => parseCondition(item, parsing));
}

type Keyword = (entry: YamlEntry, parsing: Parsing) => ConditionSyntax | undefined;

/** The words that stand where a name could; everything else is a field or a table. */
export const KEYWORDS: Readonly<Record<string, Keyword>> = {
  all: parseGroup,
  any: parseGroup,
  none: parseGroup,
  not: parseNot,
  at_least: parseAtLeast,
  segment: parseSegments,
  entered: parseMovement,
  left: parseMovement,
  stayed: parseMovement,
  lookalike: parseLookalike,
  in_file: parseFile,
  sql: parseSql,
};

function parseEntry(entry: YamlEntry, parsing: Parsing): ConditionSyntax | undefined {
  const { key, value } = entry;
  const keyword = key.quoted || !Object.hasOwn(KEYWORDS, key.text) ? undefined : KEYWORDS[key.text];
  if (keyword) return keyword(entry, parsing);
  if (!parsing.tables.includes(key.text)) {
    return leaf({ kind: 'test', field: key, test: parseTest(value, parsing) }, entry);
  }
  const block = parseBlock(key, value, parsing);
  return block && leaf({ kind: 'block', table: key, block }, entry);
}

function leaf(syntax: LeafSyntax, entry: YamlEntry): ConditionSyntax {
  return { kind: 'leaf', leaf: syntax, span: entrySpan(entry) };
}

function entrySpan(entry: YamlEntry): Span {
  const { source, start } = entry.key.span;
  return { source, start, end: Math.max(entry.value.span.end, entry.key.span.end) };
}

function parseGroup(entry: YamlEntry, parsing: Parsing): ConditionSyntax | undefined {
  const { report } = parsing;
  const { key, value } = entry;
  if (value.kind !== 'list') {
    report(
      problem(
        value.span,
        'group-not-list',
        `\`${key.text}\` takes a list of conditions`,
        `write \`${key.text}: [ { … }, { … } ]\``,
      ),
    );
    return undefined;
  }
  if (value.items.length === 0) {
    report(problem(value.span, 'empty-group', `\`${key.text}\` has no conditions`));
    return undefined;
  }
  const items = value.items.map((item) => parseCondition(item, parsing));
  const span = entrySpan(entry);
  if (key.text === 'all') return { kind: 'all', items, span };
  const any: Logic<LeafSyntax> = { kind: 'any', items, span };
  return key.text === 'any' ? any : { kind: 'not', item: any, span };
}

function parseNot(entry: YamlEntry, parsing: Parsing): ConditionSyntax | undefined {
  const { report } = parsing;
  const { value } = entry;
  if (value.kind === 'list' || (value.kind === 'map' && value.entries.length > 1)) {
    report(
      problem(
        value.span,
        'not-several',
        '`not` takes exactly one condition',
        'write `none: [...]` to refuse each of them, or `not: { all: [...] }` to refuse them together',
      ),
    );
    return undefined;
  }
  const item = parseCondition(value, parsing);
  return { kind: 'not', item, span: entrySpan(entry) };
}

function parseAtLeast(entry: YamlEntry, parsing: Parsing): ConditionSyntax | undefined {
  const { report } = parsing;
  const fields = fieldsOf(entry.value, ['n', 'of'], report, entry.key.text);
  if (!fields) return undefined;
  const count = fields.get('n');
  const list = fields.get('of');
  if (!count || list?.kind !== 'list') {
    if (fields.isMeant('n') || fields.isMeant('of')) return undefined;
    report(
      problem(
        entry.value.span,
        'at-least-shape',
        '`at_least` takes `n` and a list `of` conditions',
        'write `at_least: { n: 2, of: [ … ] }`',
      ),
    );
    return undefined;
  }
  const items = parseConditions(list, parsing);
  const n =
    count.kind === 'scalar' && !count.quoted && /^[1-9][0-9]*$/.test(count.text)
      ? Number(count.text)
      : undefined;
  if (n === undefined || n > list.items.length) {
    report(
      problem(
        count.span,
        'at-least-number',
        `expected a whole number from 1 to ${list.items.length}, the number of conditions`,
        'write a smaller `n`, or add the conditions that are missing',
      ),
    );
    return undefined;
  }
  return { kind: 'at-least', n, items, span: entrySpan(entry) };
}

function parseSegments(entry: YamlEntry, parsing: Parsing): ConditionSyntax | undefined {
  const { report } = parsing;
  const names = parseNames(entry.value, 'a segment name, or a list of them', report);
  return names && leaf({ kind: 'segments', names, span: entry.value.span }, entry);
}

function parseMovement(entry: YamlEntry, parsing: Parsing): ConditionSyntax | undefined {
  const { report } = parsing;
  const fields = fieldsOf(entry.value, ['segment', 'last'], report, entry.key.text);
  const segment = fields?.get('segment');
  const last = fields?.get('last');
  if (segment?.kind !== 'scalar' || last?.kind !== 'scalar') {
    if (fields && !fields.isMeant('segment') && !fields.isMeant('last')) {
      report(
        problem(
          entry.value.span,
          'movement-shape',
          `\`${entry.key.text}\` takes \`segment\` and \`last\``,
          `write \`${entry.key.text}: { segment: NAME, last: 7d }\``,
        ),
      );
    }
    return undefined;
  }
  return leaf(
    { kind: 'movement', movement: entry.key.text as 'entered' | 'left' | 'stayed', segment, last },
    entry,
  );
}

function parseLookalike(entry: YamlEntry, parsing: Parsing): ConditionSyntax | undefined {
  const { report } = parsing;
  const fields = fieldsOf(entry.value, LOOKALIKE_KEYS, report, entry.key.text);
  if (!fields) return undefined;
  const [of, traits, top] = [scalar(fields.get('of')), fields.get('from'), fields.get('top')];
  if (!of || !traits || !top) {
    if (LOOKALIKE_KEYS.some((key) => !fields.has(key) && fields.isMeant(key))) return undefined;
    const help = 'write `lookalike: { of: NAME, from: [ TRAIT, TRAIT ], top: 5% }`';
    const message = '`lookalike` takes `of`, a segment, `from`, a list of traits, and `top`';
    report(problem(entry.value.span, 'lookalike-shape', message, help));
    return undefined;
  }
  const from = parseNames(traits, 'a list of traits', report);
  const key = { kind: 'scalar', text: 'top', quoted: false, span: top.span } as const;
  const rank = parseRank('top', { key, value: top }, parsing);
  if (!from || rank.kind !== 'rank') return undefined;
  const { value } = rank;
  return leaf({ kind: 'lookalike', of, from, top: { key, value }, span: entry.value.span }, entry);
}

const LOOKALIKE_KEYS = ['of', 'from', 'top'];

function parseFile(entry: YamlEntry, parsing: Parsing): ConditionSyntax | undefined {
  const { report } = parsing;
  if (entry.value.kind === 'scalar' && entry.value.text !== '')
    return leaf({ kind: 'file', path: entry.value }, entry);
  const fields = fieldsOf(entry.value, ['path', 'field', 'column'], report, entry.key.text);
  if (!fields) return undefined;
  const [path, field, column] = ['path', 'field', 'column'].map((name) => scalar(fields.get(name)));
  if (!path) {
    if (fields.isMeant('path')) return undefined;
    report(
      problem(
        entry.value.span,
        'in-file-shape',
        '`in_file` takes a path',
        'write `in_file: lists/a.csv` or `in_file: { path: lists/a.csv, field: email }`',
      ),
    );
    return undefined;
  }
  return leaf({ kind: 'file', path, ...(field ? { field } : {}), ...(column ? { column } : {}) }, entry);
}

function parseSql(entry: YamlEntry, parsing: Parsing): ConditionSyntax | undefined {
  const { report } = parsing;
  const { value } = entry;
  const engines = value.kind === 'map' ? value.entries.filter(({ key }) => key.text !== 'uses') : [];
  const [first] = engines;
  if (
    value.kind !== 'map' ||
    engines.length !== 1 ||
    first?.value.kind !== 'scalar' ||
    first.value.text === ''
  ) {
    report(
      problem(
        value.span,
        'sql-shape',
        '`sql` takes one engine with one boolean expression',
        'write `sql: { duckdb: "length(email) > 20" }`',
      ),
    );
    return undefined;
  }
  const uses = entryOf(value.entries, 'uses');
  const names = uses ? parseNames(uses.value, 'a list of trait names', report) : [];
  return names && leaf({ kind: 'sql', engine: first.key, text: first.value, uses: names }, entry);
}

function scalar(node: YamlNode | undefined): ScalarSyntax | undefined {
  return node?.kind === 'scalar' && node.text !== '' ? node : undefined;
}

/** One name, or a list of at least one. */
export function parseNames(
  node: YamlNode,
  expected: string,
  report: Report,
): readonly ScalarSyntax[] | undefined {
  const items = node.kind === 'list' ? node.items : [node];
  const names = items.flatMap((item) => scalar(item) ?? []);
  if (items.length > 0 && names.length === items.length) return names;
  report(
    problem(
      node.span,
      'names',
      items.length === 0 ? `the list is empty, expected ${expected}` : `expected ${expected}`,
    ),
  );
  return undefined;
}
