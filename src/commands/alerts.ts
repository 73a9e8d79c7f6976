import type { Segment } from '../model/segment.ts';
import type { Context } from './context.ts';

/** Says which alerts tripped, even when quiet, and makes the answer no. */
export function reportAlerts(
  context: Context,
  segments: readonly Segment[],
  sizes: ReadonlyMap<string, number>,
): void {
  for (const segment of segments) {
    for (const message of trippedAlerts(segment, sizes.get(segment.name) ?? 0)) {
      context.report({ severity: 'error', code: 'alert', message });
      context.answerNo();
    }
  }
}

/** A sentence for each alert that this size trips. */
export function trippedAlerts({ name, alerts }: Segment, size: number): readonly string[] {
  const { min, max } = alerts;
  return [
    ...(min !== undefined && size < min
      ? [`\`${name}\` has ${size} customers, and its alert asks for at least ${min}`]
      : []),
    ...(max !== undefined && size > max
      ? [`\`${name}\` has ${size} customers, and its alert asks for at most ${max}`]
      : []),
  ];
}
