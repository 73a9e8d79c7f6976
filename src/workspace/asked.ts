/** What of the project was asked for, and how much what is wrong elsewhere counts. */
import { dependencies, inOrder, stageNode } from '../check/order.ts';
import { isNamedBy, type Selector } from '../definitions/asked.ts';
import { type DefinitionFile, isAskedIn } from '../definitions/definition-files.ts';
import { filesThatReach, type Reachable } from '../definitions/reach.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { Failure, failure } from '../diagnostics/failure.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Definitions, Segment } from '../model/segment.ts';

/** Enabled segments that are asked for, by name in byte order. */
export function askedSegments(
  files: readonly DefinitionFile[],
  definitions: Definitions,
  select: readonly Selector[],
): readonly Segment[] {
  const isAsked = isAskedIn(files, select);
  return definitions.segments
    .filter(
      ({ name, about, span, enabled }) => enabled && isAsked({ name, file: span.source.name, ...about }),
    )
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** A name may fit a definition that makes no segment of it, though nothing is wrong there. Throws a `Failure` (2). */
export function refuseUnmade(
  files: readonly DefinitionFile[],
  { segments }: Definitions,
  diagnostics: readonly Diagnostic[],
): void {
  const broken = new Set(
    diagnostics.flatMap(({ severity, span }) => (severity === 'error' && span ? [span.source.name] : [])),
  );
  const names = segments.map(({ name }) => name);
  const words = files.filter(({ source }) => !broken.has(source.name)).flatMap(({ only = [] }) => only);
  for (const word of words) {
    if (names.some((name) => isNamedBy(name, word))) continue;
    throw failure(2, 'unknown-segment', `there is no segment \`${word}\``, [
      didYouMean(word, names) ?? '`segment list` names them all',
    ]);
  }
}

/** The segments and stage sets that the asked ones need; all of them where nothing was asked for. */
export function reachedFrom(
  files: readonly DefinitionFile[],
  asked: readonly Segment[],
  definitions: Definitions,
): readonly object[] {
  const { segments, stageSets, suppress } = definitions;
  if (!files.some((file) => file.asked)) return [...segments, ...stageSets];
  const wanted = new Set([...asked.map(({ name }) => name), ...suppress]);
  const names = new Set(inOrder(wanted, dependencies(definitions)));
  return [
    ...segments.filter(({ name }) => names.has(name)),
    ...stageSets.filter(({ name }) => names.has(stageNode(name))),
  ];
}

/** Errors in files that nothing asked for are warnings. */
export function weigh(
  diagnostics: readonly Diagnostic[],
  asked: readonly Segment[],
  reachable: Reachable,
): readonly Diagnostic[] {
  const { files } = reachable;
  if (!files.some((file) => file.asked)) return diagnostics;
  if (!diagnostics.some(({ severity }) => severity === 'error')) return diagnostics;
  const needed = new Set([
    ...files.filter((file) => file.asked).map((file) => file.source.name),
    ...filesThatReach(
      asked.map((segment) => segment.name),
      reachable,
    ),
  ]);
  const known = new Set(files.map((file) => file.source.name));
  return diagnostics.map((diagnostic) => {
    const file = diagnostic.span?.source.name;
    const unasked = file !== undefined && known.has(file) && !needed.has(file);
    return unasked && diagnostic.severity === 'error' ? { ...diagnostic, severity: 'warning' } : diagnostic;
  });
}

/** Data that cannot be loaded leaves the names unchecked; what is wrong with the text is told all the same. */
export function withSyntaxErrors(
  error: unknown,
  diagnostics: readonly Diagnostic[],
  files: readonly DefinitionFile[],
): unknown {
  if (!(error instanceof Failure)) return error;
  const unasked = new Set(
    files.filter((file) => !file.asked && files.some(({ asked }) => asked)).map(({ source }) => source.name),
  );
  const earlier = diagnostics.filter(
    ({ severity, span }) => severity === 'error' && !unasked.has(span?.source.name ?? ''),
  );
  return new Failure(error.exitCode, [...error.diagnostics, ...earlier]);
}
