/** A small sample of what `npm run fuzz -- pairs` runs at length; every seed gives the same pair, everywhere. */
import { expect, it } from 'vitest';
import { runPairs } from './pairs.ts';

it('a broken project file and a command: words, and never a bug', async () => {
  // Time is not looked at here: a busy machine is no hang.
  expect(await runPairs({ pairs: 60, seed: 1, now: () => 0 })).toEqual([]);
});
