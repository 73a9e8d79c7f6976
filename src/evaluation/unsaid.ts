/** What a dialect has no words for, by the segments that ask for it. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { Failure } from '../diagnostics/failure.ts';
import { problem } from '../diagnostics/problem.ts';
import type { Segment } from '../model/segment.ts';
import type { Query } from '../sql/ast.ts';
import type { Dialect } from '../sql/dialect.ts';
import { refusals } from '../sql/refusals.ts';

/** Throws a `Failure` (2) that points at every segment which the dialect has no words for. */
export async function refuseUnsaid(
  segments: readonly Segment[],
  dialect: Dialect,
  queryOf: (segment: Segment) => Promise<Query>,
): Promise<void> {
  const found = await unsaid(segments, dialect, queryOf);
  if (found.size > 0) throw new Failure(2, [...found.values()]);
}

/** The segments that the dialect has no words for, by name, and why. */
export async function unsaid(
  segments: readonly Segment[],
  dialect: Dialect,
  queryOf: (segment: Segment) => Promise<Query>,
): Promise<ReadonlyMap<string, Diagnostic>> {
  const found = new Map<string, Diagnostic>();
  for (const segment of segments) {
    const refused = refusals(await queryOf(segment), dialect).join(', ');
    const message = `\`${segment.name}\` cannot be said in ${dialect.name}, which has no words for ${refused}`;
    if (refused !== '') found.set(segment.name, problem(segment.span, 'not-in-dialect', message));
  }
  return found;
}
