/** A split as an answer: every member with an arm, and the sizes of the arms, in each stratum too. */
import { type Diagnostic, info } from '../diagnostics/diagnostic.ts';
import { counted } from '../model/count.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Answer } from './answer.ts';
import { type SplitAnswer, type SplitQuestion, splitSegment } from './split.ts';

export async function answerSplit(workspace: Workspace, question: SplitQuestion): Promise<Answer> {
  const found = await splitSegment(workspace, question);
  const { key, names, sql: query, rows: count } = found;
  return {
    rows: { database: workspace.database, key, names, query, count },
    notes: sizeNotes(found, question),
  };
}

/** Strata told before the rest is only counted. */
const MOST_STRATA = 20;

function sizeNotes({ sizes, rows }: SplitAnswer, question: SplitQuestion): readonly Diagnostic[] {
  const whole = sizeNote(question.segment, sizes, rows, question, {});
  if (!question.stratify) return [whole];
  const strata = [...new Set(sizes.map(({ stratum }) => stratum))];
  const told = strata.slice(0, MOST_STRATA).map((stratum) => {
    const own = sizes.filter((each) => each.stratum === stratum);
    const total = own.reduce((sum, { customers }) => sum + customers, 0);
    return sizeNote(`  ${stratum ?? '(missing)'}`, own, total, question, { stratum });
  });
  const more = strata.length - told.length;
  return [
    whole,
    ...told,
    ...(more > 0 ? [info('more-strata', `  and ${counted(more)} strata more`, { strata: more })] : []),
  ];
}

function sizeNote(
  title: string,
  sizes: SplitAnswer['sizes'],
  total: number,
  { segment, split }: SplitQuestion,
  facts: { readonly stratum?: string | null },
): Diagnostic {
  const arms = split.arms.map(({ name }) => ({
    name,
    customers: sizes.filter(({ arm }) => arm === name).reduce((sum, { customers }) => sum + customers, 0),
  }));
  const words = arms.map(({ name, customers }) => {
    const share = total === 0 ? 0 : (100 * customers) / total;
    return `${name} ${counted(customers)} (${share.toFixed(1)}%)`;
  });
  return info('arm-sizes', `${title}: ${words.join(', ')}`, {
    segment,
    ...facts,
    arms: Object.fromEntries(arms.map(({ name, customers }) => [name, customers])),
  });
}
