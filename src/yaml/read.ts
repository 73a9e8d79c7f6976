/**
 * Text of a definition to nodes with spans; the only door to the yaml package. Everything is read with the
 * failsafe schema: a scalar is its characters, typed later by the place it stands in.
 */
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Report } from '../diagnostics/diagnostic.ts';
import { startOf } from '../diagnostics/position.ts';
import type { Source, Span } from '../diagnostics/source.ts';
import { warnOfSwallowedText, warnOfThousands } from './looks.ts';
import type { YamlEntry, YamlNode, YamlScalar } from './node.ts';
import { oddSpace, reportOddSpace, reportSyntaxErrors } from './syntax-errors.ts';

const deepest = 1000;
const mostAliased = 10_000;

/**
 * The one node of a file. Reports everything that is wrong with its syntax; undefined when that leaves
 * nothing to go on with (an empty file included).
 */
export function readYaml(source: Source, report: Report): YamlNode | undefined {
  const reading = new Reading(source, report);
  const documents = parse(source);
  if (documents === 'too deep') return reading.refuse('too-deep', tooDeep, 0, 1);
  const document = documents[0];
  const root = document?.contents;
  if (!document || !root || (isScalar(root) && isBlank(root) && documents.length === 1)) {
    const errors = document?.errors.length ?? 0;
    if (errors === 0) return reading.refuse('empty-file', 'the file is empty', 0, 0);
  }
  const node = root ? reading.convert(root, 0) : undefined;
  reading.checkDocuments(documents);
  reportSyntaxErrors(
    source,
    documents.flatMap(({ errors }) => errors),
    reading.linesWithErrors,
    reading.report,
  );
  return reading.broken || documents.some(({ errors }) => errors.length > 0) ? undefined : node;
}

const tooDeep = `lists and mappings are nested more than ${deepest} deep`;

function parse(source: Source): readonly Document.Parsed[] | 'too deep' {
  try {
    const documents = parseAllDocuments(source.text, {
      schema: 'failsafe',
      version: '1.2',
      merge: false,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
    });
    return 'empty' in documents ? [] : documents;
  } catch (error) {
    if (error instanceof RangeError) return 'too deep';
    throw error;
  }
}

interface Anchor {
  /** Undefined while the anchored node is being read, so inside itself. */
  readonly node: YamlNode | undefined;
  readonly size: number;
}

/** One file being read: its anchors, how much aliases have added, and whether the tree can be used. */
class Reading {
  readonly source: Source;
  readonly report: Report;
  readonly linesWithErrors = new Set<number>();
  broken = false;
  private readonly anchors = new Map<string, Anchor>();
  private size = 0;
  private aliased = 0;

  constructor(source: Source, report: Report) {
    this.source = source;
    this.report = (diagnostic) => {
      if (diagnostic.severity === 'error' && diagnostic.span) {
        this.linesWithErrors.add(startOf(diagnostic.span).line);
      }
      report(diagnostic);
    };
  }

  /** Reports an error after which the tree is not to be used. */
  refuse(code: string, message: string, start: number, end: number, ...help: readonly string[]): undefined {
    this.broken = true;
    this.error(code, message, start, end, ...help);
    return undefined;
  }

  convert(node: ParsedNode, depth: number): YamlNode {
    if (depth > deepest) {
      if (!this.broken) this.refuse('too-deep', tooDeep, node.range[0], node.range[0] + 1);
      return this.blankAt(node.range[0]);
    }
    if (isAlias(node)) return this.expand(node);
    this.checkTag(node);
    const { anchor } = node;
    const before = this.size;
    if (anchor !== undefined) this.anchors.set(anchor, { node: undefined, size: 0 });
    this.size++;
    const converted = this.convertUnaliased(node, depth);
    if (anchor !== undefined) {
      this.checkAnchor(node, anchor);
      this.anchors.set(anchor, { node: converted, size: this.size - before });
    }
    return converted;
  }

  checkDocuments(documents: readonly Document.Parsed[]): void {
    const { text } = this.source;
    const directive = /^%.*/m.exec(text);
    if (directive && documents.some(({ directives }) => directives.yaml.explicit === true)) {
      const end = directive.index + directive[0].length;
      this.refuse('yaml-directive', 'directives such as `%YAML` have no place here', directive.index, end);
    }
    const second = documents[1];
    if (!second) return;
    const end = documents[0]!.range[2];
    const separator = /^(---|\.\.\.)/m.exec(text.slice(Math.max(0, end - 3)));
    const start = separator ? Math.max(0, end - 3) + separator.index : second.range[0];
    const help = 'write several segments as a list under `segments:`, or in files of their own';
    this.refuse('several-documents', 'a file is one document; `---` begins another', start, start + 3, help);
  }

  private convertUnaliased(node: Scalar.Parsed | YAMLMap.Parsed | YAMLSeq.Parsed, depth: number): YamlNode {
    if (isScalar(node)) return this.scalar(node);
    if (isSeq(node)) return this.list(node, depth);
    return this.map(node, depth);
  }

  private scalar(node: Scalar.Parsed): YamlScalar {
    const quoted = node.type !== 'PLAIN' && node.type !== undefined;
    const [start, end] = node.range;
    const raw = this.source.text.slice(start, end);
    if (!quoted && oddSpace.test(raw)) {
      this.broken = true;
      reportOddSpace(this.source, start, end, this.report);
    }
    const span = this.span(start, end);
    if (!quoted) warnOfSwallowedText(span, this.report);
    return { kind: 'scalar', text: String(node.value ?? '').normalize('NFC'), quoted, span };
  }

  private list(node: YAMLSeq.Parsed, depth: number): YamlNode {
    const items = node.items.map((item) => this.convert(item as ParsedNode, depth + 1));
    if (node.flow) warnOfThousands(items, this.report);
    return { kind: 'list', items, span: this.span(node.range[0], node.range[1]) };
  }

  private map(node: YAMLMap.Parsed, depth: number): YamlNode {
    const entries = new Map<string, YamlEntry>();
    for (const pair of node.items) {
      const entry = this.entry(pair, node, depth);
      if (!entry) continue;
      const first = entries.get(entry.key.text);
      if (first) this.reportRepeatedKey(entry.key, first.key);
      else entries.set(entry.key.text, entry);
    }
    return {
      kind: 'map',
      entries: [...entries.values()],
      span: this.span(node.range[0], node.range[1]),
    };
  }

  private entry(
    pair: Pair<ParsedNode, ParsedNode | null>,
    map: YAMLMap.Parsed,
    depth: number,
  ): YamlEntry | undefined {
    const key = this.key(pair.key, depth);
    if (!key) {
      if (pair.value) this.convert(pair.value, depth + 1);
      return undefined;
    }
    if (pair.value) return { key, value: this.convert(pair.value, depth + 1) };
    this.reportKeyAlone(key, map);
    return undefined;
  }

  private key(node: ParsedNode, depth: number): YamlScalar | undefined {
    const [start, end] = node.range;
    if (isMap(node) || isSeq(node)) {
      this.convert(node, depth + 1);
      const help = 'quote it if it is text: a key is a name';
      return this.refuse('key-not-text', 'a key may not be a list or a mapping', start, end, help);
    }
    const key = this.convert(node, depth + 1);
    if (key.kind !== 'scalar') {
      return this.refuse('key-not-text', 'a key may not be a list or a mapping', start, end);
    }
    if (key.text === '<<' && !key.quoted) {
      const help = 'write the keys out; an alias may stand for a whole value: `where: *name`';
      this.error('merge-key', 'merge keys (`<<`) are not read', start, end, help);
      return undefined;
    }
    if (key.text === '' && !key.quoted) {
      return this.refuse('missing-key', 'there is no key before this `:`', start, start + 1);
    }
    return key;
  }

  /** A key without `:` is a value that was cut at a comma, or a colon without a space. */
  private reportKeyAlone(key: YamlScalar, map: YAMLMap.Parsed): void {
    const { start, end } = key.span;
    const colon = /^([^:]+):(\S.*)$/s.exec(key.text);
    if (colon && !key.quoted) {
      const help = `put a space after the colon: \`${colon[1]}: ${colon[2]}\``;
      this.refuse('missing-space', `\`${key.text}\` has no space after its \`:\``, start, end, help);
      return;
    }
    const previous = map.flow ? this.textBeforeComma(start) : undefined;
    const help =
      previous === undefined
        ? `write \`${key.text}: VALUE\``
        : `quote the value if the comma belongs to it: \`"${previous}${this.source.text.slice(start, end)}"\``;
    this.refuse('missing-value', `\`${key.text}\` has no \`:\` and no value`, start, end, help);
  }

  /** The unquoted value just before, up to and with its comma, when there is one: `Hello, `. */
  private textBeforeComma(start: number): string | undefined {
    const line = this.source.text.slice(0, start);
    return /[{,]\s*[^{}[\]:,\n"']+:\s*([^{}[\]:,\n"']+,\s*)$/.exec(line)?.[1];
  }

  private reportRepeatedKey(second: YamlScalar, first: YamlScalar): void {
    const line = startOf(first.span).line;
    const message = `\`${second.text}\` is given twice; the first is on line ${line}`;
    this.error('duplicate-key', message, second.span.start, second.span.end);
  }

  private expand(alias: Alias.Parsed): YamlNode {
    const [start, end] = alias.range;
    const anchor = this.anchors.get(alias.source);
    const written = this.source.text.slice(start, end);
    if (!anchor) {
      const help = `quote it if it is text: \`"${this.tokenAt(start)}"\``;
      this.refuse(
        'unknown-alias',
        `\`${written}\` refers to no \`&${alias.source}\` above it`,
        start,
        end,
        help,
      );
      return this.blankAt(start);
    }
    if (!anchor.node) {
      this.refuse('alias-in-itself', `\`${written}\` stands inside the value that it refers to`, start, end);
      return this.blankAt(start);
    }
    this.size += anchor.size;
    this.aliased += anchor.size;
    if (this.aliased <= mostAliased) return anchor.node;
    if (!this.broken) {
      const message = `the aliases of this file stand for more than ${mostAliased} values`;
      this.refuse('too-many-aliases', message, start, end);
    }
    return this.blankAt(start);
  }

  private checkTag(node: Scalar.Parsed | YAMLMap.Parsed | YAMLSeq.Parsed): void {
    const { text } = this.source;
    const between = /![^\s,[\]{}]*(?=(\s|&\S*)*$)/.exec(text.slice(0, node.range[0]));
    if (node.tag === undefined && !between) return;
    const start = between?.index ?? node.range[0];
    const token = this.tokenAt(start);
    const help = `quote it if it is text: \`"${this.restOfValue(start)}"\``;
    this.refuse(
      'yaml-tag',
      `\`${token}\` is a tag, and tags are not read`,
      start,
      start + token.length,
      help,
    );
  }

  private checkAnchor(node: Scalar.Parsed | YAMLMap.Parsed | YAMLSeq.Parsed, anchor: string): void {
    if (!isScalar(node) || !isBlank(node)) return;
    const start = this.source.text.lastIndexOf(`&${anchor}`, node.range[0]);
    const help = `quote it if it is text: \`"&${anchor}"\``;
    const message = `\`&${anchor}\` names a value for later, and no value follows it`;
    this.refuse('anchor-without-value', message, start, start + anchor.length + 1, help);
  }

  private tokenAt(start: number): string {
    return /^[^\s,[\]{}]+/.exec(this.source.text.slice(start))?.[0] ?? this.source.text.charAt(start);
  }

  private restOfValue(start: number): string {
    return /^[^\n,[\]{}#]+/.exec(this.source.text.slice(start))?.[0].trimEnd() ?? this.tokenAt(start);
  }

  private error(code: string, message: string, start: number, end: number, ...help: readonly string[]): void {
    const span = this.span(start, end);
    this.report({ severity: 'error', code, message, span, ...(help.length > 0 ? { help } : {}) });
  }

  private blankAt(offset: number): YamlScalar {
    return { kind: 'scalar', text: '', quoted: false, span: this.span(offset, offset) };
  }

  private span(start: number, end: number): Span {
    return { source: this.source, start, end };
  }
}

function isBlank(node: Scalar): boolean {
  return (node.value === '' || node.value === null) && (node.type === 'PLAIN' || node.type === undefined);
}
