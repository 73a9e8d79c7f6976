import type { TextFormat } from './format.ts';
import { jsonRow } from './json-text.ts';

export const json: TextFormat = {
  kind: 'text',
  name: 'json',
  summary: 'one array of objects, one row a line',
  extensions: ['json'],
  reader: 'program',
  messages: 'objects',
  copies: 'json',
  *write(table) {
    yield '[';
    for (const [index, row] of table.rows.entries())
      yield `${index === 0 ? '\n' : ',\n'}${jsonRow(table, row)}`;
    yield table.rows.length === 0 ? ']\n' : '\n]\n';
  },
};
