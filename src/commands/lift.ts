import { asOfText } from '../analyses/history.ts';
import { type LiftAnswer, liftTable, measureLift } from '../analyses/lift.ts';
import { type LiftQuestion, listChoices, readLiftQuestion } from '../analyses/lift-question.ts';
import { periodText } from '../analyses/period-asked.ts';
import { errorsThatReach } from '../definitions/reach.ts';
import { Failure, failure } from '../diagnostics/failure.ts';
import { openAnswer } from '../program/answer.ts';
import { moreFilesArgument, segmentArgument } from '../program/arguments.ts';
import { defineCommand, type OptionValues } from '../program/command.ts';
import type { Context } from '../program/context.ts';
import { dataOptions, lockOptions } from '../program/options.ts';
import { segmentNamed } from '../program/segment-named.ts';
import { reportOpened, withWorkspace } from '../program/session.ts';
import { usualAlpha } from '../stats/comparison.ts';
import { sampleSizeForMeans, sampleSizeForProportions } from '../stats/sample-size.ts';

const options = {
  arms: {
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
    kind: 'text',
    value: 'TABLE',
    says: 'events that are conversions: a table, or a block such as "orders: { where: { channel: app } }" (default: orders)',
  },
  within: { kind: 'text', value: 'FIELD', says: 'each value of the field as a subgroup, besides everybody' },
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
  run: async (context, [name, ...files], values) => {
    const answer = await openAnswer(context, values, 'lift');
    const size = readEffect(values);
    const table = await withWorkspace(context, values, files, async ({ workspace, working }) => {
      reportOpened(context, workspace);
      const errors = errorsThatReach(name ?? '', workspace);
      if (errors.length > 0) throw new Failure(2, errors);
      const segment = name === undefined ? undefined : segmentNamed(name, workspace, 'measure');
      const question = await readLiftQuestion(workspace, segment, {
        ...values,
        metrics: values.metric,
        alpha: values.alpha ?? usualAlpha,
      });
      working('counting the arms');
      const found = await measureLift(workspace, question);
      context.detail(found.sql);
      sayList(context, found, question);
      sayArms(context, found, question);
      reportRatio(context, found);
      reportMissing(context, found, question);
      if (size) saySizes(context, found, question, size);
      return liftTable(found);
    });
    await answer.write(table);
  },
});

interface EffectWanted {
  readonly text: string;
  readonly amount: number;
  readonly relative: boolean;
  readonly power: number;
}

function readEffect({ effect, power }: OptionValues<typeof options>): EffectWanted | undefined {
  if (effect === undefined) {
    if (power === undefined) return undefined;
    throw failure(2, 'option-value', '`--power` goes with `--effect`: the effect that is to be found');
  }
  const match = /^([+-]?\d+(?:\.\d+)?)(%?)$/.exec(effect.trim());
  const amount = Number(match?.[1]);
  if (!match || amount === 0) {
    throw failure(
      2,
      'option-value',
      `\`--effect\` wants a share such as \`10%\`, or a difference such as \`0.5\`, found \`${effect}\``,
    );
  }
  const relative = match[2] === '%';
  return { text: effect, amount: relative ? amount / 100 : amount, relative, power: power ?? 0.8 };
}

/** That the list is a recorded one, and what has become of it. */
function sayList(context: Context, { arms: found }: LiftAnswer, { segment, arms }: LiftQuestion): void {
  const recorded = arms.kind === 'split' ? arms.recorded : undefined;
  if (!recorded) return;
  const gone = recorded.customers - found.reduce((sum, { customers }) => sum + customers, 0);
  const parts = [
    `the list and the arms of \`${segment}\` are those recorded as of ${asOfText(recorded.asOf)}`,
    ...(recorded.isRedefined ? ['its definition is another one today'] : []),
    ...(gone > 0 ? [`${gone} of its ${recorded.customers} customers are no longer in the data`] : []),
  ];
  context.say(parts.join('; '));
}

function sayArms(context: Context, { arms, control, effects }: LiftAnswer, question: LiftQuestion): void {
  const sizes = arms.map(({ arm, customers }) => `${arm} ${customers}${arm === control ? ' (control)' : ''}`);
  const over = question.period ? `; ${periodText(question.period)}` : '';
  context.say(`customers by arm: ${sizes.join(', ')}${over}`);
  for (const { metric, group, arm, treated, comparison } of effects) {
    if (group !== null || !treated || !comparison) continue;
    const total = comparison.difference * treated.n;
    context.say(
      `${metric}, ${arm}: ${total < 0 ? '' : '+'}${total.toFixed(1)} in all against what control would have brought`,
    );
  }
}

const BROKEN = 0.001;

function reportRatio(context: Context, { ratio }: LiftAnswer): void {
  if (ratio === undefined) return;
  if (ratio >= BROKEN) {
    context.say(
      `sample ratio: the arms have the sizes they were meant to have (p = ${ratio.toPrecision(3)})`,
    );
    return;
  }
  context.report({
    severity: 'warning',
    code: 'sample-ratio',
    message: `the arms have not the sizes they were meant to have (p = ${ratio.toPrecision(3)})`,
    help: ['find out who is lost before you believe the effects: a broken split makes any of them'],
  });
}

function reportMissing(context: Context, { arms }: LiftAnswer, { metrics }: LiftQuestion): void {
  for (const [index, { name }] of metrics.entries()) {
    const missing = arms.reduce(
      (sum, { customers, samples }) => sum + customers - (samples[index]?.n ?? 0),
      0,
    );
    if (missing === 0) continue;
    const whom =
      missing === 1 ? '1 customer has no value and is' : `${missing} customers have no value and are`;
    context.report({
      severity: 'warning',
      code: 'missing-metric',
      message: `\`${name}\`: ${whom} left out`,
      help: ['where a missing value means zero, measure a trait that says so, such as a count or a sum'],
    });
  }
}

function saySizes(
  context: Context,
  { arms, control, rates }: LiftAnswer,
  { metrics, alpha }: LiftQuestion,
  { text, amount, relative, power }: EffectWanted,
): void {
  const held = arms.find(({ arm }) => arm === control)!;
  for (const [index, { name }] of metrics.entries()) {
    const sample = held.samples[index];
    const effect = relative ? amount * (sample?.mean ?? 0) : amount;
    const needed =
      sample && rates.has(name)
        ? sampleSizeForProportions(sample.mean, effect, { power, alpha })
        : sample && sampleSizeForMeans(Math.sqrt(sample.variance), effect, { power, alpha });
    const chance = `with ${power * 100}% power at alpha ${alpha}`;
    context.say(
      needed === undefined
        ? `${name}: an effect of ${text} cannot be had from ${sample ? sample.mean.toPrecision(4) : 'nobody'}`
        : `${name}: an effect of ${text} needs ${needed} customers in each arm ${chance}`,
    );
  }
}
