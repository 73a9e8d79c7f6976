import type { Leaf } from './value.ts';

/** Every test inside checked definitions, also those of rows inside measures; each object is looked at once. */
export function leavesWithin(root: unknown): readonly Leaf[] {
  const seen = new Set<object>();
  const found: Leaf[] = [];
  visit(root);
  return found;

  function visit(item: unknown): void {
    if (typeof item !== 'object' || item === null || seen.has(item)) return;
    seen.add(item);
    if ('kind' in item && item.kind === 'leaf' && 'leaf' in item) found.push(item.leaf as Leaf);
    const parts = item instanceof Map ? item.values() : Object.entries(item).flatMap(partOf);
    for (const part of parts) visit(part);
  }
}

/** A span leads to the whole text of a file. */
function partOf([name, value]: readonly [string, unknown]): readonly unknown[] {
  return name === 'span' ? [] : [value];
}
