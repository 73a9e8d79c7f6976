import type { Checking } from '../check/context.ts';
import { periodRange } from '../check/window.ts';
import { problem } from '../diagnostics/problem.ts';
import type { RangeSyntax } from '../language/models/cohorts.ts';
import type { CohortRange } from '../model/cohort.ts';

/** Binds ranges, which keep their order; those that overlap are reported, since nobody can be in two. */
export function checkRanges(syntax: readonly RangeSyntax[], context: Checking): readonly CohortRange[] {
  const ranges: CohortRange[] = [];
  for (const each of syntax) {
    const dates = 'period' in each ? periodRange(each.period, context) : each.dates;
    if (!dates) continue;
    const range = { name: each.name.text, ...dates };
    const before = ranges.find((other) => overlap(other, range));
    if (before) {
      const message = `the ranges \`${before.name}\` and \`${range.name}\` overlap`;
      context.report(problem(each.name.span, 'overlap', message, 'a date can be in one range only'));
    }
    ranges.push(range);
  }
  return ranges;
}

function overlap(a: CohortRange, b: CohortRange): boolean {
  const startsBefore = (one: CohortRange, other: CohortRange): boolean =>
    one.from === undefined || other.to === undefined || one.from < other.to;
  return startsBefore(a, b) && startsBefore(b, a);
}
