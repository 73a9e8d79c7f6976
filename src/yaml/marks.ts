/** `!` and `&` before a value, which YAML takes for tags and anchors. */
import { isScalar, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Source } from '../diagnostics/source.ts';
import type { Findings } from './findings.ts';

export type Valued = Scalar.Parsed | YAMLMap.Parsed | YAMLSeq.Parsed;

/** Refuses `!tag` before a value. */
export function checkTag(node: Valued, findings: Findings): void {
  const before = findings.source.text.slice(Math.max(0, node.range[0] - 200), node.range[0]);
  if (node.tag === undefined && !before.includes('!')) return;
  const written = /(?<=^|[\s,[{])![^\s,[\]{}]*\s*(&\S*\s*)?$/.exec(before);
  if (node.tag === undefined && !/^![ \t]*$/.test(written?.[0] ?? '')) return;
  const start = node.range[0] - (written ? before.length - written.index : 0);
  const token = tokenAt(findings.source, start);
  const help = `quote it if it is text: \`"${restOfValue(findings.source, start)}"\``;
  findings.refuse(
    'yaml-tag',
    `\`${token}\` is a tag, and tags are not read`,
    start,
    start + token.length,
    help,
  );
}

/** Refuses `&name` that no value follows. */
export function checkAnchor(node: Valued, anchor: string, findings: Findings): void {
  if (!isScalar(node) || !isBlank(node)) return;
  const start = findings.source.text.lastIndexOf(`&${anchor}`, node.range[0]);
  const help = `quote it if it is text: \`"&${anchor}"\``;
  const message = `\`&${anchor}\` names a value for later, and no value follows it`;
  findings.refuse('anchor-without-value', message, start, start + anchor.length + 1, help);
}

/** Whether nothing is written there. */
export function isBlank(node: Scalar): boolean {
  return (node.value === '' || node.value === null) && (node.type === 'PLAIN' || node.type === undefined);
}

/** What stands at a place up to a space or the end of an item. */
export function tokenAt({ text }: Source, start: number): string {
  return /^[^\s,[\]{}]+/.exec(text.slice(start))?.[0] ?? text.charAt(start);
}

function restOfValue(source: Source, start: number): string {
  return /^[^\n,[\]{}#]+/.exec(source.text.slice(start))?.[0].trimEnd() ?? tokenAt(source, start);
}
