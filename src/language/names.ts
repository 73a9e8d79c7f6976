import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ScalarSyntax } from './syntax.ts';

/** The node where it is one written value. */
export function scalar(node: YamlNode | undefined): ScalarSyntax | undefined {
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
