/** What models find, beside values of customers whose tables are in an engine that does not know of it. */
import { quoteIdentifier } from '../database/quote.ts';
import { makeTable, makeView } from '../database/relation.ts';
import type { Planner } from '../plan/planner.ts';
import type { Expr } from '../sql/ast.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { makeJoined } from './joined.ts';
import { customerItems, lookingAt, makeRelation, planRelation } from './relation.ts';

/** Adds columns to the relation by `customer`, of values that need nothing of the customers but their keys. */
export async function joinHere(
  workspace: Workspace,
  relation: string,
  ask: (planner: Planner) => Readonly<Record<string, Expr>>,
): Promise<void> {
  const { database, schema } = workspace;
  const { customers } = schema;
  const [keys, found] = [`${relation}_keys`, `${relation}_found`];
  const key = quoteIdentifier(customers.key);
  await makeView(database, keys, `SELECT customer AS ${key} FROM ${quoteIdentifier(relation)}`);
  const columns = customers.columns.filter(({ name }) => name === customers.key);
  const { created: _, ...alone } = { ...customers, relation: keys, columns };
  const here: Workspace = {
    ...workspace,
    engine: undefined,
    schema: { ...schema, customers: alone, events: [] },
  };
  const wanted = (planner: Planner) => ({ items: customerItems(planner.key, ask(planner)) });
  const { plan } = await planRelation(here, wanted);
  await makeJoined(workspace, plan.joined, lookingAt(workspace));
  await makeRelation(here, found, wanted);
  const [own, other] = [relation, found].map(quoteIdentifier);
  await makeTable(
    database,
    relation,
    `SELECT ${own}.*, ${other}.* EXCLUDE (customer) FROM ${own} JOIN ${other} USING (customer)`,
  );
}
