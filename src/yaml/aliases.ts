import type { Alias } from 'yaml';
import type { Findings } from './findings.ts';
import { checkAnchor, tokenAt, type Valued } from './marks.ts';
import { blank, type YamlNode } from './node.ts';

const MOST_ALIASED = 10_000;

interface Anchor {
  /** Undefined while the anchored node is being read, so inside itself. */
  readonly node: YamlNode | undefined;
  readonly size: number;
}

/** The anchors of one file, and how much its aliases have added. */
export class Anchors {
  readonly #findings: Findings;
  readonly #named = new Map<string, Anchor>();
  #size = 0;
  #aliased = 0;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** Converts a node, and keeps it under its anchor's name where it has one. */
  keep(node: Valued, convert: () => YamlNode): YamlNode {
    const { anchor } = node;
    const before = this.#size;
    if (anchor !== undefined) this.#named.set(anchor, { node: undefined, size: 0 });
    this.#size++;
    const converted = convert();
    if (anchor !== undefined) {
      checkAnchor(node, anchor, this.#findings);
      this.#named.set(anchor, { node: converted, size: this.#size - before });
    }
    return converted;
  }

  /** The value that an alias stands for. */
  expand(alias: Alias.Parsed): YamlNode {
    const findings = this.#findings;
    const [start, end] = alias.range;
    const nothing = blank(findings.span(start, start));
    const anchor = this.#named.get(alias.source);
    const written = findings.source.text.slice(start, end);
    if (!anchor) {
      const help = `quote it if it is text: \`"${tokenAt(findings.source, start)}"\``;
      const message = `\`${written}\` refers to no \`&${alias.source}\` above it`;
      findings.refuse('unknown-alias', message, start, end, help);
      return nothing;
    }
    if (!anchor.node) {
      const message = `\`${written}\` stands inside the value that it refers to`;
      findings.refuse('alias-in-itself', message, start, end);
      return nothing;
    }
    this.#size += anchor.size;
    this.#aliased += anchor.size;
    if (this.#aliased <= MOST_ALIASED) return anchor.node;
    if (!findings.broken) {
      const message = `the aliases of this file stand for more than ${MOST_ALIASED} values`;
      findings.refuse('too-many-aliases', message, start, end);
    }
    return nothing;
  }
}
