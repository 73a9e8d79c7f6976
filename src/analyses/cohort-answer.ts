/** Cohorts as an answer: cells for files, a heat map with averages for people, and what they are of. */
import { type Diagnostic, info } from '../diagnostics/diagnostic.ts';
import { counted, countOf } from '../model/count.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Answer } from './answer.ts';
import type { CohortQuestion } from './cohort-question.ts';
import { type CohortAnswer, measureCohorts } from './cohorts.ts';

export interface CohortShape {
  /** A row a cell, in place of a column a period. */
  readonly long: boolean;
  /** A last row of averages in files too. */
  readonly averages: boolean;
}

/** Throws as `measureCohorts` does. */
export async function answerCohorts(
  workspace: Workspace,
  question: CohortQuestion,
  { long, averages }: CohortShape,
): Promise<Answer> {
  const measured = await measureCohorts(workspace, question);
  const picture = measured.wide(true);
  return {
    rows: long ? measured.long() : measured.wide(averages),
    ...(long ? {} : { picture }),
    figures: [{ kind: 'heat-map', title: `Cohorts: ${question.measure}`, table: picture }],
    notes: earlyReturns(measured, question),
    legend: [caption(measured, question, workspace)],
    sql: measured.sql,
  };
}

function earlyReturns(
  { ignored }: CohortAnswer,
  { returns: { table } }: CohortQuestion,
): readonly Diagnostic[] {
  if (ignored === 0) return [];
  const verb = ignored === 1 ? 'is' : 'are';
  const kind = ignored === 1 ? 'no return' : 'no returns';
  return [
    {
      severity: 'warning',
      code: 'early-returns',
      message: `${countOf(ignored, 'row')} of \`${table}\` ${verb} from before the customer’s cohort began, and ${verb} ${kind}`,
      facts: { table, rows: ignored },
    },
  ];
}

/** What the numbers are of: whoever reads a picture should know. */
function caption(
  { cohorts, customers, partial }: CohortAnswer,
  question: CohortQuestion,
  { asOf }: Workspace,
): Diagnostic {
  const facts = { cohorts, customers, as_of: asOf.date };
  if (cohorts === 0) return info('cohorts', `nobody is in a cohort as of ${asOf.date}`, facts);
  const marked = partial ? '; * has not passed yet' : '';
  return info(
    'cohorts',
    `${counted(customers)} customers in ${countOf(cohorts, 'cohort')} as of ${asOf.date}; ${ageWords(question, asOf.zone)}${marked}`,
    facts,
  );
}

function ageWords({ age, weekStart }: CohortQuestion, zone: string): string {
  switch (age.kind) {
    case 'calendar':
      return `calendar ${age.unit}s${age.unit === 'week' ? ` from ${weekStart}` : ''}, ${zone}`;
    case 'days':
      return `${age.days} local days from each customer’s own date`;
    default:
      return 'exact spans from each customer’s own moment';
  }
}
