import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findDifferences } from './members.ts';

let hand: string;
let ours: string;

beforeEach(() => {
  hand = mkdtempSync(join(tmpdir(), 'segment-bench-test-'));
  ours = mkdtempSync(join(tmpdir(), 'segment-bench-test-'));
});

afterEach(() => {
  for (const folder of [hand, ours]) rmSync(folder, { recursive: true, force: true });
});

it('finds no difference between the same keys in another order, with other columns', () => {
  writeFileSync(join(hand, 'a.csv'), 'customer_id\n002\n001\n');
  writeFileSync(join(ours, 'a.csv'), 'customer_id,email\n001,x@example.com\n002,y@example.com\n');
  expect(findDifferences(['a'], hand, ours)).toEqual([]);
});

it('names the segment, both sizes and a key that one side lacks', () => {
  writeFileSync(join(hand, 'a.csv'), 'customer_id\n001\n');
  writeFileSync(join(ours, 'a.csv'), 'customer_id\n001\n003\n');
  expect(findDifferences(['a'], hand, ours)).toEqual([
    { segment: 'a', byHand: 1, bySegment: 2, example: '003' },
  ]);
});

it('sees a customer listed twice', () => {
  writeFileSync(join(hand, 'a.csv'), 'customer_id\n001\n');
  writeFileSync(join(ours, 'a.csv'), 'customer_id\n001\n001\n');
  expect(findDifferences(['a'], hand, ours)).toHaveLength(1);
});

it('takes an empty list for what it is', () => {
  for (const folder of [hand, ours]) writeFileSync(join(folder, 'a.csv'), 'customer_id\n');
  expect(findDifferences(['a'], hand, ours)).toEqual([]);
});
