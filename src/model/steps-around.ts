/** Values around one that is written, to see what happens there. */
import { type Duration, type DurationUnit, formatDuration, parseDuration } from './duration.ts';

/** So much of what is written is a step. */
const PART = 0.25;

/** Small whole numbers go one by one. */
const FEW = 8;

/**
 * So many values in ascending order, the written one (`500`, `10%`, `90d`) in the middle of them; fewer where there
 * is nothing below. Quarters of it are steps; small numbers and years go one by one.
 */
export function stepsAround(text: string, steps: number): readonly string[] {
  const below = Math.floor((steps - 1) / 2);
  const offsets = Array.from({ length: steps }, (_, index) => index - below);
  const values = offsets.map((offset) => (offset === 0 ? text : moved(text, offset)));
  return [...new Set(values.filter((value) => value !== undefined))];
}

function moved(text: string, offset: number): string | undefined {
  const duration = parseDuration(text);
  if (duration) return movedDuration(duration, offset);
  if (text.endsWith('%')) {
    const share = rounded(Number(text.slice(0, -1)) * (1 + PART * offset), 2);
    return share > 0 && share < 100 ? `${share}%` : undefined;
  }
  return movedNumber(Number(text), text.split('.')[1]?.length ?? 0, offset);
}

function movedNumber(number: number, digits: number, offset: number): string | undefined {
  const isYear = digits === 0 && number >= 1900 && number <= 2100;
  if (digits === 0 && (Math.abs(number) <= FEW || isYear)) {
    const whole = number + offset;
    return number >= 0 && whole < 0 ? undefined : String(whole);
  }
  const value = rounded(number * (1 + PART * offset), digits);
  return number > 0 && value <= 0 ? undefined : String(value);
}

/** Below this many a finer unit has steps that are worth a look. */
const COARSE = 4;

const finerUnits: Readonly<Partial<Record<DurationUnit, readonly [number, DurationUnit]>>> = {
  y: [12, 'mo'],
  mo: [30, 'd'],
  w: [7, 'd'],
  d: [24, 'h'],
  h: [60, 'min'],
};

function movedDuration({ n, unit }: Duration, offset: number): string | undefined {
  const [times, finer] = (n < COARSE ? finerUnits[unit] : undefined) ?? [1, unit];
  const value = Math.round(n * times * (1 + PART * offset));
  return value > 0 ? formatDuration({ n: value, unit: finer }) : undefined;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
