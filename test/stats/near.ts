import { expect } from 'vitest';

/** Fails, saying both numbers, unless they agree within the relative or the absolute tolerance. */
export function near(
  found: number,
  expected: number,
  tolerance: { readonly relative: number; readonly absolute?: number },
): void {
  const allowed = Math.max(tolerance.relative * Math.abs(expected), tolerance.absolute ?? 0);
  const far = !(Math.abs(found - expected) <= allowed);
  expect(far ? `${found} for ${expected}` : 'near').toBe('near');
}
