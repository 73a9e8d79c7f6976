import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import type { RfmCutsSyntax, ThresholdsSyntax } from '../language/models/rfm-cuts.ts';
import type { RfmCuts } from './rfm-model.ts';

/** Thresholds that rise, one fewer than levels; undefined, and reported, where they do not. */
export function bindCuts({ r, f, m }: RfmCutsSyntax, levels: number, report: Report): RfmCuts | undefined {
  const [days, events, money] = [
    thresholds('r', r, levels, report),
    thresholds('f', f, levels, report),
    m && thresholds('m', m, levels, report),
  ];
  if (!days || !events || (m && !money)) return undefined;
  return { r: days, f: events, ...(money ? { m: money } : {}) };
}

function thresholds(axis: string, { numbers, span }: ThresholdsSyntax, levels: number, report: Report) {
  const isWhole = numbers.length === levels - 1;
  if (isWhole && numbers.every((cut, i) => i === 0 || cut > numbers[i - 1]!)) return numbers;
  const found = isWhole ? 'they do not rise' : `there are ${numbers.length}`;
  const message = `\`${axis}\` needs ${levels - 1} rising numbers for ${levels} levels, and ${found}`;
  report(problem(span, 'rfm-cuts', message));
  return undefined;
}
