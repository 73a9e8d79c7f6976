/** A section as HTML: its heading, what it says, and its answers as tables and drawings. */
import { inEngine } from '../analyses/answer.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Figure } from '../model/figure.ts';
import type { Table } from '../model/table.ts';
import { escapeHtml } from '../output/escape-html.ts';
import { figureElement } from '../output/figures/draw.ts';
import { htmlTable } from '../output/html-table.ts';
import { inline, paragraph, sentence } from './prose.ts';
import type { Part, Section, Story } from './section.ts';

/** Drawn as wide as fits a telephone with its letters still to be read. */
const FIGURE_WIDTH = 420;
/** Rows of a table that are seen before the rest is asked for, where it is more than a few. */
const MOST_ROWS = 15;
const FEW_MORE = 5;
const look = { isRounded: true };

export function* article({ name, title }: Section, { headline, lead, parts }: Story): Generator<string> {
  yield `<section id="${name}" aria-labelledby="${name}-title">\n`;
  if (headline !== undefined) yield `<p class="kicker">${escapeHtml(title)}</p>\n`;
  yield `<h2 id="${name}-title">${inline(headline ?? title)}</h2>\n`;
  for (const text of lead) yield paragraph(text, 'lead');
  for (const part of parts) yield* partOf(part, title);
  yield '</section>\n';
}

function* partOf({ heading, lead = [], answer }: Part, title: string): Generator<string> {
  if (heading !== undefined) yield `<h3>${inline(heading)}</h3>\n`;
  for (const text of lead) yield paragraph(text, 'note');
  const called = heading ?? title;
  const notes = answer.notes ?? [];
  yield* verdicts(notes.filter(isFirst));
  const table = answer.picture ?? (inEngine(answer.rows) ? undefined : answer.rows);
  yield '<div class="pair">\n';
  if (table && table.columns.length > 0) yield* tableOf(table, called);
  for (const figure of answer.figures ?? []) yield* drawingOf(figure);
  yield '</div>\n';
  yield* remarks([...notes.filter((note) => !isFirst(note)), ...(answer.legend ?? [])]);
}

/** What a reader should know before the figures. */
function isFirst({ code }: Diagnostic): boolean {
  return code === 'verdict' || code === 'persona';
}

function* verdicts(found: readonly Diagnostic[]): Generator<string> {
  for (const { message } of found) yield paragraph(message, 'verdict');
}

function* tableOf(table: Table, called: string): Generator<string> {
  const shown = table.rows.length <= MOST_ROWS + FEW_MORE ? table.rows.length : MOST_ROWS;
  yield* htmlTable({ ...table, rows: table.rows.slice(0, shown) }, called, look);
  const rest = table.rows.slice(shown);
  if (rest.length === 0) return;
  const after = (cells: Table['partial']) =>
    (cells ?? []).flatMap(([row, column]) => (row >= shown ? [[row - shown, column] as const] : []));
  yield `<details>\n<summary>${rest.length} more rows</summary>\n`;
  yield* htmlTable(
    { ...table, rows: rest, partial: after(table.partial), withheld: after(table.withheld) },
    `${called}, continued`,
    look,
  );
  yield '</details>\n';
}

/** What no table of the page shows. */
function* drawingOf(figure: Figure): Generator<string> {
  if (figure.kind === 'heat-map' || (figure.isInTable && figure.kind === 'bars')) return;
  yield `<figure>\n<figcaption>${inline(figure.title)}</figcaption>\n${figureElement(figure, FIGURE_WIDTH)}</figure>\n`;
}

/** What there is to know of the figures, in small print. */
function* remarks(all: readonly Diagnostic[]): Generator<string> {
  if (all.length === 0) return;
  yield '<ul class="remarks">\n';
  for (const { severity, message } of all) {
    const mark = severity === 'warning' ? ' class="warning"' : '';
    yield `<li${mark}>${sentence(message)}</li>\n`;
  }
  yield '</ul>\n';
}
