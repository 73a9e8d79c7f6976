/**
 * Evaluation of a query for some of the customers at a time, where all of them would not fit into memory. The
 * engine can put aside much of what it works on, though not everything: 50 segments over ten million customers
 * and 400 million events ended for want of memory under a limit of 4 GB.
 */
import { dropTable, makeTable, makeTableInParts, memoryLimit } from '../database/relation.ts';
import { failedFor } from '../diagnostics/failure.ts';
import { divide } from '../plan/division.ts';
import type { Plan } from '../plan/plan.ts';
import type { Query } from '../sql/ast.ts';
import { printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Bytes that a measure of a customer takes while it is aggregated and joined, more or less. */
const BYTES_A_MEASURE = 20;

/** Bytes that fit under any limit with which the engine works at all. */
const ALWAYS_FITS = 64e6;

/** Every part reads all the files: more would take longer than anybody waits. */
const MOST_PARTS = 64;

/** Where memory runs out all the same, so many times as many parts are tried. */
const STEP = 4;

/** A query of one row a customer, the key first, and the plan that it reads. */
export interface Evaluated {
  readonly plan: Plan;
  readonly query: Query;
}

/**
 * Evaluates a query in as few parts as memory allows, by what it is estimated to need first. Throws what the last
 * attempt did when no number of parts is enough, or none can be taken.
 */
export async function inFewestParts(
  workspace: Workspace,
  { plan, query }: Evaluated,
  evaluate: (parts: number) => Promise<void>,
): Promise<void> {
  const most = isDivisible(workspace, query) ? MOST_PARTS : 1;
  for (let parts = await countParts(workspace, plan, most); ; parts = Math.min(parts * STEP, most)) {
    try {
      return await evaluate(parts);
    } catch (error) {
      if (parts >= most || !failedFor('out-of-memory', error)) throw error;
    }
  }
}

/** Rows that are made of others, and addresses of several customers, can be told only from all of them. */
export function isDivisible({ definitions }: Workspace, query: Query): boolean {
  return definitions.recipes.length === 0 && divide(query) !== undefined;
}

/** In how many parts the plan is to be evaluated; 1 where everything fits. */
async function countParts({ database, facts }: Workspace, { passes }: Plan, most: number): Promise<number> {
  const customers = facts.find(({ kind }) => kind === 'customers')?.rows ?? 0;
  const measures = passes.reduce((sum, { features }) => sum + features, 0);
  const needed = customers * measures * BYTES_A_MEASURE;
  if (needed < ALWAYS_FITS) return 1;
  return Math.min(most, Math.max(1, Math.ceil(needed / (await memoryLimit(database)))));
}

/** Makes the relation of the query, from its rows for each part where there is more than one. */
export async function evaluateIn(
  parts: number,
  workspace: Workspace,
  query: Query,
  into: string,
): Promise<void> {
  const { database, dialect, schema } = workspace;
  const division = parts > 1 ? divide(query) : undefined;
  if (!division) return makeTable(database, into, printQuery(query, dialect));
  const { each, all } = division;
  const aside = all ? `${into}_each` : into;
  const tables = [
    { relation: schema.customers.relation, key: schema.customers.key },
    // A row that is looked up may be another customer's.
    ...schema.events
      .filter(({ relation }) => !schema.lookups.some((lookup) => lookup.relation === relation))
      .map(({ relation, customer }) => ({ relation, key: customer })),
  ];
  await makeTableInParts(database, aside, printQuery(each, dialect), { tables, parts });
  if (!all) return;
  await makeTable(database, into, printQuery(all(aside), dialect));
  await dropTable(database, aside);
}
