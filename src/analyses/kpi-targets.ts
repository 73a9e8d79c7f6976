/** The `targets` section of the project file: what a KPI should be, for everybody or for one segment. */
import { readNumber } from '../check/literal.ts';
import { collector } from '../diagnostics/collect.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { Failure } from '../diagnostics/failure.ts';
import { problem } from '../diagnostics/problem.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { mapOf } from '../yaml/fields.ts';
import type { YamlNode } from '../yaml/node.ts';
import { kpiList } from './kpi-list.ts';

/** The target of a KPI for a segment: its own, else that of all. */
export type Targets = (segment: string, kpi: string) => number | undefined;

/** Reads the section. Throws a `Failure` (2) with all that is wrong. */
export function readTargets(section: YamlNode | undefined, segments: readonly string[]): Targets {
  const found = collector();
  const targets = checkTargets(section, segments, found.report);
  if (found.hasErrors()) throw new Failure(2, found.diagnostics);
  return targets;
}

/** Reads `{ aov: 60, open_rate: 25%, vips: { aov: 120 } }`; what is wrong is reported and left out. */
export function checkTargets(
  section: YamlNode | undefined,
  segments: readonly string[],
  report: Report,
): Targets {
  const all = new Map<string, number>();
  const own = new Map<string, ReadonlyMap<string, number>>();
  for (const { key, value } of mapOf(section, report, 'targets')?.entries ?? []) {
    if (value.kind !== 'map') readTarget(key, value, all, [...names, ...segments], report);
    else if (!segments.includes(key.text)) {
      report(
        problem(
          key.span,
          'unknown-segment',
          `there is no segment \`${key.text}\``,
          didYouMean(key.text, segments) ?? '`segment list` names them all',
        ),
      );
    } else {
      const targets = new Map<string, number>();
      for (const entry of value.entries) readTarget(entry.key, entry.value, targets, names, report);
      own.set(key.text, targets);
    }
  }
  return (segment, kpi) => own.get(segment)?.get(kpi) ?? all.get(kpi);
}

const names = kpiList.map(({ name }) => name);

function readTarget(
  key: Extract<YamlNode, { kind: 'scalar' }>,
  value: YamlNode,
  targets: Map<string, number>,
  known: readonly string[],
  report: Report,
): void {
  if (!names.includes(key.text)) {
    report(
      problem(
        key.span,
        'unknown-kpi',
        `there is no KPI \`${key.text}\``,
        didYouMean(key.text, known) ?? `KPIs are ${names.map((name) => `\`${name}\``).join(', ')}`,
      ),
    );
    return;
  }
  const number = value.kind === 'scalar' && !value.quoted ? readNumber(value.text) : undefined;
  if (number) targets.set(key.text, Number(number.text));
  else
    report(
      problem(value.span, 'target', `the target of \`${key.text}\` is a number, or a share such as \`25%\``),
    );
}
