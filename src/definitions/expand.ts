/** Templates with their parameters replaced by values: one segment a set of values. */
import { dirname } from 'node:path';
import type { Report } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { parsingWith } from '../language/condition.ts';
import { valueProblem } from '../language/parameters.ts';
import { parseSegment, type SegmentSyntax } from '../language/segment.ts';
import { checkReferences, textOf } from '../language/substitute.ts';
import { declaredParameters, forEachOf, type Template } from '../language/template.ts';
import type { DefinitionFile } from './definition-files.ts';
import { type ForEachSetting, readRuns } from './for-each.ts';
import { type GivenParameters, type ParameterOptions, readGivenParameters } from './given-parameters.ts';
import { instances } from './instances.ts';
import { chooseAxes, combine } from './parameter-sets.ts';

interface Setting extends ForEachSetting {
  readonly given: GivenParameters;
}

/**
 * One segment for each template and set of parameter values. What is wrong goes to `report`; throws a
 * `Failure` (2) when the values of the command line cannot be read.
 */
export async function expandTemplates(
  files: readonly DefinitionFile[],
  options: ParameterOptions,
  setting: Omit<ForEachSetting, 'folder'>,
): Promise<readonly SegmentSyntax[]> {
  const { database, report } = setting;
  const given = await readGivenParameters(options, database, report);
  const known = new Set<string>();
  const segments: SegmentSyntax[] = [];
  const allAsked = !files.some((file) => file.asked);
  for (const file of files) {
    const gentle = file.asked || allAsked ? report : withGivenAsWarnings(report);
    const inFile: Setting = { ...setting, given, folder: dirname(file.path), report: gentle };
    for (const template of file.document.templates) segments.push(...(await expand(template, known, inFile)));
  }
  reportUnknown(given, known, report);
  return segments;
}

/** A value that was meant for another definition must not stop the run. */
function withGivenAsWarnings(report: Report): Report {
  return (diagnostic) => {
    const given = diagnostic.span?.source.name === '<--param>' || (!diagnostic.span && diagnostic.place);
    report(given && diagnostic.severity === 'error' ? { ...diagnostic, severity: 'warning' } : diagnostic);
  };
}

function reportUnknown(given: GivenParameters, known: ReadonlySet<string>, report: Report): void {
  const firsts = new Map([
    ...given.sets
      .flatMap((set) => [...set].map(([name, { origin }]) => [name, origin] as const))
      .toReversed(),
    ...[...given.values].map(([name, [value]]) => [name, value!.origin] as const),
  ]);
  for (const [name, origin] of firsts) {
    if (known.has(name)) continue;
    const help =
      didYouMean(name, known) ?? 'no definition has parameters of that name; `segment list` shows them';
    report(valueProblem(origin, 'unknown-parameter', `there is no parameter \`${name}\``, help));
  }
}

async function expand(
  template: Template,
  known: Set<string>,
  setting: Setting,
): Promise<readonly SegmentSyntax[]> {
  const { report } = setting;
  let broken = false;
  const watched: Report = (diagnostic) => {
    broken ||= diagnostic.severity === 'error';
    report(diagnostic);
  };
  const declared = declaredParameters(template, watched);
  const each = forEachOf(template, watched);
  if (each?.axes.length === 0) return [];
  const runs = await readRuns(each?.axes ?? [], { ...setting, report: watched });
  const names = [...new Set([...declared.keys(), ...runs.flatMap((run) => run.names)])];
  for (const name of names) known.add(name);
  checkReferences(template, names, report);
  if (broken) return [];
  const parameters = new Map(
    names.map((name) => [name, declared.get(name) ?? { name, span: template.span }] as const),
  );
  const axes = await chooseAxes(runs, parameters, setting.given, watched);
  const sets = broken ? undefined : combine(axes, parameters, template, report);
  if (!sets) return [];
  const generated = axes.some((axis) => axis.generated);
  const parsing = parsingWith(
    setting.schema.events.map(({ name }) => name),
    report,
  );
  return instances(template, sets, names, report).map(([instance, values]) => {
    const shown = Object.fromEntries(names.map((name) => [name, textOf(values.get(name)!)]));
    const segment = parseSegment(instance, shown, parsing);
    return { ...segment, ...(generated ? { generated: true } : {}) };
  });
}
