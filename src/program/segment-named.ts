import { refuseWrong } from '../definitions/reach.ts';
import { failure } from '../diagnostics/failure.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Segment } from '../model/segment.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { refuseErrors } from './session.ts';

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

/**
 * The one segment that is asked for: `word` names it, or what was asked otherwise is one. Throws a `Failure` (2); `verb`
 * is what was to be done with it.
 */
export function oneSegment(workspace: Workspace, verb: string, word: string | undefined): Segment {
  const { definitions, files, asked } = workspace;
  const isName = definitions.segments.some(({ name }) => name === word);
  const isSet = definitions.stageSets.some(({ name }) => name === word);
  if (word !== undefined && (isName || isSet)) return segmentNamed(word, workspace, verb);
  const inFiles = new Set(files.filter((file) => file.asked).map(({ source }) => source.name));
  const written = definitions.segments.filter(({ span }) => inFiles.has(span.source.name));
  const found = asked.length > 0 ? asked : written;
  if (found.length === 1) return found[0]!;
  if (found.length === 0) refuseErrors(workspace);
  const what = word === undefined || word === '-' ? 'what is asked for' : `\`${word}\``;
  const names = found.slice(0, MOST_NAMED).map(({ name }) => `\`${name}\``);
  const more = found.length > names.length ? [...names, '…'] : names;
  throw failure(
    2,
    'which-segment',
    `${what} holds ${found.length === 0 ? 'no segment' : `${found.length} segments: ${more.join(', ')}`}`,
    found.length === 0 ? [] : [`${verb} one of them, by its name`],
  );
}

const MOST_NAMED = 5;

/**
 * The segments that are asked for, in the order of the words. Throws a `Failure` (2) with the errors that keep them from
 * being evaluated, and where there are none.
 */
export function severalSegments(workspace: Workspace, words: readonly string[]): readonly Segment[] {
  const { definitions, asked } = workspace;
  const named = words.flatMap((word) => definitions.segments.filter(({ name }) => name === word));
  const found = [...new Set([...named, ...asked])];
  refuseWrong(
    found.map(({ name }) => name),
    workspace,
  );
  if (found.length > 0) return found;
  refuseErrors(workspace);
  throw failure(2, 'nothing-selected', 'no segment that is asked for is enabled');
}
