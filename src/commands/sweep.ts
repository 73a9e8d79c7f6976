import { answerSweep } from '../analyses/sweep-answer.ts';
import { failure } from '../diagnostics/failure.ts';
import { sweepableNumbers, sweep as sweepNumbers } from '../evaluation/sweep.ts';
import { answerQuestion } from '../program/answer.ts';
import { moreFilesArgument, oneArgument } from '../program/arguments.ts';
import { defineCommand } from '../program/command.ts';
import { askOptions, dataOptions } from '../program/options.ts';
import { oneSegment } from '../program/segment-named.ts';
import { readVaried } from '../program/vary.ts';

const STEPS = 5;

export const sweep = defineCommand({
  name: 'sweep',
  summary: 'how the size moves with each number in a definition',
  details: [
    'Moves each number, share and duration of a segment over steps around what is written, one at a time, and counts at each: all in one evaluation. Numbers that stand in traits of other places stay as they are.',
    'A number is named by the node of `segment explain` that it stands in and the key behind which it is written: `where.2.last`. On a terminal it marks what is written, and the step at which the size falls off.',
  ],
  arguments: [oneArgument, moreFilesArgument],
  options: {
    steps: {
      kind: 'number',
      value: 'N',
      whole: true,
      minimum: 2,
      maximum: 99,
      says: `values a number, the written one among them (default: ${STEPS})`,
    },
    vary: {
      kind: 'list',
      value: 'NODE=VALUES',
      says: 'this number alone, over these values: where.2=30d,60d,90d; may be repeated',
    },
    ...askOptions,
    ...dataOptions,
  },
  examples: [
    { command: 'segment sweep at-risk-vips', says: 'which of its numbers matter' },
    { command: 'segment sweep at-risk-vips --vary where.2=30d,60d,90d,120d', says: 'how long is silent' },
  ],
  run: (context, [name, ...beside], options) => {
    const about = { name: 'sweep', files: name === undefined ? [] : [name] };
    return answerQuestion(context, { ...options, beside }, about, async ({ workspace, working, refuse }) => {
      const segment = oneSegment(workspace, 'sweep', name);
      refuse([segment.name]);
      const numbers = sweepableNumbers(workspace, segment);
      if (numbers.length === 0) {
        throw failure(2, 'no-numbers', `\`${segment.name}\` has no number, share or duration of its own`, [
          'those of traits and of segments that it names are moved where they are written',
        ]);
      }
      const varied = readVaried(numbers, options.vary, options.steps ?? STEPS);
      working('counting');
      return answerSweep(workspace, await sweepNumbers(workspace, segment, varied));
    });
  },
});
