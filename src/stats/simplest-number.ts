/**
 * The number from `low` to `high` that a person would write: that with the fewest digits, nearest to the middle; a 5
 * counts as less than another digit. Infinite bounds are none.
 */
export function simplestNumber(low: number, high: number): number {
  if (low <= 0 && high >= 0) return 0;
  const middle = (low + high) / 2;
  const top = Math.ceil(Math.log10(Math.max(Math.abs(low), Math.abs(high))));
  for (let power = top; power > top - MOST_DIGITS; power--) {
    for (const step of [5, 1]) {
      const found = multipleNear(middle, step, power);
      if (found >= low && found <= high) return found;
    }
  }
  return middle;
}

const MOST_DIGITS = 17;

/** The multiple of `step` times the power of ten nearest to the value, free of the dust of binary fractions. */
function multipleNear(value: number, step: number, power: number): number {
  const count = Math.round(value / (step * 10 ** power)) * step;
  return Number(`${count}e${power}`);
}
