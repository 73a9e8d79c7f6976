import { resolve } from 'node:path';
import { errorsThatReach } from '../definitions/reach.ts';
import { Failure, failure } from '../diagnostics/failure.ts';
import { type CountedNode, countNodes, type SeenNode, seeNodes } from '../evaluation/explain.ts';
import type { Segment } from '../model/segment.ts';
import type { Cell, Table } from '../model/table.ts';
import { type OutlineRow, outline } from '../output/outline.ts';
import { showColumn } from '../output/show.ts';
import { type Answer, openAnswer } from '../program/answer.ts';
import { moreFilesArgument } from '../program/arguments.ts';
import { defineCommand } from '../program/command.ts';
import type { Context } from '../program/context.ts';
import { dataOptions } from '../program/options.ts';
import { segmentNamed } from '../program/segment-named.ts';
import { reportOpened, withWorkspace } from '../program/session.ts';
import type { Workspace } from '../workspace/workspace.ts';

export const explain = defineCommand({
  name: 'explain',
  summary: 'the condition in plain words, with counts',
  details: [
    'Shows the steps of a segment in their order with the customers left after each, and under a step every condition with the customers of the base for whom it holds, whatever the others say.',
    '`--id` shows one customer: which conditions hold, and the value that was compared.',
  ],
  arguments: [
    { name: 'SEGMENT', says: 'name of a segment, or its definition file', completes: 'segments' },
    moreFilesArgument,
  ],
  options: {
    ...dataOptions,
    id: { kind: 'text', value: 'KEY', says: 'for the customer of this key' },
  },
  examples: [
    { command: 'segment explain at-risk-vips', says: 'who is lost at which condition' },
    { command: 'segment explain at-risk-vips --id 004258', says: 'why a customer is in, or is not' },
  ],
  run: async (context, [name = '', ...files], options) => {
    const answer = await openAnswer(context, options, 'explain');
    const isFile = /\.ya?ml$/i.test(name);
    const given = isFile ? [name, ...files] : files;
    await withWorkspace(context, options, given, async ({ workspace, working }) => {
      const segment = isFile
        ? onlyOf(name, workspace, context.cwd)
        : segmentNamed(name, workspace, 'explain');
      reportOpened(context, workspace);
      const errors = errorsThatReach(segment.name, workspace);
      if (errors.length > 0) throw new Failure(2, errors);
      working('counting');
      if (options.id === undefined) {
        await showCounts(segment, await countNodes(workspace, segment), answer, context, options.rows);
      } else {
        await showSeen(await seeNodes(workspace, segment, options.id), answer, context, options.rows);
      }
    });
  },
});

function onlyOf(file: string, { definitions, files }: Workspace, cwd: string): Segment {
  const path = resolve(cwd, file);
  const sources = files.filter((each) => each.path === path).map(({ source }) => source.name);
  const found = definitions.segments.filter(({ span }) => sources.includes(span.source.name));
  if (found.length === 1) return found[0]!;
  throw failure(
    2,
    'which-segment',
    `\`${file}\` holds ${found.length === 0 ? 'no segment' : `${found.length} segments`}`,
    found.length === 0 ? [] : [`name one: \`segment explain ${found[0]!.name} ${file}\``],
  );
}

async function showCounts(
  segment: Segment,
  nodes: readonly CountedNode[],
  answer: Answer,
  context: Context,
  rows: number | undefined,
): Promise<void> {
  const total = nodes[0]?.customers ?? 0;
  const shareOf = (customers: number): number | null => (total === 0 ? null : customers / total);
  if (!isRead(answer, context)) {
    return answer.write(
      tableOf(
        nodes,
        [
          { name: 'customers', kind: 'integer' },
          { name: 'share', kind: 'percent' },
        ],
        ({ customers }) => [customers, shareOf(customers)],
      ),
    );
  }
  const customers = showColumn(
    'integer',
    nodes.map((node) => node.customers),
  );
  const shares = showColumn(
    'percent',
    nodes.map((node) => shareOf(node.customers)),
  );
  const { title, description } = segment.about;
  const head = [title, description].filter((text) => text !== undefined);
  const lines = nodes.map((node, index) => outlineRow(node, [customers[index]!, shares[index]!]));
  await print(lines, context, rows, head);
}

async function showSeen(
  nodes: readonly SeenNode[],
  answer: Answer,
  context: Context,
  rows: number | undefined,
): Promise<void> {
  const own = nodes.filter(({ role }) => role.kind !== 'everybody');
  if (!isRead(answer, context)) {
    return answer.write(
      tableOf(
        own,
        [
          { name: 'value', kind: 'text' },
          { name: 'holds', kind: 'boolean' },
        ],
        ({ found, holds }) => [found === undefined || found === null ? null : String(found), holds],
      ),
    );
  }
  const lines = own.map((node) => {
    const value = node.found === undefined ? '' : `: found ${node.found ?? 'nothing'}`;
    const row = outlineRow(node, [node.holds ? 'yes' : 'no']);
    return { ...row, text: row.text + value };
  });
  await print(lines, context, rows, []);
}

function isRead({ destination }: Answer, { stdout }: Context): boolean {
  return destination.kind === 'stdout' && destination.format.name === 'table' && stdout.isTerminal;
}

function outlineRow(node: CountedNode | SeenNode, figures: readonly string[]): OutlineRow {
  const { depth, words, role } = node;
  return { depth, figures, text: role.kind === 'step' ? `${role.step}: ${words}` : words };
}

async function print(
  lines: readonly OutlineRow[],
  { stdout }: Context,
  rows: number | undefined,
  head: readonly string[],
): Promise<void> {
  const { paint, columns } = stdout;
  const shown = rows === undefined ? lines : lines.slice(0, rows);
  const look = { paint, ...(columns === undefined ? {} : { columns }) };
  const text = [...head, ...(head.length > 0 ? [''] : []), ...outline(shown, look)];
  await stdout.write(text.map((line) => `${line}\n`));
}

function tableOf<Node extends CountedNode | SeenNode>(
  nodes: readonly Node[],
  columns: Table['columns'],
  cells: (node: Node) => readonly Cell[],
): Table {
  return {
    columns: [
      { name: 'node', kind: 'key' },
      { name: 'depth', kind: 'integer' },
      { name: 'condition', kind: 'text' },
      ...columns,
    ],
    rows: nodes.map((node) => [node.node, node.depth, node.words, ...cells(node)]),
  };
}
