/** `--fail-if 'change>30%'`: a bound that a comparison must not break. */
import type { Difference } from '../analyses/diff.ts';
import { failure } from '../diagnostics/failure.ts';

const MEASURES = ['size', 'change', 'entered', 'left'] as const;

export interface FailIf {
  readonly text: string;
  readonly measure: (typeof MEASURES)[number];
  readonly holds: (value: number) => boolean;
}

const OPERATORS: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
  '=': (value, limit) => value === limit,
};

const PATTERN = /^\s*(size|change|entered|left)\s*(<=|>=|<|>|=)\s*(\d+(?:\.\d+)?)\s*(%?)\s*$/;

/** Throws a `Failure` (2) for anything else than a measure, a comparison and a number; a change is in percent. */
export function readFailIf(text: string): FailIf {
  const match = PATTERN.exec(text);
  const [, measure, operator, number, sign] = match ?? [];
  if (!match || (measure === 'change') !== (sign === '%')) {
    throw failure(2, 'option-value', `\`--fail-if\` cannot read \`${text}\``, [
      `write ${MEASURES.map((each) => `\`${each}\``).join(', ')}, then \`<\`, \`<=\`, \`>\`, \`>=\` or \`=\`, then a number: \`size<500\`, \`change>30%\``,
    ]);
  }
  const limit = sign === '%' ? Number(number) / 100 : Number(number);
  return {
    text: text.trim(),
    measure: measure as FailIf['measure'],
    holds: (value) => OPERATORS[operator!]!(value, limit),
  };
}

/** The value that it looks at; the change is the share by which the size changed, either way. */
export function failIfValue({ measure }: FailIf, { before, after, entered, left }: Difference): number {
  switch (measure) {
    case 'size':
      return after;
    case 'entered':
      return entered;
    case 'left':
      return left;
    case 'change':
      return before === 0 ? (after === 0 ? 0 : Number.POSITIVE_INFINITY) : Math.abs(after - before) / before;
  }
}
