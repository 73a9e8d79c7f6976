/** Ranges as people write them: `5`, `4-5`, `4+`, `<4`, `0.50-9.99`. */
import type { RfmAxis } from '../language/models/rfm-preset.ts';
import type { RfmCell, RfmRange } from './rfm-preset.ts';

const number = String.raw`(\d+(?:\.\d+)?)`;
const forms = {
  one: new RegExp(`^${number}$`),
  between: new RegExp(`^${number}\\s*-\\s*${number}$`),
  atLeast: new RegExp(`^${number}\\+$`),
  below: new RegExp(`^<\\s*${number}$`),
};

/** Both ends of `4-5` are included. Undefined for anything that is no range. */
export function parseRange(text: string): RfmRange | undefined {
  const one = forms.one.exec(text);
  if (one) return including(one[1]!, one[1]!);
  const between = forms.between.exec(text);
  if (between) return including(between[1]!, between[2]!);
  const below = forms.below.exec(text);
  if (below) return { from: Number.NEGATIVE_INFINITY, below: Number(below[1]) };
  const atLeast = forms.atLeast.exec(text);
  return atLeast ? { from: Number(atLeast[1]), below: Number.POSITIVE_INFINITY } : undefined;
}

/** A cell of a preset: `cell({ r: '4-5', fm: '1' })`. Throws on a range that cannot be read. */
export function cell(ranges: Readonly<Partial<Record<RfmAxis, string>>>): RfmCell {
  const entries = Object.entries(ranges).map(([axis, text]) => {
    const range = parseRange(text);
    if (!range) throw new RangeError(`no range: ${text}`);
    return [axis, range] as const;
  });
  return Object.fromEntries(entries);
}

/** Cells by their digits: `scoreCells(333, 332)` are R 3, F 3, M 3 and R 3, F 3, M 2. */
export function scoreCells(...codes: readonly number[]): readonly RfmCell[] {
  return codes.map((code) => {
    const [r, f, m] = [...String(code)];
    return cell({ r: r!, f: f!, m: m! });
  });
}

/**
 * The last number is included with all that would be written like it: 4-5 is below 6, and 0-99 of money is below
 * 100, so that 100-199 leaves no gap.
 */
function including(from: string, to: string): RfmRange | undefined {
  const decimals = to.split('.')[1]?.length ?? 0;
  const below = Number((Number(to) + 10 ** -decimals).toFixed(decimals));
  return Number(from) < below ? { from: Number(from), below } : undefined;
}
