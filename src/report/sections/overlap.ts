import { answerOverlap } from '../../analyses/overlap-answer.ts';
import type { Figure } from '../../model/figure.ts';
import { foremost } from '../edition.ts';
import type { Section } from '../section.ts';
import { withheld, withholding } from '../small-cells.ts';

const MOST_SEGMENTS = 6;

export const overlap: Section = {
  name: 'overlap',
  title: 'Who is in several',
  says: 'whom the segments that matter most share, and who hears from you how often',
  write: async (edition) => {
    const names = foremost(edition, MOST_SEGMENTS).map(({ name }) => name);
    if (names.length < 2) return undefined;
    const { minCell, workspace } = edition;
    const answer = await answerOverlap(workspace, names, 'pairs');
    const picture = answer.picture && {
      ...withholding(
        answer.picture,
        answer.picture.rows.flatMap((row, index) =>
          row.flatMap((cell, column) => {
            const people = Math.round(Number(cell) * Number(row[1]));
            return column > 1 && cell !== null && people > 0 && people < minCell
              ? [[index, column] as const]
              : [];
          }),
        ),
      ),
    };
    const figures = (answer.figures ?? []).map((figure) => withoutFew(figure, minCell));
    return {
      lead: [
        'the share of the segment of a row that is in that of the column; below, who is in exactly which',
      ],
      parts: [{ answer: { ...answer, ...(picture ? { picture } : {}), figures } }],
    };
  },
};

/** Regions are parts of everybody: those of few people are not drawn, nor those that would tell them. */
function withoutFew(figure: Figure, least: number): Figure {
  if (figure.kind !== 'sets') return figure;
  const hidden = withheld(
    figure.regions.map(({ customers }) => customers),
    least,
  );
  return { ...figure, regions: figure.regions.filter((_, index) => !hidden[index]) };
}
