import { answerRfm } from '../analyses/rfm-answer.ts';
import { readRfmQuestion } from '../analyses/rfm-question.ts';
import { failure } from '../diagnostics/failure.ts';
import { rfmPresets } from '../features/rfm-presets/index.ts';
import { rfmMethods } from '../language/models/rfm.ts';
import { answerQuestion } from '../program/answer.ts';
import { defineCommand } from '../program/command.ts';
import { dataOptions } from '../program/options.ts';

const options = {
  matrix: { kind: 'flag', says: 'how many customers have each pair of R and F' },
  summary: { kind: 'flag', says: 'the named segments: customers, money, what to do' },
  on: {
    completes: 'tables',
    kind: 'text',
    value: 'TABLE|MODEL',
    says: 'events that are scored, or a model of the project file (default: rfm, or orders)',
  },
  preset: {
    completes: rfmPresets.map(({ name }) => name),
    kind: 'text',
    value: 'NAME',
    says: 'named segments: rfm11 (default), rf10 (default without money), klaviyo6, r-rfm-0.3, putler11, five, or one of the project file',
  },
  method: {
    kind: 'choice',
    choices: rfmMethods,
    says: 'how values become scores (default: quantile)',
  },
  segment: {
    kind: 'text',
    value: 'SEGMENT',
    says: 'only members of the segment, scored among each other',
    completes: 'segments',
  },
  ...dataOptions,
} as const;

export const rfm = defineCommand({
  name: 'rfm',
  summary: 'scores of recency, frequency and monetary value, and named segments of them',
  details: [
    'Recency is the number of days since the last event, frequency the number of events, monetary the sum of the value column. Each becomes a score, 5 the best; scores lead to named segments such as `champions` and `at-risk`. Customers without any such event are prospects: they are counted, and not scored.',
    'Methods: `quantile` ranks customers, and equal values have equal scores; `ntile` makes groups of equal size, and splits equal values by customer key; `edges` cuts at the quantiles of the values; `fixed` takes the thresholds of the project file; `r-rfm` cuts as the R package rfm does.',
    'What each score stands for is said on stderr, as are scores that nobody has. In definitions the fields are `rfm.segment`, `rfm.r`, `rfm.f`, `rfm.m`, `rfm.fm`, `rfm.score`, `rfm.recency_days`, `rfm.frequency` and `rfm.monetary`; models of other tables or rows stand under `rfm:` in the project file.',
  ],
  arguments: [],
  options,
  examples: [
    { command: 'segment rfm --summary', says: 'the named segments, and what to do about each' },
    { command: 'segment rfm --matrix', says: 'a heat map of recency and frequency' },
    {
      command: 'segment rfm --preset klaviyo6 --method ntile --out scores.csv',
      says: 'everybody’s scores from 1 to 3, in groups of equal size',
    },
    { command: 'segment rfm --on emails --matrix', says: 'who reads, in place of who buys' },
  ],
  run: async (context, _args, values) => {
    if (values.matrix && values.summary) {
      throw failure(2, 'option-conflict', '`--matrix` and `--summary` are two answers: take one of them');
    }
    await answerQuestion(context, values, { name: 'rfm' }, async ({ workspace, working, refuse }) => {
      refuse([]);
      const question = await readRfmQuestion(workspace, values);
      if (question.segment !== undefined) refuse([question.segment]);
      working('scoring customers');
      return answerRfm(workspace, question, values.matrix ? 'matrix' : values.summary ? 'summary' : 'list');
    });
  },
});
