/** Words of a project file as YAML takes them. */

/** A scalar, quoted where YAML or this language would read something else. */
export function scalar(text: string): string {
  const isPlain = /^[\p{L}\p{N}_][^:#,[\]{}"'`\n]*$/u.test(text) && text === text.trim();
  return isPlain ? text : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

/** A mapping in braces: `{ type: decimal }`. Values are YAML already. */
export function inBraces(entries: Readonly<Record<string, string>>): string {
  const parts = Object.entries(entries).map(([name, value]) => `${scalar(name)}: ${value}`);
  return `{ ${parts.join(', ')} }`;
}

/** A list in brackets of scalars. */
export function inBrackets(items: readonly string[]): string {
  return `[${items.map(scalar).join(', ')}]`;
}

/** Lines moved to the right. */
export function indented(lines: readonly string[], spaces = 2): readonly string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(spaces) + line));
}

/** A column as definitions name it: a dot in a name would lead into the column. */
export function plainName(name: string): string {
  return name.replaceAll(/\s*\.\s*/g, ' ').trim();
}

/** The name of a column as a scalar. */
export function columnScalar(name: string): string {
  return scalar(plainName(name));
}
