/** Steps of a sequence: `{ TABLE: BLOCK, within: 1d, same: product_id }`. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { unknownKey } from '../diagnostics/unknown-key.ts';
import { entryOf, type YamlEntry, type YamlNode } from '../yaml/node.ts';
import { type Parsing, wrongValue } from './parsing.ts';
import type { BlockSyntax, ScalarSyntax, StepSyntax } from './syntax.ts';
import { windowValues } from './windows.ts';

/** Parses a step; `rowsOf` parses which rows it means. */
export function parseStep(
  node: YamlNode,
  rowsOf: (node: YamlNode, parsing: Parsing) => BlockSyntax,
  parsing: Parsing,
): StepSyntax | undefined {
  const entries = node.kind === 'map' ? node.entries : [];
  const named = entries.filter(({ key }) => key.text !== 'within' && key.text !== 'same');
  const [entry] = named;
  if (!entry || named.length !== 1 || !parsing.tables.includes(entry.key.text)) {
    parsing.report(notOneTable(node, named, parsing));
    return undefined;
  }
  const within = parseWithin(entryOf(entries, 'within'), parsing);
  return {
    table: entry.key,
    rows: rowsOf(entry.value, parsing),
    ...(within ? { within } : {}),
    same: parseSame(entryOf(entries, 'same')?.value, parsing),
    span: node.span,
  };
}

function notOneTable(node: YamlNode, named: readonly YamlEntry[], { tables }: Parsing): Diagnostic {
  const [first, second] = named;
  const stray = second && named.find(({ key }) => !tables.includes(key.text));
  if (stray) return unknownKey(stray.key, ['within', 'same'], 'a step');
  const help = second
    ? `write several steps as a list: \`[${named.map(({ key }) => `{ ${key.text}: any }`).join(', ')}]\``
    : 'write `{ orders: any, within: 2d }`';
  return wrongValue((second ?? first)?.key ?? node, 'a step with one event table', help);
}

function parseWithin(entry: YamlEntry | undefined, { report }: Parsing): ScalarSyntax | undefined {
  if (!entry || entry.value.kind === 'scalar') return entry?.value as ScalarSyntax | undefined;
  report(wrongValue(entry.value, windowValues.span));
  return undefined;
}

function parseSame(node: YamlNode | undefined, { report }: Parsing): StepSyntax['same'] {
  if (!node) return [];
  const pairs =
    node.kind === 'map'
      ? node.entries.map(({ key, value }) => [key, value] as const)
      : (node.kind === 'list' ? node.items : [node]).map((item) => [item, item] as const);
  return pairs.flatMap(([left, right]) => {
    if (left.kind === 'scalar' && right.kind === 'scalar' && left.text !== '' && right.text !== '') {
      return [[left, right] as const];
    }
    report(wrongValue(node, 'a field, or `{ field of the row before: field of the step }`'));
    return [];
  });
}
