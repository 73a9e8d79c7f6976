/** What models say of the sample shop, in which it is known who is gone. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPredictionQuestion } from '../../src/analyses/prediction-question.ts';
import { predictCustomers } from '../../src/evaluation/predictions.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { openSamples } from '../workspace/samples.ts';

let workspace: Workspace;
let relation: string;

beforeAll(async () => {
  workspace = await openSamples(1, []);
  ({ relation } = await predictCustomers(workspace, readPredictionQuestion(workspace, {}).model));
});

afterAll(() => workspace.close());

/** By the customers of a query. */
async function figureOf(expression: string, customers: string): Promise<number> {
  const [[figure] = []] = await workspace.database.rows(
    `SELECT ${expression} FROM "${relation}" SEMI JOIN (${customers}) AS c ON customer = c.customer_id`,
  );
  return Number(figure);
}

const { relation: orders } = { relation: 'orders' };
const blackFriday = `SELECT customer_id FROM ${orders} GROUP BY 1
  HAVING min(ordered_at) >= '2025-11-27' AND max(ordered_at) < '2025-12-01'`;

it('finds that those who came for Black Friday alone will not come again', async () => {
  const count = 'count(*)';
  expect(await figureOf(count, blackFriday)).toBeGreaterThan(150);
  expect(await figureOf("avg((risk = 'high')::INT)", blackFriday)).toBeGreaterThan(0.95);
  expect(await figureOf('avg(orders)', blackFriday)).toBeLessThan(0.2);
});

it('finds the VIPs who went quiet overdue by their own rhythm', async () => {
  const quiet = `SELECT customer_id FROM ${orders} WHERE ordered_at >= '2025-07-01' GROUP BY 1
    HAVING sum(total) >= 500 AND max(ordered_at) < '2026-04-02'`;
  expect(await figureOf('count(*)', quiet)).toBeGreaterThan(50);
  expect(await figureOf('median(overdue)', quiet)).toBeGreaterThan(1.5);
});
