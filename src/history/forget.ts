import type { Database } from '../database/database.ts';
import { quoteText } from '../database/quote.ts';
import type { LockWait } from './attach.ts';
import { compactHistory } from './compact.ts';
import { keepLogPrivate } from './files.ts';
import { openHistory } from './history.ts';
import { inTransaction } from './schema.ts';

/**
 * Erases customers from the history, wherever they are, and gives how many it held. Recorded sizes are
 * counted again without them, as if they had never been: so the members of every snapshot are still as many
 * as it says, and entered less left is still the change in size. Afterwards the history is closed.
 */
export async function forgetCustomers(
  database: Database,
  path: string,
  keys: readonly string[],
  wait: LockWait,
): Promise<number> {
  const history = await openHistory(database, path, { ...wait, access: 'read-write' });
  keepLogPrivate(path);
  const forgotten = await inTransaction(database, async () => {
    await database.run(`CREATE OR REPLACE TEMP TABLE history_forgotten AS
      SELECT customer FROM history.main.customer WHERE key IN (${['NULL', ...keys.map(quoteText)].join(', ')})`);
    await database.run(ADJUST_SIZES);
    for (const table of ['change', 'whole', 'customer']) {
      await database.run(`DELETE FROM history.main.${table}
        WHERE customer IN (SELECT customer FROM temp.history_forgotten)`);
    }
    const [row] = await database.rows('SELECT count(*) FROM temp.history_forgotten');
    return Number(row?.[0]);
  });
  await compactHistory(history);
  return forgotten;
}

const ADJUST_SIZES = `WITH steps AS (
  SELECT snapshot, count_if(step = 1) AS entered, count_if(step = -1) AS "left"
  FROM history.main.change
  SEMI JOIN temp.history_forgotten USING (customer)
  GROUP BY snapshot
),
forgotten AS (
  SELECT snapshot, coalesce(steps.entered, 0) AS entered, coalesce(steps."left", 0) AS "left",
    sum(coalesce(steps.entered, 0) - coalesce(steps."left", 0))
      OVER (PARTITION BY segment ORDER BY as_of) AS customers
  FROM history.main.snapshot
  LEFT JOIN steps USING (snapshot)
)
UPDATE history.main.snapshot
SET customers = snapshot.customers - forgotten.customers,
  entered = snapshot.entered - forgotten.entered,
  "left" = snapshot."left" - forgotten."left"
FROM forgotten
WHERE forgotten.snapshot = snapshot.snapshot`;
