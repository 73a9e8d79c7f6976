import type { PlanInput } from '../plan/input.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What a planner is made of, at the as-of of the workspace. */
export async function planInput(workspace: Workspace): Promise<PlanInput> {
  const { schema, asOf, definitions, models, lists } = workspace;
  return { schema, asOf, definitions, models, files: lists, recorded: await workspace.recorded() };
}
