/** What models find, beside values of customers whose tables are in an engine that does not know of it. */
import { makeTable, makeView } from '../database/relation.ts';
import type { Planner } from '../plan/planner.ts';
import type { Expr, Select } from '../sql/ast.ts';
import { binary, column } from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { makeJoined } from './joined.ts';
import { customerItems, lookingAt, makeRelation, planRelation } from './relation.ts';

/** Adds columns to the relation by `customer`, of values that need nothing of the customers but their keys. */
export async function joinHere(
  workspace: Workspace,
  relation: string,
  ask: (planner: Planner) => Readonly<Record<string, Expr>>,
): Promise<void> {
  const { database, dialect, schema } = workspace;
  const { created: _, ...customers } = schema.customers;
  const [keys, found] = [`${relation}_keys`, `${relation}_found`];
  const printed = (body: Select): string => printQuery({ with: [], body }, dialect);
  const key = { expr: column('customer'), as: customers.key };
  await makeView(database, keys, printed({ kind: 'select', items: [key], from: { relation } }));
  const columns = customers.columns.filter(({ name }) => name === customers.key);
  const alone = { ...schema, customers: { ...customers, relation: keys, columns }, events: [] };
  const here: Workspace = { ...workspace, engine: undefined, schema: alone };
  const wanted = (planner: Planner) => ({ items: customerItems(planner.key, ask(planner)) });
  const { asked, plan } = await planRelation(here, wanted);
  await makeJoined(workspace, plan.joined, lookingAt(workspace));
  await makeRelation(here, found, wanted);
  const [, ...added] = asked.items;
  const on = binary('=', column('customer', found), column('customer', relation));
  const joined: Select = {
    kind: 'select',
    star: [relation],
    items: added.map(({ as }) => ({ expr: column(as, found), as })),
    from: { relation },
    joins: [{ kind: 'inner', relation: found, as: found, on }],
  };
  await makeTable(database, relation, printed(joined));
}
