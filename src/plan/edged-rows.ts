import { compareInstants } from '../model/calendar.ts';
import type { Bounds, Leaf, Rows } from '../model/value.ts';

type Comparison = Extract<Leaf, { kind: 'comparison' }>;

/** Rows in a window that is open on one side, as the rows of any window and the window's one edge. */
export interface EdgedRows {
  readonly rows: Rows;
  /** Which of the rows tells whether one is in the window: with an edge, one from it on, or one before it. */
  readonly side: 'last' | 'first';
  /** An instant; absent where there is no window. */
  readonly edge?: string;
}

/** The edge is the start of the window, or else its end: what else bounds the rows stays with them. */
export function edgedRows(rows: Rows, asOf: string): EdgedRows {
  const bounds = rows.bounds.map((each) => withoutOpenEnd(each, asOf));
  const starts = bounds.flatMap(({ from }) => (from?.kind === 'instant' ? [from.instant] : []));
  if (starts.length > 0) {
    const rest = bounds.map(({ from, ...others }) =>
      from?.kind === 'instant' ? others : { ...others, from },
    );
    return { rows: bounded(rows, rest), side: 'last', edge: starts.reduce(later) };
  }
  const ends = bounds.flatMap(({ to }) => (to?.kind === 'instant' ? [to.instant] : []));
  if (ends.length === 0) return { rows: bounded(rows, bounds), side: 'last' };
  const rest = bounds.map(({ to, ...others }) => (to?.kind === 'instant' ? others : { ...others, to }));
  return { rows: bounded(rows, rest), side: 'first', edge: ends.reduce(earlier) };
}

/** Rows at or after the as-of do not exist. */
function withoutOpenEnd(bounds: Bounds, asOf: string): Bounds {
  const { to, ...rest } = bounds;
  return to?.kind === 'instant' && compareInstants(to.instant, asOf) >= 0 ? rest : bounds;
}

function bounded(
  rows: Rows,
  bounds: readonly { readonly [Edge in keyof Bounds]?: Bounds[Edge] | undefined }[],
): Rows {
  const left = bounds.flatMap(({ from, to }): Bounds[] =>
    from || to ? [{ ...(from ? { from } : {}), ...(to ? { to } : {}) }] : [],
  );
  return { ...rows, bounds: left };
}

const later = (a: string, b: string): string => (compareInstants(a, b) >= 0 ? a : b);
export const earlier = (a: string, b: string): string => (compareInstants(a, b) <= 0 ? a : b);

/** Whether the test of a number of rows asks for any at all, or for none; undefined where it asks for more. */
export function asksForAny({ operator, right: [operand] }: Comparison): boolean | undefined {
  if (operand?.kind !== 'literal') return undefined;
  const number = Number(operand.literal.text);
  switch (operator) {
    case 'gte':
      return number > 0 && number <= 1 ? true : undefined;
    case 'gt':
      return number >= 0 && number < 1 ? true : undefined;
    case 'lt':
      return number > 0 && number <= 1 ? false : undefined;
    case 'lte':
      return number >= 0 && number < 1 ? false : undefined;
    case 'ne':
      return number === 0 ? true : undefined;
    case 'eq':
      return number === 0 ? false : undefined;
    default:
      return undefined;
  }
}
