/** Named RFM segments as tables of ranges, and who falls into which row. */
import { type RfmAxis, rfmAxes } from '../language/models/rfm-preset.ts';

/** From `from` on and below `below`; infinite ends are open. The scores 4 and 5 are 4 to below 6. */
export interface RfmRange {
  readonly from: number;
  readonly below: number;
}

/** All of the ranges must hold; an axis that is not named may have any value. */
export type RfmCell = Readonly<Partial<Record<RfmAxis, RfmRange>>>;

export interface RfmSegment {
  readonly name: string;
  readonly title: string;
  /** What to do about them, in a line. */
  readonly action: string;
  /** A customer in any of these cells belongs here. */
  readonly cells: readonly RfmCell[];
}

export interface RfmPreset {
  readonly name: string;
  readonly summary: string;
  /** k: scores are 1..k, k best. */
  readonly levels: number;
  /** `only`: every customer fits exactly one row. `first`: rows may overlap, and the first that fits counts. */
  readonly match: 'only' | 'first';
  readonly segments: readonly RfmSegment[];
  /** The segment of those whom no row fits. */
  readonly otherwise?: Omit<RfmSegment, 'cells'>;
}

/** Scores and values of one customer. `m` and `monetary` are absent for tables without money. */
export interface RfmPoint {
  readonly r: number;
  readonly f: number;
  readonly m?: number;
  readonly recency_days?: number;
  readonly frequency?: number;
  readonly monetary?: number;
}

/** (F + M) / 2 rounded half up; F alone where there is no money. */
export function fmScore({ f, m }: Pick<RfmPoint, 'f' | 'm'>): number {
  return m === undefined ? f : Math.floor((f + m + 1) / 2);
}

/** Whether the customer is in the cell; a value that is absent is in no range. */
export function holds(cell: RfmCell, point: RfmPoint): boolean {
  return axesOf(cell).every((axis) => {
    const value = axis === 'fm' ? fmScore(point) : point[axis];
    const { from, below } = cell[axis]!;
    return value !== undefined && value >= from && value < below;
  });
}

/** The axes that the preset's ranges are over, in the order of `rfmAxes`. */
export function presetAxes({ segments }: RfmPreset): readonly RfmAxis[] {
  const used = new Set(segments.flatMap(({ cells }) => cells.flatMap(axesOf)));
  return rfmAxes.filter((axis) => used.has(axis));
}

function axesOf(cell: RfmCell): readonly RfmAxis[] {
  return Object.keys(cell) as RfmAxis[];
}
