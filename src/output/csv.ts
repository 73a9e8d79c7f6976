import type { TextFormat } from './format.ts';

export const csv: TextFormat = {
  kind: 'text',
  name: 'csv',
  summary: 'comma-separated values: UTF-8, RFC 4180, values in full',
  extensions: ['csv'],
  reader: 'program',
  copies: 'csv',
  async *write(table, { excel }) {
    const { separatedText } = await import('./separated.ts');
    yield* separatedText(table, excel?.separator ?? ',', excel);
  },
};
