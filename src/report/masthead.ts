/** The top of the page: what it is of, the figures that everybody asks for, and the way to the rest of it. */
import { visible } from '../diagnostics/visible.ts';
import { addDays } from '../model/calendar.ts';
import { counted } from '../model/count.ts';
import { escapeHtml } from '../output/escape-html.ts';
import { isFew } from '../stats/suppression.ts';
import type { Edition } from './edition.ts';
import type { Section } from './section.ts';
import { toldChannels } from './told-sizes.ts';
import { dateWords, moneyWords } from './words.ts';

export function* masthead(edition: Edition, title: string): Generator<string> {
  const { asOf } = edition.workspace;
  yield `<header>\n<h1>${escapeHtml(visible(title))}</h1>\n<p class="dateline">As of ${dateWords(asOf.date)}${newestWords(edition)}</p>\n</header>\n`;
  yield '<dl class="figures">\n';
  for (const [name, value] of figures(edition)) {
    yield `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>\n`;
  }
  yield '</dl>\n';
}

/** With nothing newer the page may say that nobody buys any more. */
const A_LONG_WAY = 31;

function newestWords({ workspace: { facts, asOf } }: Edition): string {
  const newest = facts
    .flatMap(({ kind, last }) => (kind === 'events' && last !== undefined ? [last.slice(0, 10)] : []))
    .reduce((latest, each) => (each > latest ? each : latest), '');
  if (newest === '' || addDays(newest, A_LONG_WAY) >= asOf.date) return '';
  return `; the newest row of the data is of ${dateWords(newest)}`;
}

/** The way to each section. */
export function contents(sections: readonly Section[]): string {
  const links = sections.map(({ name, title: heading }) => `<a href="#${name}">${escapeHtml(heading)}</a>`);
  return `<nav aria-label="Sections">${links.join(' ')}</nav>\n`;
}

const WITHHELD = '·';

function figures(edition: Edition): readonly (readonly [string, string])[] {
  const { workspace, people, segments, minCell } = edition;
  const { customers, spent, reached } = people.sums.get('')!;
  const channels = toldChannels(edition);
  return [
    ['customers', isFew(customers, minCell) ? WITHHELD : counted(customers)],
    ...(spent === null || customers < minCell
      ? []
      : [['spent in a year', moneyWords(workspace, spent)] as const]),
    ...people.channels.map(
      (name, index) => [`reached by ${name}`, channels[index] ? counted(reached[index]!) : WITHHELD] as const,
    ),
    ['segments', counted(segments.length)],
  ];
}
