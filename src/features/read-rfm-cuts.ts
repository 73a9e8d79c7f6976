/** The thresholds of `method: fixed`. */
import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import { fieldsOf, listOf, numberText } from '../yaml/fields.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { RfmCuts } from './rfm-model.ts';

/** `{ r: [30, 90, 180, 365], f: [2, 3, 5, 10], m: [50, 100, 250, 500] }`: rising, one fewer than levels. */
export function readCuts(node: YamlNode | undefined, levels: number, report: Report): RfmCuts | undefined {
  const fields = fieldsOf(node, ['r', 'f', 'm'], report, 'cuts');
  if (!fields) return undefined;
  const r = readThresholds(fields.required('r'), 'r', levels, report);
  const f = readThresholds(fields.required('f'), 'f', levels, report);
  const m = readThresholds(fields.get('m'), 'm', levels, report);
  if (!r || !f || (fields.has('m') && !m)) return undefined;
  return { r, f, ...(m ? { m } : {}) };
}

function readThresholds(node: YamlNode | undefined, axis: string, levels: number, report: Report) {
  const list = listOf(node, report, axis);
  const texts = list?.items.map((item) => numberText(item, report, axis));
  if (!node || !texts?.every((text) => text !== undefined)) return undefined;
  const cuts = texts.map(Number);
  if (cuts.length === levels - 1 && cuts.every((cut, i) => i === 0 || cut > cuts[i - 1]!)) return cuts;
  const found = cuts.length === levels - 1 ? 'they do not rise' : `there are ${cuts.length}`;
  const message = `\`${axis}\` needs ${levels - 1} rising numbers for ${levels} levels, and ${found}`;
  report(problem(node.span, 'rfm-cuts', message));
  return undefined;
}
