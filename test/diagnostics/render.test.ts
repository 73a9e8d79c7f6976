import { describe, expect, test } from 'vitest';
import { collector, sortDiagnostics } from '../../src/diagnostics/collect.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { positionAt } from '../../src/diagnostics/position.ts';
import { diagnosticToObject, plain, renderDiagnostic } from '../../src/diagnostics/render.ts';
import { displayWidth, visible } from '../../src/diagnostics/visible.ts';

function pointAt(text: string, marked: string, more: Partial<Diagnostic> = {}): Diagnostic {
  const start = text.indexOf(marked);
  const span = { source: { name: 'a.yaml', text }, start, end: start + marked.length };
  return { severity: 'error', code: 'x', message: 'something is wrong', span, ...more };
}

describe('renderDiagnostic', () => {
  test('shows the place, the line with the text underlined, and the help', () => {
    const diagnostic = pointAt('where:\n  contry: PL\n', 'contry', { help: ['did you mean `country`?'] });
    expect(renderDiagnostic(diagnostic)).toBe(
      [
        'a.yaml:2:3: error: something is wrong',
        '  2 |   contry: PL',
        '    |   ^^^^^^',
        '  help: did you mean `country`?',
      ].join('\n'),
    );
  });

  test.each([
    ['tabs', 'a:\tb', 'b', '  1 | a:    b', '    |       ^'],
    ['wide characters', '名前: x', 'x', '  1 | 名前: x', '    |       ^'],
    ['wide characters underlined', 'a: 名前', '名前', '  1 | a: 名前', '    |    ^^^^'],
    ['control characters', 'a: \x1b[31mb', 'b', '  1 | a: \\x1b[31mb', '    |            ^'],
    ['bidirectional characters', 'a: \u202eb', 'b', '  1 | a: \\u202eb', '    |          ^'],
    ['an empty span', 'a:', '', '  1 | a:', '    | ^'],
    ['only the first line', 'a:\n b', 'a:\n b', '  1 | a:', '    | ^^'],
    ['CRLF', 'a: b\r\nc: d\r\n', 'b', '  1 | a: b', '    |    ^'],
  ])('%s', (_, text, marked, line, underline) => {
    expect(renderDiagnostic(pointAt(text, marked)).split('\n').slice(1)).toEqual([line, underline]);
  });

  test('a long line is cut around the span', () => {
    const text = `${'a'.repeat(300)} HERE ${'b'.repeat(300)}`;
    const [, line, underline] = renderDiagnostic(pointAt(text, 'HERE'), plain, 80).split('\n');
    expect(line!.length).toBeLessThanOrEqual(80);
    expect(line).toMatch(/\| …a+ HERE b+…$/);
    expect(line!.slice(underline!.indexOf('^'), underline!.lastIndexOf('^') + 1)).toBe('HERE');
  });

  test('a long span is cut as well', () => {
    const [, line, underline] = renderDiagnostic(
      pointAt(`a: ${'x'.repeat(500)}`, 'x'.repeat(500)),
      plain,
      80,
    ).split('\n');
    expect(line!.length).toBeLessThanOrEqual(80);
    expect(underline!.length).toBeLessThanOrEqual(80);
    expect(line).toContain('…');
  });

  test('places in data files, and none at all', () => {
    const base = { severity: 'warning', code: 'x', message: 'odd' } as const;
    expect(renderDiagnostic({ ...base, place: { file: 'o.csv', row: 7, column: 'total' } })).toBe(
      'o.csv, row 7, column total: warning: odd',
    );
    expect(renderDiagnostic(base)).toBe('warning: odd');
    expect(renderDiagnostic({ ...base, message: 'a\x07b' })).toBe('warning: a\\x07b');
  });

  test('the paint colours the parts', () => {
    const painted = renderDiagnostic(pointAt('a: b', 'b', { help: ['do'] }), {
      ...plain,
      error: (text) => `<${text}>`,
      help: (text) => `[${text}]`,
    });
    expect(painted).toContain('<error:>');
    expect(painted).toContain('<^>');
    expect(painted).toContain('[help:] do');
  });
});

test('diagnosticToObject gives both ends, from 1', () => {
  const diagnostic = pointAt('a: 1\nb: [x,\n y]', '[x,\n y]', { help: ['h'] });
  expect(diagnosticToObject(diagnostic)).toEqual({
    severity: 'error',
    code: 'x',
    message: 'something is wrong',
    file: 'a.yaml',
    line: 2,
    column: 4,
    endLine: 3,
    endColumn: 4,
    help: ['h'],
  });
  const place = { file: 'o.csv', row: 7, column: 'total' };
  expect(diagnosticToObject({ severity: 'note', code: 'y', message: 'm', place })).toEqual({
    severity: 'note',
    code: 'y',
    message: 'm',
    file: 'o.csv',
    row: 7,
    field: 'total',
  });
});

test.each([
  [0, 1, 1],
  [2, 1, 3],
  [3, 2, 1],
  [5, 2, 2],
  [7, 3, 1],
])('offset %i is %i:%i', (offset, line, column) => {
  expect(positionAt({ name: 'x', text: 'ab\n😀\r\nc' }, offset)).toEqual({ line, column });
});

test('diagnostics are sorted by file and place, each said once', () => {
  const text = 'a b c';
  const [a, b, c] = [pointAt(text, 'a'), pointAt(text, 'b'), pointAt(text, 'c')];
  const general: Diagnostic = { severity: 'note', code: 'g', message: 'g' };
  const { report, diagnostics, hasErrors } = collector();
  for (const diagnostic of [general, c]) report(diagnostic);
  expect(hasErrors()).toBe(true);
  for (const diagnostic of [a, b, pointAt(text, 'a')]) report(diagnostic);
  expect(sortDiagnostics(diagnostics)).toEqual([general, a, b, c]);
});

test('visible text keeps what is printable', () => {
  expect(visible('zażółć 名 😀')).toBe('zażółć 名 😀');
  expect(visible('a\u0000\u200b\ud800')).toBe('a\\x00\\u200b\\ud800');
  expect(displayWidth('名a')).toBe(3);
});
