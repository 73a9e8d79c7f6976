/** `--fail-if 'change>30%'`: a bound that a comparison must not break. */
import type { Difference } from '../analyses/diff.ts';
import { failure } from '../diagnostics/failure.ts';
import { parsePercent } from '../model/decimal.ts';
import { compareChange } from '../model/share.ts';

const measures = ['size', 'change', 'entered', 'left'] as const;

export interface FailIf {
  readonly text: string;
  readonly holds: (difference: Difference) => boolean;
}

/** By the sign of the value less the limit. */
const operators: Readonly<Record<string, (sign: number) => boolean>> = {
  '<': (sign) => sign < 0,
  '<=': (sign) => sign <= 0,
  '>': (sign) => sign > 0,
  '>=': (sign) => sign >= 0,
  '=': (sign) => sign === 0,
};

const PATTERN = /^\s*(size|change|entered|left)\s*(<=|>=|<|>|=)\s*(\d+(?:\.\d+)?)\s*(%?)\s*$/;

/** Throws a `Failure` (2) for anything else than a measure, a comparison and a number; a change is in percent. */
export function readFailIf(text: string): FailIf {
  const match = PATTERN.exec(text);
  const [, measure, operator, number = '', sign] = match ?? [];
  if (!match || (measure === 'change') !== (sign === '%')) {
    throw failure(2, 'option-value', `\`--fail-if\` cannot read \`${text}\``, [
      `write ${measures.map((each) => `\`${each}\``).join(', ')}, then \`<\`, \`<=\`, \`>\`, \`>=\` or \`=\`, then a number: \`size<500\`, \`change>30%\``,
    ]);
  }
  const compare = comparing(measure as (typeof measures)[number], number);
  return { text: text.trim(), holds: (difference) => operators[operator!]!(compare(difference)) };
}

/** The sign of the value less the limit; the change is the share by which the size changed, either way. */
function comparing(measure: (typeof measures)[number], number: string): (difference: Difference) => number {
  switch (measure) {
    case 'size':
      return ({ after }) => after - Number(number);
    case 'entered':
      return ({ entered }) => entered - Number(number);
    case 'left':
      return ({ left }) => left - Number(number);
    case 'change': {
      const share = parsePercent(`${number}%`)!;
      return ({ before, after }) => compareChange(before, after, share);
    }
  }
}
