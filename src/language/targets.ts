/** The `targets` section of the project file: what a KPI should be, for everybody or for one segment. */
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/source.ts';
import { mapOf } from '../yaml/fields.ts';
import type { YamlEntry, YamlNode } from '../yaml/node.ts';
import type { Keyed, ScalarSyntax } from './syntax.ts';

/** A KPI with its target; what is no scalar is none. */
export type TargetSyntax = Keyed<ScalarSyntax | { readonly kind: 'list' | 'map'; readonly span: Span }>;

export interface TargetsSyntax {
  readonly all: readonly TargetSyntax[];
  readonly segments: readonly { readonly segment: ScalarSyntax; readonly targets: readonly TargetSyntax[] }[];
}

export const noTargets: TargetsSyntax = { all: [], segments: [] };

/** `{ aov: 60, open_rate: 25%, vips: { aov: 120 } }`. */
export function parseTargets(node: YamlNode | undefined, report: Report): TargetsSyntax {
  const entries = mapOf(node, report, 'targets')?.entries ?? [];
  return {
    all: entries.filter(({ value }) => value.kind !== 'map').map(targetOf),
    segments: entries.flatMap(({ key, value }) =>
      value.kind === 'map' ? [{ segment: key, targets: value.entries.map(targetOf) }] : [],
    ),
  };
}

function targetOf({ key, value }: YamlEntry): TargetSyntax {
  return { key, value: value.kind === 'scalar' ? value : { kind: value.kind, span: value.span } };
}
