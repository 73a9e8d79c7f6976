import { expect, it } from 'vitest';
import { fuzzFiles } from './compare-files.ts';

it('rows of generated files are accounted for, and their values are those of another reader', async () => {
  const { differences, rows, refused } = await fuzzFiles(120, 1);
  expect(differences).toEqual([]);
  expect(rows).toBeGreaterThan(3000);
  expect(refused).toBeGreaterThan(10);
});
