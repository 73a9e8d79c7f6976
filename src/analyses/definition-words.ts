/** What of a definition is not what it was, in the words of `explain`. */
import { dependencies, inOrder } from '../check/order.ts';
import { explainSegment } from '../plan/explain.ts';
import { vocabularyOf } from '../plan/words.ts';
import { meaningsOf } from '../workspace/meanings.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface ChangedWords {
  /** Conditions that are gone, and those in their place. */
  readonly was: readonly string[];
  readonly is: readonly string[];
  /** Segments that it leads to which are not what they were. */
  readonly through: readonly string[];
}

/** Either side may lack the segment. */
export function changedWords(
  [former, formerName]: readonly [Workspace, string],
  [now, name]: readonly [Workspace, string],
): ChangedWords {
  const [before, after] = [linesOf(former, formerName), linesOf(now, name)];
  const kept = common(before, after);
  return {
    was: without(before, kept),
    is: without(after, kept),
    through: throughOf(former, now, name),
  };
}

/** A step or a condition a line, without what is true of every segment. */
function linesOf(workspace: Workspace, name: string): readonly string[] {
  const { definitions, asOf } = workspace;
  const segment = definitions.segments.find((each) => each.name === name);
  if (!segment) return [];
  const nodes = explainSegment(segment, definitions, vocabularyOf(definitions, asOf));
  return nodes
    .filter(({ role }) => role.kind !== 'everybody' && role.kind !== 'list')
    .map(({ words, role }) =>
      role.kind === 'step' && role.step.name !== 'where' ? `${role.step.name}: ${words}` : words,
    );
}

/** The longest list of lines that both have, in order. */
function common(a: readonly string[], b: readonly string[]): readonly string[] {
  const longest: (readonly string[])[][] = Array.from({ length: a.length + 1 }, () =>
    Array.from({ length: b.length + 1 }, () => []),
  );
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const [left, right] = [longest[i + 1]![j]!, longest[i]![j + 1]!];
      longest[i]![j] =
        a[i] === b[j] ? [a[i]!, ...longest[i + 1]![j + 1]!] : left.length >= right.length ? left : right;
    }
  return longest[0]![0]!;
}

function without(lines: readonly string[], kept: readonly string[]): readonly string[] {
  const left = [...kept];
  return lines.filter((line) => {
    if (line !== left[0]) return true;
    left.shift();
    return false;
  });
}

function throughOf(former: Workspace, now: Workspace, name: string): readonly string[] {
  const [before, after] = [meaningsOf(former).segments, meaningsOf(now).segments];
  const graph = dependencies(now.definitions);
  return inOrder([name], graph).filter(
    (each) => each !== name && before.has(each) && before.get(each) !== after.get(each),
  );
}
