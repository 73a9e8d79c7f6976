/** Which files matter to which segments, and so which errors. */
import { dependencies, inOrder } from '../check/order.ts';
import { sortDiagnostics } from '../diagnostics/collect.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { Failure } from '../diagnostics/failure.ts';
import { parsingWith } from '../language/condition.ts';
import { type Mention, mentionsOf, mentionsOfTrait } from '../language/names-within.ts';
import { parseSegment } from '../language/segment.ts';
import type { Definitions } from '../model/segment.ts';
import type { Project } from '../project/project.ts';
import type { DefinitionFile } from './definition-files.ts';

export interface Reachable {
  readonly project: Pick<Project, 'events' | 'traits'>;
  readonly definitions: Definitions;
  readonly files: readonly DefinitionFile[];
}

/** Names of the files that the segments are written in or lead to, and of those with the traits that they use. */
export function filesThatReach(segments: Iterable<string>, reachable: Reachable): ReadonlySet<string> {
  const { definitions, files } = reachable;
  const bySegment = new Map(
    [...definitions.stageSets, ...definitions.segments].map(({ name, span }) => [name, span.source.name]),
  );
  const reached = inOrder([...segments, ...definitions.suppress], dependencies(definitions));
  const written = new Set(
    reached.flatMap((name) => bySegment.get(name) ?? bySegment.get(name.replace(/\.stage$/, '')) ?? []),
  );
  const used = traitsUsed(
    files.filter(({ source }) => written.has(source.name)),
    reachable,
  );
  const ofTraits = files.filter(({ document }) => document.traits.some(({ name }) => used.has(name.text)));
  return new Set([...written, ...ofTraits.map(({ source }) => source.name)]);
}

/** The traits that the definitions of the files mention, and those that these mention. */
function traitsUsed(from: readonly DefinitionFile[], { project, files }: Reachable): ReadonlySet<string> {
  const traits = new Map(
    [...project.traits, ...files.flatMap(({ document }) => document.traits)].map(
      (trait) => [trait.name.text, trait] as const,
    ),
  );
  const used = new Set<string>();
  if (traits.size === 0) return used;
  const visit = (mentions: readonly Mention[]): void => {
    for (const { kind, text } of mentions) {
      const name = text.split('.')[0]!;
      const trait = kind === 'field' && !used.has(name) ? traits.get(name) : undefined;
      if (!trait) continue;
      used.add(name);
      visit(mentionsOfTrait(trait));
    }
  };
  for (const file of from) visit(mentionsIn(file, project.events));
  return used;
}

const known = new WeakMap<DefinitionFile, readonly Mention[]>();

/** What the definitions of a file mention as they are written, whatever their parameters are. */
function mentionsIn(file: DefinitionFile, events: Project['events']): readonly Mention[] {
  const found = known.get(file);
  if (found) return found;
  const tables = events.map(({ name }) => name.name);
  const parsing = parsingWith(tables, () => undefined);
  const { templates } = file.document;
  const mentions = templates.flatMap((template) => mentionsOf(parseSegment(template, {}, parsing)));
  known.set(file, mentions);
  return mentions;
}

/**
 * The errors that keep one segment from being evaluated: those of the files that reach it and those of the
 * project. Errors of other definitions are no concern of it.
 */
export function errorsThatReach(
  segment: string,
  reachable: Reachable & { readonly diagnostics: readonly Diagnostic[] },
): readonly Diagnostic[] {
  const { files, diagnostics } = reachable;
  if (!diagnostics.some(({ severity }) => severity === 'error')) return [];
  const needed = filesThatReach([segment], reachable);
  const names = new Set(files.map(({ source }) => source.name));
  return sortDiagnostics(
    diagnostics.filter(({ severity, span }) => {
      const file = span?.source.name;
      return severity === 'error' && (file === undefined || !names.has(file) || needed.has(file));
    }),
  );
}

/** Throws a `Failure` (2) of the errors that keep any of the segments from being evaluated. */
export function refuseWrong(
  segments: readonly string[],
  reachable: Reachable & { readonly diagnostics: readonly Diagnostic[] },
): void {
  const errors = segments.flatMap((segment) => errorsThatReach(segment, reachable));
  if (errors.length > 0) throw new Failure(2, sortDiagnostics(errors));
}
