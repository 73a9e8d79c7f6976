import { answerRfm } from '../../analyses/rfm-answer.ts';
import { readRfmQuestion } from '../../analyses/rfm-question.ts';
import type { Section } from '../section.ts';

export const rfm: Section = {
  name: 'rfm',
  title: 'Who buys, how recently and how often',
  says: 'recency and frequency as a heat map, and the named segments',
  write: async ({ workspace }) => {
    const question = await readRfmQuestion(workspace, {});
    const matrix = await answerRfm(workspace, question, 'matrix');
    return { lead: [], parts: [{ answer: matrix }] };
  },
};
