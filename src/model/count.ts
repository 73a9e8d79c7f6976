/** Numbers as every sentence and table writes them. */

/** `3,000`: thousands apart. */
export function counted(count: number | bigint): string {
  return thousandsApart(String(count));
}

/** `1 row`, `2,000 rows`. */
export function countOf(count: number | bigint, noun: string, plural = `${noun}s`): string {
  return `${counted(count)} ${Number(count) === 1 ? noun : plural}`;
}

/** `1 row is`, `2 rows are`: a noun and the verb that belongs to it. */
export function countThat(count: number | bigint, noun: string, one: string, several: string): string {
  return `${countOf(count, noun)} ${Number(count) === 1 ? one : several}`;
}

/** The text of a decimal with its thousands apart. */
export function thousandsApart(decimal: string): string {
  const [whole = '', digits] = decimal.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return digits === undefined ? grouped : `${grouped}.${digits}`;
}
