import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collector, sortDiagnostics } from '../../src/diagnostics/collect.ts';
import { startOf } from '../../src/diagnostics/position.ts';
import { renderDiagnostic } from '../../src/diagnostics/render.ts';
import type { YamlNode } from '../../src/yaml/node.ts';
import { readYaml } from '../../src/yaml/read.ts';

function read(text: string) {
  const { report, diagnostics } = collector();
  const node = readYaml({ name: 'test.yaml', text }, report);
  return { node, diagnostics: sortDiagnostics(diagnostics) };
}

/** The node as plain data; quoted scalars keep a mark. */
function data(node: YamlNode | undefined): unknown {
  if (!node) return undefined;
  if (node.kind === 'scalar') return node.quoted ? `"${node.text}"` : node.text;
  if (node.kind === 'list') return node.items.map(data);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, data(value)]));
}

function spanText(node: YamlNode): string {
  return node.span.source.text.slice(node.span.start, node.span.end);
}

function problems(text: string): readonly string[] {
  return read(text).diagnostics.map(({ code, span }) => {
    const { line, column } = startOf(span!);
    return `${code} ${line}:${column} ${span!.source.text.slice(span!.start, span!.end)}`;
  });
}

describe('what is read', () => {
  test.each([
    ['postcode: 01234', { postcode: '01234' }],
    ['country: NO', { country: 'NO' }],
    ['sku: 84029E1', { sku: '84029E1' }],
    ['a: Null\nb: ~\nc: true', { a: 'Null', b: '~', c: 'true' }],
    ['a: "1"\nb: \'2\'', { a: '"1"', b: '"2"' }],
    ['a: |\n  one\n  two\n', { a: '"one\ntwo\n"' }],
    ['a: >-\n  one\n  two\n', { a: '"one two"' }],
    ['a: one\n  two', { a: 'one two' }],
    ['- a\n- [b, c]\n- { d: e }', ['a', ['b', 'c'], { d: 'e' }]],
    ['a: &x [1, 2]\nb: *x', { a: ['1', '2'], b: ['1', '2'] }],
    ['a: &x 90d\nb: { last: *x }', { a: '90d', b: { last: '90d' } }],
    ['a: cafe\u0301', { a: 'caf\u00e9' }],
    ['a: x # a usual comment\nb: y', { a: 'x', b: 'y' }],
    ['a: x # really !\nb: y', { a: 'x', b: 'y' }],
    ['a: {\n  b: 1\n}', { a: { b: '1' } }],
    ['a:\r\n  - b\r\n', { a: ['b'] }],
    ['---\na: 1\n', { a: '1' }],
    ['\ufeffa: 1\n', { a: '1' }],
    ['title: Prix 10\u00a0€', { title: 'Prix 10\u00a0€' }],
    ['just text', 'just text'],
  ])('%j', (text, expected) => {
    const { node, diagnostics } = read(text);
    expect(diagnostics).toEqual([]);
    expect(data(node)).toEqual(expected);
  });

  test('spans are the text as written', () => {
    const { node } = read('  a:\n    b: "x y"\n    c: [1, 2] # note\n  d: { e: f }\n');
    if (node?.kind !== 'map') throw new Error('expected a map');
    const [a, d] = node.entries;
    expect(spanText(a!.key)).toBe('a');
    expect(spanText(a!.value)).toBe('b: "x y"\n    c: [1, 2]');
    expect(spanText(d!.value)).toBe('{ e: f }');
    if (a!.value.kind !== 'map') throw new Error('expected a map');
    expect(a!.value.entries.map(({ value }) => spanText(value))).toEqual(['"x y"', '[1, 2]']);
  });

  test.each([
    ['key:\n', 4],
    ['key: \nb: 1', 5],
    ['key: # nothing\nb: 1', 5],
    ['{ key: , b: 1 }', 7],
    ['key:', 4],
  ])('a blank value stands where it should: %j', (text, offset) => {
    const { node } = read(text);
    if (node?.kind !== 'map') throw new Error('expected a map');
    const { value } = node.entries[0]!;
    expect(value).toMatchObject({ kind: 'scalar', text: '', quoted: false });
    expect(value.span).toMatchObject({ start: offset, end: offset });
  });
});

describe('what is wrong', () => {
  test.each([
    ['a: @x', ['needs-quotes 1:4 @x']],
    ['a: %x', ['needs-quotes 1:4 %x']],
    ['a: `x`', ['needs-quotes 1:4 `x`']],
    ['a: ,x', ['needs-quotes 1:4 ,x']],
    ['a: { b: *.com }', ['unknown-alias 1:9 *.com']],
    ['a: &co', ['anchor-without-value 1:4 &co']],
    ['a: !important', ['yaml-tag 1:4 !important']],
    ['a: !', ['yaml-tag 1:4 !']],
    ['a: !!int 5', ['yaml-tag 1:4 !!int']],
    ['a: { b: Hello [you], c: 1 }', ['needs-quotes 1:15 [you]']],
    ['a: { b: Hello {you}, c: 1 }', ['needs-quotes 1:15 {you}']],
    ['a: { b: ${HOME}/x }', ['needs-quotes 1:10 {HOME}/x']],
    ['a: { b: Hello, world, c: 1 }', ['missing-value 1:16 world']],
    ['a: { gte: 1,000 }', ['missing-value 1:13 000']],
    ['a: {b:1}', ['missing-space 1:5 b:1']],
    ['a: [b, c\nd: 1', ['unclosed-bracket 1:4 [']],
    ['a: {b: 1', ['unclosed-bracket 1:4 {']],
    ['a: }', ['unopened-bracket 1:4 }']],
    ['a: "b\nc: d', ['unclosed-quote 1:4 "b']],
    ["a: 'it's'", ["text-after-quote 1:8 s'"]],
    ['a: "\\q"', ['unknown-escape 1:5 \\q']],
    ['a: "b"#c', ['missing-space 1:7 #']],
    ['a: [b c, , d]', ['missing-item 1:10 ,']],
    ['a: ["b" "c"]', ['missing-comma 1:9 "c"']],
    ['a: b: c', ['needs-quotes 1:4 b: c']],
    ['a: b\n  c: d', ['value-and-keys 1:4 b']],
    ['a: - b\n   - c', ['list-after-key 1:4 -']],
    ['a: 1\n- b', ['list-in-mapping 2:1 -']],
    ['- a\nb: 1', ['indentation 2:1 b: 1']],
    ['a:\n- b\n-c', ['missing-space 3:1 -c']],
    ['a\nb: 1', ['missing-colon 1:1 a']],
    ['a:\n   b: 1\n  c: 2', ['indentation 3:1   c: 2']],
    ['a:\n\tb: 1', ['tab-indentation 2:1 \t']],
    ['a:\n  b: 1\n\tc: 2', ['tab-indentation 3:1 \t']],
    ['a: |\n  b\n\tc', ['tab-indentation 3:1 \t']],
    ['a:\n\u00a0\u00a0b: 1', ['odd-space 2:1 \u00a0\u00a0']],
    ['a:\u00a0b', ['odd-space 1:3 \u00a0']],
    ['a: b\u00a0', ['odd-space 1:5 \u00a0']],
    ['a: >= 5', ['needs-quotes 1:4 >= 5']],
    ['%x: 1', ['needs-quotes 1:1 %x: 1']],
    ['%YAML 1.1\n---\na: 1', ['yaml-directive 1:1 %YAML 1.1']],
    ['a: 1\n---\nb: 2', ['several-documents 2:1 ---']],
    ['[a]: b', ['key-not-text 1:1 [a]']],
    ['? { a: b }\n: c', ['key-not-text 1:3 { a: b }']],
    [': a', ['missing-key 1:1 :']],
    ['a: &a [*a]', ['alias-in-itself 1:8 *a']],
    ['', ['empty-file 1:1 ']],
    ['# only a comment\n', ['empty-file 1:1 ']],
  ])('%j', (text, expected) => {
    const { node } = read(text);
    expect(problems(text)).toEqual(expected);
    expect(node).toBeUndefined();
  });

  test('every line with an error is reported, once', () => {
    expect(problems('a: @b\nc: ok\nd: %e\nf: g: h\n').map((problem) => problem.split(' ')[1])).toEqual([
      '1:4',
      '3:4',
      '4:4',
    ]);
  });

  test('messages are ours and say what to write', () => {
    const [diagnostic] = read('a: { b: Hello [you] }').diagnostics;
    expect(diagnostic?.message).toBe('unquoted text inside braces may not contain `[`');
    expect(diagnostic?.help).toEqual(['put it in quotes: `"Hello [you]"`']);
    expect(read('a: *.com').diagnostics[0]?.help).toEqual(['quote it if it is text: `"*.com"`']);
    expect(read('a: { gte: 1,000 }').diagnostics[0]?.help).toEqual(['write `1000` if it is one number']);
  });

  test('a duplicate key points at the second and names the line of the first', () => {
    const { node, diagnostics } = read('a: 1\nb: 2\na: 3\n');
    expect(diagnostics.map(({ message }) => message)).toEqual(['`a` is given twice; the first is on line 1']);
    expect(startOf(diagnostics[0]!.span!)).toEqual({ line: 3, column: 1 });
    expect(data(node)).toEqual({ a: '1', b: '2' });
  });

  test('keys that differ only in how accents are composed are the same key', () => {
    expect(problems('caf\u00e9: 1\ncafe\u0301: 2\n')).toHaveLength(1);
  });

  test('merge keys are errors', () => {
    expect(problems('a: &a { b: 1 }\nc: { <<: *a }')).toEqual(['merge-key 2:6 <<']);
  });

  test('aliases are bounded', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const lines = names.map((name, index) => {
      const items = index === 0 ? Array(10).fill('x') : Array(10).fill(`*${names[index - 1]}`);
      return `${name}: &${name} [${items.join(', ')}]`;
    });
    expect(read(lines.join('\n')).diagnostics.map(({ code }) => code)).toEqual(['too-many-aliases']);
  });

  test.each([
    ['lists', '['.repeat(5000) + ']'.repeat(5000)],
    ['items', `${'- '.repeat(5000)}a`],
    ['mappings', Array.from({ length: 1200 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['lists, just too deep', '['.repeat(600) + ']'.repeat(600)],
  ])('%s nested too deep are one clear error', (_, text) => {
    const { node, diagnostics } = read(text);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'lists and mappings are nested more than 500 deep',
    ]);
    expect(node).toBeUndefined();
  });

  test('400 levels are fine', () => {
    expect(read(`${'['.repeat(400)}a${']'.repeat(400)}`).diagnostics).toEqual([]);
  });
});

test('any text is read or refused with an error inside it, and never thrown at', () => {
  const pieces = [
    'a',
    ': ',
    ':',
    '- ',
    '-',
    '\n',
    '  ',
    '\t',
    '{',
    '}',
    '[',
    ']',
    ', ',
    ',',
    '"',
    "'",
    '&x ',
    '*x',
    '!',
    '|',
  ];
  const more = [
    '>',
    '#',
    ' #2',
    '@',
    '%',
    '?',
    '? ',
    '\u00a0',
    '<<: ',
    '---\n',
    '...\n',
    '${A}',
    '1,000',
    '\\',
    '\r\n',
    '\ufeff',
  ];
  const texts = fc
    .array(fc.constantFrom(...pieces, ...more), { maxLength: 25 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, (text) => {
      const { node, diagnostics } = read(text);
      if (!node) expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
      for (const { span } of diagnostics) {
        expect(0 <= span!.start && span!.start <= span!.end && span!.end <= text.length).toBe(true);
      }
      for (const diagnostic of diagnostics) expect(renderDiagnostic(diagnostic)).not.toContain('undefined');
    }),
    { seed: 6, numRuns: 3000 },
  );
});

describe('what looks otherwise', () => {
  test.each([
    ['title: Sale #2', ['swallowed-text 1:13 #2']],
    ['sku: #123\nb: 1', ['swallowed-text 1:6 #123']],
    ['a: x # note', []],
    ['a: x #', []],
    ['a: "x" #2', []],
    ['a: [1,000, 2,000]', ['split-number 1:5 1,000', 'split-number 1:12 2,000']],
    ['a: [1, 200, 300]', []],
    ['a: [1,2,3]', []],
  ])('%j', (text, expected) => {
    expect(problems(text)).toEqual(expected);
    expect(read(text).node).toBeDefined();
    expect(read(text).diagnostics.every(({ severity }) => severity === 'warning')).toBe(true);
  });
});
