import { resolve } from 'node:path';
import { explainCounts, explainCustomer } from '../analyses/explain-answer.ts';
import { whyPredicted } from '../analyses/prediction-why.ts';
import { failure } from '../diagnostics/failure.ts';
import { countNodes, seeNodes } from '../evaluation/explain.ts';
import type { Segment } from '../model/segment.ts';
import { answerQuestion } from '../program/answer.ts';
import { moreFilesArgument } from '../program/arguments.ts';
import { defineCommand } from '../program/command.ts';
import { explainedCodes, meaningOf } from '../program/message-page.ts';
import { dataOptions } from '../program/options.ts';
import { showText } from '../program/pager.ts';
import { segmentNamed } from '../program/segment-named.ts';
import type { Workspace } from '../workspace/workspace.ts';

export const explain = defineCommand({
  name: 'explain',
  summary: 'the condition in plain words, with counts; or what a message means',
  details: [
    'Shows the steps of a segment in their order with the customers left after each, and under a step every condition with the customers of the base for whom it holds, whatever the others say.',
    '`--id` shows one customer: which conditions hold, and the value that was compared.',
    'The code of a message, such as `missing-sways`, is explained in the same way, unless a segment has that name; all of them stand in segments/messages.md.',
  ],
  arguments: [
    {
      name: 'SEGMENT',
      says: 'name of a segment, its definition file, or the code of a message',
      completes: 'segments',
    },
    moreFilesArgument,
  ],
  options: {
    ...dataOptions,
    id: { kind: 'text', value: 'KEY', says: 'for the customer of this key' },
  },
  examples: [
    { command: 'segment explain at-risk-vips', says: 'who is lost at which condition' },
    { command: 'segment explain at-risk-vips --id 004258', says: 'why a customer is in, or is not' },
    { command: 'segment explain missing-sways', says: 'what that warning means' },
  ],
  run: async (context, [name = '', ...files], options) => {
    const isPlain = [options.id, options.out, options.format, files[0]].every((each) => each === undefined);
    const meaning = isPlain ? meaningOf(name, context, options.project) : undefined;
    if (meaning !== undefined) return showText(meaning, options.page, context.stdout);
    const isFile = /\.ya?ml$/i.test(name);
    const given = isFile ? [name, ...files] : files;
    const about = { name: 'explain', files: given };
    await answerQuestion(context, options, about, async ({ workspace, working, refuse }) => {
      const segment = isFile
        ? onlyOf(name, workspace, context.cwd)
        : segmentNamed(name, workspace, 'explain', explainedCodes());
      refuse([segment.name]);
      working('counting');
      return options.id === undefined
        ? explainCounts(segment, await countNodes(workspace, segment))
        : {
            ...explainCustomer(await seeNodes(workspace, segment, options.id)),
            notes: await whyPredicted(workspace, segment, options.id),
          };
    });
  },
});

function onlyOf(file: string, { definitions, files }: Workspace, cwd: string): Segment {
  const path = resolve(cwd, file);
  const sources = files.filter((each) => each.path === path).map(({ source }) => source.name);
  const found = definitions.segments.filter(({ span }) => sources.includes(span.source.name));
  if (found.length === 1) return found[0]!;
  throw failure(
    2,
    'which-segment',
    `\`${file}\` holds ${found.length === 0 ? 'no segment' : `${found.length} segments`}`,
    found.length === 0 ? [] : [`name one: \`segment explain ${found[0]!.name} ${file}\``],
  );
}
