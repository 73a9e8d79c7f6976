import { explainCounts, explainCustomer } from '../analyses/explain-answer.ts';
import { whyAlike } from '../analyses/likeness-why.ts';
import { whyPredicted } from '../analyses/prediction-why.ts';
import { countNodes, seeNodes } from '../evaluation/explain.ts';
import { answerQuestion } from '../program/answer.ts';
import { moreFilesArgument, oneArgument } from '../program/arguments.ts';
import { defineCommand } from '../program/command.ts';
import { explainedCodes, meaningOf } from '../program/message-page.ts';
import { askOptions, dataOptions } from '../program/options.ts';
import { showText } from '../program/pager.ts';
import { oneSegment } from '../program/segment-named.ts';
import { watchable, watchOptions } from '../program/watch.ts';

export const explain = defineCommand({
  name: 'explain',
  summary: 'the condition in plain words, with counts; or what a message means',
  details: [
    'Shows the steps of a segment in their order with the customers left after each, and under a step every condition with the customers of the base for whom it holds, whatever the others say; `left` counts those who have met it and all before it, so that it shows who is lost at which.',
    '`--id` shows one customer: which conditions hold, and the value that was compared.',
    'The code of a message, such as `missing-sways`, is explained in the same way, unless a segment has that name; all of them stand in segments/messages.md.',
  ],
  arguments: [
    {
      ...oneArgument,
      says: 'name of a segment, its definition file, - for standard input, or the code of a message',
    },
    moreFilesArgument,
  ],
  options: {
    ...watchOptions,
    ...askOptions,
    ...dataOptions,
    id: { kind: 'text', value: 'KEY', says: 'for the customer of this key' },
  },
  examples: [
    { command: 'segment explain at-risk-vips', says: 'who is lost at which condition' },
    { command: 'segment explain at-risk-vips --id 004258', says: 'why a customer is in, or is not' },
    {
      command: "segment explain --where '{ country: PL, orders: { last: 90d } }'",
      says: 'a condition that is in no file',
    },
    { command: 'segment explain missing-sways', says: 'what that warning means' },
  ],
  run: watchable(async (context, [name, ...beside], options) => {
    const isPlain = [options.id, options.out, options.format, beside[0]].every((each) => each === undefined);
    const meaning = isPlain && name !== undefined ? meaningOf(name, context, options.project) : undefined;
    if (meaning !== undefined) return showText(meaning, options.page, context.stdout);
    const about = { name: 'explain', files: name === undefined ? [] : [name] };
    const asking = { ...options, beside, others: explainedCodes() };
    await answerQuestion(context, asking, about, async ({ workspace, working, refuse }) => {
      const segment = oneSegment(workspace, 'explain', name);
      refuse([segment.name]);
      working('counting');
      const legend = await whyAlike(workspace, segment);
      return options.id === undefined
        ? { ...explainCounts(segment, await countNodes(workspace, segment)), legend }
        : {
            ...explainCustomer(await seeNodes(workspace, segment, options.id)),
            notes: await whyPredicted(workspace, segment, options.id),
            legend,
          };
    });
  }),
});
