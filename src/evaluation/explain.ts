/** A segment explained with counts, or for one customer with what was seen: one query either way. */
import { quoteIdentifier, quoteText } from '../database/quote.ts';
import { failure } from '../diagnostics/failure.ts';
import type { Segment } from '../model/segment.ts';
import type { Cell } from '../model/table.ts';
import { type ExplainedNode, explainSegment } from '../plan/explain.ts';
import { type NodeColumns, planNodes } from '../plan/explain-columns.ts';
import { Planner } from '../plan/planner.ts';
import { vocabularyOf } from '../plan/words.ts';
import { duckdb } from '../sql/dialects/duckdb.ts';
import { printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { planInput } from './plan-input.ts';

export interface CountedNode extends ExplainedNode {
  /** For a step those left after it, for a condition those of the base for whom it holds. */
  readonly customers: number;
}

export interface SeenNode extends Omit<ExplainedNode, 'value' | 'against'> {
  /** The value that was compared; null where it is missing, undefined where nothing is compared. */
  readonly found?: Cell;
  readonly holds: boolean;
}

/** Every node of the segment with its number of customers; the first is everybody. */
export async function countNodes(workspace: Workspace, segment: Segment): Promise<readonly CountedNode[]> {
  const { nodes, columns, query } = await planned(workspace, segment);
  const counts = columns.map(({ counted }) =>
    counted === undefined ? 'COUNT(*)' : `COUNT(*) FILTER (WHERE ${quoteIdentifier(counted)})`,
  );
  const [row = []] = await workspace.database.rows(`SELECT ${counts.join(', ')} FROM (\n${query}\n)`);
  return nodes.map((node, index) => ({ ...node, customers: Number(row[index] ?? 0) }));
}

/** Every node of the segment as it is for one customer. Throws a `Failure` (2) when there is none of that key. */
export async function seeNodes(
  workspace: Workspace,
  segment: Segment,
  key: string,
): Promise<readonly SeenNode[]> {
  const { nodes, columns, query, keyColumn } = await planned(workspace, segment);
  const names = [
    ...new Set(columns.flatMap(({ holds, value, against }) => [holds, value, ...against])),
  ].filter((name) => name !== undefined);
  const [row] = await workspace.database.objects(
    `SELECT ${names.map(quoteIdentifier).join(', ')} FROM (\n${query}\n)
     WHERE ${quoteIdentifier(keyColumn)} = ${quoteText(key)}`,
  );
  if (!row) throw await unknownCustomer(workspace, key);
  return nodes.map((node, index) => seenNode(node, columns[index]!, (name) => row[name] ?? null));
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

async function planned(workspace: Workspace, segment: Segment) {
  const { definitions, asOf } = workspace;
  const nodes = explainSegment(segment, definitions, vocabularyOf(definitions, asOf));
  const planner = new Planner(await planInput(workspace));
  const columns = planNodes(planner, segment, nodes);
  const { tables, relation, key } = planner.finish();
  const body = { kind: 'select', star: [''], items: [], from: { relation } } as const;
  return { nodes, columns, keyColumn: key, query: printQuery({ with: tables, body }, duckdb) };
}

/** A key that was typed without its zeros or in other case is the likeliest mistake. */
async function unknownCustomer({ database, schema, asOf }: Workspace, key: string) {
  const { relation, key: column, created } = schema.customers;
  const name = quoteIdentifier(column);
  const folded = (text: string): string => `ltrim(lower(trim(${text})), '0')`;
  const found = await database.rows(
    `SELECT ${name}${created === undefined ? '' : `, CAST(${quoteIdentifier(created)} AS VARCHAR)`}
     FROM ${quoteIdentifier(relation)} WHERE ${folded(name)} = ${folded(quoteText(key))} ORDER BY ${name} LIMIT 3`,
  );
  const exact = found.find(([candidate]) => candidate === key);
  if (exact) {
    return failure(2, 'unknown-customer', `the customer \`${key}\` did not exist as of ${asOf.date}`, [
      `it was created at ${exact[1]}: look from a later \`--as-of\``,
    ]);
  }
  const near = found.map(([candidate]) => `\`${candidate}\``).join(' or ');
  return failure(
    2,
    'unknown-customer',
    `there is no customer \`${key}\``,
    near === '' ? [`customers are known by their \`${column}\``] : [`did you mean ${near}?`],
  );
}
