/** Segments and traits: where each is defined, and where it is named. */
import type { DefinitionFile } from '../definitions/definition-files.ts';
import type { Span } from '../diagnostics/source.ts';
import { type Mention, mentionsOf, mentionsOfTrait } from '../language/names-within.ts';
import type { SegmentSyntax } from '../language/segment.ts';
import type { ScalarSyntax } from '../language/syntax.ts';
import type { Project } from '../project/project.ts';

export interface Named {
  readonly kind: 'segment' | 'trait';
  readonly name: string;
}

/** A place that names one: the characters of its name alone. */
export interface Occurrence extends Named {
  readonly span: Span;
  readonly isDefinition: boolean;
}

export interface Defining {
  readonly project: Pick<Project, 'traits' | 'suppress' | 'models' | 'targets'>;
  readonly files: readonly DefinitionFile[];
  readonly segments: readonly SegmentSyntax[];
  /** Names of segments in tests of definitions. */
  readonly tested?: readonly ScalarSyntax[];
}

/** Every place of every segment and trait, each once. */
export function occurrencesIn({ project, files, segments, tested = [] }: Defining): readonly Occurrence[] {
  const traits = [...project.traits, ...files.flatMap(({ document }) => document.traits)];
  const names = new Set(traits.map(({ name }) => name.text));
  const mentions = [
    ...segments.flatMap(mentionsOf),
    ...traits.flatMap(mentionsOfTrait),
    ...tested.map(asSegment),
    ...project.suppress.map(asSegment),
    ...project.targets.segments.map(({ segment }) => asSegment(segment)),
    ...scalarsWithin(project.models).map(asField),
  ];
  const all = [
    ...files.flatMap(({ document }) =>
      document.templates.map(({ name, span }) => occurrence('segment', name, span, true)),
    ),
    ...traits.map(({ name }) => occurrence('trait', name.text, name.span, true)),
    ...mentions.flatMap((mention) => mentioned(mention, names)),
  ];
  return [...new Map(all.map((each) => [`${each.span.source.name}:${each.span.start}`, each])).values()];
}

function asSegment({ text, span }: ScalarSyntax): Mention {
  return { kind: 'segment', text, span };
}

function asField({ text, span }: ScalarSyntax): Mention {
  return { kind: 'field', text, span };
}

/** Every word that the sections of models say: those that are names of traits are these. */
function scalarsWithin(root: unknown): readonly ScalarSyntax[] {
  if (typeof root !== 'object' || root === null) return [];
  if ('kind' in root && root.kind === 'scalar') return [root as ScalarSyntax];
  const parts = Object.entries(root).filter(([name]) => name !== 'span' && name !== 'source');
  return parts.flatMap(([, part]) => scalarsWithin(part));
}

function mentioned({ kind, text, span }: Mention, traits: ReadonlySet<string>): readonly Occurrence[] {
  const [first = ''] = text.split('.');
  if (kind === 'segment') return [occurrence('segment', first, span, false)];
  if (kind === 'table') return [];
  if (traits.has(first)) return [occurrence('trait', first, span, false)];
  return /\.(stage|arm)$/.test(text) ? [occurrence('segment', first, span, false)] : [];
}

/** A name may stand in quotes, and have a stage or a part of a time behind it. */
function occurrence(kind: Named['kind'], name: string, span: Span, isDefinition: boolean): Occurrence {
  const written = span.source.text.slice(span.start, span.end);
  const at = written.indexOf(name);
  const start = span.start + Math.max(0, at);
  return { kind, name, isDefinition, span: at < 0 ? span : { ...span, start, end: start + name.length } };
}

/** What stands at the place. */
export function occurrenceAt(
  occurrences: readonly Occurrence[],
  file: string,
  offset: number,
): Occurrence | undefined {
  return occurrences.find(
    ({ span }) =>
      span.source.name === file && span.start <= offset && offset <= span.end && span.end > span.start,
  );
}
