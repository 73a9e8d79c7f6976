/** Conditions and row tests. */

import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import type { Span } from '../diagnostics/source.ts';
import { all, type Logic } from '../model/logic.ts';
import { fieldsOf } from '../yaml/fields.ts';
import type { YamlEntry, YamlNode } from '../yaml/node.ts';
import { parseBlock } from './block.ts';
import { conditionHelp } from './condition-help.ts';
import {
  entrySpan,
  leaf,
  parseFile,
  parseLookalike,
  parseMovement,
  parseSegments,
  parseSql,
} from './keyword-leaves.ts';
import type { Parsing } from './parsing.ts';
import type { ConditionSyntax, LeafSyntax } from './syntax.ts';
import { parseTest } from './test.ts';

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
            conditionHelp(node.text),
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

/** Of `at_least`. */
export const atLeastKeys = ['n', 'of'];

type Keyword = (entry: YamlEntry, parsing: Parsing) => ConditionSyntax | undefined;

/** The words that stand where a name could; everything else is a field or a table. */
export const keywords: Readonly<Record<string, Keyword>> = {
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
  const keyword = key.quoted || !Object.hasOwn(keywords, key.text) ? undefined : keywords[key.text];
  if (keyword) return keyword(entry, parsing);
  if (!parsing.tables.includes(key.text)) {
    return leaf({ kind: 'test', field: key, test: parseTest(value, parsing) }, entry);
  }
  const block = parseBlock(key, value, parsing);
  return block && leaf({ kind: 'block', table: key, block }, entry);
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
  const fields = fieldsOf(entry.value, atLeastKeys, report, entry.key.text);
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
