/** Conditions that a word of their own begins and that hold no others. */
import { problem } from '../diagnostics/problem.ts';
import type { Span } from '../diagnostics/source.ts';
import { fieldsOf } from '../yaml/fields.ts';
import { entryOf, type YamlEntry } from '../yaml/node.ts';
import { parseNames, scalar } from './names.ts';
import type { Parsing } from './parsing.ts';
import type { ConditionSyntax, LeafSyntax } from './syntax.ts';
import { parseRank } from './test.ts';

export function leaf(syntax: LeafSyntax, entry: YamlEntry): ConditionSyntax {
  return { kind: 'leaf', leaf: syntax, span: entrySpan(entry) };
}

export function entrySpan(entry: YamlEntry): Span {
  const { source, start } = entry.key.span;
  return { source, start, end: Math.max(entry.value.span.end, entry.key.span.end) };
}

export function parseSegments(entry: YamlEntry, parsing: Parsing): ConditionSyntax | undefined {
  const { report } = parsing;
  const names = parseNames(entry.value, 'a segment name, or a list of them', report);
  return names && leaf({ kind: 'segments', names, span: entry.value.span }, entry);
}

export function parseMovement(entry: YamlEntry, parsing: Parsing): ConditionSyntax | undefined {
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

export function parseLookalike(entry: YamlEntry, parsing: Parsing): ConditionSyntax | undefined {
  const { report } = parsing;
  const fields = fieldsOf(entry.value, lookalikeKeys, report, entry.key.text);
  if (!fields) return undefined;
  const [of, traits, top] = [scalar(fields.get('of')), fields.get('from'), fields.get('top')];
  if (!of || !traits || !top) {
    if (lookalikeKeys.some((key) => !fields.has(key) && fields.isMeant(key))) return undefined;
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

const lookalikeKeys = ['of', 'from', 'top'];

export function parseFile(entry: YamlEntry, parsing: Parsing): ConditionSyntax | undefined {
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

export function parseSql(entry: YamlEntry, parsing: Parsing): ConditionSyntax | undefined {
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
