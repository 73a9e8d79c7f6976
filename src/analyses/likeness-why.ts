/** Whom a segment takes for alike, by what, and how well that told on customers kept aside. */
import { type Diagnostic, info } from '../diagnostics/diagnostic.ts';
import { learnAlike } from '../evaluation/predictions.ts';
import type { LikenessLearned } from '../features/likeness.ts';
import type { Segment } from '../model/segment.ts';
import type { LikenessValue } from '../model/value.ts';
import { leavesWithin } from '../model/walk.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { weightsInWords } from './signs-answer.ts';

/** Three sentences for every `lookalike` of the segment's own. */
export async function whyAlike(workspace: Workspace, segment: Segment): Promise<readonly Diagnostic[]> {
  const notes: Diagnostic[] = [];
  for (const value of likenessesOf(segment)) {
    const learned = await learnAlike(workspace, value);
    const { fit, columns } = learned;
    const of = `likeness to \`${value.segment}\``;
    notes.push(...learned.notes.filter(({ severity }) => severity === 'info'));
    notes.push(...weightsInWords(of, fit, columns), ...trialInWords(learned));
  }
  return notes;
}

function likenessesOf({ where, exclude }: Segment): readonly LikenessValue[] {
  return leavesWithin([where, exclude]).flatMap((leaf) =>
    leaf.kind === 'rank' && leaf.left.kind === 'likeness' ? [leaf.left] : [],
  );
}

function trialInWords({ value, trial }: LikenessLearned): readonly Diagnostic[] {
  if (!trial || trial.auc === undefined) return [];
  const { inside, outside, auc, precision } = trial;
  const share = `${(100 * (precision ?? 0)).toFixed(0)}%`;
  const message =
    `kept aside to try: ${inside} of \`${value.segment}\` and ${outside} others; area under the curve ${auc.toFixed(3)} ` +
    `(a half is chance), and of as many of the likeliest as are in it ${share} are`;
  return [
    info('trial', message, { segment: value.segment, inside, outside, auc, precision: precision ?? null }),
  ];
}
