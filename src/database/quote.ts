/** A name as SQL writes it, whatever its characters. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL writes it. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A list of texts, as settings and table functions take them: `['a', 'b']`. */
export function quoteTexts(texts: readonly string[]): string {
  return `[${texts.map(quoteText).join(', ')}]`;
}

/** A path as the engine's table functions take it, which read `*`, `?` and `[` as a pattern unless they stand in brackets. */
export function literalPath(path: string): string {
  return path.replace(/[*?[]/g, '[$&]');
}

/** The paths as SQL writes them for a table function. */
export function quotePaths(paths: readonly string[]): string {
  return quoteTexts(paths.map(literalPath));
}
