/**
 * Shops whose customers buy and stop as MBG/NBD says, with the orders that they make in the 90 days after: how often
 * the interval for their total holds the truth.
 */
import { mbgNbd } from '../../src/stats/mbg-nbd.ts';
import type { HistoryRow } from '../../src/stats/repeat-buying.ts';
import { totalOrders } from './total-orders.ts';

const horizon = 90;

export interface Coverage {
  readonly shops: number;
  readonly held: number;
  readonly below: number;
  readonly above: number;
}

/** How many of the intervals at 95% hold what came; `below` are those where less came than the interval's low end. */
export function coverageOf(shops: number, seed: number): Coverage {
  let [held, below, above] = [0, 0, 0];
  for (let shop = 0; shop < shops; shop++) {
    const { rows, orders } = simulatedShop(seededRandom(seed + shop));
    const { low, high } = totalOrders(mbgNbd, mbgNbd.fit(rows, 0)!, rows, horizon);
    if (orders < low) below++;
    else if (orders > high) above++;
    else held++;
  }
  return { shops, held, below, above };
}

function simulatedShop(random: () => number) {
  const within = (low: number, high: number) => low + random() * (high - low);
  const [r, alpha, a, b] = [within(0.4, 1.6), within(20, 100), within(0.3, 1.5), within(1, 4)];
  const customers = Math.floor(within(500, 3000));
  const rows: HistoryRow[] = [];
  let orders = 0;
  for (let i = 0; i < customers; i++) {
    const rate = gammaDraw(random, r) / alpha;
    const stop = gammaDraw(random, a);
    const goes = stop / (stop + gammaDraw(random, b));
    const age = Math.floor(within(0, 365));
    let [repeats, last] = [0, 0];
    for (let moment = 0; random() >= goes; ) {
      moment -= Math.log(1 - random()) / rate;
      if (moment > age + horizon) break;
      if (moment > age) orders++;
      else [repeats, last] = [repeats + 1, moment];
    }
    rows.push({ repeats, last, age, customers: 1 });
  }
  return { rows, orders };
}

/** A gamma-distributed number (Marsaglia and Tsang 2000). */
function gammaDraw(random: () => number, shape: number): number {
  if (shape < 1) return gammaDraw(random, shape + 1) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const v = (1 + normal / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(random()) < (normal * normal) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
