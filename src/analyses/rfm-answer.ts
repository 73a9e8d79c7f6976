/** RFM scores as an answer: the list, the grid or the named segments, and what each score stands for. */
import { type Diagnostic, info } from '../diagnostics/diagnostic.ts';
import type { RfmPreset } from '../features/rfm-preset.ts';
import { counted, countOf } from '../model/count.ts';
import type { BarFigure } from '../model/figure.ts';
import type { Table } from '../model/table.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Answer } from './answer.ts';
import { type RfmAnswer, type RfmAxisLevels, scoreCustomers } from './rfm.ts';
import { matrixPicture, matrixTable, rangeText } from './rfm-matrix.ts';
import type { RfmQuestion } from './rfm-question.ts';

export type RfmView = 'list' | 'matrix' | 'summary';

export async function answerRfm(workspace: Workspace, question: RfmQuestion, view: RfmView): Promise<Answer> {
  const [answer] = await answerRfmViews(workspace, question, [view]);
  return answer!;
}

/** Each of the views, everybody being scored once. */
export async function answerRfmViews(
  workspace: Workspace,
  question: RfmQuestion,
  views: readonly RfmView[],
): Promise<readonly Answer[]> {
  const scores = await scoreCustomers(workspace, question);
  const axes = await scores.axes();
  const notes = notesOf(scores, axes, question, workspace);
  const found: Answer[] = [];
  for (const view of views)
    found.push({ ...(await viewOf(view, scores, axes, question, workspace)), notes, sql: scores.sql });
  return found;
}

async function viewOf(
  view: RfmView,
  scores: RfmAnswer,
  axes: readonly RfmAxisLevels[],
  { rfm: { model } }: RfmQuestion,
  { database, schema }: Workspace,
): Promise<Pick<Answer, 'name' | 'rows' | 'picture' | 'figures'>> {
  switch (view) {
    case 'matrix': {
      const cells = await scores.matrix();
      const picture = matrixPicture(cells, axes);
      const title = 'Customers by days since the last and number of events';
      return {
        name: 'rfm-matrix',
        rows: matrixTable(cells),
        picture,
        figures: [{ kind: 'heat-map', title, table: picture }],
      };
    }
    case 'summary': {
      const rows = await scores.summary();
      return {
        name: 'rfm-summary',
        rows,
        picture: withActions(rows, model.preset),
        figures: [summaryFigure(rows)],
      };
    }
    case 'list': {
      const { names, sql: query } = scores.list;
      const rows = { database, key: schema.customers.key, names, query, count: scores.scored };
      return { name: 'rfm', rows };
    }
  }
}

function summaryFigure({ rows }: Table): BarFigure {
  return {
    kind: 'bars',
    title: 'Customers by RFM segment',
    isInTable: true,
    measured: 'integer',
    series: ['customers'],
    groups: rows.map(([name, customers]) => ({
      name: String(name ?? '(none)'),
      values: [Number(customers)],
    })),
  };
}

/** What to do about each segment, beside it. */
function withActions(summary: Table, { segments, otherwise }: RfmPreset): Table {
  const actions = new Map(
    [...segments, ...(otherwise ? [otherwise] : [])].map((each) => [each.name, each.action]),
  );
  return {
    ...summary,
    columns: [...summary.columns, { name: 'action', kind: 'prose' }],
    rows: summary.rows.map((row) => [...row, actions.get(String(row[0])) ?? null]),
  };
}

const axisWords = { r: 'R (days)', f: 'F', m: 'M' } as const;

/** Who is scored by what, what each score stands for, and what is odd about it. */
function notesOf(
  { scored, prospects }: RfmAnswer,
  axes: readonly RfmAxisLevels[],
  { rfm: { model }, segment, assumed }: RfmQuestion,
  { asOf }: Workspace,
): readonly Diagnostic[] {
  const among = segment === undefined ? '' : ` of \`${segment}\``;
  const others = `${countOf(prospects, 'is a prospect', 'are prospects')} without any`;
  return [
    info(
      'scored',
      `${countOf(scored, 'customer')}${among} scored on \`${model.table}\` as of ${asOf.date} by ${model.method}; ${others}`,
      { table: model.table, scored, prospects, method: model.method, as_of: asOf.date },
    ),
    ...(assumed === undefined ? [] : [info('assumed', assumed)]),
    ...(scored === 0
      ? []
      : [...axes.map(rangesNote), ...axes.flatMap((axis) => oddNotes(axis, model.method))]),
  ];
}

function rangesNote({ axis, levels }: RfmAxisLevels): Diagnostic {
  const ranges = levels.map((level) => `${level.score} is ${rangeText(level)}`);
  return info('score-ranges', `${axisWords[axis]}: ${ranges.join(', ')}`, {
    axis,
    scores: levels.map(({ score, customers, least, greatest }) => ({
      score,
      customers,
      least: customers === 0 ? null : String(least),
      greatest: customers === 0 ? null : String(greatest),
    })),
  });
}

function oddNotes({ axis, levels, split }: RfmAxisLevels, method: string): readonly Diagnostic[] {
  const name = axis.toUpperCase();
  const unused = levels.filter(({ customers }) => customers === 0).map(({ score }) => score);
  const notes: Diagnostic[] = [];
  if (unused.length > 0) {
    notes.push({
      severity: 'warning',
      code: 'unused-scores',
      message: `nobody has the score ${name} ${unused.toSorted().join(', ')}`,
      help: [
        method === 'fixed'
          ? `no customer lies between those thresholds`
          : `too many customers have an equal value; \`--method ntile\` splits equal values`,
      ],
      facts: { axis, scores: unused.toSorted() },
    });
  }
  if (split > 0) {
    notes.push({
      severity: 'warning',
      code: 'split-values',
      message: `${counted(split)} customers have a value of ${name} that others have with another score`,
      help: [`\`--method quantile\` gives equal values equal scores`],
      facts: { axis, customers: split },
    });
  }
  return notes;
}
