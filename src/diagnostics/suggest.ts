/** Did you mean: names near to one that is not known. */

/** The names near to the one written, nearest first, at most three. Case, `_`, `-` and spaces do not count. */
export function suggestions(name: string, candidates: Iterable<string>): readonly string[] {
  const wanted = fold(name);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const near: { readonly candidate: string; readonly distance: number }[] = [];
  for (const candidate of new Set(candidates)) {
    const distance = nearness(wanted, fold(candidate), limit);
    if (distance <= limit && candidate !== name) near.push({ candidate, distance });
  }
  near.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  return near.slice(0, 3).map(({ candidate }) => candidate);
}

/** A line of help: "did you mean `a`, `b` or `c`?"; undefined when no name is near. */
export function didYouMean(name: string, candidates: Iterable<string>): string | undefined {
  const near = suggestions(name, candidates);
  return near.length === 0 ? undefined : `did you mean ${alternatives(near)}?`;
}

/** The same as lines of help: one or none. */
export function nearHelp(name: string, candidates: Iterable<string>): readonly string[] {
  const help = didYouMean(name, candidates);
  return help === undefined ? [] : [help];
}

/** Names in backticks, joined for a sentence: "`a`, `b` or `c`". */
export function alternatives(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  return quoted.length < 2
    ? quoted.join('')
    : `${quoted.slice(0, -1).join(', ')} or ${quoted[quoted.length - 1]}`;
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}

/** The edit distance; a word that the other begins with is as near as one may be and still be named. */
function nearness(wanted: string, candidate: string, limit: number): number {
  if (wanted === candidate) return 0;
  const prefix = wanted.length >= 3 && candidate.startsWith(wanted);
  const distance = editDistance(wanted, candidate, limit);
  return prefix ? Math.min(distance, limit) : distance;
}

/**
 * Insertions, deletions, substitutions and swaps of neighbours between two words (optimal string alignment),
 * or Infinity past the limit.
 */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return Number.POSITIVE_INFINITY;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let distance = Math.min(last[j]! + 1, row[j - 1]! + 1, substituted);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        distance = Math.min(distance, beforeLast[j - 2]! + 1);
      }
      row.push(distance);
    }
    [beforeLast, last] = [last, row];
  }
  const distance = last[b.length]!;
  return distance <= limit ? distance : Number.POSITIVE_INFINITY;
}
