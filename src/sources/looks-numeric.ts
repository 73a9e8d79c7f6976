/** What looks like a number to people, whatever it is to the reader. */
const LOOKS_NUMERIC = /^[-+(\u2212]?\s*\p{Sc}?\s*\d[\d.,'\u2019\s]*(\p{Sc}|[\p{L}]{1,3}\.?)?\s*\)?-?$/u;

/** Whether half of the values look like numbers. */
export function holdsNumbers(values: readonly string[]): boolean {
  return values.length > 0 && values.filter((value) => LOOKS_NUMERIC.test(value)).length * 2 >= values.length;
}
