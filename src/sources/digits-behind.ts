/** How many digits stand behind the point of a number that is text, as SQL: `1.25e-07` has 9, `5.0` none. */
export function digitsBehind(text: string): string {
  return behind(text, `rtrim(${fraction(text)}, '0')`);
}

/** Zeros at the end among them: `1.50` has 2. */
export function writtenBehind(text: string): string {
  return behind(text, fraction(text));
}

/** How many digits it needs before the point at the most. */
export function writtenBefore(text: string): string {
  return `greatest(0, strlen(ltrim(split_part(${mantissa(text)}, '.', 1), '+-')) + ${exponent(text)})`;
}

function behind(text: string, digits: string): string {
  return `greatest(0, strlen(${digits}) - ${exponent(text)})`;
}

function fraction(text: string): string {
  return `split_part(${mantissa(text)}, '.', 2)`;
}

function mantissa(text: string): string {
  return `split_part(lower(${text}), 'e', 1)`;
}

function exponent(text: string): string {
  return `coalesce(TRY_CAST(split_part(lower(${text}), 'e', 2) AS INTEGER), 0)`;
}
