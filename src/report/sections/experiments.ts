import { answerLift } from '../../analyses/lift-answer.ts';
import { readLiftQuestion } from '../../analyses/lift-question.ts';
import { type Diagnostic, info, warning } from '../../diagnostics/diagnostic.ts';
import { addDays } from '../../model/calendar.ts';
import type { Segment } from '../../model/segment.ts';
import type { Table, TableRow } from '../../model/table.ts';
import { USUAL_ALPHA } from '../../stats/comparison.ts';
import { isFew } from '../../stats/suppression.ts';
import type { Edition } from '../edition.ts';
import type { Part, Section } from '../section.ts';
import { type CellPlace, cellsFrom, withheld, withholding } from '../small-cells.ts';
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
  const since = info('since', `orders are counted from ${dateWords(from)}`);
  const few = smallCells(table, minCell);
  if (few.length === 0) return { heading, answer: { rows: table, notes: [...notes, since] } };
  return { heading, answer: { rows: withholding(table, few), notes: [...soberVerdict(notes), since] } };
}

const places = {
  size: shownColumns.indexOf('customers'),
  mean: shownColumns.indexOf('mean'),
  control: shownColumns.indexOf('control_customers'),
  controlMean: shownColumns.indexOf('control_mean'),
  difference: shownColumns.indexOf('difference'),
} as const;

/**
 * The means of an arm of few people, or in which few bought or few did not, and what tells them by difference; sizes
 * as parts of the list.
 */
function smallCells({ rows }: Table, least: number): readonly CellPlace[] {
  const conversions = rows.filter(([metric]) => metric === 'conversion');
  const control = conversions[0];
  if (!control) return [];
  const isSmall = (row: TableRow, size: number, mean: number): boolean => {
    const [people, bought] = [Number(row[size]), Math.round(Number(row[size]) * Number(row[mean] ?? 0))];
    return [people, bought, people - bought].some((count) => isFew(count, least));
  };
  const small = new Set(
    conversions.filter((row) => isSmall(row, places.size, places.mean)).map(([, arm]) => arm),
  );
  const isControlSmall = isSmall(control, places.control, places.controlMean);
  const untold = withheld(
    [Number(control[places.control]), ...conversions.map((row) => Number(row[places.size]))],
    least,
  );
  const untoldArms = new Set(conversions.filter((_, at) => untold[at + 1]).map(([, arm]) => arm));
  return rows.flatMap((row, at): readonly CellPlace[] => {
    const isArmSmall = small.has(row[1]!);
    return [
      ...(untoldArms.has(row[1]!) ? [[at, places.size] as const] : []),
      ...(untold[0] ? [[at, places.control] as const] : []),
      ...(isArmSmall ? [[at, places.mean] as const] : []),
      ...(isControlSmall ? [[at, places.controlMean] as const] : []),
      ...(isArmSmall || isControlSmall ? cellsFrom(row, at, places.difference) : []),
    ];
  });
}

/** What can be told from chance, without a figure. */
function soberVerdict(notes: readonly Diagnostic[]): readonly Diagnostic[] {
  const verdict = notes.find(({ code }) => code === 'verdict');
  const effects = (verdict?.facts?.['effects'] ?? []) as readonly { metric: string; arm: string }[];
  const named = effects.map(({ metric, arm }) => `${metric}, ${arm}`);
  const message =
    named.length === 0 ? 'no effect can be told from chance' : `more than chance gives: ${named.join('; ')}`;
  return [
    { severity: 'note', code: 'verdict', message },
    warning(
      'small-arm',
      'arms of few people, or in which few bought or few did not: a dot stands for their figures',
    ),
  ];
}

function chosenColumns({ columns, rows }: Table): Table {
  const found = shownColumns.map((name) => columns.findIndex((column) => column.name === name));
  return {
    columns: found.map((place) => ({ ...columns[place]!, name: columns[place]!.name.replaceAll('_', ' ') })),
    rows: rows.map((row) => found.map((place) => row[place]!)),
  };
}
