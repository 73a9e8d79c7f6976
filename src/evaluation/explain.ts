/** A segment explained with counts, or for one customer with what was seen: one relation either way. */
import { failure } from '../diagnostics/failure.ts';
import type { Segment } from '../model/segment.ts';
import type { Cell } from '../model/table.ts';
import { type ExplainedNode, explainSegment } from '../plan/explain.ts';
import { type NodeColumns, planNodes } from '../plan/explain-columns.ts';
import { vocabularyOf } from '../plan/words.ts';
import { keysLike } from '../sources/like-keys.ts';
import type { Query, SelectItem } from '../sql/ast.ts';
import { aggregate, column, oneOf, text } from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { makeRelation } from './relation.ts';

const RELATION = 'segment_explained_customers';

export interface CountedNode extends ExplainedNode {
  /** For a step those left after it, for a condition those of the base for whom it holds. */
  readonly customers: number;
  /** Those left when it and all before it have been met: null where nobody has to meet all. */
  readonly left: number | null;
}

export interface SeenNode extends Omit<ExplainedNode, 'value' | 'against'> {
  /** The value that was compared; null where it is missing, undefined where nothing is compared. */
  readonly found?: Cell;
  readonly holds: boolean;
}

/** Every node of the segment with its number of customers; the first is everybody. */
export async function countNodes(workspace: Workspace, segment: Segment): Promise<readonly CountedNode[]> {
  const nodes = nodesOf(workspace, segment);
  const { asked } = await makeRelation(workspace, RELATION, (planner) => {
    const columns = planNodes(planner, segment, nodes);
    const names = columns.flatMap(({ counted, left }) => [counted, left]);
    return { items: itemsOf([planner.key, ...names]), columns };
  });
  const count = (name: string | undefined, as: string): SelectItem => ({
    expr: aggregate('count', undefined, { filter: name === undefined ? undefined : column(name) }),
    as,
  });
  const items = asked.columns.flatMap(({ counted, left }, index) => [
    count(counted, `node_${index}`),
    count(left, `left_${index}`),
  ]);
  const query = printQuery(
    { with: [], body: { kind: 'select', items, from: { relation: RELATION } } },
    workspace.dialect,
  );
  const [row = []] = await workspace.database.rows(query);
  return nodes.map((node, index) => {
    const [customers, left] = row.slice(2 * index, 2 * index + 2).map(Number);
    const isCounted = node.role.kind === 'everybody' || asked.columns[index]!.left !== undefined;
    return { ...node, customers: customers ?? 0, left: isCounted ? (left ?? 0) : null };
  });
}

/** Every node of the segment as it is for one customer. Throws a `Failure` (2) when there is none of that key. */
export async function seeNodes(
  workspace: Workspace,
  segment: Segment,
  key: string,
): Promise<readonly SeenNode[]> {
  const seen = (await seeCustomers(workspace, segment, [key])).get(key);
  if (!seen) throw await unknownCustomer(workspace, key);
  return seen;
}

/** By key, every node of the segment as it is for that customer; nothing where there is none. */
export async function seeCustomers(
  workspace: Workspace,
  segment: Segment,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly SeenNode[]>> {
  if (keys.length === 0) return new Map();
  const nodes = nodesOf(workspace, segment);
  const { asked } = await makeRelation(workspace, RELATION, (planner) => {
    const columns = planNodes(planner, segment, nodes);
    const seen = columns.flatMap(({ holds, value, against }) => [holds, value, ...against]);
    const where = oneOf(column(planner.key), keys.map(text));
    return { items: itemsOf([planner.key, ...seen]), where, columns, key: planner.key };
  });
  const query: Query = {
    with: [],
    body: { kind: 'select', star: [''], items: [], from: { relation: RELATION } },
  };
  const rows = await workspace.database.objects(printQuery(query, workspace.dialect));
  return new Map(
    rows.map((row) => [
      String(row[asked.key]),
      nodes.map((node, index) => seenNode(node, asked.columns[index]!, (name) => row[name] ?? null)),
    ]),
  );
}

function seenNode(node: ExplainedNode, columns: NodeColumns, cell: (name: string) => Cell): SeenNode {
  const { value: _, against = [], ...rest } = node;
  const { holds, value } = columns;
  const known = against.map(({ name }, index) => `${name} is ${cell(columns.against[index]!) ?? 'missing'}`);
  return {
    ...rest,
    words: known.length === 0 ? node.words : `${node.words}, where ${known.join(' and ')}`,
    holds: holds === undefined || cell(holds) === true,
    ...(value === undefined ? {} : { found: cell(value) }),
  };
}

function nodesOf({ definitions, asOf }: Workspace, segment: Segment): readonly ExplainedNode[] {
  return explainSegment(segment, definitions, vocabularyOf(definitions, asOf));
}

/** Each column of the plan once, under its own name. */
function itemsOf(names: readonly (string | undefined)[]): readonly SelectItem[] {
  const known = new Set(names.filter((name) => name !== undefined));
  return [...known].map((as) => ({ expr: column(as), as }));
}

/** A key that was typed without its zeros or in other case is the likeliest mistake. */
async function unknownCustomer({ database, schema, asOf }: Workspace, key: string) {
  const found = await keysLike(key, schema.customers, database);
  const exact = found.find((candidate) => candidate.key === key);
  if (exact) {
    return failure(2, 'unknown-customer', `the customer \`${key}\` did not exist as of ${asOf.date}`, [
      `it was created at ${exact.created}: look from a later \`--as-of\``,
    ]);
  }
  const near = found.map((candidate) => `\`${candidate.key}\``).join(' or ');
  return failure(
    2,
    'unknown-customer',
    `there is no customer \`${key}\``,
    near === '' ? [`customers are known by their \`${schema.customers.key}\``] : [`did you mean ${near}?`],
  );
}
