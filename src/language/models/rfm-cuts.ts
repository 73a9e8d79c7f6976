/** The thresholds of `method: fixed`. */
import type { Report } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/source.ts';
import { fieldsOf, listOf, numberText } from '../../yaml/fields.ts';
import type { YamlNode } from '../../yaml/node.ts';

export interface ThresholdsSyntax {
  readonly numbers: readonly number[];
  readonly span: Span;
}

export interface RfmCutsSyntax {
  readonly r: ThresholdsSyntax;
  readonly f: ThresholdsSyntax;
  readonly m?: ThresholdsSyntax;
}

/** `{ r: [30, 90, 180, 365], f: [2, 3, 5, 10], m: [50, 100, 250, 500] }`. */
export function parseCuts(node: YamlNode | undefined, report: Report): RfmCutsSyntax | undefined {
  const fields = fieldsOf(node, ['r', 'f', 'm'], report, 'cuts');
  if (!fields) return undefined;
  const r = parseThresholds(fields.required('r'), 'r', report);
  const f = parseThresholds(fields.required('f'), 'f', report);
  const m = parseThresholds(fields.get('m'), 'm', report);
  return r && f && { r, f, ...(m ? { m } : {}) };
}

function parseThresholds(
  node: YamlNode | undefined,
  axis: string,
  report: Report,
): ThresholdsSyntax | undefined {
  const texts = listOf(node, report, axis)?.items.map((item) => numberText(item, report, axis));
  if (!node || !texts?.every((text) => text !== undefined)) return undefined;
  return { numbers: texts.map(Number), span: node.span };
}
