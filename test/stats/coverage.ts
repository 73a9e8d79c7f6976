/** `npm run coverage-of-totals -- SHOPS SEED`: the long run of `simulated-shops.ts`. */
import { coverageOf } from './simulated-shops.ts';

const [shops = 2000, seed = 1] = process.argv.slice(2).map(Number);
const { held, below, above } = coverageOf(shops, seed);
process.stdout.write(
  `${shops} shops from seed ${seed}: ${((100 * held) / shops).toFixed(2)}% held, ${below} below, ${above} above\n`,
);
