/** A small sample of what `npm run fuzz -- definitions` runs at length; every seed gives the same definition, everywhere. */
import { expect, it } from 'vitest';
import { runDefinitions } from './definitions.ts';

it('broken and unusual definitions: words, and never a bug', async () => {
  // Time is not looked at here: a busy machine is no hang.
  expect(await runDefinitions({ definitions: 400, seed: 1, now: () => 0 })).toEqual([]);
});
