import { answerMoves } from '../../analyses/moves-answer.ts';
import { rfmMeasures } from '../measures.ts';
import type { Section } from '../section.ts';
import { withholdRows, withholdShares } from '../small-cells.ts';
import { dateWords } from '../words.ts';

export const movement: Section = {
  name: 'movement',
  title: 'Who went where',
  says: 'the moves between stages, and between the RFM segments',
  values: rfmMeasures,
  write: async ({ workspace, movement: { since }, minCell }) => {
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
      parts.push({ heading: `By \`${field}\``, answer: { ...answer, picture } });
    }
    const lead = `a row is where customers were on ${dateWords(since.date)}, a column where they are now; each row adds up to all of it`;
    return { lead: [lead], parts };
  },
};

function hasRfm(models: readonly { readonly name: string }[]): boolean {
  return models.some(({ name }) => name === 'rfm');
}
