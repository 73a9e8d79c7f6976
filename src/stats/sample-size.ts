/** How many customers each of two equal arms needs for an effect to be found. */
import { USUAL_ALPHA } from './comparison.ts';
import { normalQuantile } from './normal.ts';

export interface Wish {
  /** The chance that an effect of this size is found: 80% unless told. */
  readonly power?: number;
  /** The chance that none is taken for one, two-sided: 5% unless told. */
  readonly alpha?: number;
}

/**
 * Customers in each arm for a rate to move by `effect` (0.01 is one point) from `base` (Fleiss, Levin, Paik 2003,
 * chapter 4, without continuity correction). Undefined when there is no effect or a rate would leave 0 to 1.
 */
export function sampleSizeForProportions(base: number, effect: number, wish: Wish = {}): number | undefined {
  const target = base + effect;
  if (effect === 0 || base < 0 || base > 1 || target < 0 || target > 1) return undefined;
  const middle = (base + target) / 2;
  const none = Math.sqrt(2 * middle * (1 - middle));
  const some = Math.sqrt(base * (1 - base) + target * (1 - target));
  const { forAlpha, forPower } = deviates(wish);
  return Math.ceil(((forAlpha * none + forPower * some) / effect) ** 2);
}

/**
 * Customers in each arm for a mean of the given standard deviation to move by `effect`, in the units of the mean
 * (normal approximation). Undefined when there is no effect or no deviation.
 */
export function sampleSizeForMeans(deviation: number, effect: number, wish: Wish = {}): number | undefined {
  if (effect === 0 || !(deviation > 0)) return undefined;
  const { forAlpha, forPower } = deviates(wish);
  return Math.max(2, Math.ceil(2 * (((forAlpha + forPower) * deviation) / effect) ** 2));
}

function deviates({ power = 0.8, alpha = USUAL_ALPHA }: Wish) {
  return { forAlpha: -normalQuantile(alpha / 2), forPower: normalQuantile(power) };
}
