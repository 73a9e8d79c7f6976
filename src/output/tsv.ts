import type { TextFormat } from './format.ts';

export const tsv: TextFormat = {
  kind: 'text',
  name: 'tsv',
  summary: 'tab-separated values, otherwise as csv',
  extensions: ['tsv', 'tab'],
  reader: 'program',
  copies: 'tsv',
  async *write(table, { excel }) {
    const { separatedText } = await import('./separated.ts');
    yield* separatedText(table, '	', excel);
  },
};
