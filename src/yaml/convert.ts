/** Nodes of the yaml package to ours. */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Source } from '../diagnostics/source.ts';
import { Anchors } from './aliases.ts';
import type { Findings } from './findings.ts';
import { acceptKey, reportKeyAlone, reportRepeatedKey } from './keys.ts';
import { warnOfSwallowedText, warnOfThousands } from './looks.ts';
import { checkTag, isBlank } from './marks.ts';
import { blank, type YamlEntry, type YamlNode, type YamlScalar } from './node.ts';
import { ODD_SPACE, reportOddSpace } from './odd-space.ts';

/** The yaml package, which recurses, gives up at some 800. */
const DEEPEST = 500;
export const TOO_DEEP = `lists and mappings are nested more than ${DEEPEST} deep`;

/** The tree under the root; what is wrong in it goes to the findings. */
export function convertTree(root: ParsedNode, findings: Findings): YamlNode {
  return new Conversion(findings).convert(root, 0);
}

class Conversion {
  readonly #findings: Findings;
  readonly #source: Source;
  readonly #anchors: Anchors;

  constructor(findings: Findings) {
    this.#findings = findings;
    this.#source = findings.source;
    this.#anchors = new Anchors(findings);
  }

  convert(node: ParsedNode, depth: number): YamlNode {
    const findings = this.#findings;
    if (depth > DEEPEST) {
      if (!findings.broken) findings.refuse('too-deep', TOO_DEEP, node.range[0], node.range[0] + 1);
      return blank(findings.span(node.range[0], node.range[0]));
    }
    if (isAlias(node)) return this.#anchors.expand(node);
    checkTag(node, findings);
    return this.#anchors.keep(node, () => this.#convertUnaliased(node, depth));
  }

  #convertUnaliased(node: Scalar.Parsed | YAMLMap.Parsed | YAMLSeq.Parsed, depth: number): YamlNode {
    if (isScalar(node)) return this.#scalar(node);
    if (isSeq(node)) return this.#list(node, depth);
    return this.#map(node, depth);
  }

  #scalar(node: Scalar.Parsed): YamlScalar {
    const quoted = node.type !== 'PLAIN' && node.type !== undefined;
    const [start, end] = node.range;
    const raw = this.#source.text.slice(start, end);
    if (!quoted && ODD_SPACE.test(raw)) {
      this.#findings.broken = true;
      reportOddSpace(this.#source, start, end, this.#findings.report);
    }
    const span = this.#findings.span(start, end);
    if (!quoted && end > start) warnOfSwallowedText(span, this.#findings.report);
    const text = String(node.value ?? '').normalize('NFC');
    if (/[\0\p{Surrogate}]/u.test(text))
      this.#findings.refuse('no-character', 'NUL and halves of characters stand in no text', start, end);
    return { kind: 'scalar', text, quoted, span };
  }

  #list(node: YAMLSeq.Parsed, depth: number): YamlNode {
    const items = node.items.map((item) => this.convert(item as ParsedNode, depth + 1));
    if (node.flow) warnOfThousands(items, this.#findings.report);
    return { kind: 'list', items, span: this.#findings.span(node.range[0], endOf(node)) };
  }

  #map(node: YAMLMap.Parsed, depth: number): YamlNode {
    const entries = new Map<string, YamlEntry>();
    for (const pair of node.items) {
      const entry = this.#entry(pair, node, depth);
      if (!entry) continue;
      const first = entries.get(entry.key.text);
      if (first) reportRepeatedKey(entry, first.key, this.#findings);
      else entries.set(entry.key.text, entry);
    }
    return {
      kind: 'map',
      entries: [...entries.values()],
      span: this.#findings.span(node.range[0], endOf(node)),
    };
  }

  #entry(
    pair: Pair<ParsedNode, ParsedNode | null>,
    map: YAMLMap.Parsed,
    depth: number,
  ): YamlEntry | undefined {
    const key = acceptKey(pair.key, this.convert(pair.key, depth + 1), this.#findings);
    if (!key) {
      if (pair.value) this.convert(pair.value, depth + 1);
      return undefined;
    }
    if (pair.value) return { key, value: this.#value(pair.value, key, depth) };
    reportKeyAlone(key, map.flow === true, this.#findings);
    return undefined;
  }

  /** The value of a key; where nothing is written, a blank right after the colon. */
  #value(node: ParsedNode, key: YamlScalar, depth: number): YamlNode {
    const value = this.convert(node, depth + 1);
    if (!isScalar(node) || !isBlank(node) || node.anchor !== undefined) return value;
    const colon = /^\s*:[ \t]?/.exec(this.#source.text.slice(key.span.end))?.[0];
    const start = colon === undefined ? value.span.start : key.span.end + colon.length;
    const nothing = blank(this.#findings.span(start, start));
    warnOfSwallowedText(nothing.span, this.#findings.report);
    return nothing;
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
