/** The first thing to know of an experiment: what can be told from chance, and whether the arms are large enough to say. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { countOf } from '../model/count.ts';
import { holm } from '../stats/holm.ts';
import type { Effect, LiftAnswer } from './lift.ts';
import type { LiftQuestion } from './lift-question.ts';

/** The intervals and tests are those of large samples. */
const LEAST_CUSTOMERS = 30;
const LEAST_EVENTS = 5;

interface Tested {
  readonly effect: Effect;
  readonly p: number;
  /** Raised for the number of things tested. */
  readonly raised: number;
}

/** One sentence, of everybody; with subgroups another. */
export function verdicts({ effects }: LiftAnswer, { alpha }: LiftQuestion): readonly Diagnostic[] {
  const whole = tested(effects.filter(({ group }) => group === null));
  const parts = tested(effects.filter(({ group }) => group !== null));
  return [verdict(whole, alpha), ...(parts.length > 0 ? [inSubgroups(parts, alpha)] : [])];
}

function tested(effects: readonly Effect[]): readonly Tested[] {
  const known = effects.filter(({ comparison }) => comparison?.p !== undefined);
  const raised = holm(known.map(({ comparison }) => comparison!.p!));
  return known.map((effect, index) => ({ effect, p: effect.comparison!.p!, raised: raised[index]! }));
}

function verdict(all: readonly Tested[], alpha: number): Diagnostic {
  const found = all.filter(({ raised }) => raised < alpha);
  const facts = {
    tested: all.length,
    alpha,
    effects: found.map(({ effect: { metric, arm }, raised }) => ({ metric, arm, p_adjusted: raised })),
  };
  const note = (message: string): Diagnostic => ({ severity: 'note', code: 'verdict', message, facts });
  if (all.length === 0) return note('nothing can be told: no metric varies in arms of two customers or more');
  const corrected = all.length > 1 ? `, raised for ${all.length} comparisons` : '';
  if (found.length === 0) {
    const [best] = all.toSorted((a, b) => a.p - b.p);
    return note(`no effect can be told from chance: ${nameOf(best!)} comes nearest, ${shown(best!.p)}`);
  }
  const words = found.map((each) => `${nameOf(each)} ${signed(each.effect)} (${shown(each.raised)})`);
  return note(`more than chance gives: ${words.join('; ')}${corrected}`);
}

function inSubgroups(all: readonly Tested[], alpha: number): Diagnostic {
  const found = all.filter(({ raised }) => raised < alpha);
  const names = found.map((each) => `${nameOf(each)} in ${each.effect.group}`);
  const message =
    found.length === 0
      ? `in subgroups no effect can be told from chance, among ${all.length} comparisons`
      : `in subgroups, among ${all.length} comparisons, more than chance gives: ${names.join('; ')}`;
  return { severity: 'note', code: 'verdict', message, facts: { tested: all.length, found: names } };
}

function nameOf({ effect: { metric, arm } }: Tested): string {
  return `${metric}, ${arm}`;
}

function signed({ comparison }: Effect): string {
  const { difference } = comparison!;
  return `${difference < 0 ? '' : '+'}${Number(difference.toPrecision(3))}`;
}

function shown(p: number): string {
  return p < 0.001 ? 'p under 0.001' : `p = ${p.toPrecision(2)}`;
}

/** Arms in which the tests promise more than they can keep. */
export function smallArms({ arms, rates }: LiftAnswer, { metrics }: LiftQuestion): readonly Diagnostic[] {
  return arms.flatMap(({ arm, customers, samples }): readonly Diagnostic[] => {
    const rare = metrics.filter(({ name }, index) => {
      const sample = samples[index];
      const events = sample && sample.n * Math.min(sample.mean, 1 - sample.mean);
      return rates.has(name) && events !== undefined && events < LEAST_EVENTS;
    });
    if (customers >= LEAST_CUSTOMERS && rare.length === 0) return [];
    const why =
      customers < LEAST_CUSTOMERS
        ? `arm \`${arm}\` has ${countOf(customers, 'customer')}`
        : `in arm \`${arm}\` fewer than ${LEAST_EVENTS} customers did, or did not do, what is counted: ${rare.map(({ name }) => name).join(', ')}`;
    return [
      {
        severity: 'warning',
        code: 'small-arm',
        message: `${why}; intervals and p-values are for larger samples`,
        help: ['take the differences for hints; `--effect 10%` says how many customers an effect needs'],
        facts: { arm, customers },
      },
    ];
  });
}
