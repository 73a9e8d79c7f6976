import { expect, it } from 'vitest';
import { digestOf } from '../../src/model/digest.ts';

it('is FNV-1a of 64 bits, as its authors publish values', () => {
  expect(['', 'a', 'foobar'].map(digestOf)).toEqual([
    'cbf29ce484222325',
    'af63dc4c8601ec8c',
    '85944171f73967e8',
  ]);
});
