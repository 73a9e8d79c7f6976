import { answerLift } from '../../analyses/lift-answer.ts';
import { readLiftQuestion } from '../../analyses/lift-question.ts';
import { addDays } from '../../model/calendar.ts';
import type { Segment } from '../../model/segment.ts';
import type { Table } from '../../model/table.ts';
import { USUAL_ALPHA } from '../../stats/comparison.ts';
import type { Edition } from '../edition.ts';
import type { Part, Section } from '../section.ts';
import { dateWords } from '../words.ts';

export const experiments: Section = {
  name: 'experiments',
  title: 'What was tried, and what it brought',
  says: 'every segment with a `split`: the effect of each arm, and first of all whether it can be told from chance',
  write: async (edition) => {
    const split = edition.segments.filter((segment) => segment.split);
    const parts: Part[] = [];
    for (const segment of split) parts.push(await experiment(edition, segment));
    return parts.length === 0 ? undefined : { lead: [], parts };
  },
};

const shownColumns = [
  'metric',
  'arm',
  'customers',
  'mean',
  'control_customers',
  'control_mean',
  'difference',
  'low',
  'high',
  'p',
];

async function experiment({ workspace, movement, minCell }: Edition, segment: Segment): Promise<Part> {
  const heading = `${segment.about.title ?? segment.name} (\`${segment.name}\`)`;
  const from = addDays(movement.since.date, 1);
  const words = { metrics: [], from, alpha: USUAL_ALPHA };
  const question = await readLiftQuestion(workspace, segment, words);
  const { rows, notes = [] } = await answerLift(workspace, question, undefined);
  const table = chosenColumns(rows as Table);
  const isSmall = table.rows.some((row) => Number(row[2]) < minCell || Number(row[4]) < minCell);
  const since = {
    severity: 'info',
    code: 'since',
    message: `orders are counted from ${dateWords(from)}`,
  } as const;
  if (!isSmall) return { heading, answer: { rows: table, notes: [...notes, since] } };
  const verdict = notes.filter(({ code }) => code === 'verdict');
  const few = {
    severity: 'warning',
    code: 'small-arm',
    message: `an arm has fewer than ${minCell} customers: its figures are not told`,
  } as const;
  return { heading, answer: { rows: { columns: [], rows: [] }, notes: [...verdict, few] } };
}

function chosenColumns({ columns, rows }: Table): Table {
  const places = shownColumns.map((name) => columns.findIndex((column) => column.name === name));
  return {
    columns: places.map((place) => ({ ...columns[place]!, name: columns[place]!.name.replaceAll('_', ' ') })),
    rows: rows.map((row) => places.map((place) => row[place]!)),
  };
}
