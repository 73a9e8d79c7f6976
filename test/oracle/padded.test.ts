import { expect, it } from 'vitest';
import { comparePadded } from './padded.ts';

it('rows of nobody change no list, however many there are', async () => {
  const { compared, differing } = await comparePadded(6, 1);
  expect(compared).toBe(6);
  expect(differing).toEqual([]);
});
