/** Lift as an answer: an effect a row, and what to know before believing any of it. */
import { type Diagnostic, info } from '../diagnostics/diagnostic.ts';
import { counted, countOf } from '../model/count.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Answer } from './answer.ts';
import { asOfText } from './history.ts';
import { type LiftAnswer, measureLift } from './lift.ts';
import { type EffectWanted, effectNotes } from './lift-effect.ts';
import type { LiftQuestion } from './lift-question.ts';
import { liftTable } from './lift-table.ts';
import { smallArms, verdicts } from './lift-verdict.ts';
import { periodText } from './period-asked.ts';

/** Throws as `measureLift` does. */
export async function answerLift(
  workspace: Workspace,
  question: LiftQuestion,
  effect: EffectWanted | undefined,
): Promise<Answer> {
  const found = await measureLift(workspace, question);
  return {
    rows: liftTable(found),
    notes: [
      ...verdicts(found, question),
      ...smallArms(found, question),
      ...recordedList(found, question),
      armSizes(found, question),
      ...totals(found),
      ...ratioNotes(found),
      ...missingMetrics(found, question),
      ...(effect ? effectNotes(found, question, effect) : []),
    ],
    sql: found.sql,
  };
}

/** That the list is a recorded one, and what has become of it. */
function recordedList({ arms: found }: LiftAnswer, { segment, arms }: LiftQuestion): readonly Diagnostic[] {
  const recorded = arms.kind === 'split' ? arms.recorded : undefined;
  if (!recorded) return [];
  const gone = recorded.customers - found.reduce((sum, { customers }) => sum + customers, 0);
  const asOf = asOfText(recorded.asOf);
  const parts = [
    `the list and the arms of \`${segment}\` are those recorded as of ${asOf}`,
    ...(recorded.isRedefined ? ['its definition is another one today'] : []),
    ...(gone > 0
      ? [`${counted(gone)} of its ${countOf(recorded.customers, 'customer')} are no longer in the data`]
      : []),
  ];
  const facts = { segment, as_of: asOf, redefined: recorded.isRedefined, gone };
  return [info('recorded-list', parts.join('; '), facts)];
}

function armSizes({ arms, control }: LiftAnswer, { period }: LiftQuestion): Diagnostic {
  const sizes = arms.map(
    ({ arm, customers }) => `${arm} ${counted(customers)}${arm === control ? ' (control)' : ''}`,
  );
  const over = period ? periodText(period) : undefined;
  return info('arms', `customers by arm: ${sizes.join(', ')}${over === undefined ? '' : `; ${over}`}`, {
    arms: Object.fromEntries(arms.map(({ arm, customers }) => [arm, customers])),
    control,
    ...(over === undefined ? {} : { period: over }),
  });
}

/** What each arm brought in all. */
function totals({ effects }: LiftAnswer): readonly Diagnostic[] {
  return effects.flatMap(({ metric, group, arm, treated, comparison }) => {
    if (group !== null || !treated || comparison?.p === undefined) return [];
    const [total, low, high] = [comparison.difference, comparison.low, comparison.high].map(
      (each) => each * treated.n,
    ) as [number, number, number];
    const interval = `between ${signed(low)} and ${signed(high)}`;
    const message = `${metric}, ${arm}: ${signed(total)} in all against what control would have brought, ${interval}`;
    return [info('incremental', message, { metric, arm, total, low, high })];
  });
}

function signed(total: number): string {
  const size = Math.abs(total);
  const shown = size < 1000 ? size.toFixed(1) : counted(Number(size.toFixed(0)));
  return `${total < 0 ? '-' : '+'}${shown}`;
}

const BROKEN = 0.001;

function ratioNotes({ ratio }: LiftAnswer): readonly Diagnostic[] {
  if (ratio === undefined) return [];
  const shown = `p = ${ratio.toPrecision(3)}`;
  const facts = { p: ratio };
  if (ratio >= BROKEN) {
    const message = `sample ratio: the arms have the sizes they were meant to have (${shown})`;
    return [info('sample-ratio', message, facts)];
  }
  return [
    {
      severity: 'warning',
      code: 'sample-ratio',
      message: `the arms have not the sizes they were meant to have (${shown})`,
      help: ['find out who is lost before you believe the effects: a broken split makes any of them'],
      facts,
    },
  ];
}

function missingMetrics({ arms }: LiftAnswer, { metrics }: LiftQuestion): readonly Diagnostic[] {
  return metrics.flatMap(({ name }, index) => {
    const missing = arms.reduce(
      (sum, { customers, samples }) => sum + customers - (samples[index]?.n ?? 0),
      0,
    );
    if (missing === 0) return [];
    const whom =
      missing === 1
        ? '1 customer has no value and is'
        : `${counted(missing)} customers have no value and are`;
    return [
      {
        severity: 'warning',
        code: 'missing-metric',
        message: `\`${name}\`: ${whom} left out`,
        help: ['where a missing value means zero, measure a trait that says so, such as a count or a sum'],
        facts: { metric: name, customers: missing },
      } as const,
    ];
  });
}
