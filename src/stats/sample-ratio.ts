import { chiSquareSurvival } from './chi-square.ts';

export interface Arm {
  readonly customers: number;
  /** The share the arm was meant to get; shares need not add to one. */
  readonly share: number;
}

export interface SampleRatio {
  readonly statistic: number;
  readonly df: number;
  readonly p: number;
}

/**
 * Whether the arms have the sizes they were meant to have: Pearson's chi-square against the planned shares. A p
 * under 0.001 is commonly taken for a broken split (Kohavi, Tang, Xu 2020, chapter 21). Undefined with fewer than
 * two arms, nobody in them, or a share that is not above zero.
 */
export function sampleRatio(arms: readonly Arm[]): SampleRatio | undefined {
  const customers = arms.reduce((sum, arm) => sum + arm.customers, 0);
  const shares = arms.reduce((sum, arm) => sum + arm.share, 0);
  if (arms.length < 2 || customers === 0 || arms.some(({ share }) => !(share > 0))) return undefined;
  const statistic = arms.reduce((sum, arm) => {
    const expected = (customers * arm.share) / shares;
    return sum + (arm.customers - expected) ** 2 / expected;
  }, 0);
  const df = arms.length - 1;
  return { statistic, df, p: chiSquareSurvival(statistic, df) };
}
