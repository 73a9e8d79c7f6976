/** Choices from a seed: the same seed makes the same choices, everywhere. */
export interface Random {
  /** A whole number between the two, both included. */
  readonly int: (low: number, high: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(items: readonly T[]) => T;
  /** Between `low` and `high` different items, in their order. */
  readonly some: <T>(items: readonly T[], low: number, high: number) => readonly T[];
  /** One of the makers, by its weight. */
  readonly weighted: <T>(choices: readonly (readonly [weight: number, make: () => T])[]) => T;
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  // Mulberry32 by Tommy Ettinger, public domain.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new Error('nothing to pick from');
    return items[int(0, items.length - 1)]!;
  };
  return {
    int,
    pick,
    chance: (probability) => next() < probability,
    some: (items, low, high) => {
      const wanted = Math.min(items.length, int(low, high));
      const chosen = new Set<number>();
      while (chosen.size < wanted) chosen.add(int(0, items.length - 1));
      return [...chosen].sort((a, b) => a - b).map((index) => items[index]!);
    },
    weighted: (choices) => {
      const total = choices.reduce((sum, [weight]) => sum + weight, 0);
      let left = next() * total;
      for (const [weight, make] of choices) {
        left -= weight;
        if (left < 0) return make();
      }
      return choices.at(-1)![1]();
    },
  };
}
