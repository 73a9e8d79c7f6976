import { readArms } from '../analyses/arm-shares.ts';
import { readField } from '../analyses/measured-field.ts';
import type { SplitQuestion } from '../analyses/split.ts';
import { answerSplit } from '../analyses/split-answer.ts';
import { failure } from '../diagnostics/failure.ts';
import type { Segment } from '../model/segment.ts';
import { answerQuestion } from '../program/answer.ts';
import { moreFilesArgument, oneArgument } from '../program/arguments.ts';
import { defineCommand, type OptionValues } from '../program/command.ts';
import { askOptions, dataOptions } from '../program/options.ts';
import { oneSegment } from '../program/segment-named.ts';
import type { Workspace } from '../workspace/workspace.ts';

const options = {
  arms: {
    kind: 'text',
    value: 'ARMS',
    says: 'arms and shares: control=10%,a=45%,b=45% (default: `split` of the definition)',
  },
  seed: {
    kind: 'text',
    value: 'SEED',
    says: 'another seed gives another draw (default: that of the definition, else the segment’s name)',
  },
  stratify: {
    completes: 'fields',
    kind: 'text',
    value: 'FIELD',
    says: 'draw for each value of the field on its own',
  },
  exact: {
    kind: 'flag',
    says: 'shares to the customer, in each stratum; who comes later can move those at a cut',
  },
  ...askOptions,
  ...dataOptions,
} as const;

export const split = defineCommand({
  name: 'split',
  summary: 'a segment’s list divided into arms',
  details: [
    'Writes every member with an arm. The bucket of a customer is made of the seed and the key alone (md5), so the same list gives the same arms on every machine, and nobody moves when others come or go. Without `--stratify` and `--exact` these are the arms that `run` writes and `SEGMENT.arm` is.',
    'With `--stratify FIELD` the buckets are drawn in each value of the field on its own: the arms of one stratum say nothing about those of another, each stratum keeps the shares as near as chance lets it, and the list is still stable when it grows, except for customers whose field changes. The sizes in each stratum are told. With `--exact` the members of each stratum stand in the order of their buckets and are cut at the shares, so each arm is within one customer of its share; that depends on who is in the list, so keep the file.',
  ],
  arguments: [oneArgument, moreFilesArgument],
  options,
  examples: [
    { command: 'segment split summer-letter', says: 'the arms of the definition' },
    {
      command: 'segment split active-customers --arms control=10%,a=45%,b=45% --stratify country --exact',
      says: 'arms of one’s own, alike in every country',
    },
  ],
  run: (context, [name, ...beside], values) => {
    const about = { name: 'split', files: name === undefined ? [] : [name] };
    return answerQuestion(context, { ...values, beside }, about, async ({ workspace, working, refuse }) => {
      const segment = oneSegment(workspace, 'split', name);
      refuse([segment.name]);
      const question = readQuestion(segment, workspace, values);
      working('splitting the list');
      return answerSplit(workspace, question);
    });
  },
});

function readQuestion(
  segment: Segment,
  workspace: Workspace,
  { arms, seed, stratify, exact }: OptionValues<typeof options>,
): SplitQuestion {
  const chosen = arms === undefined ? segment.split?.arms : readArms('arms', arms);
  if (!chosen) {
    throw failure(2, 'no-split', `\`${segment.name}\` has no \`split\``, [
      'say the arms: `--arms control=10%,a=45%,b=45%`',
    ]);
  }
  const stratum = stratify === undefined ? undefined : readField(workspace, 'stratify', stratify);
  if (stratum?.table !== undefined) {
    throw failure(
      2,
      'field-type',
      `\`--stratify ${stratum.name}\` is a column of events, of which a customer may have many`,
      ['define a trait that says which of them is meant, and name that'],
    );
  }
  return {
    segment: segment.name,
    split: { seed: seed ?? segment.split?.seed ?? segment.name, arms: chosen },
    ...(stratum ? { stratify: stratum } : {}),
    exact,
  };
}
