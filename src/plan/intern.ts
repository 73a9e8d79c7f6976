/** Text that is equal exactly when two values mean the same: spans take no part. */
export function keyOf(value: object): string {
  const known = keys.get(value);
  if (known !== undefined) return known;
  const key = JSON.stringify(value, (name, item) => (name === 'span' ? undefined : item));
  keys.set(value, key);
  return key;
}

const keys = new WeakMap<object, string>();

/** Names that are each given once: `orders_count`, `orders_count_2`. Engines fold case, so do we. */
export class Names {
  readonly #taken = new Set<string>();

  constructor(taken: Iterable<string> = []) {
    for (const name of taken) this.#taken.add(name.toLowerCase());
  }

  give(wanted: string): string {
    for (let n = 1; ; n++) {
      const name = n === 1 ? wanted : `${wanted}_${n}`;
      if (this.#taken.has(name.toLowerCase())) continue;
      this.#taken.add(name.toLowerCase());
      return name;
    }
  }
}
