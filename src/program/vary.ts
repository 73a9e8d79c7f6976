/** `--vary NODE=30d,60d,90d`: which number of a segment is moved, and over which values. */
import { failure } from '../diagnostics/failure.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { SweepableNumber } from '../evaluation/sweep.ts';
import { kindOf } from '../language/written-numbers.ts';
import { stepsAround } from '../model/steps-around.ts';

export interface Varied {
  readonly number: SweepableNumber;
  readonly values: readonly string[];
}

/** Each number over steps around it, or those alone that are asked for. Throws a `Failure` (2). */
export function readVaried(
  numbers: readonly SweepableNumber[],
  asked: readonly string[],
  steps: number,
): readonly Varied[] {
  if (asked.length === 0) {
    return numbers.map((number) => ({ number, values: stepsAround(number.text, steps) }));
  }
  return asked.map((text) => readOne(text, numbers));
}

function readOne(text: string, numbers: readonly SweepableNumber[]): Varied {
  const [name = '', listed = ''] = splitAtLast(text, '=');
  const values = [...new Set(listed.split(',').map((value) => value.trim()))];
  const wrong = values.find((value) => kindOf(value) === undefined);
  if (wrong !== undefined || name === '') {
    const found = wrong === undefined ? text : wrong;
    throw failure(2, 'option-value', `\`--vary\` wants \`NODE=30d,60d,90d\`, found \`${found}\``);
  }
  const kinds = new Set(values.map(kindOf));
  const there = numbers.filter((number) => number.name === name || number.node === name);
  const fitting = there.filter(({ kind }) => kinds.has(kind) && kinds.size === 1);
  if (fitting.length === 1) return { number: fitting[0]!, values };
  throw unfit(name, values, there, numbers, fitting);
}

function unfit(
  name: string,
  values: readonly string[],
  there: readonly SweepableNumber[],
  numbers: readonly SweepableNumber[],
  fitting: readonly SweepableNumber[],
) {
  const shown = (some: readonly SweepableNumber[]): string =>
    some.map((number) => `\`${number.name}\` (${number.text})`).join(', ');
  if (there.length === 0) {
    const near = didYouMean(
      name,
      numbers.flatMap((number) => [number.name, number.node]),
    );
    const help =
      near ?? (numbers.length > 0 ? `it has ${shown(numbers)}` : 'it has no number that could be moved');
    return failure(2, 'unknown-node', `the segment has no number at \`${name}\``, [help]);
  }
  const message =
    fitting.length === 0
      ? `no number at \`${name}\` can be \`${values.join('`, `')}\``
      : `\`${name}\` has several numbers`;
  return failure(2, 'which-number', message, [`name one: ${shown(there)}`]);
}

function splitAtLast(text: string, sign: string): readonly [string, string] {
  const at = text.lastIndexOf(sign);
  return at < 0 ? ['', ''] : [text.slice(0, at).trim(), text.slice(at + 1)];
}
