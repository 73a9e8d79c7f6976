import { answerCohorts } from '../analyses/cohort-answer.ts';
import {
  type CohortQuestion,
  cohortKinds,
  cohortMeasures,
  cohortUnits,
  cohortViews,
} from '../analyses/cohort-question.ts';
import { readCohortQuestion } from '../analyses/cohort-words.ts';
import { weekStarts } from '../model/period-index.ts';
import { answerQuestion } from '../program/answer.ts';
import { defineCommand } from '../program/command.ts';
import { dataOptions } from '../program/options.ts';

const options = {
  on: {
    completes: 'tables',
    kind: 'text',
    value: 'TABLE',
    says: 'events whose first begins a cohort: a table, or a block such as "orders: { where: { channel: app } }" (default: orders)',
  },
  by: {
    completes: ['first', 'every'],
    kind: 'text',
    value: 'WHAT',
    says: 'what makes a cohort: first (event, the default), every (period with events), a date of the customer, a cohort of the project file, or segment:NAME,NAME',
  },
  ranges: {
    kind: 'list',
    value: 'RANGE',
    says: 'ranges of the date in place of periods: spring=2026-03-01..2026-05-31, 2026-Q2, ..2024-12-31; may be repeated',
  },
  cohort: {
    kind: 'choice',
    choices: cohortUnits,
    says: 'period of the cohorts, where it is not that of age (default: --period, or month)',
  },
  return: {
    completes: 'tables',
    kind: 'text',
    value: 'TABLE',
    says: 'events that are returns and bring revenue: a table or a block, as for --on (default: those of --on)',
  },
  period: {
    completes: cohortUnits,
    kind: 'text',
    value: 'PERIOD',
    says: 'what age is counted in: day, week, month (default), quarter, year, or a span from the customer’s own first day or moment, such as 30d or 24h',
  },
  periods: {
    kind: 'number',
    value: 'N',
    whole: true,
    minimum: 1,
    says: 'show the first N periods of age (0 counts), or the last N of the calendar',
  },
  'week-start': {
    kind: 'choice',
    choices: weekStarts,
    says: 'first day of the week (default: monday)',
  },
  measure: { kind: 'choice', choices: cohortMeasures, says: 'what a cell shows (default: retention)' },
  kind: {
    kind: 'choice',
    choices: cohortKinds,
    says: 'active on the period (default), in it or later (unbounded), or by its end (until)',
  },
  view: {
    kind: 'choice',
    choices: cohortViews,
    says: 'columns by age (default) or by calendar period',
  },
  segment: { kind: 'text', value: 'SEGMENT', says: 'only members of the segment', completes: 'segments' },
  split: { completes: 'fields', kind: 'text', value: 'FIELD', says: 'cohorts of each value of a field' },
  long: { kind: 'flag', says: 'a row a cell, in place of a column a period' },
  averages: { kind: 'flag', says: 'a last row of averages in every format (as people are shown it)' },
  ...dataOptions,
} as const;

export const cohorts = defineCommand({
  name: 'cohorts',
  summary: 'retention and value by cohort',
  details: [
    'A cohort is everybody whose first order (or other event, or own date) fell in one period; its cells say what became of them in the periods after. Days, weeks and months are those of the project’s time zone; period 0 is the cohort’s own.',
    'Measures: `retention` (share active), `customers` (number active), `orders`, `revenue`, `revenue-retention` (against period 0), `ltv` (revenue so far for each member of the whole cohort) and `aov` (revenue for each order).',
    'Periods without activity are zeros, periods that have not begun are empty. A cell whose period has not passed for everybody is marked `*`, empty in files for programs (with `--long` it is there, and `complete` is false), and left out of the averages, which are weighted by the size of the cohorts. An event before the customer’s cohort began is no return: such are left out and counted in a warning.',
    'The project file can name cohorts: `cohorts: { season: { by: signed_up_at, ranges: { winter: [2025-12-01, 2026-02-28], spring: 2026-Q2, later: { since: 2026-07-01 } } }, app: { on: { orders: { where: { channel: app } } } } }`. They are asked for with `--by season`, and are fields of definitions, as the month of the first order always is: `cohort.month: 2025-11`, `app.week`, `season.range: winter` (`day`, `week`, `month`, `quarter`, `year`; `range` where there are ranges).',
  ],
  arguments: [],
  options,
  examples: [
    { command: 'segment cohorts', says: 'monthly retention by the month of the first order' },
    {
      command: 'segment cohorts --measure ltv --period quarter --split country',
      says: 'what customers of each country have brought, by the quarter they came in',
    },
    {
      command: 'segment cohorts --by signed_up_at --period 30d --kind until',
      says: 'how many of those who signed up have ordered within 30, 60, 90 days',
    },
    {
      command: 'segment cohorts --view calendar --long --out cohorts.csv',
      says: 'a row a cell, for a chart',
    },
  ],
  run: (context, _args, values) =>
    answerQuestion(context, values, { name: 'cohorts' }, async ({ workspace, working, refuse }) => {
      refuse([]);
      const question = readCohortQuestion(workspace, { ...values, weekStart: values['week-start'] });
      refuse(segmentsOf(question));
      working('counting cohorts');
      return answerCohorts(workspace, question, values);
    }),
});

function segmentsOf({ groups, segment }: CohortQuestion): readonly string[] {
  return [
    ...(groups.kind === 'segments' ? groups.segments : []),
    ...(segment === undefined ? [] : [segment]),
  ];
}
