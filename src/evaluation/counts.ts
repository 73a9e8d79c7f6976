/** What only counting shows about definitions: segments that hold nobody or nearly everybody, tests swayed by missing values, words in other letters. */

import { fieldText } from '../check/field.ts';
import { simpleTest } from '../check/leaf.ts';
import { type SwayedTest, swayedTests } from '../check/missing.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { caution } from '../diagnostics/problem.ts';
import { counted } from '../model/count.ts';
import type { Logic } from '../model/logic.ts';
import type { Segment } from '../model/segment.ts';
import type { Leaf } from '../model/value.ts';
import type { Planner } from '../plan/planner.ts';
import type { Expr, Query } from '../sql/ast.ts';
import { aggregate, and, binary, column } from '../sql/build.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { evaluate } from './membership.ts';
import { readRows } from './read-rows.ts';
import { customerItems, makeRelation } from './relation.ts';
import { wordWarnings } from './unmatched-words.ts';

/** Warnings about the segments, which must be without errors. */
export async function countedWarnings(
  workspace: Workspace,
  segments: readonly Segment[],
): Promise<readonly Diagnostic[]> {
  return [
    ...(await sizeWarnings(workspace, segments)),
    ...(await swayWarnings(workspace, segments)),
    ...(await wordWarnings(workspace, segments)),
  ];
}

const NEARLY_ALL = 0.99;

const RELATION = 'segment_swayed_customers';

async function sizeWarnings(
  workspace: Workspace,
  segments: readonly Segment[],
): Promise<readonly Diagnostic[]> {
  const bases = new Set(segments.flatMap(({ base }) => base ?? []));
  const { definitions } = workspace;
  const needed = definitions.segments.filter(
    (segment) => segments.includes(segment) || bases.has(segment.name),
  );
  const { sizes, base } = await evaluate(workspace, needed);
  return segments.flatMap((segment) => {
    const of = segment.base === undefined ? base : (sizes.get(segment.base) ?? 0);
    return sizeWarning(segment, sizes.get(segment.name) ?? 0, of);
  });
}

function sizeWarning(segment: Segment, size: number, base: number): readonly Diagnostic[] {
  const { name, span, where, exclude } = segment;
  if (base === 0 || (!where && exclude.length === 0)) return [];
  const among = segment.base === undefined ? 'customers' : `customers of \`${segment.base}\``;
  if (size === 0) {
    return [
      caution(
        span,
        'empty-segment',
        `\`${name}\` holds none of the ${counted(base)} ${among}`,
        `\`segment explain ${name}\` counts after each condition`,
      ),
    ];
  }
  if (size / base < NEARLY_ALL) return [];
  return [caution(span, 'near-total', `\`${name}\` holds ${counted(size)} of the ${counted(base)} ${among}`)];
}

interface Swayed extends SwayedTest {
  readonly segment: Segment;
}

/** For each test that a missing value passes, whom the segment's condition holds for that reason alone. */
async function swayWarnings(
  workspace: Workspace,
  segments: readonly Segment[],
): Promise<readonly Diagnostic[]> {
  const swayed = segments.flatMap((segment): readonly Swayed[] =>
    segment.where ? swayedTests(segment.where).map((test) => ({ ...test, segment })) : [],
  );
  if (swayed.length === 0) return [];
  await makeRelation(workspace, RELATION, (planner) => ({
    items: customerItems(
      planner.key,
      Object.fromEntries(swayed.map((test, index) => [`moved_${index}`, movedBy(test, planner)])),
    ),
  }));
  const items = swayed.map((_, index) => ({
    expr: aggregate('count', undefined, { filter: column(`moved_${index}`) }),
    as: `moved_${index}`,
  }));
  const query: Query = { with: [], body: { kind: 'select', items, from: { relation: RELATION } } };
  const [found = []] = await readRows(workspace, query);
  return swayed.map((test, index) => swayWarning(test, Number(found[index] ?? 0)));
}

/** Whether the customer is in the condition for the missing value alone. */
function movedBy({ segment, leaf, field }: Swayed, planner: Planner): Expr {
  const base = segment.base === undefined ? undefined : column(planner.segment(segment.base).member);
  const holds = planner.condition(segment.where!, segment.name);
  const strict = planner.condition(withoutMissing(segment.where!, leaf, field), `${segment.name}_set`);
  return and(binary('<>', column(holds), column(strict)), base);
}

/** The same condition, where a missing value fails the negated test. */
function withoutMissing(logic: Logic<Leaf>, leaf: Leaf, field: SwayedTest['field']): Logic<Leaf> {
  switch (logic.kind) {
    case 'leaf':
      if (logic.leaf !== leaf) return logic;
      return { kind: 'any', items: [logic, simpleTest(field, 'set', { type: 'boolean', text: 'false' })] };
    case 'not':
      return { kind: 'not', item: withoutMissing(logic.item, leaf, field) };
    case 'all':
    case 'any':
    case 'at-least':
      return { ...logic, items: logic.items.map((item) => withoutMissing(item, leaf, field)) };
  }
}

function swayWarning({ field, span, segment }: Swayed, moved: number): Diagnostic {
  const name = fieldText(field);
  const whom = moved === 1 ? '1 customer is' : `${counted(moved)} customers are`;
  return caution(
    span,
    'missing-sways',
    `\`${name}\` may be missing, and ${moved === 0 ? 'no customer is' : whom} in the condition of \`${segment.name}\` for that alone`,
    'add `set: true` beside it to leave them out',
  );
}
