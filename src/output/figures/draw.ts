/** Figures as SVG: within a page, or as a file of their own. */
import { visible } from '../../diagnostics/visible.ts';
import type { Figure } from '../../model/figure.ts';
import { escapeHtml } from '../escape-html.ts';
import { colours, HEAT_STEPS, type Shade } from '../palette.ts';
import { drawBars } from './bars.ts';
import { cut, type Drawn, label, moved } from './drawing.ts';
import { drawHeatMap, heatMapWidth } from './heat-map.ts';
import { drawSets } from './sets.ts';
import { drawTrends } from './trends.ts';

const FILE_WIDTH = 720;
const MARGIN = 20;
const HEADING = 26;

/** The figure as an element of a page whose style has `figureStyle`; its numbers are told beside it, and it is called by its title. */
export function figureElement(figure: Figure, width: number): string {
  const { height, shapes } = draw(figure, width);
  return `${opening(width, height, figure.title, '')}\n${shapes.join('\n')}\n</svg>\n`;
}

/** One file of all the figures, one below the other, light and dark as its reader is. */
export function figureFile(figures: readonly Figure[], title: string): string {
  const inner = Math.ceil(Math.max(FILE_WIDTH - 2 * MARGIN, ...figures.map(naturalWidth)));
  const width = inner + 2 * MARGIN;
  const stack: string[] = [];
  let height = MARGIN;
  for (const figure of figures) {
    const heading = label(0, 14, cut(figure.title, inner), { classes: 'strong' });
    const drawn = moved(draw(figure, inner), HEADING);
    stack.push(`<g transform="translate(${MARGIN} ${height})">`, heading, ...drawn.shapes, '</g>');
    height = Math.ceil(height + drawn.height + MARGIN);
  }
  const style = `${figureStyle('light')}@media (prefers-color-scheme: dark) {\n${figureStyle('dark')}}\n`;
  return [
    opening(width, height, title, ' xmlns="http://www.w3.org/2000/svg"'),
    `<style>\n${style}</style>`,
    `<rect width="${width}" height="${height}" class="ground"/>`,
    ...stack,
    '</svg>\n',
  ].join('\n');
}

/** What its classes look like: in the colours of the page, or of one ground. */
export function figureStyle(shade: Shade | 'page'): string {
  const colour =
    shade === 'page' ? (name: string) => `var(--${name})` : (name: string) => colours(shade)[name]!;
  const steps = Array.from({ length: HEAT_STEPS }, (_, step) => step);
  const rules: readonly (readonly [string, string])[] = [
    ['text', 'font: 12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif'],
    ['.ink', `fill: ${colour('ink')}`],
    ['.strong', `fill: ${colour('ink')}; font-weight: 600`],
    ['.muted', `fill: ${colour('muted')}`],
    ['.small', `fill: ${colour('muted')}; font-size: 10px`],
    ['.ground', `fill: ${colour('ground')}`],
    ['.raised', `fill: ${colour('raised')}`],
    ['.empty', `fill: ${colour('rule')}`],
    ['.rule', `stroke: ${colour('rule')}; fill: none`],
    ['.l1', `stroke: ${colour('series1')}; stroke-width: 2; stroke-linejoin: round; fill: none`],
    ...[1, 2, 3, 4, 5, 6].map((n) => [`.s${n}`, `fill: ${colour(`series${n}`)}`] as const),
    ...steps.map((step) => [`.h${step}`, `fill: ${colour(`h${step}`)}`] as const),
    ...steps.map((step) => [`.i${step}`, `fill: ${colour(`i${step}`)}`] as const),
  ];
  return rules.map(([selector, body]) => `svg ${selector} { ${body}; }\n`).join('');
}

/** What it takes to show all of it; others take what there is. */
function naturalWidth(figure: Figure): number {
  return figure.kind === 'heat-map' ? heatMapWidth(figure) : 0;
}

function opening(width: number, height: number, title: string, space: string): string {
  const named = escapeHtml(cut(visible(title), 1000));
  return `<svg${space} viewBox="0 0 ${width} ${Math.ceil(height)}" width="${width}" height="${Math.ceil(height)}" role="img" aria-label="${named}"><title>${named}</title>`;
}

function draw(figure: Figure, width: number): Drawn {
  switch (figure.kind) {
    case 'heat-map':
      return drawHeatMap(figure, width);
    case 'bars':
      return drawBars(figure, width);
    case 'trends':
      return drawTrends(figure, width);
    case 'sets':
      return drawSets(figure, width);
  }
}
