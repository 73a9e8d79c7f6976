// The fifty segments of the benchmark: definitions in fifty.yaml, and the same by hand in fifty.sql.
// Paths are from the root of the repository, where npm runs everything.
import { readFileSync } from 'node:fs';

export const FIFTY_YAML = 'test/bench/fifty.yaml';

/** The hand-written query of each segment by its name, in the order of the file. */
export function readQueries(): ReadonlyMap<string, string> {
  const text = readFileSync('test/bench/fifty.sql', 'utf8');
  const queries = [...text.matchAll(/^-- ([a-z-]+)\n(SELECT[^;]+);/gm)];
  return new Map(queries.map(([, name, sql]) => [name!, sql!]));
}

/** The segment names of fifty.yaml, in the order of the file. */
export function readNames(): readonly string[] {
  return [...readFileSync(FIFTY_YAML, 'utf8').matchAll(/^ {2}- name: ([a-z-]+)$/gm)].map(
    (match) => match[1]!,
  );
}

/** How many measures fifty.yaml uses, and how many different ones: a measure is a block without its threshold. */
export function countMeasures(): { readonly uses: number; readonly distinct: number } {
  const blocks = [...readFileSync(FIFTY_YAML, 'utf8').matchAll(/^ {8}- ((?:orders|emails): .*)$/gm)];
  const measures = blocks.map(([, block]) =>
    block!
      .replace(/(count|days|days_since_\w+): (\d+|\{ \w+: \w+ \})/, '$1')
      .replace(/, \w+: \w+ \} \}$/, ''),
  );
  return { uses: measures.length, distinct: new Set(measures).size };
}
