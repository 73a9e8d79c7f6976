/** The keys of a mapping: each is one text, has a value, and stands once. */
import { isMap, isSeq, type ParsedNode } from 'yaml';
import { startOf } from '../diagnostics/position.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Findings } from './findings.ts';
import type { YamlEntry, YamlNode, YamlScalar } from './node.ts';

/** The key, unless a mapping may not have it. */
export function acceptKey(node: ParsedNode, key: YamlNode, findings: Findings): YamlScalar | undefined {
  const [start, end] = node.range;
  if (isMap(node) || isSeq(node)) {
    if (/^-\s/.test(findings.source.text.slice(start, start + 2))) {
      const message = 'a list item stands where a key is expected';
      return findings.refuse(
        'list-in-mapping',
        message,
        start,
        end,
        'leave the `-` out, or make every line an item',
      );
    }
    const help = 'quote it if it is text: a key is a name';
    return findings.refuse('key-not-text', 'a key may not be a list or a mapping', start, end, help);
  }
  if (key.kind !== 'scalar') {
    return findings.refuse('key-not-text', 'a key may not be a list or a mapping', start, end);
  }
  if (key.text === '<<' && !key.quoted) {
    const help = 'write the keys out; an alias may stand for a whole value: `where: *name`';
    findings.error('merge-key', 'merge keys (`<<`) are not read', start, end, help);
    return undefined;
  }
  if (key.text === '' && !key.quoted) {
    const help = 'write a key before it, or quote the `:` if it is text';
    return findings.refuseLater('missing-key', 'there is no key before this `:`', start, start + 1, help);
  }
  return key;
}

/** A key without `:` is a value that was cut at a comma, or a colon without a space. */
export function reportKeyAlone(key: YamlScalar, flow: boolean, findings: Findings): void {
  const { start, end } = key.span;
  const colon = /^([^:]+):(\S.*)$/s.exec(key.text);
  if (colon && !key.quoted) {
    const help = `put a space after the colon: \`${colon[1]}: ${colon[2]}\``;
    findings.refuseLater('missing-space', `\`${key.text}\` has no space after its \`:\``, start, end, help);
    return;
  }
  const help = helpForKeyAlone(key, flow);
  findings.refuseLater('missing-value', `\`${key.text}\` has no \`:\` and no value`, start, end, help);
}

function helpForKeyAlone({ text, span }: YamlScalar, flow: boolean): string {
  const previous = flow ? textBeforeComma(span) : undefined;
  if (previous === undefined) return `write \`${text}: VALUE\``;
  if (/^\d{3}$/.test(text) && /^\d{1,3},$/.test(previous)) {
    return `write \`${previous.slice(0, -1)}${text}\` if it is one number`;
  }
  if (/^\d{1,2}$/.test(text) && /^-?\d+,$/.test(previous)) {
    return `decimals come after a point: write \`${previous.slice(0, -1)}.${text}\``;
  }
  if (/^\(/.test(previous) && /\)$/.test(text))
    return `a list stands in brackets: \`[${`${previous}${text}`.slice(1, -1)}]\``;
  return `quote the value if the comma belongs to it: \`"${previous}${text}"\``;
}

/** The unquoted value just before, up to and with its comma, when there is one: `Hello, `. */
function textBeforeComma({ source, start }: Span): string | undefined {
  const line = source.text.slice(0, start);
  return /[{,]\s*[^{}[\]:,\n"']+:\s*([^{}[\]:,\n"']+,\s*)$/.exec(line)?.[1];
}

/** A table that is named twice is two conditions. */
export function reportRepeatedKey(second: YamlEntry, first: YamlScalar, findings: Findings): void {
  const { key, value } = second;
  const line = startOf(first.span).line;
  const message = `\`${key.text}\` is given twice; the first is on line ${line}`;
  const help =
    value.kind === 'map' || (value.kind === 'scalar' && /^(any|none)$/.test(value.text))
      ? [`in a condition both stand in a list: \`all: [{ ${key.text}: … }, { ${key.text}: … }]\``]
      : [];
  findings.error('duplicate-key', message, key.span.start, key.span.end, ...help);
}
