/** Values of customers as a relation of the engine, to be counted there. */

import { Planner } from '../plan/planner.ts';
import type { CommonTable, Expr, Join } from '../sql/ast.ts';
import { binary, column } from '../sql/build.ts';
import { duckdb } from '../sql/dialects/duckdb.ts';
import { printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { planInput } from './membership.ts';

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
  const { tables, relation: planned, key } = planner.finish();
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
