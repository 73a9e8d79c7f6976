/** What looks like a number to people, whatever it is to the reader. */
const LOOKS_NUMERIC = /^[-+(\u2212]?\s*\p{Sc}?\s*\d[\d.,'\u2019\s]*(\p{Sc}|[\p{L}]{1,3}\.?)?\s*\)?-?$/u;

export function looksNumeric(value: string): boolean {
  return LOOKS_NUMERIC.test(value);
}

const MISSING =
  /^(n\.?\/?a\.?|#n\/?a|<na>|null|none|nil|nan|undefined|missing|unknown|#null!|#(div\/0|value|ref|num|name)[!?]|[-\u2010-\u2015]+|\?+|[.]+|\\n)$/i;

/** A word that everybody writes for a value that is not there. */
export function isMissingWord(cell: string): boolean {
  return MISSING.test(cell);
}

/** Whether half of the values look like numbers, but for words for one that is missing. */
export function holdsNumbers(values: readonly string[]): boolean {
  const told = values.filter((value) => !isMissingWord(value));
  return told.length > 0 && told.filter(looksNumeric).length * 2 >= told.length;
}
