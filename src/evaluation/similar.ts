/** Segments that are one thing under two names: the same definition, or lists that are nearly the same. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { caution } from '../diagnostics/problem.ts';
import { counted } from '../model/count.ts';
import type { Segment } from '../model/segment.ts';
import { aggregate, and, column } from '../sql/build.ts';
import { meaningsOf } from '../workspace/meanings.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { MEMBERSHIP_RELATION } from './lists.ts';
import { evaluate } from './membership.ts';
import { readRows } from './read-rows.ts';

/** The share of those in either list who are in both (Jaccard) from which lists are told. */
const NEARLY = 0.9;

/** Shorter lists are alike by chance. */
const FEWEST = 10;

interface Pair {
  readonly a: Segment;
  readonly b: Segment;
}

/** One warning a pair, at the second by name. */
export async function similarWarnings(
  workspace: Workspace,
  segments: readonly Segment[],
): Promise<readonly Diagnostic[]> {
  const meanings = meaningsOf(workspace).segments;
  const inOrder = segments.toSorted((x, y) => (x.name < y.name ? -1 : 1));
  const pairs = inOrder.flatMap((b, place) => inOrder.slice(0, place).map((a): Pair => ({ a, b })));
  const isSame = ({ a, b }: Pair): boolean => meanings.get(a.name) === meanings.get(b.name);
  const same = pairs
    .filter(isSame)
    .map(({ a, b }) =>
      caution(b.span, 'same-definition', `\`${b.name}\` means the same as \`${a.name}\``, 'keep one of them'),
    );
  const others = pairs.filter((pair) => !isSame(pair));
  return [...same, ...(others.length === 0 ? [] : await nearLists(workspace, inOrder, others))];
}

async function nearLists(
  workspace: Workspace,
  segments: readonly Segment[],
  pairs: readonly Pair[],
): Promise<readonly Diagnostic[]> {
  const { sizes, segments: planned } = await evaluate(workspace, segments);
  const size = ({ name }: Segment): number => sizes.get(name) ?? 0;
  // Lists of sizes further apart cannot have so many in common.
  const near = pairs.filter(({ a, b }) => {
    const [less, more] = [size(a), size(b)].toSorted((x, y) => x - y) as [number, number];
    return less >= FEWEST && less / more >= NEARLY;
  });
  const memberOf = ({ name }: Segment) => column(planned.find((each) => each.name === name)!.member);
  const found: Diagnostic[] = [];
  for (let first = 0; first < near.length; first += AT_ONCE) {
    const part = near.slice(first, first + AT_ONCE);
    const items = part.map(({ a, b }, index) => ({
      expr: aggregate('count', undefined, { filter: and(memberOf(a), memberOf(b)) }),
      as: `n_${index}`,
    }));
    const body = { kind: 'select', items, from: { relation: MEMBERSHIP_RELATION } } as const;
    const [row = []] = await readRows(workspace, body);
    part.forEach((pair, index) => {
      const both = Number(row[index]);
      const either = size(pair.a) + size(pair.b) - both;
      if (both / either >= NEARLY) found.push(nearWarning(pair, both, either));
    });
  }
  return found;
}

/** Columns of one query. */
const AT_ONCE = 500;

function nearWarning({ a, b }: Pair, both: number, either: number): Diagnostic {
  const jaccard = (Math.floor((both / either) * 1000) / 1000).toFixed(3);
  const how =
    both === either
      ? `the same ${counted(both)} customers as \`${a.name}\``
      : `nearly the customers of \`${a.name}\`: ${counted(both)} of the ${counted(either)} in either are in both`;
  return caution(
    b.span,
    'similar-lists',
    `\`${b.name}\` holds ${how} (Jaccard ${jaccard})`,
    'keep one of them, or make them differ as they are meant to',
  );
}
