/** Orders of which every line says what the whole order is worth. */
import type { Database } from '../database/database.ts';
import { quoteIdentifier } from '../database/quote.ts';
import type { Draft, DraftEvents } from './draft.ts';
import type { FoundTable } from './find-tables.ts';

/** Fewer orders, or fewer amounts, could be so by chance. */
const fewest = 3;

/** The draft in which such tables of lines are known as what they are. Its tables are ones that were found. */
export async function findRepeatedMoney(draft: Draft, database: Database): Promise<Draft> {
  const events: DraftEvents[] = [];
  for (const table of draft.events) {
    const isRepeated = await repeatsMoney(table, database);
    events.push(isRepeated ? { ...table, isRepeated } : table);
  }
  return { ...draft, events };
}

async function repeatsMoney(
  { facts, value, product, linesOf }: DraftEvents,
  database: Database,
): Promise<boolean> {
  if (value === undefined || product !== undefined || linesOf === undefined) return false;
  const [key, money] = [linesOf, value].map(quoteIdentifier);
  const [row = []] = await database.rows(
    `SELECT count(*), count_if(amounts = 1), count(DISTINCT amount) FROM (
       SELECT count(DISTINCT ${money}) AS amounts, min(${money}) AS amount
       FROM ${(facts as FoundTable).survey.relation} WHERE ${key} IS NOT NULL
       GROUP BY ${key} HAVING count(${money}) > 1)`,
  );
  const [orders = 0, same = 0, amounts = 0] = row.map(Number);
  return orders >= fewest && same === orders && amounts >= fewest;
}
