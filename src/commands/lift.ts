import { answerLift } from '../analyses/lift-answer.ts';
import { readEffect } from '../analyses/lift-effect.ts';
import { listChoices, readLiftQuestion } from '../analyses/lift-question.ts';
import { answerQuestion } from '../program/answer.ts';
import { moreFilesArgument, segmentArgument } from '../program/arguments.ts';
import { isAskedFor } from '../program/asked.ts';
import { defineCommand } from '../program/command.ts';
import { askOptions, dataOptions, lockOptions } from '../program/options.ts';
import { oneSegment } from '../program/segment-named.ts';
import { USUAL_ALPHA } from '../stats/comparison.ts';

const options = {
  arms: {
    completes: 'fields',
    kind: 'text',
    value: 'FIELD',
    says: 'the field that holds the arm, such as treatment.arm (default: the `split` of the segment)',
  },
  list: {
    kind: 'choice',
    choices: listChoices,
    says: 'which list of a segment with a `split`: the recorded one (the default, where there is one), or the one computed from the data',
  },
  control: { kind: 'text', value: 'ARM', says: 'the arm to compare with (default: control)' },
  shares: {
    kind: 'text',
    value: 'ARMS',
    says: 'the shares that the arms of the field were meant to have: control=50%,a=50%',
  },
  metric: {
    completes: 'fields',
    kind: 'list',
    value: 'METRIC',
    says: 'conversion, orders, revenue (all three by default), a field, or TABLE.COLUMN; may be repeated',
  },
  from: {
    kind: 'text',
    value: 'DATE|INSTANT',
    says: 'when the experiment began: orders are counted from then on',
  },
  to: { kind: 'text', value: 'DATE|INSTANT', says: 'the last day that counts (default: the as-of)' },
  on: {
    completes: 'tables',
    kind: 'text',
    value: 'TABLE',
    says: 'events that are conversions: a table, or a block such as "orders: { where: { channel: app } }" (default: orders)',
  },
  within: {
    completes: 'fields',
    kind: 'text',
    value: 'FIELD',
    says: 'each value of the field as a subgroup, besides everybody',
  },
  alpha: {
    kind: 'number',
    value: 'SHARE',
    whole: false,
    minimum: 0.000001,
    maximum: 0.5,
    says: 'the share of intervals that may miss (default: 0.05)',
  },
  effect: {
    kind: 'text',
    value: 'EFFECT',
    says: 'say how many customers this effect needs: 10% (of control’s mean), or 0.5 in the metric’s own units',
  },
  power: {
    kind: 'number',
    value: 'SHARE',
    whole: false,
    minimum: 0.01,
    maximum: 0.999999,
    says: 'the chance that such an effect is found (default: 0.8)',
  },
  ...askOptions,
  ...dataOptions,
  ...lockOptions,
} as const;

export const lift = defineCommand({
  name: 'lift',
  summary: 'the effect of each arm against control',
  details: [
    'Compares every arm with control, a row a metric and arm. The arms are those of the segment’s `split`, or any field: `--arms treatment.arm --control control` reads the column of the one row that each customer has in the table `treatment`; more than one row is an error. Customers without an arm are left out, and so are those outside the segment, where one is named.',
    'With `--from`, who is in the segment, in which arm of its split and in which subgroup is as it was when the period began, so that what customers did afterwards cannot move them; a field that holds the arm, and the metrics, are as of the as-of.',
    'Where `run --record` kept the list of a segment with a `split`, that list and the arms it was given then are measured, also when the definition has changed since: the newest as of the beginning of the period, or of its first day if it was recorded on that day. `--list computed` takes who would have been in it.',
    '`conversion` is the share with an order in the period, `orders` and `revenue` are means for each customer of the arm. A metric that is 0 or 1 for everybody is a rate: its difference has the unpooled standard error and the interval of Wald, `statistic` and `p` are those of the z test with the pooled one. Other metrics are means, compared by Welch’s t test. `relative` is the difference as a share of control, its interval by the delta method on the logarithm. Customers whose metric is missing are left out of that metric.',
    'The first line says whether an effect can be told from chance: p-values are raised for the number of comparisons (Holm), and below `--alpha` an effect is named. Arms of fewer than 30 customers, and rates with fewer than 5 who did or did not, are warned of: the tests are for larger samples.',
    'The sizes of the arms are held against their shares by a chi-square test: under 0.001 the split itself is broken, and nothing below it can be believed. `--effect` says how many customers each of two equal arms needs for an effect to be found.',
  ],
  arguments: [
    { ...segmentArgument, says: 'name of a segment; everybody when absent', optional: true },
    moreFilesArgument,
  ],
  options,
  examples: [
    {
      command: 'segment lift summer-letter --from 2026-06-01',
      says: 'conversion, orders and revenue since the letter went out',
    },
    {
      command: 'segment lift --arms gender --control female --metric spend_1y --within country --effect 10%',
      says: 'a field as the arm and a trait as the metric, in every country too',
    },
  ],
  exitCodes: [{ code: 75, says: 'another run holds the history' }],
  run: async (context, [name, ...beside], values) => {
    const effect = readEffect(values.effect, values.power);
    const about = { name: 'lift', files: name === undefined ? [] : [name] };
    const asking = { ...values, beside };
    await answerQuestion(context, asking, about, async ({ workspace, working, refuse }) => {
      const segment = isAskedFor(about.files, values) ? oneSegment(workspace, 'measure', name) : undefined;
      refuse(segment === undefined ? [] : [segment.name]);
      const question = await readLiftQuestion(workspace, segment, {
        ...values,
        metrics: values.metric,
        alpha: values.alpha ?? USUAL_ALPHA,
      });
      working('counting the arms');
      return answerLift(workspace, question, effect);
    });
  },
});
