import { answerCohorts } from '../../analyses/cohort-answer.ts';
import { readCohortQuestion } from '../../analyses/cohort-words.ts';
import type { Table } from '../../model/table.ts';
import type { Section } from '../section.ts';
import { withheld, withholding } from '../small-cells.ts';

/** Of the newest cohorts, and so many months of age. */
const MOST_COHORTS = 13;
const MOST_PERIODS = 13;

export const cohorts: Section = {
  name: 'cohorts',
  title: 'Who comes back',
  says: 'monthly cohorts by first order, and what share of each orders again',
  write: async ({ workspace, minCell }) => {
    const question = readCohortQuestion(workspace, { periods: MOST_PERIODS });
    const answer = await answerCohorts(workspace, question, { long: false, averages: true });
    const newest = newestRows(answer.picture!);
    if (newest.rows.length === 0) return undefined;
    return {
      lead: [
        'of those who first bought in a month, the share who bought again so many months later; the last row is the average of all cohorts, weighted by their size',
      ],
      parts: [{ answer: { ...answer, picture: withoutFew(newest, minCell) } }],
    };
  },
};

/** With the row of averages, which is of older ones too. */
function newestRows(table: Table): Table {
  const from = Math.max(0, table.rows.length - 1 - MOST_COHORTS);
  const partial = (table.partial ?? []).flatMap(([row, column]) =>
    row >= from ? [[row - from, column] as const] : [],
  );
  return { ...table, rows: table.rows.slice(from), partial };
}

/** A column's cells and its average tell each other: they are parts of one whole. A cohort of few people is not told at all. */
function withoutFew(table: Table, least: number): Table {
  const cohorts = table.rows.slice(0, -1);
  const sizes = cohorts.map((row) => Number(row[1] ?? 0));
  const small = withheld(sizes, least);
  const hidden = table.columns.slice(2).flatMap((_, index) => {
    const column = index + 2;
    const counts = cohorts.map((row, at) => Math.round(Number(row[column] ?? 0) * sizes[at]!));
    return withheld(counts, least).flatMap((isHidden, row) => (isHidden ? [[row, column] as const] : []));
  });
  const rows = small.flatMap((isSmall, row) =>
    isSmall ? table.columns.flatMap((_, column) => (column > 0 ? [[row, column] as const] : [])) : [],
  );
  return withholding(table, [...hidden, ...rows]);
}
