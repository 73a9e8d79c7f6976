/** The `targets` section of the project file: what a KPI should be, for everybody or for one segment. */
import { collector } from '../diagnostics/collect.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { Failure } from '../diagnostics/failure.ts';
import { problem } from '../diagnostics/problem.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { TargetSyntax, TargetsSyntax } from '../language/targets.ts';
import { readNumber } from '../model/number.ts';
import { kpiList } from './kpi-list.ts';

/** The target of a KPI for a segment: its own, else that of all. */
export type Targets = (segment: string, kpi: string) => number | undefined;

/** Binds the section. Throws a `Failure` (2) with all that is wrong. */
export function readTargets(section: TargetsSyntax, segments: readonly string[]): Targets {
  const found = collector();
  const targets = checkTargets(section, segments, found.report);
  if (found.hasErrors()) throw new Failure(2, found.diagnostics);
  return targets;
}

/** Binds `{ aov: 60, open_rate: 25%, vips: { aov: 120 } }`; what is wrong is reported and left out. */
export function checkTargets(section: TargetsSyntax, segments: readonly string[], report: Report): Targets {
  const all = new Map<string, number>();
  const own = new Map<string, ReadonlyMap<string, number>>();
  for (const target of section.all) readTarget(target, all, [...names, ...segments], report);
  for (const { segment, targets } of section.segments) {
    if (!segments.includes(segment.text)) {
      report(
        problem(
          segment.span,
          'unknown-segment',
          `there is no segment \`${segment.text}\``,
          didYouMean(segment.text, segments) ?? '`segment list` names them all',
        ),
      );
      continue;
    }
    const numbers = new Map<string, number>();
    for (const target of targets) readTarget(target, numbers, names, report);
    own.set(segment.text, numbers);
  }
  return (segment, kpi) => own.get(segment)?.get(kpi) ?? all.get(kpi);
}

const names = kpiList.map(({ name }) => name);

function readTarget(
  { key, value }: TargetSyntax,
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
