import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import { all, type Logic } from '../model/logic.ts';
import { fieldsOf } from '../yaml/fields.ts';
import { entryOf, type YamlEntry, type YamlNode, type YamlScalar } from '../yaml/node.ts';
import type { ConditionSyntax, LeafSyntax } from './syntax.ts';

/** Parses a condition or a row test; several keys in one mapping mean all of them. */
export function parseCondition(node: YamlNode, report: Report): ConditionSyntax | undefined {
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
    return undefined;
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
    return undefined;
  }
  const items = node.entries.map((entry) => parseEntry(entry, report));
  const found = items.filter((item) => item !== undefined);
  return found.length === items.length ? all(found, node.span) : undefined;
}

/** Parses one condition, or a list of them. */
export function parseConditions(node: YamlNode, report: Report): readonly ConditionSyntax[] {
  const items = node.kind === 'list' ? node.items : [node];
  if (node.kind === 'list' && items.length === 0)
    report(problem(node.span, 'empty-list', 'the list is empty'));
  return items.flatMap((item) => parseCondition(item, report) ?? []);
}

type Keyword = (entry: YamlEntry, report: Report) => ConditionSyntax | undefined;

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
  in_file: parseFile,
  sql: parseSql,
};

function parseEntry(entry: YamlEntry, report: Report): ConditionSyntax | undefined {
  const keyword =
    entry.key.quoted || !Object.hasOwn(KEYWORDS, entry.key.text) ? undefined : KEYWORDS[entry.key.text];
  if (keyword) return keyword(entry, report);
  return leaf({ kind: 'named', name: entry.key, body: entry.value }, entry);
}

function leaf(syntax: LeafSyntax, entry: YamlEntry): ConditionSyntax {
  return { kind: 'leaf', leaf: syntax, span: entrySpan(entry) };
}

function entrySpan(entry: YamlEntry): YamlNode['span'] {
  const { source, start } = entry.key.span;
  return { source, start, end: Math.max(entry.value.span.end, entry.key.span.end) };
}

function parseGroup(entry: YamlEntry, report: Report): ConditionSyntax | undefined {
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
  const items = value.items.map((item) => parseCondition(item, report));
  const found = items.filter((item) => item !== undefined);
  if (found.length < items.length) return undefined;
  const span = entrySpan(entry);
  if (key.text === 'all') return { kind: 'all', items: found, span };
  const any: Logic<LeafSyntax> = { kind: 'any', items: found, span };
  return key.text === 'any' ? any : { kind: 'not', item: any, span };
}

function parseNot(entry: YamlEntry, report: Report): ConditionSyntax | undefined {
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
  const item = parseCondition(value, report);
  return item && { kind: 'not', item, span: entrySpan(entry) };
}

function parseAtLeast(entry: YamlEntry, report: Report): ConditionSyntax | undefined {
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
  const items = parseConditions(list, report);
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
  return items.length === list.items.length
    ? { kind: 'at-least', n, items, span: entrySpan(entry) }
    : undefined;
}

function parseSegments(entry: YamlEntry, report: Report): ConditionSyntax | undefined {
  const names = parseNames(entry.value, 'a segment name, or a list of them', report);
  return names && leaf({ kind: 'segments', names, span: entry.value.span }, entry);
}

function parseMovement(entry: YamlEntry, report: Report): ConditionSyntax | undefined {
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

function parseFile(entry: YamlEntry, report: Report): ConditionSyntax | undefined {
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

function parseSql(entry: YamlEntry, report: Report): ConditionSyntax | undefined {
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

function scalar(node: YamlNode | undefined): YamlScalar | undefined {
  return node?.kind === 'scalar' && node.text !== '' ? node : undefined;
}

/** One name, or a list of at least one. */
export function parseNames(
  node: YamlNode,
  expected: string,
  report: Report,
): readonly YamlScalar[] | undefined {
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
