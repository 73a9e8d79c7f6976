import type { TextFormat } from './format.ts';
import { jsonRow } from './json-text.ts';

export const ndjson: TextFormat = {
  kind: 'text',
  name: 'ndjson',
  summary: 'one JSON object a line',
  extensions: ['ndjson', 'jsonl'],
  reader: 'program',
  messages: 'objects',
  copies: 'ndjson',
  *write(table) {
    for (const row of table.rows) yield `${jsonRow(table, row)}\n`;
  },
};
