import { type RfmAnswer, type RfmAxisLevels, scoreCustomers } from '../analyses/rfm.ts';
import { matrixPicture, matrixTable, rangeText } from '../analyses/rfm-matrix.ts';
import { type RfmQuestion, readRfmQuestion } from '../analyses/rfm-question.ts';
import { errorsThatReach } from '../definitions/reach.ts';
import { Failure, failure } from '../diagnostics/failure.ts';
import { rfmMethods } from '../features/rfm-model.ts';
import type { RfmPreset } from '../features/rfm-preset.ts';
import type { Table } from '../model/table.ts';
import { type Answer, openAnswer } from '../program/answer.ts';
import { defineCommand } from '../program/command.ts';
import type { Context } from '../program/context.ts';
import { dataOptions } from '../program/options.ts';
import { reportOpened, withWorkspace } from '../program/session.ts';
import { writeRows } from '../program/write-rows.ts';
import type { Workspace } from '../workspace/workspace.ts';

const options = {
  matrix: { kind: 'flag', says: 'how many customers have each pair of R and F' },
  summary: { kind: 'flag', says: 'the named segments: customers, money, what to do' },
  on: {
    kind: 'text',
    value: 'TABLE|MODEL',
    says: 'events that are scored, or a model of the project file (default: rfm, or orders)',
  },
  preset: {
    kind: 'text',
    value: 'NAME',
    says: 'named segments: rfm11 (default), rf10 (default without money), klaviyo6, r-rfm-0.3, putler11, five, or one of the project file',
  },
  method: {
    kind: 'choice',
    choices: rfmMethods,
    says: 'how values become scores (default: quantile)',
  },
  segment: {
    kind: 'text',
    value: 'SEGMENT',
    says: 'only members of the segment, scored among each other',
    completes: 'segments',
  },
  ...dataOptions,
} as const;

export const rfm = defineCommand({
  name: 'rfm',
  summary: 'scores of recency, frequency and monetary value, and named segments of them',
  details: [
    'Recency is the number of days since the last event, frequency the number of events, monetary the sum of the value column. Each becomes a score, 5 the best; scores lead to named segments such as `champions` and `at-risk`. Customers without any such event are prospects: they are counted, and not scored.',
    'Methods: `quantile` ranks customers, and equal values have equal scores; `ntile` makes groups of equal size, and splits equal values by customer key; `edges` cuts at the quantiles of the values; `fixed` takes the thresholds of the project file; `r-rfm` cuts as the R package rfm does.',
    'What each score stands for is said on stderr, as are scores that nobody has. In definitions the fields are `rfm.segment`, `rfm.r`, `rfm.f`, `rfm.m`, `rfm.fm`, `rfm.score`, `rfm.recency_days`, `rfm.frequency` and `rfm.monetary`; models of other tables or rows stand under `rfm:` in the project file.',
  ],
  arguments: [],
  options,
  examples: [
    { command: 'segment rfm --summary', says: 'the named segments, and what to do about each' },
    { command: 'segment rfm --matrix', says: 'a heat map of recency and frequency' },
    {
      command: 'segment rfm --preset klaviyo6 --method ntile --out scores.csv',
      says: 'everybody’s scores from 1 to 3, in groups of equal size',
    },
    { command: 'segment rfm --on emails --matrix', says: 'who reads, in place of who buys' },
  ],
  run: async (context, _args, values) => {
    if (values.matrix && values.summary) {
      throw failure(2, 'option-conflict', '`--matrix` and `--summary` are two answers: take one of them');
    }
    const answer = await openAnswer(context, values, 'rfm');
    await withWorkspace(context, values, [], async ({ workspace, working }) => {
      reportOpened(context, workspace);
      refuseBroken(workspace, '');
      const question = await readRfmQuestion(workspace, values);
      if (question.segment !== undefined) refuseBroken(workspace, question.segment);
      working('scoring customers');
      const scores = await scoreCustomers(workspace, question);
      context.detail(scores.sql);
      const axes = await scores.axes();
      sayScores(context, scores, axes, question, workspace);
      working('writing');
      if (values.matrix) return answer.write(await matrixOf(scores, axes, answer), 'rfm-matrix');
      if (!values.summary) {
        const { list, scored } = scores;
        const key = workspace.schema.customers.key;
        return writeRows(context, values, workspace.database, { title: 'rfm', key, ...list, rows: scored });
      }
      const { format, kind } = answer.destination;
      const seen = kind === 'stdout' && format.name === 'table';
      const summary = await scores.summary();
      await answer.write(seen ? withActions(summary, question.rfm.model.preset) : summary, 'rfm-summary');
    });
  },
});

/** Errors of the project, and of the definitions that the segment leads to. */
function refuseBroken(workspace: Workspace, segment: string): void {
  const errors = errorsThatReach(segment, workspace);
  if (errors.length > 0) throw new Failure(2, errors);
}

const people = ['table', 'md', 'html'];

async function matrixOf(
  scores: RfmAnswer,
  axes: readonly RfmAxisLevels[],
  { destination }: Answer,
): Promise<Table> {
  const cells = await scores.matrix();
  return people.includes(destination.format.name) ? matrixPicture(cells, axes) : matrixTable(cells);
}

/** What to do about each segment, beside it. */
function withActions(summary: Table, { segments, otherwise }: RfmPreset): Table {
  const actions = new Map(
    [...segments, ...(otherwise ? [otherwise] : [])].map((each) => [each.name, each.action]),
  );
  return {
    ...summary,
    columns: [...summary.columns, { name: 'action', kind: 'text' }],
    rows: summary.rows.map((row) => [...row, actions.get(String(row[0])) ?? null]),
  };
}

const axisWords = { r: 'R (days)', f: 'F', m: 'M' } as const;

/** Who is scored by what, what each score stands for, and what is odd about it. */
function sayScores(
  context: Context,
  { scored, prospects }: RfmAnswer,
  axes: readonly RfmAxisLevels[],
  { rfm: { model }, segment, assumed }: RfmQuestion,
  { asOf }: Workspace,
): void {
  const among = segment === undefined ? '' : ` of \`${segment}\``;
  const others = `${prospects} ${prospects === 1 ? 'is a prospect' : 'are prospects'} without any`;
  context.say(
    `${scored} ${scored === 1 ? 'customer' : 'customers'}${among} scored on \`${model.table}\` as of ${asOf.date} by ${model.method}; ${others}`,
  );
  if (assumed !== undefined) context.say(assumed);
  if (scored === 0) return;
  for (const { axis, levels } of axes) {
    const ranges = levels.map((level) => `${level.score} is ${rangeText(level)}`);
    context.say(`${axisWords[axis]}: ${ranges.join(', ')}`);
  }
  for (const each of axes) reportOdd(context, each, model.method);
}

function reportOdd(context: Context, { axis, levels, split }: RfmAxisLevels, method: string): void {
  const name = axis.toUpperCase();
  const unused = levels.filter(({ customers }) => customers === 0).map(({ score }) => score);
  if (unused.length > 0) {
    context.report({
      severity: 'warning',
      code: 'unused-scores',
      message: `nobody has the score ${name} ${unused.toSorted().join(', ')}`,
      help: [
        method === 'fixed'
          ? `no customer lies between those thresholds`
          : `too many customers have an equal value; \`--method ntile\` splits equal values`,
      ],
    });
  }
  if (split > 0) {
    context.report({
      severity: 'warning',
      code: 'split-values',
      message: `${split} customers have a value of ${name} that others have with another score`,
      help: [`\`--method quantile\` gives equal values equal scores`],
    });
  }
}
