import { expect, it } from 'vitest';
import { lateSurprises } from './compare-late.ts';

// So many rows that none of the beginning, by which a file is known, is surprising.
const ROWS = 10_000;

it('a surprise behind clean rows costs its own row, or the file is refused by it', async () => {
  const { differences, files } = await lateSurprises(ROWS, { '': (bytes) => bytes }, () => {});
  expect(differences).toEqual([]);
  expect(files).toBeGreaterThan(15);
}, 300_000);
