/** The colours of pages and drawings, for a light and a dark ground. */
import { heatBetween, inkOn, type Rgb } from './heat.ts';

export type Theme = 'auto' | 'light' | 'dark';
export type Shade = 'light' | 'dark';
export const themes = ['auto', 'light', 'dark'] as const satisfies readonly Theme[];

/** Cells of heat maps have one of so many colours. */
export const HEAT_STEPS = 11;

interface Palette {
  readonly tokens: Readonly<Record<string, string>>;
  readonly heat: readonly [cool: Rgb, warm: Rgb];
}

/** Text on its ground has a contrast of at least 4.5, also the muted. */
const lightColors: Palette = {
  tokens: {
    ground: '#fffefb',
    raised: '#f5f3ec',
    ink: '#1b1a17',
    muted: '#5d5a52',
    rule: '#d9d5ca',
    accent: '#006d44',
    series1: '#006d44',
    series2: '#b4530a',
    series3: '#2f5d9c',
    series4: '#7a4a8c',
    series5: '#6b6a1f',
    series6: '#8c2f4a',
    good: '#006d44',
    bad: '#a3271b',
  },
  heat: [
    [240, 243, 236],
    [0, 109, 68],
  ],
};

const darkColors: Palette = {
  tokens: {
    ground: '#141615',
    raised: '#1e2220',
    ink: '#ebe8e1',
    muted: '#aaa79d',
    rule: '#3b403d',
    accent: '#6cd3a2',
    series1: '#6cd3a2',
    series2: '#f0a35e',
    series3: '#8fb8f0',
    series4: '#cfa0e0',
    series5: '#d2cf6a',
    series6: '#f08fa8',
    good: '#6cd3a2',
    bad: '#ff9a8a',
  },
  heat: [
    [30, 36, 33],
    [108, 211, 162],
  ],
};

/** Custom properties for both grounds; whoever prints has the light one. */
export function paletteStyle(theme: Theme): string {
  const light = `:root { color-scheme: light; ${declared(lightColors)} }\n`;
  const dark = `:root { color-scheme: dark; ${declared(darkColors)} }`;
  if (theme === 'light') return light;
  const when = theme === 'dark' ? 'screen' : 'screen and (prefers-color-scheme: dark)';
  return `${light}@media ${when} { ${dark} }\n`;
}

/** Classes `h0` to `h10`: the cells of a heat map, from the coolest. */
export function heatStyle(): string {
  const steps = Array.from({ length: HEAT_STEPS }, (_, step) => step);
  return steps.map((step) => `.h${step} { background: var(--h${step}); color: var(--i${step}); }\n`).join('');
}

export function heatClass(share: number): string {
  return `h${Math.round(share * (HEAT_STEPS - 1))}`;
}

function declared(palette: Palette): string {
  return Object.entries(namedColours(palette))
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(' ');
}

/** Every colour by its name, as a page's custom properties have them; `h0` to `h10` warm up, `i0` to `i10` are the ink on them. */
export function colours(shade: Shade): Readonly<Record<string, string>> {
  return namedColours(shade === 'light' ? lightColors : darkColors);
}

function namedColours({ tokens, heat }: Palette): Readonly<Record<string, string>> {
  const steps = Array.from({ length: HEAT_STEPS }, (_, step) => {
    const colour = heatBetween(heat, step / (HEAT_STEPS - 1));
    return [
      [`h${step}`, hex(colour)],
      [`i${step}`, hex(inkOn(colour))],
    ] as const;
  });
  return { ...tokens, ...Object.fromEntries(steps.flat()) };
}

function hex(colour: Rgb): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
