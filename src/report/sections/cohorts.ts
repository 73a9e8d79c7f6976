import { answerCohorts } from '../../analyses/cohort-answer.ts';
import { readCohortQuestion } from '../../analyses/cohort-words.ts';
import type { Table } from '../../model/table.ts';
import { countSheet } from '../../stats/suppression.ts';
import type { Section } from '../section.ts';
import { type CellPlace, cellsFrom, tellable, withheld, withholding } from '../small-cells.ts';
import { monthWords } from '../words.ts';

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
    const all = answer.picture!;
    const newest = newestRows(all);
    if (newest.rows.length === 0) return undefined;
    const hidden = smallCells(all, minCell);
    const from = all.rows.length - newest.rows.length;
    const told = hidden.flatMap(([row, column]) => (row >= from ? [[row - from, column] as const] : []));
    const notes = tellable(answer.notes ?? [], minCell);
    const legend = tellable(answer.legend ?? [], minCell);
    return {
      lead: [
        'of those who first bought in a month, the share who bought again so many months later; the last row is the average of all cohorts, weighted by their size',
      ],
      parts: [{ answer: { ...answer, notes, legend, picture: forReading(withholding(newest, told)) } }],
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

/** Months by name, and without the first, in which everybody of a cohort bought. */
function forReading(table: Table): Table {
  const places = (cells: Table['partial']) =>
    (cells ?? []).flatMap(([row, column]) =>
      column === FIRST_PERIOD ? [] : [[row, column > FIRST_PERIOD ? column - 1 : column] as const],
    );
  return {
    ...table,
    columns: table.columns
      .toSpliced(FIRST_PERIOD, 1)
      .map((column, at) => (at === 0 ? { ...column, kind: 'text' } : column)),
    rows: table.rows.map((row) =>
      row.toSpliced(FIRST_PERIOD, 1).map((cell, at) => (at === 0 ? monthWords(String(cell)) : cell)),
    ),
    partial: places(table.partial),
    withheld: places(table.withheld),
  };
}

const SIZE = 1;
const FIRST_PERIOD = 2;

/** A cohort of few people is told nothing of; its others tell its size, and the cells of a column with their average each other. */
function smallCells(table: Table, least: number): readonly CellPlace[] {
  const cohorts = table.rows.slice(0, -1);
  const untold = withheld(
    cohorts.map((row) => Number(row[SIZE])),
    least,
  );
  const cells = table.columns
    .slice(FIRST_PERIOD)
    .flatMap((_, at) => smallInColumn(table, FIRST_PERIOD + at, untold, least));
  const rows = untold.flatMap((isUntold, row) => (isUntold ? cellsFrom(cohorts[row]!, row, SIZE) : []));
  return [...cells, ...rows];
}

/** Who came back of each cohort, who did not, and both of all cohorts whose period has passed. */
function smallInColumn(
  { rows, partial = [] }: Table,
  column: number,
  untold: readonly boolean[],
  least: number,
): readonly CellPlace[] {
  const sheet = countSheet();
  const average = rows.length - 1;
  const running = new Set(partial.flatMap(([row, at]) => (at === column ? [row] : [])));
  const found = rows.slice(0, -1).flatMap((row, at) => {
    if (row[column] === null) return [];
    const size = Number(row[SIZE]);
    const people = Math.round(Number(row[column]) * size);
    const place = sheet.add(people, untold[at] ? 'nowhere' : 'here');
    sheet.rest(sheet.add(size, untold[at] ? 'nowhere' : 'elsewhere'), place);
    return [{ at, size, people, place }];
  });
  const passed = found.filter(({ at }) => !running.has(at));
  const total = (of: 'size' | 'people') => passed.reduce((sum, each) => sum + each[of], 0);
  const mean = sheet.add(total('people'));
  sheet.sum(
    mean,
    passed.map(({ place }) => place),
  );
  sheet.rest(sheet.add(total('size'), 'elsewhere'), mean);
  const hidden = sheet.withheld(least);
  return [...found, { at: average, place: mean }].flatMap(({ at, place }) =>
    hidden[place] ? [[at, column] as const] : [],
  );
}
