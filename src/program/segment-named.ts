import { failure } from '../diagnostics/failure.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Segment } from '../model/segment.ts';
import type { Workspace } from '../workspace/workspace.ts';

/**
 * The segment of that name. Throws a `Failure` (2) where there is none; `verb` is what was to be done with it, and
 * `others` are names besides those of segments that may have been meant.
 */
export function segmentNamed(
  name: string,
  { definitions }: Workspace,
  verb: string,
  others: readonly string[] = [],
): Segment {
  const found = definitions.segments.find((segment) => segment.name === name);
  if (found) return found;
  const names = definitions.segments.map((segment) => segment.name);
  const set = definitions.stageSets.find((candidate) => candidate.name === name);
  if (set) {
    const stages = set.stages.map((stage) => `\`${name}.${stage.name}\``).join(', ');
    throw failure(2, 'stage-set', `\`${name}\` is a stage set, and each stage is a segment`, [
      `${verb} one of ${stages}`,
    ]);
  }
  throw failure(2, 'unknown-segment', `there is no segment \`${name}\``, [
    didYouMean(name, [...names, ...others]) ?? '`segment list` names them all',
  ]);
}
