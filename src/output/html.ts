import type { Figure } from '../model/figure.ts';
import type { Table } from '../model/table.ts';
import { escapeHtml } from './escape-html.ts';
import { figureElement, figureStyle } from './figures/draw.ts';
import type { TextFormat } from './format.ts';
import { htmlTable } from './html-table.ts';
import { page } from './page.ts';

export const html: TextFormat = {
  kind: 'text',
  name: 'html',
  summary: 'a page for people that needs no network; heat maps are coloured',
  extensions: ['html', 'htm'],
  reader: 'person',
  *write(table, { title = 'segment', figures = [] }) {
    yield* page({ title, style: figures.length > 0 ? figureStyle('page') : '' }, body(table, title, figures));
  },
};

const WIDTH = 640;

/** Figures of which the table itself is no picture, and the table. */
function* body(table: Table, title: string, figures: readonly Figure[]): Generator<string> {
  yield `<main>\n<h1>${escapeHtml(title)}</h1>\n`;
  for (const figure of figures) {
    if (figure.kind === 'heat-map') continue;
    yield `<h2>${escapeHtml(figure.title)}</h2>\n`;
    yield figureElement(figure, WIDTH);
  }
  yield* htmlTable(table, title);
  yield '</main>\n';
}
