import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collector } from '../../src/diagnostics/collect.ts';
import { readPlain } from '../../src/yaml/plain.ts';
import { readAny } from '../../src/yaml/read.ts';

const files = ['segments', 'test/cases'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(folder, name)),
);
const texts = files.map((file) => readFileSync(file, 'utf8'));

/** What is read here has to be what the package reads, places included, and nothing may be wrong with it. */
function compare(text: string): boolean {
  const source = { name: 'test.yaml', text };
  const node = readPlain(source);
  if (node === undefined) return false;
  const { report, diagnostics } = collector();
  expect(node).toEqual(readAny(source, report));
  expect(diagnostics).toEqual([]);
  return true;
}

describe('plain definitions are read as the yaml package reads them', () => {
  test.each(files.map((file, index) => [file, texts[index]!]))('%s', (_file, text) => {
    compare(text);
  });

  test('and most files are plain', () => {
    const plain = texts.filter((text) => readPlain({ name: 'test.yaml', text }));
    expect(plain.length / texts.length).toBeGreaterThan(0.7);
  });

  test.each([
    'a: 1',
    'a:\n- b\n- c: 1\n  d: [e, {f: g}]\nh: i',
    "a: 'it''s' # said\n\n# and\nb: \"x\"",
    'a: {\n  b: 1,\n  # one\n  c: [2,\n    3]\n }',
  ])('%j is plain', (text) => {
    expect(compare(text)).toBe(true);
  });

  test.each([
    'a: b: c',
    'a: b\n  c',
    'a: |\n  b',
    'a: &x b',
    'a: "\\t"',
    'a: 1\na: 2',
    'a: [1,000]',
    'a: x #y',
    'a:',
    '- - a',
    'a: [b]c',
    '---\na: 1',
  ])('%j is left to the package', (text) => {
    expect(readPlain({ name: 'test.yaml', text })).toBeUndefined();
  });

  const piece = fc.constantFrom(
    ...['\n', '\n  ', '\n- ', '\n  - ', '- ', ' ', ': ', ':', ', ', ',', ' #', '#', '# ', '[', ']', '{', '}'],
    ...[
      "'",
      '"',
      '&',
      '*',
      '!',
      '|',
      '>',
      '%',
      '@',
      '?',
      '? ',
      '-',
      '--',
      '~',
      '<<',
      '\t',
      '\\',
      'a',
      'b: c',
      '1',
      'é',
    ],
  );

  test('wherever something is put in or left out', () => {
    let plain = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 3 }), piece), { minLength: 1, maxLength: 2 }),
        (text, changes) => {
          let changed = text;
          for (const [place, length, put] of changes) {
            const at = place % (changed.length + 1);
            changed = changed.slice(0, at) + put + changed.slice(at + length);
          }
          if (compare(changed)) plain += 1;
        },
      ),
      { numRuns: 500, seed: 1 },
    );
    expect(plain).toBeGreaterThan(50);
  });

  test('whatever is put together', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        compare(pieces.join(''));
      }),
      { numRuns: 2000, seed: 1 },
    );
  });
});
