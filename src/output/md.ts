import { isNumeric } from './cell.ts';
import type { TextFormat } from './format.ts';
import { partialMarks } from './partial.ts';
import { showColumn, showSigned } from './show.ts';

export const md: TextFormat = {
  kind: 'text',
  name: 'md',
  summary: 'a Markdown table for people: rounded as on the terminal',
  extensions: ['md', 'markdown'],
  reader: 'person',
  *write(table, { title }) {
    const { columns, rows } = table;
    const partial = partialMarks(table);
    if (title !== undefined) yield `## ${escapeMarkdown(title)}\n\n`;
    yield line(columns.map(({ name }) => escapeMarkdown(name)));
    yield line(columns.map(({ kind }) => (isNumeric(kind) ? '---:' : '---')));
    const texts = columns.map(({ kind, signed }, index) =>
      (signed ? showSigned : showColumn)(
        kind,
        rows.map((row) => row[index] ?? null),
      ),
    );
    for (const row of rows.keys())
      yield line(texts.map((cells, column) => escapeMarkdown(cells[row]! + partial(row, column).trim())));
  },
};

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\|*`[\]<>]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, (character) =>
    character === '<' ? '&lt;' : character === '>' ? '&gt;' : `\\${character}`,
  );
}
