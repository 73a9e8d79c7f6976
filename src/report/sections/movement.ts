import { answerMoves } from '../../analyses/moves-answer.ts';
import type { Segment } from '../../model/segment.ts';
import { rfmMeasures } from '../measures.ts';
import type { Section } from '../section.ts';
import { withholdRows, withholdShares } from '../small-cells.ts';
import { isStage, setOf } from '../titles.ts';
import { dateWords } from '../words.ts';

export const movement: Section = {
  name: 'movement',
  title: 'Who went where',
  says: 'the moves between stages, and between the RFM segments',
  values: rfmMeasures,
  write: async ({ workspace, segments, movement: { since }, minCell }) => {
    const [set] = workspace.definitions.stageSets;
    const fields = [
      ...(set ? [`${set.name}.stage`] : []),
      ...(hasRfm(workspace.models) ? ['rfm.segment'] : []),
    ];
    if (fields.length === 0) return undefined;
    const parts = [];
    for (const field of fields) {
      const answer = await answerMoves(workspace, { field, from: since, to: workspace.asOf });
      const picture = withholdRows(withholdShares(answer.picture!, 1, minCell), 1, minCell);
      parts.push({ heading: headingOf(field, segments), answer: { ...answer, picture } });
    }
    const lead = `a row is where customers were on ${dateWords(since.date)}, a column where they are now; each row adds up to all of it`;
    return { lead: [lead], parts };
  },
};

/** What it is called, with the name of the field behind it. */
function headingOf(field: string, segments: readonly Segment[]): string {
  const stage = segments.find((each) => isStage(each) && setOf(each.name) === setOf(field));
  const title = field === 'rfm.segment' ? 'RFM segments' : stage?.about.title;
  return title === undefined ? `By \`${field}\`` : `${title} (\`${field}\`)`;
}

function hasRfm(models: readonly { readonly name: string }[]): boolean {
  return models.some(({ name }) => name === 'rfm');
}
