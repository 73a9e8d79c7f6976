/** Which files matter to which segments, and so which errors. */
import { dependencies, inOrder } from '../check/order.ts';
import { sortDiagnostics } from '../diagnostics/collect.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Definitions } from '../model/segment.ts';
import type { DefinitionFile } from './definition-files.ts';

/** Names of the files that the segments are written in or lead to, and of all that hold traits. */
export function filesThatReach(
  segments: Iterable<string>,
  definitions: Definitions,
  files: readonly DefinitionFile[],
): ReadonlySet<string> {
  const bySegment = new Map(
    [...definitions.stageSets, ...definitions.segments].map(({ name, span }) => [name, span.source.name]),
  );
  const reached = inOrder([...segments, ...definitions.suppress], dependencies(definitions));
  return new Set([
    ...files.filter((file) => file.document.traits.length > 0).map((file) => file.source.name),
    ...reached.flatMap((name) => bySegment.get(name) ?? bySegment.get(name.replace(/\.stage$/, '')) ?? []),
  ]);
}

/**
 * The errors that keep one segment from being evaluated: those of the files that reach it and those of the
 * project. Errors of other definitions are no concern of it.
 */
export function errorsThatReach(
  segment: string,
  {
    definitions,
    files,
    diagnostics,
  }: {
    readonly definitions: Definitions;
    readonly files: readonly DefinitionFile[];
    readonly diagnostics: readonly Diagnostic[];
  },
): readonly Diagnostic[] {
  const needed = filesThatReach([segment], definitions, files);
  const known = new Set(files.map(({ source }) => source.name));
  return sortDiagnostics(
    diagnostics.filter(({ severity, span }) => {
      const file = span?.source.name;
      return severity === 'error' && (file === undefined || !known.has(file) || needed.has(file));
    }),
  );
}
