/** Shares of whole numbers, compared exactly: floating point takes 29 of 100 for more than 29%. */

/**
 * Whether the change of a size, either way and as a share of the size before, is less than (-1), equal to (0) or more
 * than (1) the share, a decimal such as `0.29`. From nobody to anybody is more than any share, from nobody to nobody none.
 */
export function compareChange(before: number, after: number, share: string): -1 | 0 | 1 {
  const moved = BigInt(Math.abs(after - before));
  if (before === 0) return moved > 0n ? 1 : signOf(-numeratorOf(share));
  return signOf(moved * denominatorOf(share) - numeratorOf(share) * BigInt(before));
}

function numeratorOf(share: string): bigint {
  return BigInt(share.replace('.', ''));
}

function denominatorOf(share: string): bigint {
  return 10n ** BigInt(share.split('.')[1]?.length ?? 0);
}

function signOf(value: bigint): -1 | 0 | 1 {
  return value < 0n ? -1 : value > 0n ? 1 : 0;
}
