/** `--effect`: how many customers it takes to find an effect of that size. */
import { type Diagnostic, info } from '../diagnostics/diagnostic.ts';
import { failure } from '../diagnostics/failure.ts';
import { counted } from '../model/count.ts';
import { sampleSizeForMeans, sampleSizeForProportions } from '../stats/sample-size.ts';
import type { LiftAnswer } from './lift.ts';
import type { LiftQuestion } from './lift-question.ts';

export interface EffectWanted {
  /** As it was written. */
  readonly text: string;
  readonly amount: number;
  /** A share of control's mean, else in the metric's own units. */
  readonly relative: boolean;
  /** The chance that it is found. */
  readonly power: number;
}

const USUAL_POWER = 0.8;

/** Throws a `Failure` (2) for what is no share and no number, and for a power without an effect. */
export function readEffect(effect: string | undefined, power: number | undefined): EffectWanted | undefined {
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
  return {
    text: effect,
    amount: relative ? amount / 100 : amount,
    relative,
    power: power ?? USUAL_POWER,
  };
}

/** A sentence a metric. */
export function effectNotes(
  { arms, control, rates }: LiftAnswer,
  { metrics, alpha }: LiftQuestion,
  { text, amount, relative, power }: EffectWanted,
): readonly Diagnostic[] {
  const held = arms.find(({ arm }) => arm === control)!;
  return metrics.map(({ name }, index) => {
    const sample = held.samples[index];
    const effect = relative ? amount * (sample?.mean ?? 0) : amount;
    const needed =
      sample && rates.has(name)
        ? sampleSizeForProportions(sample.mean, effect, { power, alpha })
        : sample && sampleSizeForMeans(Math.sqrt(sample.variance), effect, { power, alpha });
    const chance = `with ${power * 100}% power at alpha ${alpha}`;
    const message =
      needed === undefined
        ? `${name}: an effect of ${text} cannot be had from ${sample ? sample.mean.toPrecision(4) : 'nobody'}`
        : `${name}: an effect of ${text} needs ${counted(needed)} customers in each arm ${chance}`;
    return info('sample-size', message, {
      metric: name,
      effect: text,
      customers: needed ?? null,
      power,
      alpha,
    });
  });
}
