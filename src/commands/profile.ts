import { answerProfile } from '../analyses/profile-answer.ts';
import { knownFields, type ProfileField, profileFields } from '../analyses/profile-fields.ts';
import { info } from '../diagnostics/diagnostic.ts';
import { answerQuestion } from '../program/answer.ts';
import { moreFilesArgument, oneArgument } from '../program/arguments.ts';
import { defineCommand } from '../program/command.ts';
import type { Context } from '../program/context.ts';
import { askOptions, dataOptions } from '../program/options.ts';
import { oneSegment, segmentNamed } from '../program/segment-named.ts';
import type { Workspace } from '../workspace/workspace.ts';

const USUAL_LEAST = 5;

export const profile = defineCommand({
  name: 'profile',
  summary: 'who they are: what sets a segment apart from everybody, or from another',
  details: [
    'A row a value of each attribute, trait, stage and model field: how many of the segment have it, their share, the share of everybody (or of `--versus SEGMENT`), and the index: 100 is as everybody, 200 twice as many. A missing value is a value of its own; numbers are told in bands, dates in years. The field that differs most comes first.',
    '`low` and `high` are the interval of the index at 95%. `p` is how likely a list of so many customers, drawn at random, differs as much: Fisher’s exact test (mid-p), corrected for all that is tested by Benjamini and Hochberg (1995). Below 0.05 a difference is said; of a list drawn at random one in twenty shows any.',
    'Values that fewer than `--min-cell` people have, in the segment, in the base or in the base beside the segment, are joined as `(other)`, with the next smallest until the rest is as many. Keys, addresses, names and texts that nearly everybody has one of their own of are left out. A field whose rows, taken from those of another, would tell of fewer people (a city within its country, windows of 90 and 91 days) is told by fewer values, or left out and named.',
    '`--quantiles` tells how each number lies: the median, and what 10, 25, 75 and 90% are below, where `--min-cell` people or more lie on either side.',
  ],
  arguments: [oneArgument, moreFilesArgument],
  options: {
    versus: {
      kind: 'text',
      value: 'SEGMENT',
      says: 'against another segment, in place of everybody',
      completes: 'segments',
    },
    quantiles: { kind: 'flag', says: 'how each number lies, a row for the segment and a row for the base' },
    fields: {
      kind: 'text',
      value: 'A,B',
      says: 'only these attributes, traits and model fields',
      completes: 'fields',
    },
    'min-cell': {
      kind: 'number',
      value: 'N',
      whole: true,
      minimum: 1,
      says: 'no cell of fewer people is told (default: 5)',
    },
    ...askOptions,
    ...dataOptions,
  },
  examples: [
    { command: 'segment profile at-risk-vips', says: 'what sets them apart from everybody' },
    {
      command: 'segment profile lifecycle.new --versus lifecycle.active --fields country,acquisition_source',
      says: 'two stages against each other',
    },
    {
      command: 'segment profile big-spenders --fields country,spend_1y,lifecycle.stage --format csv',
      says: 'three fields, with intervals and chances',
    },
    {
      command: 'segment profile app-shoppers --quantiles --fields usual_gap,spend_1y',
      says: 'how their numbers lie',
    },
  ],
  run: (context, [name, ...beside], values) => {
    const about = { name: 'profile', files: name === undefined ? [] : [name] };
    return answerQuestion(context, { ...values, beside }, about, async ({ workspace, working, refuse }) => {
      const { versus, fields } = values;
      const segment = oneSegment(workspace, 'profile', name).name;
      refuse([segment, ...(versus === undefined ? [] : [versus])]);
      if (versus !== undefined) segmentNamed(versus, workspace, 'compare with');
      const asked = fields?.split(',').map((each) => each.trim());
      const leastPeople = values['min-cell'] ?? USUAL_LEAST;
      const question = { segment, versus, fields: fieldsOf(workspace, asked, context), leastPeople };
      working('profiling');
      return answerProfile(workspace, question, values.quantiles ? 'quantiles' : 'values');
    });
  },
});

/** What a model learns stands here, where another engine that has the tables cannot read it. */
function fieldsOf(
  workspace: Workspace,
  asked: readonly string[] | undefined,
  { report }: Context,
): readonly ProfileField[] {
  if (asked || !workspace.engine) return profileFields(workspace, asked);
  const { fields, learned } = knownFields(workspace);
  const names = learned.map((name) => `\`${name}\``).join(', ');
  if (learned.length > 0)
    report(
      info(
        'left-out',
        `without ${names}: what a model finds out here, ${workspace.engine.place} cannot read`,
      ),
    );
  return fields;
}
