import { extname } from 'node:path';

/** As people count: `orders_2` before `orders_10`, `name (1)` after `name`. */
export function compareNaturally(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const order = compareParts(left[index]!, right[index]!);
    if (order !== 0) return order;
  }
  return left.length - right.length || compareTexts(a, b);
}

/** Runs of digits and of other characters of the name without its endings. */
function partsOf(name: string): readonly string[] {
  const packed = /\.(gz|zst)$/i.test(name) ? name.slice(0, -extname(name).length) : name;
  return packed.slice(0, packed.length - extname(packed).length).match(/\d+|\D+/g) ?? [];
}

function compareParts(a: string, b: string): number {
  if (!/^\d/.test(a) || !/^\d/.test(b)) return compareTexts(a, b);
  const [left, right] = [BigInt(a), BigInt(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
