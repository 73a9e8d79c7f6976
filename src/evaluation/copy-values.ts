/** Values of customers as a relation of the engine, to be counted there. */

import type { Database } from '../database/database.ts';
import type { CustomerRelation } from '../features/named-model.ts';
import { relationAt } from '../plan/joined-relation.ts';
import type { Plan } from '../plan/plan.ts';
import { Planner } from '../plan/planner.ts';
import type { CommonTable, Expr, Join } from '../sql/ast.ts';
import { binary, column } from '../sql/build.ts';
import { duckdb } from '../sql/dialects/duckdb.ts';
import { printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { planInput } from './plan-input.ts';

export interface Values {
  /** By the name that the column gets; over columns of the plan. */
  readonly items: Readonly<Record<string, Expr>>;
  /** A relation by `customer` made beside the plan, whose columns the items may read; no column of the plan has their names. */
  readonly beside?: { readonly relation: string; readonly tables: () => readonly CommonTable[] };
  /** Only these customers. */
  readonly where?: Expr;
}

/** Makes the temporary relation `customer,…` of what `ask` wants of the planner; gives its SQL. */
export async function copyValues(
  view: Workspace,
  relation: string,
  ask: (planner: Planner) => Values,
): Promise<string> {
  const planner = new Planner(await planInput(view));
  const { items, beside, where } = ask(planner);
  const plan = planner.finish();
  await makeJoined(view, plan);
  const { tables, relation: planned, key } = plan;
  const query = printQuery(
    {
      with: [...tables, ...(beside?.tables() ?? [])],
      body: {
        kind: 'select',
        items: [
          { expr: column(key, beside && planned), as: 'customer' },
          ...Object.entries(items).map(([as, expr]) => ({ expr, as })),
        ],
        from: { relation: planned },
        ...(beside ? { joins: [joinOf(beside.relation, planned, key)] } : {}),
        ...(where ? { where } : {}),
      },
    },
    duckdb,
  );
  await view.database.run(`CREATE OR REPLACE TEMP TABLE ${duckdb.identifier(relation)} AS\n${query}`);
  return query;
}

function joinOf(relation: string, planned: string, key: string): Join {
  const on = binary('=', column('customer', relation), column(key, planned));
  return { kind: 'left', relation, as: relation, on };
}

/** What is there already, or under way, by its name: the data of a database does not change. */
const known = new WeakMap<Database, Map<string, Promise<void>>>();

/** Makes what the plan joins and is not there yet: once for each as-of, whoever asks for it. */
export async function makeJoined(workspace: Workspace, { joined }: Pick<Plan, 'joined'>): Promise<void> {
  const { database, asOf } = workspace;
  const made = known.get(database) ?? new Map<string, Promise<void>>();
  known.set(database, made);
  for (const relation of joined) {
    const name = relationAt(relation, asOf);
    if (!made.has(name)) made.set(name, make(workspace, relation, name));
    await made.get(name);
  }
}

async function make(workspace: Workspace, relation: CustomerRelation, name: string): Promise<void> {
  const { database, asOf } = workspace;
  let measured = 0;
  const query = await relation.make({
    asOf,
    measure: async (values) => {
      measured++;
      const into = `${name}_measured_${measured}`;
      await copyValues(workspace, into, (planner) => ({
        items: Object.fromEntries(
          Object.entries(values).map(([as, value]) => [as, planner.expression(value)]),
        ),
      }));
      return into;
    },
    rows: (asked) => database.rows(printQuery(asked, duckdb)),
  });
  await database.run(
    `CREATE OR REPLACE TEMP TABLE ${duckdb.identifier(name)} AS\n${printQuery(query, duckdb)}`,
  );
}
