/** KPIs as an answer: the figures, and over which days and of what each is. */
import { info } from '../diagnostics/diagnostic.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Answer } from './answer.ts';
import { type KpiQuestion, kpisOf } from './kpi-question.ts';
import type { Targets } from './kpi-targets.ts';
import { measureKpis } from './kpis.ts';
import { periodBefore, periodText } from './period-asked.ts';

/** Throws as `measureKpis` does. */
export async function answerKpis(
  workspace: Workspace,
  question: KpiQuestion,
  targets: Targets,
): Promise<Answer> {
  const [period, before] = [periodText(question.period), periodText(periodBefore(question.period))];
  const { table, sql } = await measureKpis(workspace, question, targets);
  return {
    rows: table,
    sql,
    legend: [
      info('period', `period: ${period}; the period before: ${before}`, { period, before }),
      ...kpisOf(question).map(({ name, says }) => info('kpi', `${name}: ${says}`, { kpi: name })),
    ],
  };
}
