import { expect, test } from 'vitest';
import { compareMany } from './compare.ts';
import { runProduct } from './product.ts';

/** `SEGMENT_ORACLE_CASES=20000` for a longer look; the seed is fixed so that a failure is the same for all. */
const cases = Number(process.env['SEGMENT_ORACLE_CASES'] ?? 1600);

test(`the product and the oracle agree on ${cases} generated segments`, { timeout: 3_600_000 }, async () => {
  const found: string[] = [];
  const comparison = await compareMany({
    cases,
    seed: 1,
    run: runProduct,
    differences: 1,
    report: (_project, text) => {
      if (text !== undefined) found.push(text);
    },
  });
  expect(found.join('\n')).toBe('');
  expect(comparison.cases).toBeGreaterThanOrEqual(cases);
});
