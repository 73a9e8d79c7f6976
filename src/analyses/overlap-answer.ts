/** Overlap as an answer: pairs, exact regions or contact pressure, and who is in none and in most. */
import { type Diagnostic, info } from '../diagnostics/diagnostic.ts';
import { countOf } from '../model/count.ts';
import type { BarFigure, SetFigure } from '../model/figure.ts';
import type { Cell, Table } from '../model/table.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Answer } from './answer.ts';
import { countPairs, measureOverlap, type Overlap } from './overlap.ts';

export type OverlapView = 'pairs' | 'regions' | 'pressure';

export async function answerOverlap(
  workspace: Workspace,
  segments: readonly string[],
  view: OverlapView,
): Promise<Answer> {
  const found = await measureOverlap(workspace, segments);
  return { ...viewOf(view, found), legend: [reachNote(found), mostNote(found)], sql: found.sql };
}

function viewOf(view: OverlapView, found: Overlap): Pick<Answer, 'name' | 'rows' | 'picture' | 'figures'> {
  switch (view) {
    case 'pairs': {
      const isNarrow = found.segments.length <= MOST_PICTURED && found.segments.length > 2;
      return {
        rows: pairTable(found),
        ...(isNarrow ? { picture: pairMatrix(found) } : {}),
        figures: [{ ...regionFigure(found), isInTable: true }],
      };
    }
    case 'regions':
      return { name: 'overlap-regions', rows: regionTable(found), figures: [regionFigure(found)] };
    case 'pressure':
      return { name: 'overlap-pressure', rows: pressureTable(found), figures: [pressureFigure(found)] };
  }
}

/** A matrix of more lists has no room on a terminal. */
const MOST_PICTURED = 12;

/** `a,b,customers,share_of_a,share_of_b,jaccard`, in the order asked. */
function pairTable(found: Overlap): Table {
  const { segments, sizes } = found;
  const both = countPairs(found);
  const rows = segments.flatMap((a, i) =>
    segments.slice(i + 1).map((b, k): readonly Cell[] => {
      const [first, second] = [sizes[i]!, sizes[i + 1 + k]!];
      const customers = both(i, i + 1 + k);
      const either = first + second - customers;
      return [a, b, customers, share(customers, first), share(customers, second), share(customers, either)];
    }),
  );
  return {
    columns: [
      { name: 'a', kind: 'text' },
      { name: 'b', kind: 'text' },
      { name: 'customers', kind: 'integer' },
      { name: 'share_of_a', kind: 'percent' },
      { name: 'share_of_b', kind: 'percent' },
      { name: 'jaccard', kind: 'number' },
    ],
    rows,
  };
}

/** What share of the segment of each row is in that of each column. */
function pairMatrix(found: Overlap): Table {
  const { segments, sizes } = found;
  const both = countPairs(found);
  return {
    columns: [
      { name: 'segment', kind: 'text' },
      { name: 'customers', kind: 'integer' },
      ...segments.map((name) => ({ name, kind: 'percent' }) as const),
    ],
    rows: segments.map((name, i) => [
      name,
      sizes[i]!,
      ...segments.map((_, k) => (k === i ? null : share(both(i, k), sizes[i]!))),
    ]),
    picture: { kind: 'heat-map', columns: segments, scale: 'table' },
  };
}

/** `lists,segments,customers,share`: whoever is in exactly these segments, which `|` stands between. */
function regionTable({ segments, base, regions }: Overlap): Table {
  return {
    columns: [
      { name: 'lists', kind: 'integer' },
      { name: 'segments', kind: 'text' },
      { name: 'customers', kind: 'integer' },
      { name: 'share', kind: 'percent' },
    ],
    rows: regions.map(({ lists, customers }) => [
      lists.length,
      lists.length === 0 ? null : lists.map((list) => segments[list]!).join('|'),
      customers,
      share(customers, base),
    ]),
  };
}

/** `lists,customers,share`: how many customers are in so many lists, from none to the most that anybody is in. */
function pressureTable(found: Overlap): Table {
  const counts = pressureOf(found);
  return {
    columns: [
      { name: 'lists', kind: 'integer' },
      { name: 'customers', kind: 'integer' },
      { name: 'share', kind: 'percent' },
    ],
    rows: counts.map((customers, lists) => [lists, customers, share(customers, found.base)]),
  };
}

/** Who is in exactly which of the segments, as an UpSet plot. */
function regionFigure({ segments, sizes, regions }: Overlap): SetFigure {
  return {
    kind: 'sets',
    title: 'Who is in exactly which segments',
    sets: segments.map((name, index) => ({ name, customers: sizes[index]! })),
    regions: regions.map(({ lists, customers }) => ({ sets: lists, customers })),
  };
}

function pressureFigure(found: Overlap): BarFigure {
  return {
    kind: 'bars',
    title: 'In how many lists customers are',
    measured: 'integer',
    series: ['customers'],
    groups: pressureOf(found).map((customers, lists) => ({ name: String(lists), values: [customers] })),
  };
}

function pressureOf({ regions }: Overlap): readonly number[] {
  const most = Math.max(0, ...regions.map(({ lists }) => lists.length));
  const counts = Array.from({ length: most + 1 }, () => 0);
  for (const { lists, customers } of regions) counts[lists.length]! += customers;
  return counts;
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function reachNote(found: Overlap): Diagnostic {
  const { base, segments } = found;
  const [none = 0] = pressureOf(found);
  const message = `of ${countOf(base, 'customer')}, ${countOf(none, 'is', 'are')} in none of the ${countOf(segments.length, 'segment')}`;
  return info('in-none', message, { customers: none, base });
}

function mostNote(found: Overlap): Diagnostic {
  const counts = pressureOf(found);
  const most = counts.length - 1;
  const customers = most === 0 ? 0 : counts[most]!;
  const all = counts.reduce((sum, people, lists) => sum + people * lists, 0);
  const mean = found.base === 0 ? 0 : all / found.base;
  const message =
    most === 0
      ? 'nobody is in any of them'
      : `${countOf(customers, 'customer is', 'customers are')} in ${most}, the most; a customer is in ${mean.toFixed(2)} on average`;
  return info('in-most', message, { lists: most, customers, mean });
}
