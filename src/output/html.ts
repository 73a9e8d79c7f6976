import type { TextFormat } from './format.ts';
import { htmlTable } from './html-table.ts';
import { page } from './page.ts';

export const html: TextFormat = {
  kind: 'text',
  name: 'html',
  summary: 'a page for people that needs no network; heat maps are coloured',
  extensions: ['html', 'htm'],
  reader: 'person',
  *write(table, { title = 'segment' }) {
    yield* page({ title }, bodyOf(htmlTable(table, title)));
  },
};

function* bodyOf(table: Iterable<string>): Generator<string> {
  yield '<main>\n';
  yield* table;
  yield '</main>\n';
}
