/** A section as HTML: its heading, what it says, and its answers as tables. */
import { type Answer, inEngine } from '../analyses/answer.ts';
import { escapeHtml } from '../output/escape-html.ts';
import { htmlTable } from '../output/html-table.ts';
import { inline, paragraph, sentence } from './prose.ts';
import type { Part, Section, Story } from './section.ts';

export function* article({ name, title }: Section, { lead, parts }: Story): Generator<string> {
  yield `<section id="${name}" aria-labelledby="${name}-title">\n<h2 id="${name}-title">${escapeHtml(title)}</h2>\n`;
  for (const text of lead) yield paragraph(text, 'lead');
  for (const part of parts) yield* partOf(part, title);
  yield '</section>\n';
}

function* partOf({ heading, answer }: Part, title: string): Generator<string> {
  if (heading !== undefined) yield `<h3>${inline(heading)}</h3>\n`;
  const table = answer.picture ?? (inEngine(answer.rows) ? undefined : answer.rows);
  if (table) yield* htmlTable(table, heading ?? title);
  yield* remarks(answer);
}

/** What there is to know of the figures, in small print. */
function* remarks({ notes = [], legend = [] }: Answer): Generator<string> {
  const all = [...notes, ...legend];
  if (all.length === 0) return;
  yield '<ul class="remarks">\n';
  for (const { severity, message } of all) {
    const mark = severity === 'warning' ? ' class="warning"' : '';
    yield `<li${mark}>${sentence(message)}</li>\n`;
  }
  yield '</ul>\n';
}
