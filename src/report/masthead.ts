/** The top of the page: what it is of, the figures that everybody asks for, and the way to the rest of it. */
import { visible } from '../diagnostics/visible.ts';
import { counted } from '../model/count.ts';
import { escapeHtml } from '../output/escape-html.ts';
import type { Edition } from './edition.ts';
import type { Section } from './section.ts';
import { dateWords, moneyWords } from './words.ts';

export function* masthead(edition: Edition, title: string): Generator<string> {
  const { asOf } = edition.workspace;
  yield `<header>\n<h1>${escapeHtml(visible(title))}</h1>\n<p class="dateline">As of ${dateWords(asOf.date)}</p>\n</header>\n`;
  yield '<dl class="figures">\n';
  for (const [name, value] of figures(edition)) {
    yield `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>\n`;
  }
  yield '</dl>\n';
}

/** The way to each section. */
export function contents(sections: readonly Section[]): string {
  const links = sections.map(({ name, title: heading }) => `<a href="#${name}">${escapeHtml(heading)}</a>`);
  return `<nav aria-label="Sections">${links.join(' ')}</nav>\n`;
}

function figures({ workspace, people, segments, minCell }: Edition): readonly (readonly [string, string])[] {
  const { customers, spent, reached } = people.sums.get('')!;
  const told = (count: number): string => (count > 0 && count < minCell ? '·' : counted(count));
  return [
    ['customers', told(customers)],
    ...(spent === null || customers < minCell
      ? []
      : [['spent in a year', moneyWords(workspace, spent)] as const]),
    ...people.channels.map((name, index) => [`reached by ${name}`, told(reached[index]!)] as const),
    ['segments', counted(segments.length)],
  ];
}
