/** Nodes as YAML that reads back as the same nodes: on one line in brackets where that is short, else on several. */

export interface WrittenScalar {
  readonly kind: 'scalar';
  readonly text: string;
  readonly quoted: boolean;
}

export type WrittenNode =
  | WrittenScalar
  | { readonly kind: 'list'; readonly items: readonly WrittenNode[] }
  | { readonly kind: 'map'; readonly entries: readonly WrittenEntry[] };

export interface WrittenEntry {
  readonly key: WrittenScalar;
  readonly value: WrittenNode;
}

const WIDTH = 100;

/** The text of a file that holds the node, with a line break at its end. */
export function writeYaml(node: WrittenNode): string {
  return `${block(node, 0).join('\n')}\n`;
}

/** The lines of a node, from the column on that its first line starts at. */
function block(node: WrittenNode, column: number): readonly string[] {
  if (node.kind === 'scalar') return [scalar(node)];
  const lines = node.kind === 'map' ? node.entries.map(entryLines) : node.items.map(itemLines);
  if (lines.length === 0) return [node.kind === 'map' ? '{}' : '[]'];
  return lines.flatMap((of) => of(column));
}

function entryLines({ key, value }: WrittenEntry): (column: number) => readonly string[] {
  return (column) => {
    const name = `${scalar(key)}:`;
    const line = oneLine(value, column + name.length + 1);
    if (line !== undefined) return [line === '' ? name : `${name} ${line}`];
    return [name, ...block(value, column + 2).map((each) => `  ${each}`)];
  };
}

function itemLines(item: WrittenNode): (column: number) => readonly string[] {
  return (column) => {
    const line = oneLine(item, column + 2);
    if (line !== undefined) return [`- ${line}`];
    return block(item, column + 2).map((each, index) => (index === 0 ? `- ${each}` : `  ${each}`));
  };
}

/** The node on one line; undefined where it is too long for that or cannot stand there. */
function oneLine(node: WrittenNode, column: number): string | undefined {
  if (node.kind === 'scalar') return scalar(node);
  const text = flow(node);
  return text !== undefined && column + text.length <= WIDTH ? text : undefined;
}

function flow(node: WrittenNode): string | undefined {
  switch (node.kind) {
    case 'scalar':
      return node.quoted || FLOW_PLAIN.test(node.text) ? scalar(node) : undefined;
    case 'list': {
      const items = node.items.map(flow);
      return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
    }
    case 'map': {
      const entries = node.entries.map(({ key, value }) => {
        const [name, text] = [flow(key), flow(value)];
        return name === undefined || text === undefined ? undefined : `${name}: ${text}`;
      });
      if (entries.includes(undefined)) return undefined;
      return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
    }
  }
}

/** What may stand without quotes inside brackets, and anywhere. */
const FLOW_PLAIN =
  /^(?:[^\s\-?:,[\]{}#&*!|<>'"%@`\p{C}\p{Z}]|-[\p{L}\p{N}.$])(?:[^\s,[\]{}:#'"\p{C}\p{Z}]| (?=[^\s#]))*$/u;

/** Unquoted text that only a line of its own can hold: with commas, brackets, quotes or colons inside. */
const BLOCK_PLAIN =
  /^(?:[^\s\-?:,[\]{}#&*!|<>'"%@`\p{C}\p{Z}]|-[\p{L}\p{N}.$])(?:[^\p{C}\p{Z}:#]| (?=[^\s#])|:(?=[^\s\p{C}\p{Z}])|(?<=\S)#)*$/u;

/** Unquoted where YAML would read just these characters, and in double quotes where they are text. */
function scalar({ text, quoted }: WrittenScalar): string {
  if (!quoted && (text === '' || FLOW_PLAIN.test(text) || BLOCK_PLAIN.test(text))) return text;
  return JSON.stringify(text).replaceAll(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
