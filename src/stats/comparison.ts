/** A treatment held against its control, whatever was measured. */
export interface Comparison {
  /** Treatment minus control. */
  readonly difference: number;
  readonly se: number;
  /** The confidence interval of the difference. */
  readonly low: number;
  readonly high: number;
  /** Undefined where nothing varies, so that there is nothing to test. */
  readonly statistic: number | undefined;
  /** Two-sided. */
  readonly p: number | undefined;
}

/** The share of intervals that miss: 5% unless told. */
export const USUAL_ALPHA = 0.05;
