import { answerKpis } from '../analyses/kpi-answer.ts';
import { kpiList } from '../analyses/kpi-list.ts';
import { readKpiQuestion } from '../analyses/kpi-question.ts';
import { readTargets } from '../analyses/kpi-targets.ts';
import { readPeriod } from '../analyses/period-asked.ts';
import { localDate, resolveAsOf, shiftDate } from '../model/calendar.ts';
import { answerQuestion } from '../program/answer.ts';
import { segmentsArgument } from '../program/arguments.ts';
import { defineCommand } from '../program/command.ts';
import { askOptions, dataOptions } from '../program/options.ts';
import { severalSegments } from '../program/segment-named.ts';
import type { Workspace } from '../workspace/workspace.ts';

export const kpis = defineCommand({
  name: 'kpis',
  summary: 'how segments do, against everybody and against targets',
  details: [
    'A row a segment and KPI: its value, that of everybody, the index (100 is as everybody; none for totals), and the target. Members are those of the as-of. KPIs whose data the project does not have are left out.',
    ...kpiList.map(({ name, says }) => `\`${name}\`: ${says}.`),
    'The period before is as many days just before `--from`. E-mail rates are told from the words of an event table with deliveries and opens; a message counts once for each customer, and opens that a column marks as a machine’s are left out. Satisfaction is the number that `--satisfaction` names, or a customer column such as `nps`; cost is the column that `--cost` names, or one called `cost`.',
    'The project file says what should be: `targets: { aov: 60, open_rate: 25%, at-risk-vips: { conversion: 10% } }`, for every segment or for one.',
  ],
  arguments: [segmentsArgument],
  options: {
    from: {
      kind: 'text',
      value: 'DATE|INSTANT',
      says: 'first day of the period (default: a year before its end)',
    },
    to: { kind: 'text', value: 'DATE|INSTANT', says: 'last day of the period (default: the as-of)' },
    on: {
      completes: 'tables',
      kind: 'text',
      value: 'TABLE',
      says: 'the events that are orders (default: orders)',
    },
    satisfaction: {
      completes: 'fields',
      kind: 'text',
      value: 'FIELD',
      says: 'the number whose mean is satisfaction (default: nps, csat or satisfaction, where there is one)',
    },
    cost: {
      kind: 'text',
      value: 'COLUMN',
      says: 'the cost of an order, for margin (default: cost or cogs, where there is one)',
    },
    ...askOptions,
    ...dataOptions,
  },
  examples: [
    { command: 'segment kpis at-risk-vips new-customers', says: 'over the last year' },
    {
      command: 'segment kpis newsletter-readers --from 2026-04-01 --to 2026-06-30 --format csv',
      says: 'over a quarter, and retention from the quarter before',
    },
  ],
  run: (context, names, values) =>
    answerQuestion(context, values, { name: 'kpis', files: names }, async ({ workspace, working }) => {
      const segments = severalSegments(workspace, names).map(({ name }) => name);
      const targets = readTargets(
        workspace.project.targets,
        workspace.definitions.segments.map(({ name }) => name),
      );
      const period = periodOf(workspace, values.from, values.to);
      const question = await readKpiQuestion(workspace, segments, period, values);
      working('measuring');
      return answerKpis(workspace, question, targets);
    }),
});

const aYear = { n: 1, unit: 'y' } as const;

function periodOf({ asOf }: Workspace, from: string | undefined, to: string | undefined) {
  const end = to === undefined ? asOf : resolveAsOf(to, asOf.zone);
  const first = from ?? shiftDate(localDate((end ?? asOf).instant, asOf.zone), aYear, -1);
  return readPeriod(first, to, asOf);
}
