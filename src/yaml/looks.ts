/** Warnings for what YAML reads without complaint, and not as it looks. */
import type { Report } from '../diagnostics/diagnostic.ts';
import { caution } from '../diagnostics/problem.ts';
import type { Span } from '../diagnostics/source.ts';
import type { YamlNode } from './node.ts';

/** `title: Sale #2` is the text `Sale`: what follows ` #` is a comment. */
export function warnOfSwallowedText(span: Span, report: Report): void {
  const { source, start, end } = span;
  const comment = /^[ \t]*(#[^\s#!][^\n\r]*)/.exec(source.text.slice(end, end + 200));
  if (!comment || (start < end && comment[0].startsWith('#'))) return;
  const swallowed = comment[1]!.trimEnd();
  const from = end + comment[0].indexOf('#');
  const meant = source.text.slice(start, from) + swallowed;
  const place = { source, start: from, end: from + swallowed.length };
  const message = `\`${swallowed}\` is read as a comment`;
  const help = `quote the value if it belongs to it: \`"${meant}"\`, or write a space after the \`#\``;
  report(caution(place, 'swallowed-text', message, help));
}

/** `[1,000, 2,000]` is four numbers. */
export function warnOfThousands(items: readonly YamlNode[], report: Report): void {
  items.forEach((item, index) => {
    const next = items[index + 1];
    if (!next || !isDigits(item, /^\d{1,3}$/) || !isDigits(next, /^\d{3}$/)) return;
    if (next.span.start !== item.span.end + 1) return;
    const span = { source: item.span.source, start: item.span.start, end: next.span.end };
    const written = span.source.text.slice(span.start, span.end);
    const help = `write \`${written.replace(',', '')}\` for one number, or a space after the comma for two`;
    report(caution(span, 'split-number', `\`${written}\` is read as two numbers`, help));
  });
}

function isDigits(node: YamlNode, pattern: RegExp): boolean {
  return node.kind === 'scalar' && !node.quoted && pattern.test(node.text);
}
