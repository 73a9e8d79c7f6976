import type { Context } from '../check/context.ts';
import { periodRange } from '../check/window.ts';
import { problem } from '../diagnostics/problem.ts';
import { addDays } from '../model/calendar.ts';
import type { CohortRange } from '../model/cohort.ts';
import { dateOf, expected, fieldsOf, mapOf } from '../yaml/fields.ts';
import { entryOf, type YamlEntry, type YamlNode } from '../yaml/node.ts';

const SHAPES = 'a period such as `2026-Q2`, two dates, or `{ since: DATE, before: DATE }`';

/**
 * Binds `NAME: RANGE`: a period, two dates (both included), or `since` (included) and `before` (excluded), of
 * which one may be absent. Ranges keep their order; those that overlap are reported, since nobody can be in two.
 */
export function checkRanges(node: YamlNode | undefined, context: Context): readonly CohortRange[] {
  const map = mapOf(node, context.report, 'ranges');
  const entries = map?.entries ?? [];
  const ranges = entries.flatMap((entry) => checkRange(entry, context) ?? []);
  for (const [index, range] of ranges.entries()) {
    const before = ranges.slice(0, index).find((other) => overlap(other, range));
    const key = entryOf(entries, range.name)?.key;
    if (before && key) {
      const message = `the ranges \`${before.name}\` and \`${range.name}\` overlap`;
      context.report(problem(key.span, 'overlap', message, 'a date can be in one range only'));
    }
  }
  return ranges;
}

function checkRange({ key, value }: YamlEntry, context: Context): CohortRange | undefined {
  const dates = rangeDates(value, context);
  return dates && { name: key.text, ...dates };
}

function rangeDates(node: YamlNode, context: Context): Omit<CohortRange, 'name'> | undefined {
  const { report } = context;
  if (node.kind === 'scalar') return periodRange(node, context);
  if (node.kind === 'list') {
    if (node.items.length !== 2) return expected(SHAPES, node, report, 'a range');
    const [from, last] = node.items.map((item) => dateOf(item, report, 'a range'));
    if (from === undefined || last === undefined) return undefined;
    return rising(node, { from, to: addDays(last, 1) }, context);
  }
  const fields = fieldsOf(node, ['since', 'before'], report, 'a range');
  if (!fields) return undefined;
  const from = dateOf(fields.get('since'), report, 'since');
  const to = dateOf(fields.get('before'), report, 'before');
  if (from === undefined && to === undefined) return undefined;
  return rising(
    node,
    { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) },
    context,
  );
}

function rising(node: YamlNode, range: Omit<CohortRange, 'name'>, context: Context) {
  const { from, to } = range;
  if (from === undefined || to === undefined || from < to) return range;
  return expected('a range that begins before it ends', node, context.report, 'a range');
}

function overlap(a: CohortRange, b: CohortRange): boolean {
  const startsBefore = (one: CohortRange, other: CohortRange): boolean =>
    one.from === undefined || other.to === undefined || one.from < other.to;
  return startsBefore(a, b) && startsBefore(b, a);
}
