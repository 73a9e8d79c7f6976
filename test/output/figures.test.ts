/** Pictures of every kind, drawn for files and for terminals. */
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../src/model/figure.ts';
import { inAscii, isWithoutUtf8 } from '../../src/output/ascii.ts';
import { figureElement } from '../../src/output/figures/draw.ts';
import { contrast, type Rgb } from '../../src/output/heat.ts';
import { colours, HEAT_STEPS } from '../../src/output/palette.ts';
import { cohortTable, column, textOf } from './tables.ts';

const hostile = [
  '<script>alert(1)</script>',
  '"\'&',
  '\u202eright\u2066',
  'x'.repeat(10_000),
  '\u001b[2J',
  'Żółć 東京 👩‍👩‍👧',
];

/** One of each kind, its names as given. */
function figuresOf(names: readonly string[]): readonly Figure[] {
  return [
    { kind: 'heat-map', title: names[0]!, table: cohortTable(6) },
    {
      kind: 'bars',
      title: names[0]!,
      measured: 'number',
      series: names.slice(0, 2),
      groups: names.map((name, index) => ({ name, values: [index, index % 2 === 0 ? null : -1] })),
    },
    {
      kind: 'trends',
      title: names[0]!,
      measured: 'integer',
      series: names.map((name, index) => ({
        name,
        dates: ['2026-05-31', '2026-06-30'].slice(0, (index % 2) + 1),
        values: [7, 0].slice(0, (index % 2) + 1),
      })),
    },
    {
      kind: 'sets',
      title: names[0]!,
      sets: names.map((name) => ({ name, customers: 12_345 })),
      regions: [
        { sets: [], customers: 9 },
        { sets: [0, 2], customers: 3 },
        { sets: [1], customers: 1_234_567 },
      ],
    },
  ];
}

const drawn = (figures: readonly Figure[], title = 'figure') =>
  textOf(column('x', ['y']), 'svg', { figures, title });

/** The elements in order, each opened and closed; throws for text that is no XML of ours. */
function elementsOf(text: string): readonly string[] {
  const [open, names]: [string[], string[]] = [[], []];
  const rest = text.replace(
    /<(\/?)([a-z]+)((?: [a-zA-Z-]+="[^"<]*")*)(\/?)>/g,
    (_all, closing, name, _attributes, alone) => {
      if (closing && open.pop() !== name) throw new Error(`${name} is closed and not open`);
      if (!closing && !alone) open.push(name);
      if (!closing) names.push(name);
      return '';
    },
  );
  if (open.length > 0 || /[<>]|&(?!(amp|lt|gt|quot|#39);)/.test(rest))
    throw new Error(`stray: ${rest.slice(0, 200)}`);
  return names;
}

describe('svg', () => {
  it.each(figuresOf(['one', 'two', 'three']).map((figure) => [figure.kind, figure] as const))(
    'draws %s, the same twice',
    async (_kind, figure) => {
      const text = await drawn([figure]);
      expect(elementsOf(text)[0]).toBe('svg');
      expect(text).toContain('>one</text>');
      expect(text).not.toMatch(/NaN|Infinity|undefined|null|https?:(?!\/\/www\.w3\.org\/2000\/svg")/);
      expect(await drawn([figure])).toBe(text);
    },
  );

  it('is harmed by no name', async () => {
    const text = await drawn(figuresOf(hostile), hostile[0]!);
    expect(elementsOf(text)).not.toContain('script');
    expect(text).not.toMatch(/[\u202e\u2066\u001b]/);
    expect(text.length).toBeLessThan(40_000);
  });

  it('shows a figure of a heat map whole or not at all', async () => {
    const text = await drawn([{ kind: 'heat-map', title: 'wide', table: cohortTable(60) }]);
    expect(text).not.toContain('…');
    expect([...text.matchAll(/>100%</g)].length).toBe(4);
  });

  it.each(['longest_silence: (missing)', 'rfm.recency_days: 500 or more'])(
    'names the bars of a report in full: %s',
    (name) => {
      const groups = [{ name, values: [0.5, 0.25] }];
      const series = ['members', 'everybody'];
      const text = figureElement({ kind: 'bars', title: 'x', measured: 'percent', series, groups }, 420);
      expect(text).toContain(`>${name}</text>`);
    },
  );

  it('refuses a table without a picture', async () => {
    await expect(textOf(column('x', ['y']), 'svg', { title: 'rfm' })).rejects.toThrow(
      'there is no picture of `rfm`',
    );
  });
});

describe('the colours', () => {
  const rgb = (hex: string): Rgb =>
    [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;

  it.each(['light', 'dark'] as const)('of text can be read on the %s ground', (shade) => {
    const named = colours(shade);
    const pairs = [
      ...['ink', 'muted', 'accent', 'good', 'bad'].flatMap(
        (ink) =>
          [
            [ink, 'ground'],
            [ink, 'raised'],
          ] as const,
      ),
      ...Array.from({ length: HEAT_STEPS }, (_, step) => [`i${step}`, `h${step}`] as const),
      ['muted', 'h0'] as const,
    ];
    const weak = pairs.filter(([ink, ground]) => contrast(rgb(named[ink]!), rgb(named[ground]!)) < 4.5);
    expect(weak).toEqual([]);
  });
});

describe('on a terminal', () => {
  const figures = figuresOf(['one', 'two', 'three']);

  it('bars and sets stand below the table, within its width', async () => {
    const text = await textOf(column('x', ['y']), 'table', { figures, columns: 60 });
    expect(text).toContain('● · ●          3\n· ● ·  1,234,567 █');
    expect(text).toMatch(/three: one +2 █+/);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(60);
  });

  it('is drawn in plain letters where there is no UTF-8', async () => {
    const text = await textOf(column('x', ['y']), 'table', { figures, columns: 60, isAscii: true });
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    expect(text).toContain('x . x');
    expect(inAscii('┌─┐ █▓▒░ Żółć')).toBe('+-+ #=:. Żółć');
    expect(isWithoutUtf8({ LANG: 'C' })).toBe(true);
    expect(isWithoutUtf8({ LANG: 'C', LC_ALL: 'pl_PL.UTF-8' })).toBe(false);
    expect(isWithoutUtf8({})).toBe(false);
  });
});
