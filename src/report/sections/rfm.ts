import { answerRfm } from '../../analyses/rfm-answer.ts';
import { readRfmQuestion } from '../../analyses/rfm-question.ts';
import type { Table } from '../../model/table.ts';
import type { Section } from '../section.ts';
import { withheld, withholding, withholdRows } from '../small-cells.ts';

export const rfm: Section = {
  name: 'rfm',
  title: 'Who buys, how recently and how often',
  says: 'recency and frequency as a heat map, and the named segments with what to do about each',
  write: async ({ workspace, minCell }) => {
    const question = await readRfmQuestion(workspace, {});
    const { notes: _, ...summary } = await answerRfm(workspace, question, 'summary');
    const matrix = await answerRfm(workspace, question, 'matrix');
    const picture = matrix.picture && withoutFew(matrix.picture, minCell);
    return {
      lead: ['each cell counts customers: the upper row bought last, the right column bought most often'],
      parts: [
        { answer: { ...matrix, ...(picture ? { picture } : {}) } },
        {
          heading: 'The named segments',
          answer: { ...summary, picture: withholdRows(summary.picture!, 1, minCell) },
        },
      ],
    };
  },
};

/** All cells are parts of those who are scored. */
function withoutFew(table: Table, least: number): Table {
  const places = table.rows.flatMap((row, index) =>
    row.slice(1).map((_, column) => [index, column + 1] as const),
  );
  const counts = places.map(([row, column]) => Number(table.rows[row]![column] ?? 0));
  const hidden = withheld(counts, least);
  return withholding(
    table,
    places.filter((_, index) => hidden[index]),
  );
}
