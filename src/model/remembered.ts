/** What is computed of a thing that others are made of, asked for once. */
export function remembered<Thing extends object, Result>(
  compute: (value: Thing) => Result,
): (value: Thing) => Result {
  const known = new WeakMap<Thing, Result>();
  return (value) => {
    if (!known.has(value)) known.set(value, compute(value));
    return known.get(value)!;
  };
}
