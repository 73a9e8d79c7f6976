/** Where a number grew beyond what the engine counts exactly: what to look at is found by asking for less. */
import { type Failure, failedFor, failure } from '../diagnostics/failure.ts';
import type { Segment } from '../model/segment.ts';
import type { Planner } from '../plan/planner.ts';
import { column } from '../sql/build.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { makeRelation, type Wanted } from './relation.ts';

const ASKED = 'segment_overflow';

/** The failure with the name of the trait that is too large, else of the segment whose test makes it so. */
export async function namedOverflow(
  workspace: Workspace,
  segments: readonly Segment[],
  unnamed: Failure,
): Promise<Failure> {
  for (const { name, value } of workspace.definitions.traits) {
    if (await overflows(workspace, (planner) => planner.value(value, name))) return named('trait', name);
  }
  for (const { name } of segments) {
    if (await overflows(workspace, (planner) => planner.segment(name).member)) return named('segment', name);
  }
  return unnamed;
}

function named(what: 'trait' | 'segment', name: string): Failure {
  return failure(
    3,
    'overflow',
    `a number of the ${what} \`${name}\` grows beyond what can be counted exactly`,
    ['look at the largest values of its fields: `segment sources` shows what was read'],
  );
}

async function overflows(workspace: Workspace, ask: (planner: Planner) => string): Promise<boolean> {
  const wanted = (planner: Planner): Wanted => {
    const name = ask(planner);
    return { items: [planner.key, name].map((each) => ({ expr: column(each), as: each })) };
  };
  try {
    await makeRelation(workspace, ASKED, wanted);
    return false;
  } catch (error) {
    if (!failedFor('overflow', error)) throw error;
    return true;
  }
}
