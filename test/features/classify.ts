/** Whom a preset calls what, row by row: what the query of the scores is held against. */
import { holds, type RfmPoint, type RfmPreset } from '../../src/features/rfm-preset.ts';

/** The name of the customer's segment; undefined where no row fits. */
export function classify(preset: RfmPreset, point: RfmPoint): string | undefined {
  const segment = preset.segments.find(({ cells }) => cells.some((cell) => holds(cell, point)));
  return segment?.name ?? preset.otherwise?.name;
}
