import { dependencies, inOrder } from '../check/order.ts';
import { sortDiagnostics } from '../diagnostics/collect.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Workspace } from './workspace.ts';

/**
 * The errors that keep one segment from being evaluated: those of its file, of the files it leads to or that
 * hold traits, and of the project. Errors of other definitions are no concern of it.
 */
export function errorsThatReach(workspace: Workspace, segment: string): readonly Diagnostic[] {
  const { definitions, files, diagnostics } = workspace;
  const reached = new Set(
    inOrder([segment, ...definitions.suppress], dependencies(definitions)).map((name) =>
      name.replace(/\.stage$/, ''),
    ),
  );
  const defined = [...definitions.segments, ...definitions.stageSets];
  const needed = new Set([
    ...defined.filter(({ name }) => reached.has(name)).map(({ span }) => span.source.name),
    ...files.filter(({ document }) => document.traits.length > 0).map(({ source }) => source.name),
  ]);
  const known = new Set(files.map(({ source }) => source.name));
  return sortDiagnostics(
    diagnostics.filter(({ severity, span }) => {
      const file = span?.source.name;
      return severity === 'error' && (file === undefined || !known.has(file) || needed.has(file));
    }),
  );
}
