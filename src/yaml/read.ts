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
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { startOf } from '../diagnostics/position.ts';
import type { Source, Span } from '../diagnostics/source.ts';
import { warnOfSwallowedText, warnOfThousands } from './looks.ts';
import type { YamlEntry, YamlNode, YamlScalar } from './node.ts';
import { oddSpace, reportOddSpace, reportSyntaxErrors } from './syntax-errors.ts';

/** The yaml package, which recurses, gives up at some 800. */
const deepest = 500;
const mostAliased = 10_000;

/**
 * The one node of a file. Reports everything that is wrong with its syntax; undefined when that leaves
 * nothing to go on with (an empty file included).
 */
export function readYaml(source: Source, report: Report): YamlNode | undefined {
  const reading = new Reading(source, report);
  const documents = parse(source);
  if (documents === 'too deep') return reading.refuse('too-deep', tooDeep, 0, 1);
  const errors = documents.flatMap((document) => document.errors);
  const exhausted = errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  if (exhausted) return reading.refuse('too-deep', tooDeep, exhausted.pos[0], exhausted.pos[0] + 1);
  const root = documents[0]?.contents;
  if (documents.length < 2 && errors.length === 0 && (!root || (isScalar(root) && isBlank(root)))) {
    return reading.refuseEmpty();
  }
  const node = root ? reading.convert(root, 0) : undefined;
  reading.checkDocuments(documents);
  const lines = reportSyntaxErrors(source, errors, reading.linesWithErrors, report);
  reading.reportConsequences(lines);
  return reading.broken || errors.length > 0 ? undefined : node;
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
  /** Errors that another error of the same line may have caused. */
  private readonly consequences: Diagnostic[] = [];
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

  refuseEmpty(): undefined {
    const directive = /^%.*/m.exec(this.source.text);
    if (!directive) return this.refuse('empty-file', 'the file is empty', 0, 0);
    const end = directive.index + directive[0].length;
    return this.refuse('needs-quotes', 'a line may not start with `%`', directive.index, end);
  }

  /** Reports what only looks wrong where a line has no other error. */
  reportConsequences(linesWithErrors: ReadonlySet<number>): void {
    for (const diagnostic of this.consequences) {
      if (!linesWithErrors.has(startOf(diagnostic.span!).line)) this.report(diagnostic);
    }
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
    this.refuse(
      'several-documents',
      'a file is one document, and another begins here',
      start,
      start + 3,
      help,
    );
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
    if (!quoted && end > start) warnOfSwallowedText(span, this.report);
    return { kind: 'scalar', text: String(node.value ?? '').normalize('NFC'), quoted, span };
  }

  private list(node: YAMLSeq.Parsed, depth: number): YamlNode {
    const items = node.items.map((item) => this.convert(item as ParsedNode, depth + 1));
    if (node.flow) warnOfThousands(items, this.report);
    return { kind: 'list', items, span: this.span(node.range[0], endOf(node)) };
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
      span: this.span(node.range[0], endOf(node)),
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
    if (pair.value) return { key, value: this.value(pair.value, key, depth) };
    this.reportKeyAlone(key, map);
    return undefined;
  }

  /** The value of a key; where nothing is written, a blank right after the colon. */
  private value(node: ParsedNode, key: YamlScalar, depth: number): YamlNode {
    const value = this.convert(node, depth + 1);
    if (!isScalar(node) || !isBlank(node) || node.anchor !== undefined) return value;
    const colon = /^\s*:[ \t]?/.exec(this.source.text.slice(key.span.end))?.[0];
    const blank = this.blankAt(colon === undefined ? value.span.start : key.span.end + colon.length);
    warnOfSwallowedText(blank.span, this.report);
    return blank;
  }

  private key(node: ParsedNode, depth: number): YamlScalar | undefined {
    const [start, end] = node.range;
    if (isMap(node) || isSeq(node)) {
      this.convert(node, depth + 1);
      if (/^-\s/.test(this.source.text.slice(start, start + 2))) {
        const message = 'a list item stands where a key is expected';
        return this.refuse(
          'list-in-mapping',
          message,
          start,
          end,
          'leave the `-` out, or make every line an item',
        );
      }
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
      return this.refuseLater('missing-key', 'there is no key before this `:`', start, start + 1);
    }
    return key;
  }

  /** A key without `:` is a value that was cut at a comma, or a colon without a space. */
  private reportKeyAlone(key: YamlScalar, map: YAMLMap.Parsed): void {
    const { start, end } = key.span;
    const colon = /^([^:]+):(\S.*)$/s.exec(key.text);
    if (colon && !key.quoted) {
      const help = `put a space after the colon: \`${colon[1]}: ${colon[2]}\``;
      this.refuseLater('missing-space', `\`${key.text}\` has no space after its \`:\``, start, end, help);
      return;
    }
    const help = this.helpForKeyAlone(key, map.flow === true);
    this.refuseLater('missing-value', `\`${key.text}\` has no \`:\` and no value`, start, end, help);
  }

  private helpForKeyAlone({ text, span }: YamlScalar, flow: boolean): string {
    const previous = flow ? this.textBeforeComma(span.start) : undefined;
    if (previous === undefined) return `write \`${text}: VALUE\``;
    if (/^\d{3}$/.test(text) && /^\d{1,3},$/.test(previous)) {
      return `write \`${previous.slice(0, -1)}${text}\` if it is one number`;
    }
    return `quote the value if the comma belongs to it: \`"${previous}${text}"\``;
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
    const before = this.source.text.slice(Math.max(0, node.range[0] - 200), node.range[0]);
    if (node.tag === undefined && !before.includes('!')) return;
    const written = /(?<=^|[\s,[{])![^\s,[\]{}]*\s*(&\S*\s*)?$/.exec(before);
    if (node.tag === undefined && !/^![ \t]*$/.test(written?.[0] ?? '')) return;
    const start = node.range[0] - (written ? before.length - written.index : 0);
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

  private refuseLater(
    code: string,
    message: string,
    start: number,
    end: number,
    ...help: readonly string[]
  ): undefined {
    this.broken = true;
    this.consequences.push(this.diagnostic(code, message, start, end, help));
    return undefined;
  }

  private error(code: string, message: string, start: number, end: number, ...help: readonly string[]): void {
    this.report(this.diagnostic(code, message, start, end, help));
  }

  private diagnostic(
    code: string,
    message: string,
    start: number,
    end: number,
    help: readonly string[],
  ): Diagnostic {
    const span = this.span(start, end);
    return { severity: 'error', code, message, span, ...(help.length > 0 ? { help } : {}) };
  }

  private blankAt(offset: number): YamlScalar {
    return { kind: 'scalar', text: '', quoted: false, span: this.span(offset, offset) };
  }

  private span(start: number, end: number): Span {
    const { length } = this.source.text;
    return { source: this.source, start: Math.min(start, length), end: Math.min(end, length) };
  }
}

/** Where the text of a node ends: block collections end with their last item, not with its line. */
function endOf(node: ParsedNode): number {
  if (isSeq(node) && !node.flow) {
    const last = node.items.at(-1) as ParsedNode | undefined;
    return last ? endOf(last) : node.range[1];
  }
  if (isMap(node) && !node.flow) {
    const last = node.items.at(-1);
    return last ? endOf(last.value ?? last.key) : node.range[1];
  }
  return node.range[1];
}

function isBlank(node: Scalar): boolean {
  return (node.value === '' || node.value === null) && (node.type === 'PLAIN' || node.type === undefined);
}
