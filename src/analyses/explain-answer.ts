/** The conditions of a segment as an answer: a row a node for files, an outline in plain words for people. */
import type { CountedNode, SeenNode } from '../evaluation/explain.ts';
import type { Segment } from '../model/segment.ts';
import type { Cell, Table, TableColumn } from '../model/table.ts';
import type { Answer } from './answer.ts';

const counts: readonly TableColumn[] = [
  { name: 'customers', kind: 'integer' },
  { name: 'share', kind: 'percent' },
  { name: 'left', kind: 'integer' },
];

/** How many are left after each step, and hold each condition. */
export function explainCounts({ about }: Segment, nodes: readonly CountedNode[]): Answer {
  const total = nodes[0]?.customers ?? 0;
  const figures = ({ customers, left }: CountedNode): readonly Cell[] => [
    customers,
    total === 0 ? null : customers / total,
    left,
  ];
  const head = [about.title, about.description].filter((text) => text !== undefined);
  return {
    rows: nodesTable(nodes, counts, figures),
    picture: outlineTable(nodes, counts, (node) => [textOf(node), ...figures(node)], head),
  };
}

/** Which conditions hold for one customer, and the values that were compared. */
export function explainCustomer(nodes: readonly SeenNode[]): Answer {
  const own = nodes.filter(({ role }) => role.kind !== 'everybody');
  const columns: readonly TableColumn[] = [
    { name: 'value', kind: 'text' },
    { name: 'holds', kind: 'boolean' },
  ];
  const holds: TableColumn = { name: 'holds', kind: 'text' };
  return {
    rows: nodesTable(own, columns, ({ found, holds }) => [
      found === undefined || found === null ? null : String(found),
      holds,
    ]),
    picture: outlineTable(
      own,
      [holds],
      (node) => {
        const value = node.found === undefined ? '' : `: found ${node.found ?? 'nothing'}`;
        return [textOf(node) + value, node.holds ? 'yes' : 'no'];
      },
      [],
    ),
  };
}

function textOf({ words, role }: CountedNode | SeenNode): string {
  return role.kind === 'step' ? `${role.step.name}: ${words}` : words;
}

function nodesTable<Node extends CountedNode | SeenNode>(
  nodes: readonly Node[],
  columns: readonly TableColumn[],
  cells: (node: Node) => readonly Cell[],
): Table {
  return {
    columns: [
      { name: 'node', kind: 'key' },
      { name: 'depth', kind: 'integer' },
      { name: 'condition', kind: 'prose' },
      ...columns,
    ],
    rows: nodes.map((node) => [node.node, node.depth, node.words, ...cells(node)]),
  };
}

function outlineTable<Node extends CountedNode | SeenNode>(
  nodes: readonly Node[],
  figures: readonly TableColumn[],
  cells: (node: Node) => readonly Cell[],
  head: readonly string[],
): Table {
  return {
    columns: [{ name: 'depth', kind: 'integer' }, { name: 'condition', kind: 'prose' }, ...figures],
    rows: nodes.map((node) => [node.depth, ...cells(node)]),
    picture: {
      kind: 'outline',
      head,
      depth: 'depth',
      text: 'condition',
      figures: figures.map(({ name }) => name),
    },
  };
}
