/**
 * Values, names of columns and titles that would run, turn the text around or move the cursor, in the answer of every
 * analysis: on a page, in a picture and on terminals of every kind.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runBundle } from '../program/bundle.ts';
import { markedShop } from './fixture/marked-shop.ts';
import { type Built, buildSegment } from './fixture/segment.ts';

const hostile = `<script>alert(1)</script>'&${'\u202e'}${'\u001b'}[2J${'x'.repeat(10_000)}`;
const column = `<b>${'\u2066'}col`;

function hostileShop(): Readonly<Record<string, string>> {
  const shop = markedShop(hostile);
  const [head, ...lines] = shop['customers.csv']!.trimEnd().split('\n') as [string, ...string[]];
  const cells = (index: number): string => `${index % 2 === 0 ? hostile : 'plain'},${index}`;
  return {
    ...shop,
    'customers.csv': [
      `${head},kind,"${column}"`,
      ...lines.map((line, index) => `${line},${cells(index)}`),
    ].join('\n'),
    'segments/strange.yaml': `name: strange\ntitle: "${hostile.replaceAll('\u001b', '\\e')}"\nwhere: { kind: { starts_with: "<script>" } }\n`,
  };
}

let built: Built;
let cwd: string;
beforeAll(async () => {
  built = await buildSegment();
  cwd = built.folder(hostileShop());
});
afterAll(() => built.remove());

const since = ['--from', '2026-05-31', '--to', '2026-06-30'];

/** What each is asked, and whether it has a picture. */
const analyses: readonly (readonly [words: readonly string[], isDrawn: boolean])[] = [
  [['count', 'strange', 'polish'], true],
  [['explain', 'strange'], false],
  [['rfm', '--matrix'], true],
  [['rfm', '--summary'], true],
  [['cohorts', '--split', 'kind'], true],
  [['moves', 'kind', ...since], true],
  [['kpis', 'strange', '--from', '2026-01-01'], false],
  [['profile', 'strange', '--fields', `kind,${column},country`], true],
  [['overlap', 'strange', 'polish', 'recent', '--regions'], true],
  [['discover', '--traits', column, '--clusters', '2'], true],
  [['lift', 'tried', '--from', '2026-01-01', '--within', 'kind'], false],
  [['predict', '--summary'], false],
  [['predict', '--backtest'], true],
];

const BIDI = /[\u202a-\u202e\u2066-\u2069]/;
/** All that a terminal is told to do, but colours. */
const OBEYED = /\u001b(?!\[[\d;]*m)|[\u0000-\u0008\u000b-\u001a\u009b]/;

describe.each(analyses)('%j', (words, isDrawn) => {
  const asked = (more: readonly string[], surroundings = {}) =>
    runBundle([...words, '--no-cache', ...more], { cwd, ...surroundings });

  it('runs nothing on a page', async () => {
    const { code, out, err } = await asked(['--format', 'html']);
    expect(code, err).toBeLessThan(2);
    expect(out).toMatch(/<\/(table|svg)>/);
    expect(out).not.toMatch(/<script|<b>/);
    expect(out).not.toMatch(BIDI);
  });

  it.runIf(isDrawn)('is a picture that holds no element of theirs', async () => {
    const { code, out, err } = await asked(['--format', 'svg']);
    expect(code, err).toBeLessThan(2);
    expect(out).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
    expect(out).not.toMatch(/<script|<b>/);
    expect(out).not.toMatch(BIDI);
    expect(out.length).toBeLessThan(100_000);
  });

  it('moves no terminal, with colours, without, and without UTF-8', async () => {
    const [coloured, plain] = [
      await asked([], { isTerminal: true, env: { TERM: 'xterm-256color', LANG: 'C.UTF-8' } }),
      await asked([], { isTerminal: true, env: { NO_COLOR: '1', LC_ALL: 'C' } }),
    ];
    for (const { code, out, err } of [coloured, plain]) {
      expect(code, err).toBeLessThan(2);
      expect(out.length).toBeGreaterThan(20);
      expect(out + err).not.toMatch(OBEYED);
      expect(out + err).not.toMatch(BIDI);
    }
    expect(plain.out + plain.err).not.toMatch(/\u001b/);
    expect(plain.out).not.toMatch(/[─│░▒▓█▁▂▃▄▅▆▇●]/);
  });
});

it('a report of it runs nothing and is no wider for it', async () => {
  const { code, out, err } = await runBundle(['report', '--no-cache', '--title', hostile], { cwd });
  expect(code, err).toBe(0);
  expect(out).not.toMatch(/<script|<b>/);
  expect(out).not.toMatch(BIDI);
});
