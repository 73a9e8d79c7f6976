import { answerOverlap } from '../analyses/overlap-answer.ts';
import { failure } from '../diagnostics/failure.ts';
import { answerQuestion } from '../program/answer.ts';
import { segmentsArgument } from '../program/arguments.ts';
import { defineCommand } from '../program/command.ts';
import { askOptions, dataOptions } from '../program/options.ts';
import { severalSegments } from '../program/segment-named.ts';

export const overlap = defineCommand({
  name: 'overlap',
  summary: 'whom segments share, pair by pair and region by region',
  details: [
    'A row a pair: the customers in both, what share of each list they are, and the Jaccard index (those in both over those in either). On a terminal three segments or more are a matrix: what share of the segment of the row is in that of the column.',
    '`--regions` tells everybody once: who is in exactly these segments and in none of the others (`|` stands between names), the largest first; the row without names is of those who are in none. `--pressure` counts customers by the number of lists that they are in.',
    'Members are those whom `run` would write, after every step. Any number of segments may be compared.',
  ],
  arguments: [segmentsArgument],
  options: {
    regions: { kind: 'flag', says: 'who is in exactly which of the segments' },
    pressure: { kind: 'flag', says: 'how many customers are in so many lists' },
    ...askOptions,
    ...dataOptions,
  },
  examples: [
    { command: 'segment overlap at-risk-vips big-spenders newsletter-readers', says: 'pair by pair' },
    {
      command: 'segment overlap at-risk-vips big-spenders newsletter-readers --regions --format csv',
      says: 'everybody once, as an UpSet plot wants it',
    },
    {
      command: 'segment overlap at-risk-vips newsletter-readers app-shoppers --pressure',
      says: 'who would hear from us how often',
    },
  ],
  run: (context, names, values) => {
    if (values.regions && values.pressure) {
      throw failure(2, 'option-conflict', '`--regions` and `--pressure` are two answers: take one of them');
    }
    const view = values.regions ? 'regions' : values.pressure ? 'pressure' : 'pairs';
    const about = { name: 'overlap', files: names };
    return answerQuestion(context, values, about, async ({ workspace, working }) => {
      const segments = severalSegments(workspace, names).map(({ name }) => name);
      if (view === 'pairs' && segments.length < 2) {
        throw failure(2, 'one-segment', 'a pair takes two segments', [
          'name another, or ask for `--regions`',
        ]);
      }
      working('comparing');
      return answerOverlap(workspace, segments, view);
    });
  },
});
