/** Retention and value by cohort: when customers began, and what they did in the periods after. */
import { failure } from '../diagnostics/failure.ts';
import { readRows, sqlOf } from '../evaluation/read-rows.ts';
import { plannerOf, relationBeside } from '../evaluation/relation.ts';
import type { Table, TableRow } from '../model/table.ts';
import type { Planner } from '../plan/planner.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type CohortCounts, cohortGrid, countCells } from './cohort-grid.ts';
import { type CohortColumn, cohortColumns, cohortPeople, cohortQuery, columnsOf } from './cohort-query.ts';
import type { CohortQuestion } from './cohort-question.ts';
import { longTable, wideTable } from './cohort-table.ts';

const MOST_CELLS = 2_000_000;

export interface CohortAnswer {
  /** `averages` adds a row of averages for people. */
  readonly wide: (averages: boolean) => Table;
  readonly long: () => Table;
  readonly cohorts: number;
  /** Customers in the cohorts; one in several cohorts counts in each. */
  readonly customers: number;
  /** Events before the customer's cohort began: they are no returns. */
  readonly ignored: number;
  readonly partial: boolean;
  readonly sql: string;
}

/** Answers the question from one row a customer and one query of the events. Throws a `Failure` (2) when the answer would be too large to be meant. */
export async function measureCohorts(workspace: Workspace, question: CohortQuestion): Promise<CohortAnswer> {
  const planner = await plannerOf(workspace);
  const relation = planner.relationName('cohort_people');
  const ask = (of: Planner) => cohortPeople(question, of);
  const people = await relationBeside(workspace, relation, ask, planner);
  const { anchor } = people.asked;
  const events = cohortQuery(question, { relation, anchor }, planner, workspace.schema);
  const query = { ...events, with: [...people.tables, ...events.with] };
  const columns = columnsOf(question);
  const found = (await readRows(workspace, query)).map((row) => countsOf(columns, row));
  const cells = countCells(found, question, workspace.asOf);
  if (cells > MOST_CELLS) {
    const message = `the cohorts have ${cells} cells, and at most ${MOST_CELLS} can be shown`;
    throw failure(2, 'too-many-cells', message, ['take a longer `--period`, or fewer `--periods`']);
  }
  const grid = cohortGrid(found, question, workspace.asOf);
  return {
    wide: (averages) => wideTable(grid, question, averages),
    long: () => longTable(grid, question),
    cohorts: grid.rows.length,
    customers: grid.rows.reduce((sum, row) => sum + row.size, 0),
    ignored: grid.ignored,
    partial: grid.rows.some((row) => row.cells.some((cell) => !cell.complete)),
    sql: [...(people.sql === undefined ? [] : [people.sql]), sqlOf(workspace, query)].join(';\n\n'),
  };
}

function countsOf(columns: readonly CohortColumn[], row: TableRow): CohortCounts {
  const cells = columns.map((name, index) => [name, row[index]!] as const);
  return { ...none, ...Object.fromEntries(cells) };
}

const none = Object.fromEntries(cohortColumns.map((name) => [name, null])) as CohortCounts;
