/** Scores of a shop whose orders a test gives. */
import { type RfmAnswer, scoreCustomers } from '../../src/analyses/rfm.ts';
import { type RfmWords, readRfmQuestion } from '../../src/analyses/rfm-question.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { withShop } from '../workspace/project.ts';

export type Row = Readonly<Record<string, string | number | null>>;

export interface Scored extends RfmAnswer {
  /** The list by customer, each row by column. */
  readonly rows: readonly Row[];
  /** The values of a column, in the order of the list. */
  readonly column: (name: string) => readonly number[];
}

export type Ask = (words?: RfmWords) => Promise<Scored>;

/** Opens the project of the files and gives a function that scores. */
export function withRfm(
  files: Readonly<Record<string, string>>,
  asOf: string,
  test: (ask: Ask, workspace: Workspace) => Promise<void>,
): Promise<void> {
  return withShop(
    files,
    async ({ workspace }) => {
      await test(async (words = {}) => {
        const answer = await scoreCustomers(workspace, await readRfmQuestion(workspace, words));
        const rows = (await workspace.database.objects(answer.list.sql)) as readonly Row[];
        return { ...answer, rows, column: (name) => rows.map((row) => Number(row[name])) };
      }, workspace);
    },
    { asOf, files: [] },
  );
}

export const project = (more = ''): string => `timezone: UTC
customers: { file: customers.csv, key: customer_id }
events:
  orders: { file: orders.csv, key: order_id, customer: customer_id, time: ordered_at, value: total }
${more}`;

/** One order: whose, days before 30 June 2026, and what it cost. */
export type Order = readonly [customer: string, daysAgo: number, total: string];

/** A shop with the customers and orders. */
export function shopOf(
  customers: readonly string[],
  orders: readonly Order[],
  more = '',
): Readonly<Record<string, string>> {
  const day = (ago: number): string =>
    new Date(Date.UTC(2026, 5, 30) - ago * 86_400_000).toISOString().slice(0, 10);
  const lines = orders.map(
    ([customer, ago, total], index) => `o${index},${customer},${day(ago)}T12:00:00,${total}`,
  );
  return {
    'segment.config.yaml': project(more),
    'customers.csv': ['customer_id', ...customers, ''].join('\n'),
    'orders.csv': ['order_id,customer_id,ordered_at,total', ...lines, ''].join('\n'),
  };
}
