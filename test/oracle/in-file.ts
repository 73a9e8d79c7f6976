/** The values that a list in a file holds. */
import { clean } from './world.ts';

/** `.txt`: one value a line; else CSV, the column by its name. */
export function fileValues(path: string, text: string, column: string): readonly string[] {
  if (path.endsWith('.txt'))
    return text
      .split(/\r?\n/)
      .map(clean)
      .filter((line) => line !== '');
  const [header, ...rows] = readCsv(text);
  const index = header!.map(clean).indexOf(column);
  if (index < 0) throw new Error(`no column ${column} in ${path}`);
  return rows.map((row) => clean(row[index] ?? '')).filter((value) => value !== '');
}

export function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\r?\n|$)/g)) {
    if (match[0] === '') break;
    rows.at(-1)!.push(match[1]?.replaceAll('""', '"') ?? match[2]!.replace(/\r$/, ''));
    if (match[3] !== ',') rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}
