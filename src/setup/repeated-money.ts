/** Orders of which every line says what the whole order is worth. */
import type { Database } from '../database/database.ts';
import { amountsOfKeys } from '../sources/survey.ts';
import type { Draft, DraftEvents } from './draft.ts';
import type { FoundTable } from './find-tables.ts';

/** Fewer orders, or fewer amounts, could be so by chance. */
const FEWEST = 3;

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
  { facts, value, product, linesOf, corrected }: DraftEvents,
  database: Database,
): Promise<boolean> {
  if (value === undefined || product !== undefined || linesOf === undefined || corrected) return false;
  const { survey } = facts as FoundTable;
  const { keys, ofOneAmount, amounts } = await amountsOfKeys(
    survey,
    { key: linesOf, amount: value },
    database,
  );
  return keys >= FEWEST && ofOneAmount === keys && amounts >= FEWEST;
}
