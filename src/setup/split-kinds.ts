/** A file with rows of several kinds becomes a table for each kind that is worth one. */
import type { Database } from '../database/database.ts';
import { surveyOf } from '../sources/survey.ts';
import { type FoundTable, namedForm } from './find-tables.ts';
import { moneyColumn } from './guess-money.ts';
import { type RowKinds, rowKinds, sharesOrders } from './row-kinds.ts';
import { isUnique, type Returns, type TablePart } from './table-facts.ts';

/** The tables, in place of one with rows of several kinds its parts. */
export async function splitKinds(
  tables: readonly FoundTable[],
  database: Database,
): Promise<readonly FoundTable[]> {
  const split: FoundTable[] = [];
  for (const table of tables) split.push(...(await partsOf(table, database)));
  return split;
}

/** Payments are of orders that are there, and reminders nothing that anybody bought: they are no table. */
async function partsOf(table: FoundTable, database: Database): Promise<readonly FoundTable[]> {
  const kinds = moneyColumn(table) === undefined ? undefined : rowKinds(table);
  if (!kinds) return [table];
  const { column, words } = kinds;
  const returns = returnsOf(kinds, table);
  if (words.line.length + words.payment.length + words.other.length === 0) return [{ ...table, ...returns }];
  const unique = table.columns.filter((each) => isUnique(each, table)).map(({ name }) => name);
  const bought = [...words.order, ...words.credit].sort();
  const orders = await partOf(table, { kind: 'order', column, values: bought, unique }, database);
  if (moneyColumn(orders) === undefined) return [table];
  const parts = [{ ...orders, ...returns }];
  if (words.line.length === 0) return parts;
  return [...parts, await partOf(table, { kind: 'line', column, values: words.line, unique }, database)];
}

function returnsOf(kinds: RowKinds, table: FoundTable): { readonly returns?: Returns } {
  const { column, words } = kinds;
  if (words.credit.length === 0 || sharesOrders(kinds, table)) return {};
  return { returns: { column, orders: words.order, credits: words.credit } };
}

async function partOf(whole: FoundTable, part: TablePart, database: Database): Promise<FoundTable> {
  const survey = await surveyOf(whole.survey, part, database);
  const words = whole.columns.find(({ name }) => name === part.column)!.values;
  const columns = survey.columns.map((column, index) => {
    const values = whole.columns[index]!.values.filter((_, row) => part.values.includes(words[row]!));
    return { ...column, values, form: namedForm(column.name, values) };
  });
  return { ...whole, survey, rows: survey.rows, differing: survey.differing, columns, part };
}
