/**
 * Evaluation of a plan for some of the customers at a time, where all of them would not fit into memory. The
 * engine can put aside much of what it works on, though not everything: 50 segments over ten million customers
 * and 400 million events ended for want of memory under a limit of 4 GB.
 */
import { quoteIdentifier } from '../database/quote.ts';
import { failedFor } from '../diagnostics/failure.ts';
import { looksAcrossCustomers } from '../plan/across.ts';
import type { Plan } from '../plan/plan.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Bytes that a measure of a customer takes while it is aggregated and joined, more or less. */
const BYTES_A_MEASURE = 20;

/** Bytes that fit under any limit with which the engine works at all. */
const ALWAYS_FITS = 64e6;

/** Every part reads all the files: more would take longer than anybody waits. */
const MOST_PARTS = 64;

/** Where memory runs out all the same, so many times as many parts are tried. */
const STEP = 4;

/**
 * Evaluates a plan in as few parts as its memory allows, by what it is estimated to need first. Throws what the
 * last attempt did when no number of parts is enough, or the customers are seen as a whole.
 */
export async function inFewestParts(
  workspace: Workspace,
  plan: Plan,
  evaluate: (parts: number) => Promise<void>,
): Promise<void> {
  const most = looksAcrossCustomers(plan.tables) ? 1 : MOST_PARTS;
  for (let parts = await countParts(workspace, plan); ; parts = Math.min(parts * STEP, most)) {
    try {
      return await evaluate(parts);
    } catch (error) {
      if (parts >= most || !failedFor('out-of-memory', error)) throw error;
    }
  }
}

/** In how many parts the plan is to be evaluated; 1 where everything fits, or the customers are seen as a whole. */
export async function countParts({ database, facts }: Workspace, plan: Plan): Promise<number> {
  const customers = facts.find(({ kind }) => kind === 'customers')?.rows ?? 0;
  const measures = plan.passes.reduce((sum, { features }) => sum + features, 0);
  const needed = customers * measures * BYTES_A_MEASURE;
  if (needed < ALWAYS_FITS || looksAcrossCustomers(plan.tables)) return 1;
  const [[limit] = []] = await database.rows("SELECT current_setting('memory_limit')");
  return Math.min(MOST_PARTS, Math.max(1, Math.ceil(needed / bytesOf(String(limit)))));
}

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** `3.7 GiB` as a number; what is no size is no limit. */
function bytesOf(text: string): number {
  const [number, unit = ''] = text.split(' ');
  const power = UNITS.indexOf(unit);
  return power < 0 ? Number.POSITIVE_INFINITY : Number(number) * 1024 ** power;
}

/**
 * Makes the relation of the query, in the order of the key, from its rows for each part. The customers of a
 * part and their events stand before the whole tables under the same names meanwhile.
 */
export async function evaluateParts(
  { database, schema }: Workspace,
  query: { readonly sql: string; readonly key: string; readonly into: string },
  parts: number,
): Promise<void> {
  const { customers, events } = schema;
  const tables = [
    { relation: customers.relation, key: customers.key },
    ...events.map(({ relation, customer }) => ({ relation, key: customer })),
  ];
  const into = quoteIdentifier(`${query.into}_parts`);
  const [[catalog] = []] = await database.rows('SELECT current_database()');
  await database.run(`DROP TABLE IF EXISTS ${into}`);
  try {
    for (let part = 0; part < parts; part++) {
      for (const { relation, key } of tables) {
        const name = quoteIdentifier(relation);
        await database.run(
          `CREATE OR REPLACE TEMP VIEW ${name} AS FROM ${quoteIdentifier(String(catalog))}.main.${name} WHERE hash(${quoteIdentifier(key)}) % ${parts} = ${part}`,
        );
      }
      const how = part === 0 ? `CREATE TEMP TABLE ${into} AS` : `INSERT INTO ${into}`;
      await database.run(`${how} ${query.sql}`);
    }
  } finally {
    for (const { relation } of tables) {
      await database.attempt(`DROP VIEW IF EXISTS temp.${quoteIdentifier(relation)}`);
    }
  }
  await database.run(
    `CREATE OR REPLACE TEMP TABLE ${query.into} AS FROM ${into} ORDER BY ${quoteIdentifier(query.key)} NULLS LAST`,
  );
  await database.run(`DROP TABLE ${into}`);
}
