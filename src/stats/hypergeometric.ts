import { logGamma } from './gamma.ts';

/** A list drawn from a population in which some are marked, and how many of these it has. */
export interface Draw {
  readonly population: number;
  readonly marked: number;
  readonly drawn: number;
  readonly found: number;
}

/**
 * How likely a list drawn at random differs from the population by as much: Fisher's exact test by the
 * hypergeometric distribution, two-sided as twice the smaller tail, each tail with half of what was found itself
 * (the mid-p of Lancaster 1961, whose level is right on average where the exact one is too strict).
 */
export function drawByChance(draw: Draw): number {
  const { population, marked, drawn, found } = draw;
  const least = Math.max(0, drawn + marked - population);
  const most = Math.min(drawn, marked);
  if (least === most) return 1;
  const own = Math.exp(logChance(draw));
  const above = tail(draw, own, found, most);
  const below = tail(mirrored(draw), own, drawn - found, drawn - least);
  return Math.min(1, 2 * Math.min(above, below) + own);
}

/** The chance of more than were found: each term by the one before, until the rest is nothing. */
function tail({ population, marked, drawn }: Draw, own: number, found: number, most: number): number {
  let [sum, term] = [0, own];
  for (let k = found; k < most; k++) {
    term *= ((marked - k) * (drawn - k)) / ((k + 1) * (population - marked - drawn + k + 1));
    sum += term;
    if (term < sum * Number.EPSILON) break;
  }
  return sum;
}

/** The same of those who are not marked. */
function mirrored({ population, marked, drawn, found }: Draw): Draw {
  return { population, marked: population - marked, drawn, found: drawn - found };
}

function logChance({ population, marked, drawn, found }: Draw): number {
  return (
    logChoose(marked, found) + logChoose(population - marked, drawn - found) - logChoose(population, drawn)
  );
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
