/** The only door of this folder to the product: a project opened, checked, planned and run in the engine. */

import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { Failure } from '../../src/diagnostics/failure.ts';
import { plain, renderDiagnostic } from '../../src/diagnostics/render.ts';
import { evaluate } from '../../src/evaluation/membership.ts';
import { openWorkspace, type Workspace } from '../../src/workspace/workspace.ts';

/** The members of every segment, their arms, or why there is no answer. */
export interface Answer {
  readonly refused?: string;
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly arms: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export type Product = (folder: string, asOf: string) => Promise<Answer>;

/** Runs every definition of the folder's project together. */
export const runProduct: Product = async (folder, asOf) => {
  try {
    const workspace = await open(folder, asOf);
    try {
      const errors = workspace.diagnostics.filter(({ severity }) => severity === 'error');
      return errors.length > 0 ? refusal(errors) : await membersOf(workspace);
    } finally {
      workspace.close();
    }
  } catch (error) {
    if (error instanceof Failure) return refusal(error.diagnostics);
    return { ...nobody, refused: `crash: ${(error as Error).stack}` };
  }
};

const nobody = { members: new Map(), arms: new Map() };

function open(folder: string, asOf: string): Promise<Workspace> {
  return openWorkspace({
    cwd: folder,
    env: {},
    now: '2020-01-01T00:00:00Z',
    project: undefined,
    data: undefined,
    asOf,
    parameters: [],
    memoryLimit: undefined,
    threads: 1,
    files: ['segments/all.yaml'],
  });
}

function refusal(diagnostics: readonly Diagnostic[]): Answer {
  return {
    ...nobody,
    refused: diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, plain)).join('\n'),
  };
}

async function membersOf(workspace: Workspace): Promise<Answer> {
  const membership = await evaluate(workspace, workspace.asked);
  const members = new Map<string, readonly string[]>();
  const arms = new Map<string, ReadonlyMap<string, string>>();
  for (const { name, split } of workspace.asked) {
    const rows = await workspace.database.rows(membership.list(name));
    members.set(
      name,
      rows.map(([key]) => String(key)),
    );
    if (split) arms.set(name, new Map(rows.map(([key, arm]) => [String(key), String(arm)])));
  }
  return { members, arms };
}
