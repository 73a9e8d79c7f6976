import { createHash } from 'node:crypto';

/**
 * Text that is equal exactly when two values mean the same: spans take no part. What a value is made of is looked at
 * once, however often it stands in others.
 */
export function keyOf(value: object): string {
  const known = keys.get(value);
  if (known !== undefined) return known;
  const key = shortened(
    Array.isArray(value) ? `[${value.map(partKey).join()}]` : `{${partsOf(value).join()}}`,
  );
  keys.set(value, key);
  return key;
}

const keys = new WeakMap<object, string>();

function partsOf(value: object): readonly string[] {
  const parts: string[] = [];
  for (const [name, part] of Object.entries(value)) {
    if (name !== 'span' && part !== undefined) parts.push(`${JSON.stringify(name)}:${partKey(part)}`);
  }
  return parts;
}

/** As JSON; what is made of others in a list, so that it is no text. */
function partKey(part: unknown): string {
  const isMade = typeof part === 'object' && part !== null;
  return isMade ? `[${JSON.stringify(keyOf(part))}]` : (JSON.stringify(part) ?? 'null');
}

const LONGEST = 160;

function shortened(key: string): string {
  return key.length <= LONGEST ? key : createHash('sha256').update(key).digest('base64');
}

/** Names that are each given once: `orders_count`, `orders_count_2`. Engines fold case, so do we. */
export class Names {
  readonly #taken = new Set<string>();
  /** Where to look on: of a thousand measures of one name, each would try the numbers of all others. */
  readonly #given = new Map<string, number>();

  constructor(taken: Iterable<string> = []) {
    for (const name of taken) this.#taken.add(name.toLowerCase());
  }

  give(wanted: string): string {
    const folded = wanted.toLowerCase();
    for (let n = this.#given.get(folded) ?? 1; ; n++) {
      const name = n === 1 ? wanted : `${wanted}_${n}`;
      if (this.#taken.has(name.toLowerCase())) continue;
      this.#taken.add(name.toLowerCase());
      this.#given.set(folded, n + 1);
      return name;
    }
  }
}
