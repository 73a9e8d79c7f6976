/** Holes, overlaps and rows that nobody can fall into, found by trying every kind of customer there can be. */
import type { RfmAxis } from '../language/models/rfm-preset.ts';
import { fmScore, holds, presetAxes, type RfmPoint, type RfmPreset } from './rfm-preset.ts';

const MOST_NAMED = 3;

/** What is wrong with a preset, a sentence each; nothing when every customer falls into one row and no row is idle. */
export function presetProblems(preset: RfmPreset): readonly string[] {
  const points = everyKind(preset);
  const rows = points.map((point) => fittingRows(preset, point));
  const holes = preset.otherwise ? [] : points.filter((_, i) => rows[i]!.length === 0);
  const overlaps = preset.match === 'first' ? [] : points.filter((_, i) => rows[i]!.length > 1);
  const reached = new Set(rows.map((fitting) => fitting[0]));
  const idle = preset.segments.filter((_, row) => !reached.has(row));
  return [
    ...twiceNamed(preset),
    ...sentence(holes, preset, () => 'fits no segment'),
    ...sentence(overlaps, preset, (point) => `fits ${segmentsInWords(preset, fittingRows(preset, point))}`),
    ...(preset.match === 'only' && overlaps.length > 0
      ? []
      : idle.map(({ name }) => `nobody can be in \`${name}\`: ${whyIdle(preset)}`)),
  ];
}

/** One point for each combination of scores, and for each side of each threshold. */
function everyKind(preset: RfmPreset): readonly RfmPoint[] {
  const axes = presetAxes(preset);
  const scored = axes.includes('fm') ? [...axes, 'f' as const, 'm' as const] : axes;
  const varied = [...new Set(scored)].filter((axis) => axis !== 'fm');
  let points: readonly RfmPoint[] = [{ r: 1, f: 1 }];
  for (const axis of varied) {
    const values = pointsOnAxis(preset, axis);
    points = points.flatMap((point) => values.map((value) => ({ ...point, [axis]: value })));
  }
  return axes.includes('fm') && !axes.includes('f') && !axes.includes('m') ? onePerFm(points) : points;
}

/** Where only the mean of F and M matters, one customer of each mean. */
function onePerFm(points: readonly RfmPoint[]): readonly RfmPoint[] {
  return points.filter((point) => point.f === fmScore(point) && point.m === point.f);
}

function pointsOnAxis(preset: RfmPreset, axis: Exclude<RfmAxis, 'fm'>): readonly number[] {
  if (axis === 'r' || axis === 'f' || axis === 'm') {
    return Array.from({ length: preset.levels }, (_, i) => i + 1);
  }
  const lowest = axis === 'frequency' ? 1 : 0;
  const ends = preset.segments
    .flatMap(({ cells }) => cells.flatMap((cell) => (cell[axis] ? [cell[axis].from, cell[axis].below] : [])))
    .filter((end) => Number.isFinite(end) && end > lowest);
  return [...new Set([lowest, ...ends])].sort((a, b) => a - b);
}

function fittingRows({ segments }: RfmPreset, point: RfmPoint): readonly number[] {
  return segments.flatMap(({ cells }, row) => (cells.some((cell) => holds(cell, point)) ? [row] : []));
}

function twiceNamed({ segments, otherwise }: RfmPreset): readonly string[] {
  const names = [...segments, ...(otherwise ? [otherwise] : [])].map(({ name }) => name);
  const twice = new Set(names.filter((name, i) => names.indexOf(name) < i));
  return [...twice].map((name) => `\`${name}\` is there twice: give one row all of its ranges in \`any\``);
}

function sentence(
  points: readonly RfmPoint[],
  preset: RfmPreset,
  what: (point: RfmPoint) => string,
): readonly string[] {
  const named = points.slice(0, MOST_NAMED).map((point) => `${describe(point, preset)} ${what(point)}`);
  const more = points.length - named.length;
  return more > 0 ? [...named, `and ${more} more like that`] : named;
}

/** The customer on the preset's axes: `r 3, fm 2`. */
function describe(point: RfmPoint, preset: RfmPreset): string {
  return presetAxes(preset)
    .map((axis) => `${axis} ${axis === 'fm' ? fmScore(point) : point[axis]}`)
    .join(', ');
}

function segmentsInWords({ segments }: RfmPreset, rows: readonly number[]): string {
  return rows.map((row) => `\`${segments[row]!.name}\``).join(' and ');
}

function whyIdle({ match }: RfmPreset): string {
  return match === 'first' ? 'rows before it take everybody it could have' : 'no customer has such values';
}
