import { answerOverlap } from '../../analyses/overlap-answer.ts';
import type { SetFigure } from '../../model/figure.ts';
import type { Table } from '../../model/table.ts';
import { foremost } from '../edition.ts';
import { type ToldOverlap, toldOverlap } from '../overlap-cells.ts';
import type { Section } from '../section.ts';
import { cellsFrom, withholding } from '../small-cells.ts';

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
    const figure = answer.figures!.find(({ kind }) => kind === 'sets') as SetFigure;
    const told = toldOverlap(figure, minCell);
    const legend = (answer.legend ?? []).filter(({ code }) =>
      code === 'in-none' ? told.isNoneTold : told.isMostTold,
    );
    const regions = figure.regions.filter((_, at) => told.regions[at]);
    const isDrawn = regions.some(({ sets }) => sets.length > 0);
    const figures = isDrawn ? [{ ...figure, regions }] : [];
    const shown = answer.picture
      ? { picture: matrixOf(answer.picture, told) }
      : { rows: pairOf(answer.rows as Table, told) };
    return {
      lead: [
        `the share of the segment of a row that is in that of the column${isDrawn ? '; below, who is in exactly which' : ''}`,
      ],
      parts: [{ answer: { ...answer, ...shown, legend, figures } }],
    };
  },
};

/** The columns before the shares. */
const HEADS = 2;

function matrixOf(matrix: Table, { isPairTold }: ToldOverlap): Table {
  const cells = matrix.rows.flatMap((row, a) =>
    row.slice(HEADS).flatMap((_, b) => (a === b || isPairTold(a, b) ? [] : [[a, HEADS + b] as const])),
  );
  return withholding(matrix, cells);
}

/** Of two segments, a row. */
function pairOf(pairs: Table, { isPairTold }: ToldOverlap): Table {
  const columns = pairs.columns.map((each) => ({ ...each, name: each.name.replaceAll('_', ' ') }));
  const named = { ...pairs, columns };
  return isPairTold(0, 1) ? named : withholding(named, cellsFrom(pairs.rows[0]!, 0, HEADS));
}
