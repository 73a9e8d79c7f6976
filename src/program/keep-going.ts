/** Which of the segments asked for can be evaluated: all of them or none, unless the run is to keep going. */
import { dependencies, inOrder } from '../check/order.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { Failure } from '../diagnostics/failure.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Segment } from '../model/segment.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Context } from './context.ts';
import { errorsOf, refuseErrors } from './session.ts';

/**
 * The segments asked for. Errors of definitions end in a `Failure` (2), or with `keepGoing` leave out the
 * segments they are in and those that depend on them: these are named, and the answer is no.
 */
export function askedSegments(
  context: Context,
  workspace: Workspace,
  keepGoing: boolean,
): readonly Segment[] {
  if (!keepGoing) refuseErrors(workspace);
  const errors = errorsOf(workspace);
  if (errors.length === 0) return workspace.asked;
  const broken = brokenSegments(workspace, errors);
  const graph = dependencies(workspace.definitions);
  const cause = (segment: Segment): string | undefined =>
    inOrder([segment.name], graph).find((name) => broken.has(name));
  for (const error of errors) context.report(error);
  for (const segment of workspace.asked) reportSkipped(context, segment.name, cause(segment));
  context.answerNo();
  return workspace.asked.filter((segment) => cause(segment) === undefined);
}

function reportSkipped(context: Context, name: string, cause: string | undefined): void {
  if (cause === undefined) return;
  const because = cause === name ? 'it has errors' : `it depends on \`${cause}\`, which has errors`;
  context.report({ severity: 'warning', code: 'skipped', message: `\`${name}\` is left out: ${because}` });
}

/**
 * Segments and stage sets that hold an error. An error outside of any, as in a trait, may be in everything:
 * it throws. A file that is no YAML at all has no segments, and leaves out those that name them.
 */
function brokenSegments(workspace: Workspace, errors: readonly Diagnostic[]): ReadonlySet<string> {
  const { files, definitions } = workspace;
  const nodes = files.flatMap(({ document }) => document.templates.map(({ node }) => node.span));
  const unreadable = new Set(
    files
      .filter(({ document }) => document.templates.length === 0 && document.traits.length === 0)
      .map(({ source }) => source.name),
  );
  const touched = errors.map(({ span }) => span && nodes.find((node) => isWithin(span, node)));
  const channels = refusedChannels(workspace, errors);
  const elsewhere = errors.filter(
    ({ span, code }, index) =>
      !touched[index] && code !== 'consent-words' && !(span && unreadable.has(span.source.name)),
  );
  if (elsewhere.length > 0) throw new Failure(2, errors);
  const hit = touched.filter((node) => node !== undefined);
  return new Set([
    ...definitions.segments.filter(({ span }) => hit.some((node) => isWithin(span, node))).map(segmentName),
    ...definitions.segments.filter(({ channel = '' }) => channels.has(channel)).map(segmentName),
    ...definitions.stageSets
      .filter(({ span }) => hit.some((node) => isWithin(span, node)))
      .map((set) => `${set.name}.stage`),
  ]);
}

/** Those of which nobody can tell who has agreed. */
function refusedChannels({ definitions }: Workspace, errors: readonly Diagnostic[]): ReadonlySet<string> {
  const places = errors.filter(({ code }) => code === 'consent-words').map(({ span }) => span);
  const refused = definitions.channels.filter(({ unlisted }) => unlisted && places.includes(unlisted.span));
  return new Set(refused.map(({ name }) => name));
}

function segmentName({ name }: Segment): string {
  return name;
}

function isWithin(inner: Span, outer: Span): boolean {
  return inner.source.name === outer.source.name && inner.start >= outer.start && inner.start <= outer.end;
}
