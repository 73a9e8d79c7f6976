/**
 * Evaluation of a query for some of the customers at a time, where all of them would not fit into memory. The
 * engine can put aside much of what it works on, though not everything: 50 segments over ten million customers
 * and 400 million events ended for want of memory under a limit of 4 GB.
 */
import { makeOfPacked, type Packing, packedRows } from '../database/packed-table.ts';
import { dropTable, makeTable, makeTableInParts, memoryLimit, type Parted } from '../database/relation.ts';
import { failedFor } from '../diagnostics/failure.ts';
import { divide } from '../plan/division.ts';
import type { Plan } from '../plan/plan.ts';
import type { Query, Select } from '../sql/ast.ts';
import { printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Bytes that a measure of a customer takes while it is aggregated and joined, more or less. */
const BYTES_A_MEASURE = 20;

/** Bytes that fit under any limit with which the engine works at all. */
const ALWAYS_FITS = 64e6;

/**
 * More at once are not computed whatever the limit: 500 segments with 240 measures of a million customers took 5.1 GB at
 * once, 2.9 GB in two parts, and in three 2.1 GB and an eighth more time.
 */
const MOST_AT_ONCE = 3.2e9;

/** Every part reads all the files: more would take longer than anybody waits. */
const MOST_PARTS = 64;

/** Where memory runs out all the same, so many times as many parts are tried. */
const STEP = 4;

/** A query of one row a customer, the key first, and the plan that it reads. */
export interface Planned {
  readonly plan: Plan;
  readonly query: Query & { readonly body: Select };
}

interface Evaluated extends Pick<Planned, 'query'> {
  /** `flags` names the columns of the query that are packed (`database/packed-table.ts`). */
  readonly asked: { readonly flags?: readonly string[] };
}

/**
 * Evaluates a query in as few parts as memory allows, by what it is estimated to need first. Throws what the last
 * attempt did when no number of parts is enough, or none can be taken.
 */
export async function inFewestParts(
  workspace: Workspace,
  { plan, query }: Planned,
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
  const room = Math.min(await memoryLimit(database), MOST_AT_ONCE);
  return Math.min(most, Math.ceil(needed / room));
}

/** Makes the relation of the query, from its rows for each part where there is more than one. */
export async function evaluateIn(
  parts: number,
  workspace: Workspace,
  { query, asked }: Evaluated,
  into: string,
): Promise<void> {
  const { database, dialect } = workspace;
  const packing = packingOf(query, asked.flags);
  const [print, make] = packing
    ? [
        (rows: Query) => packedRows(printQuery(rows, dialect), packing),
        (rows: string) => makeOfPacked(database, into, rows, packing),
      ]
    : [(rows: Query) => printQuery(rows, dialect), (rows: string) => makeTable(database, into, rows)];
  const whole = packing ? unordered(query) : query;
  const division = parts > 1 ? divide(whole) : undefined;
  if (!division) return make(print(whole));
  const { each, all } = division;
  if (!all && !packing)
    return makeTableInParts(database, into, print(each), { tables: partedTables(workspace), parts });
  const aside = `${into}_each`;
  const eachRows = all ? printQuery(each, dialect) : print(each);
  await makeTableInParts(database, aside, eachRows, { tables: partedTables(workspace), parts });
  await make(all ? print(all(aside)) : printQuery(everythingIn(aside), dialect));
  await dropTable(database, aside);
}

function everythingIn(relation: string): Query {
  return { with: [], body: { kind: 'select', star: [''], items: [], from: { relation } } };
}

/** Undefined where nothing is packed. */
export function packingOf(
  query: Evaluated['query'],
  flags: readonly string[] | undefined,
): Packing | undefined {
  if (!flags) return undefined;
  const { items, orderBy } = query.body;
  const columns = items.map(({ as }) => as);
  return { columns, flags: new Set(flags), ...(orderBy ? { inOrderOf: columns[0]! } : {}) };
}

export function unordered({ body, ...query }: Evaluated['query']): Evaluated['query'] {
  const { orderBy: _, ...rows } = body;
  return { ...query, body: rows };
}

function partedTables({ schema }: Workspace): readonly Parted[] {
  return [
    { relation: schema.customers.relation, key: schema.customers.key },
    // A row that is looked up may be another customer's.
    ...schema.events
      .filter(({ relation }) => !schema.lookups.some((lookup) => lookup.relation === relation))
      .map(({ relation, customer }) => ({ relation, key: customer })),
  ];
}
