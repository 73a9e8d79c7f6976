import fc from 'fast-check';
import { expect, test } from 'vitest';
import { didYouMean, suggestions } from '../../src/diagnostics/suggest.ts';

const fields = ['country', 'country_code', 'email', 'first_name', 'last_name', 'spend_1y', 'lt', 'gte'];

test.each([
  ['contry', 'country'],
  ['coutnry', 'country'],
  ['Country', 'country'],
  ['firstName', 'first_name'],
  ['first-name', 'first_name'],
  ['gt', 'gte'],
  ['emial', 'email'],
  ['spend', 'spend_1y'],
  ['zzz', undefined],
  ['orders', undefined],
])('%s: %s', (name, expected) => {
  expect(suggestions(name, fields)[0]).toBe(expected);
});

test('at most three, nearest first, as a sentence', () => {
  const near = ['cart', 'card', 'care', 'cat', 'dog'];
  expect(suggestions('car', near)).toEqual(['card', 'care', 'cart']);
  expect(didYouMean('car', near)).toBe('did you mean `card`, `care` or `cart`?');
  expect(didYouMean('dgo', near)).toBe('did you mean `dog`?');
  expect(didYouMean('zebra', near)).toBeUndefined();
});

test('one slip in a word of four letters or more is always found', () => {
  const word = fc.stringMatching(/^[a-z]{4,12}$/);
  fc.assert(
    fc.property(word, fc.nat(), fc.constantFrom('drop', 'double', 'swap'), (name, at, slip) => {
      const i = at % (name.length - 1);
      const slipped = {
        drop: name.slice(0, i) + name.slice(i + 1),
        double: name.slice(0, i) + name[i] + name.slice(i),
        swap: name.slice(0, i) + name[i + 1] + name[i] + name.slice(i + 2),
      }[slip];
      if (slipped !== name) expect(suggestions(slipped, [name])[0]).toBe(name);
    }),
    { seed: 5 },
  );
});
