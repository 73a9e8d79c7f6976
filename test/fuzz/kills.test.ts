/** A few of what `npm run fuzz -- kills` does a thousand times. */
import { expect, it } from 'vitest';
import { runKills } from './kills.ts';

it('a killed command leaves what was there or what it makes, and nothing that stays', async () => {
  expect(await runKills({ kills: 8, seed: 1 })).toEqual([]);
});
