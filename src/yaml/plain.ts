/**
 * Definitions as they are mostly written: keys and items on lines of their own, scalars on one line, flow
 * collections, comments. The yaml package is for all of YAML, and reads a page in a program that has just
 * started ten times as slowly. What is read here the package reads as the same nodes, with nothing wrong.
 */
import type { Source } from '../diagnostics/source.ts';
import { warnOfSwallowedText, warnOfThousands } from './looks.ts';
import type { YamlEntry, YamlNode, YamlScalar } from './node.ts';

/** The node of the file; undefined when anything in it is for the package to read, or to complain of. */
export function readPlain(source: Source): YamlNode | undefined {
  if (UNUSUAL.test(source.text)) return undefined;
  try {
    return new Plain(source).document();
  } catch (error) {
    if (error === notPlain) return undefined;
    throw error;
  }
}

/** Control characters but line feeds, spaces that are none, tags, directives and marks of documents. */
const UNUSUAL =
  /[\0-\x09\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]|[\s,[{]!|^(?:!|%|---|\.\.\.)/m;

const notPlain = Symbol('not plain');

const DEEPEST = 50;
const LONGEST_KEY = 1000;

const SINGLE_QUOTED = /'((?:[^'\n]|'')*)'/y;
const DOUBLE_QUOTED = /"([^"\\\n]*)"/y;
const PLAIN_START = /[^\s\-?:,[\]{}#&*!|>'"%@`]|-[\p{L}\d.$]/uy;
const BLOCK_PLAIN = /[^\n]+?(?= *(?:$|\n| #|:(?: |\n|$)))/y;
const FLOW_PLAIN = /[^\n,[\]{}]+?(?= *(?:$|[\n,[\]{}]| #|:(?:$|[ \n,[\]{}])))/y;

/** A place in the text that only goes forward. Everything throws `notPlain` where the package has to read. */
class Plain {
  readonly #source: Source;
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(source: Source) {
    this.#source = source;
    this.#text = source.text;
  }

  document(): YamlNode {
    this.#skip();
    const node = this.#block(0);
    if (this.#at < this.#text.length) throw notPlain;
    return node;
  }

  /** A collection whose lines start at the column, of which the first is reached. */
  #block(column: number): YamlNode {
    if (this.#column() !== column || this.#depth > DEEPEST) throw notPlain;
    this.#depth += 1;
    const node = this.#isItem() ? this.#list(column) : this.#map(column);
    this.#depth -= 1;
    return node;
  }

  #list(column: number): YamlNode {
    const start = this.#at;
    const items: YamlNode[] = [];
    do {
      this.#at += 1;
      this.#skipSpaces();
      items.push(this.#isKey() ? this.#block(this.#column()) : this.#lineValue(column));
    } while (this.#column() === column && this.#isItem());
    return { kind: 'list', items, span: this.#span(start, items.at(-1)!.span.end) };
  }

  #map(column: number): YamlNode {
    const start = this.#at;
    const entries: YamlEntry[] = [];
    do {
      const key = this.#key(BLOCK_PLAIN);
      entries.push({ key, value: this.#isLineEnd() ? this.#below(column) : this.#lineValue(column) });
    } while (this.#column() === column && this.#at < this.#text.length && !this.#isItem());
    return this.#mapOf(entries, start, entries.at(-1)!.value.span.end);
  }

  /** What a key holds that nothing follows on its line. */
  #below(column: number): YamlNode {
    this.#skip();
    const own = this.#column();
    if (own < column || (own === column && !this.#isItem())) throw notPlain;
    return this.#block(own);
  }

  /** A value that ends with its line, or is a flow collection; then on to the next line with anything on it. */
  #lineValue(column: number): YamlNode {
    const value = this.#value(BLOCK_PLAIN, column);
    if (!this.#isLineEnd()) throw notPlain;
    this.#skip();
    return value;
  }

  #value(plain: RegExp, column: number): YamlNode {
    const opening = this.#text[this.#at];
    if (opening === '[') return this.#flowList(column);
    if (opening === '{') return this.#flowMap(column);
    return this.#scalar(plain);
  }

  #flowList(column: number): YamlNode {
    const start = this.#at;
    const items: YamlNode[] = [];
    this.#flow(']', column, () => items.push(this.#value(FLOW_PLAIN, column)));
    warnOfThousands(items, leave);
    return { kind: 'list', items, span: this.#span(start, this.#at) };
  }

  #flowMap(column: number): YamlNode {
    const start = this.#at;
    const entries: YamlEntry[] = [];
    this.#flow('}', column, () => {
      const key = this.#key(FLOW_PLAIN);
      this.#skipInFlow(column);
      entries.push({ key, value: this.#value(FLOW_PLAIN, column) });
    });
    return this.#mapOf(entries, start, this.#at);
  }

  /** From an opening bracket to behind the closing one. */
  #flow(closing: string, column: number, readPart: () => void): void {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw notPlain;
    do {
      this.#at += 1;
      this.#skipInFlow(column);
      if (this.#text[this.#at] === closing && this.#text[this.#at - 1] !== ',') break;
      readPart();
      this.#skipInFlow(column);
    } while (this.#text[this.#at] === ',');
    if (this.#text[this.#at] !== closing) throw notPlain;
    this.#at += 1;
    this.#depth -= 1;
  }

  #mapOf(entries: readonly YamlEntry[], start: number, end: number): YamlNode {
    if (new Set(entries.map(({ key }) => key.text)).size < entries.length) throw notPlain;
    return { kind: 'map', entries, span: this.#span(start, end) };
  }

  /** A key and its colon. */
  #key(plain: RegExp): YamlScalar {
    const key = this.#scalar(plain);
    this.#skipSpaces();
    const isColon = this.#text[this.#at] === ':' && /^\s?$/.test(this.#text[this.#at + 1] ?? '');
    if (!isColon || key.text === '<<' || this.#at - key.span.start > LONGEST_KEY) throw notPlain;
    this.#at += 1;
    this.#skipSpaces();
    return key;
  }

  #scalar(plain: RegExp): YamlScalar {
    const start = this.#at;
    const quoted = this.#match(SINGLE_QUOTED)?.[1]?.replaceAll("''", "'") ?? this.#match(DOUBLE_QUOTED)?.[1];
    if (quoted !== undefined) return this.#scalarOf(quoted, true, start);
    PLAIN_START.lastIndex = start;
    const written = PLAIN_START.test(this.#text) ? this.#match(plain)?.[0] : undefined;
    if (written === undefined) throw notPlain;
    const scalar = this.#scalarOf(written, false, start);
    warnOfSwallowedText(scalar.span, leave);
    return scalar;
  }

  #scalarOf(text: string, quoted: boolean, start: number): YamlScalar {
    return { kind: 'scalar', text: text.normalize('NFC'), quoted, span: this.#span(start, this.#at) };
  }

  #span(start: number, end: number): YamlNode['span'] {
    return { source: this.#source, start, end };
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at += found[0].length;
    return found;
  }

  #column(): number {
    return this.#at - 1 - (this.#at === 0 ? -1 : this.#text.lastIndexOf('\n', this.#at - 1));
  }

  #isItem(): boolean {
    return this.#text[this.#at] === '-' && this.#text[this.#at + 1] === ' ';
  }

  /** Whether a key starts here, with its colon on this line. */
  #isKey(): boolean {
    const at = this.#at;
    if ('[{'.includes(this.#text[at] ?? '')) return false;
    this.#scalar(BLOCK_PLAIN);
    this.#skipSpaces();
    const isKey = this.#text[this.#at] === ':';
    this.#at = at;
    return isKey;
  }

  #isLineEnd(): boolean {
    this.#skipSpaces();
    return this.#at === this.#text.length || this.#text[this.#at] === '\n' || this.#isComment();
  }

  #isComment(): boolean {
    return this.#text[this.#at] === '#' && /^\s?$/.test(this.#text[this.#at - 1] ?? '');
  }

  #skipSpaces(): void {
    while (this.#text[this.#at] === ' ') this.#at += 1;
  }

  /** Skips comments and blank lines. */
  #skip(): void {
    this.#match(/\s*/y);
    while (this.#isComment()) this.#match(/[^\n]*\s*/y);
  }

  /** Lines of a flow collection are indented further than the block it stands in. */
  #skipInFlow(column: number): void {
    const at = this.#at;
    this.#skip();
    if (this.#text.slice(at, this.#at).includes('\n') && this.#column() <= column) throw notPlain;
  }
}

/** Whatever there is to say is the package's reading to say. */
function leave(): never {
  throw notPlain;
}
