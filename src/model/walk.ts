import type { Duration } from './duration.ts';
import type { Logic } from './logic.ts';
import type { Leaf, MeasureValue, Rows } from './value.ts';

type LogicLeaf = Extract<Logic<Leaf>, { readonly kind: 'leaf' }>;

/** Every test inside checked definitions, also those of rows inside measures; each object is looked at once. */
export function leavesWithin(root: unknown): readonly Leaf[] {
  return placedLeavesWithin(root).map(({ leaf }) => leaf);
}

/** As `leavesWithin`, each with its place where it stands in a file. */
export function placedLeavesWithin(root: unknown): readonly LogicLeaf[] {
  const found: LogicLeaf[] = [];
  walk(root, (item) => {
    if ('kind' in item && item.kind === 'leaf' && 'leaf' in item) found.push(item as LogicLeaf);
  });
  return found;
}

/** The conditions that rows of event tables are held to inside checked definitions. */
export function rowTestsWithin(root: unknown): readonly Logic<Leaf>[] {
  const found: Logic<Leaf>[] = [];
  walk(root, (item) => {
    if ('bounds' in item && 'steps' in item) {
      const { where, having } = item as Rows;
      found.push(...[where, having].filter((test) => test !== undefined));
    }
    if ('kind' in item && item.kind === 'measure' && 'test' in item) found.push(item.test as Logic<Leaf>);
  });
  return found;
}

const longest = new WeakMap<object, number>();

/** The most days that any span inside checked definitions can move a time, rounded up. */
export function longestSpan(root: object): number {
  const known = longest.get(root);
  if (known !== undefined) return known;
  let days = 0;
  walk(root, (item) => {
    if (isDuration(item)) days = Math.max(days, Math.ceil(item.n * (item.unit === 'w' ? 7 : 1)));
  });
  longest.set(root, days);
  return days;
}

/** Values made of rows of events, inside others as well. */
export function measuresWithin(root: unknown): readonly MeasureValue[] {
  const found: MeasureValue[] = [];
  walk(root, (item) => {
    if ('kind' in item && item.kind === 'measure' && 'rows' in item) found.push(item as MeasureValue);
  });
  return found;
}

/** The names of the models whose fields checked definitions read. */
export function modelsWithin(root: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  walk(root, (item) => {
    if ('kind' in item && item.kind === 'model' && 'model' in item) names.add(String(item.model));
  });
  return names;
}

function isDuration(item: object): item is Duration {
  return 'n' in item && 'unit' in item;
}

function walk(root: unknown, see: (item: object) => void): void {
  const seen = new Set<object>();
  visit(root);

  function visit(item: unknown): void {
    if (typeof item !== 'object' || item === null || seen.has(item)) return;
    seen.add(item);
    see(item);
    if (Array.isArray(item)) for (const part of item) visit(part);
    else if (item instanceof Map) for (const part of item.values()) visit(part);
    // A span leads to the whole text of a file.
    else for (const name in item) if (name !== 'span') visit((item as Record<string, unknown>)[name]);
  }
}
