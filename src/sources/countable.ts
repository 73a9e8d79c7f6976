/** With 12 digits after the point, the engine's widest decimal has place for no more. */
export const MOST = '1e26';

/** Whether the double is a number to count with, or NaN, which is a missing one. */
export function isCountable(double: string): string {
  return `(isnan(${double}) OR abs(${double}) < ${MOST})`;
}
