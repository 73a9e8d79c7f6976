// Faults that were found from outside are each held by a test that is there.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

const TESTS = new URL('..', import.meta.url).pathname;
const FAULTS = 44;

type Holders = readonly (string | Readonly<Record<string, string>>)[];

const faults = parse(readFileSync(join(TESTS, 'faults.yaml'), 'utf8')) as Readonly<Record<string, Holders>>;

it('each has its number, once', () => {
  const numbers = Object.keys(faults).map((name) => Number(name.split(' ', 1)[0]));
  expect(numbers).toEqual(Array.from({ length: FAULTS }, (_, index) => index + 1));
});

it.each(Object.entries(faults))('%s: the tests are there', (_, holders) => {
  expect(holders.length).toBeGreaterThan(0);
  expect(holders.filter((holder) => !isThere(holder))).toEqual([]);
});

function isThere(holder: Holders[number]): boolean {
  if (typeof holder === 'string') return existsSync(join(TESTS, holder, 'segments.yaml'));
  const [[file, name] = ['', '']] = Object.entries(holder);
  const path = join(TESTS, file);
  return existsSync(path) && namesOf(readFileSync(path, 'utf8')).some((given) => given.includes(name));
}

/** What stands as the name of a test or of a group of them. */
function namesOf(source: string): readonly string[] {
  const found = source.matchAll(
    /(?:^|\s|\)|>)(?:it|test|describe)?(?:\.\w+)?\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1\s*,/gm,
  );
  return [...found].map(([, , name = '']) => name.replaceAll("\\'", "'"));
}
