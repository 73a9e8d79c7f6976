/** `diff --against`: the project at hand and a former version of it, both open over the same data. */
import { resolve, sep } from 'node:path';
import { answerChanges, answerMovers } from '../analyses/definition-answer.ts';
import { type ChangedSegment, compareDefinitions } from '../analyses/definition-changes.ts';
import { asOfText } from '../analyses/history.ts';
import { isNamedBy, isSelected, readSelector } from '../definitions/asked.ts';
import { failure } from '../diagnostics/failure.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Segment } from '../model/segment.ts';
import { customerKeyName } from '../project/project.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { withFormer } from './against.ts';
import type { Opened } from './answer.ts';
import type { Context } from './context.ts';
import { reportOpened, type SessionOptions, withWorkspace } from './session.ts';

export interface AgainstOptions extends SessionOptions {
  readonly against: string;
  /** Customers in place of sizes. */
  readonly members: boolean;
}

/** Gives the answer; and the segments that changed, for whoever has a bound for them. */
export async function diffAgainst(
  context: Context,
  words: readonly string[],
  options: AgainstOptions,
  { give }: Opened,
): Promise<readonly ChangedSegment[]> {
  const { select = [], against, members, ...rest } = options;
  const selectors = select.map(readSelector);
  return withFormer(context, against, options, (version) =>
    withWorkspace(context, rest, [], async ({ workspace: now, working }) => {
      reportOpened(context, now);
      const opening = { ...rest, strict: false, 'as-of': asOfText(now.asOf), former: version };
      return withWorkspace(context, opening, [], async ({ workspace: former }) => {
        const isNamed = namedIn(words, [now, former], context.cwd);
        const isChosen = (segment: Segment): boolean =>
          (words.length === 0 ? segment.output : isNamed(segment)) && isSelected(segment.about, selectors);
        working('comparing');
        const changes = await compareDefinitions(now, former, isChosen);
        const versions = { now, former, label: version.label };
        await give(
          members
            ? answerMovers(changes, versions, customerKeyName(now.project))
            : answerChanges(changes, versions),
        );
        return changes.segments;
      });
    }),
  );
}

/** By name or by file, in either version. Throws a `Failure` (2) for words that find nothing in both. */
function namedIn(
  words: readonly string[],
  versions: readonly Workspace[],
  cwd: string,
): (segment: Segment) => boolean {
  const paths = new Map(
    versions.flatMap(({ files }) => files.map(({ source, path }) => [source.name, path] as const)),
  );
  const fits = (segment: Segment, word: string): boolean => {
    const [file, path] = [paths.get(segment.span.source.name), resolve(cwd, word)];
    return isNamedBy(segment.name, word) || file === path || (file?.startsWith(path + sep) ?? false);
  };
  const segments = versions.flatMap(({ definitions }) => definitions.segments);
  for (const word of words) {
    if (segments.some((segment) => fits(segment, word))) continue;
    const names = segments.map(({ name }) => name);
    throw failure(2, 'unknown-segment', `there is no segment \`${word}\`, then or now`, [
      didYouMean(word, names) ?? '`segment list` names them all',
    ]);
  }
  return (segment) => words.some((word) => fits(segment, word));
}
