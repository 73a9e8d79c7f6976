/** Patterns that the engine is asked about: RE2 has limits that no grammar tells, as of how often a part is repeated. */
import type { Database } from '../database/database.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import type { Logic } from '../model/logic.ts';
import type { Leaf } from '../model/value.ts';
import { call, text } from '../sql/build.ts';
import type { Dialect } from '../sql/dialect.ts';
import { printQuery } from '../sql/print.ts';

type Placed = Extract<Logic<Leaf>, { kind: 'leaf' }>;

/** Reports every `matches` whose pattern cannot be read; patterns without repetitions have been looked at. */
export async function checkPatterns(
  leaves: readonly Placed[],
  { database, dialect }: { readonly database: Database; readonly dialect: Dialect },
  report: Report,
): Promise<void> {
  for (const { leaf, span } of leaves) {
    if (leaf.kind !== 'comparison' || leaf.operator !== 'matches' || !span) continue;
    const [pattern] = leaf.right;
    if (pattern?.kind !== 'literal' || !pattern.literal.text.includes('{')) continue;
    const error = await database.attempt(matchQuery(pattern.literal.text, dialect));
    if (error)
      report(
        problem(
          span,
          'pattern',
          `the pattern cannot be read: ${error.message.split('\n', 1)[0]}`,
          'patterns follow RE2',
        ),
      );
  }
}

function matchQuery(pattern: string, dialect: Dialect): string {
  const items = [{ expr: call('matches', text(''), text(pattern)), as: 'matches' }];
  return printQuery({ with: [], body: { kind: 'select', items } }, dialect);
}
