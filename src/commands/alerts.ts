import type { Segment } from '../model/segment.ts';
import type { Context } from './context.ts';

/** Says which alerts tripped, even when quiet, and makes the answer no. */
export function reportAlerts(
  context: Context,
  segments: readonly Segment[],
  sizes: ReadonlyMap<string, number>,
): void {
  for (const segment of segments) {
    for (const { message } of trippedAlerts(segment, sizes.get(segment.name) ?? 0)) {
      context.report({ severity: 'error', code: 'alert', message });
      context.answerNo();
    }
  }
}

export interface TrippedAlert {
  /** For a column: `below 100`. */
  readonly short: string;
  readonly message: string;
}

/** The alerts that this size trips. */
export function trippedAlerts({ name, alerts }: Segment, size: number): readonly TrippedAlert[] {
  const { min, max } = alerts;
  const has = `\`${name}\` has ${grouped(size)} ${size === 1 ? 'customer' : 'customers'}`;
  return [
    ...(min !== undefined && size < min
      ? [{ short: `below ${grouped(min)}`, message: `${has}, fewer than the ${grouped(min)} of its alert` }]
      : []),
    ...(max !== undefined && size > max
      ? [{ short: `above ${grouped(max)}`, message: `${has}, more than the ${grouped(max)} of its alert` }]
      : []),
  ];
}

function grouped(count: number): string {
  return new Intl.NumberFormat('en').format(count);
}
