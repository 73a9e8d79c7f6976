/** Which sets of values a definition is made with: what is given goes before what it runs through. */
import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import { acceptValue, type Parameter, type ParameterValue } from '../language/parameters.ts';
import { type ParameterSet, textOf } from '../language/substitute.ts';
import { forEachOf, type Template } from '../language/template.ts';
import { counted } from '../model/count.ts';
import { MOST_SEGMENTS, type Run } from './for-each.ts';
import type { GivenParameters, GivenValues } from './given-parameters.ts';

export interface Axis {
  readonly sets: readonly ParameterSet[];
  readonly generated: boolean;
}

/** `--param` goes before `--params`, and both before `for_each`. */
export async function chooseAxes(
  runs: readonly Run[],
  parameters: ReadonlyMap<string, Parameter>,
  given: GivenParameters,
  report: Report,
): Promise<readonly Axis[]> {
  const single = [...parameters.values()].flatMap((parameter) => {
    const values = given.values.get(parameter.name);
    return values ? [{ name: parameter.name, values: oneValueEach(parameter, values) }] : [];
  });
  const taken = new Set(single.map(({ name }) => name));
  const open = [...parameters.keys()].filter((name) => !taken.has(name));
  const sets = restrict(given.sets, open).filter((set) => set.size > 0);
  for (const set of sets) for (const name of set.keys()) taken.add(name);
  const axes: Axis[] = [
    ...single.map(({ name, values }) => ({
      sets: values.map((value) => new Map([[name, value]])),
      generated: false,
    })),
    ...(sets.length > 0 ? [{ sets, generated: false }] : []),
  ];
  for (const run of runs) {
    const rest = run.names.filter((name) => !taken.has(name));
    if (rest.length === 0 && run.names.length > 0) continue;
    axes.push({ sets: restrict(await run.sets(), rest), generated: run.generated });
  }
  return axes.map((axis) => ({ ...axis, sets: axis.sets.flatMap((set) => accept(set, parameters, report)) }));
}

/** What one `--param` after the other gives: for a list each is one value, for the rest each item is. */
function oneValueEach(parameter: Parameter, given: readonly GivenValues[]): readonly ParameterValue[] {
  return given.flatMap(({ items, origin }): readonly ParameterValue[] =>
    parameter.type === 'list'
      ? [{ kind: 'list', items, origin }]
      : items.map((item) => ({ kind: 'scalar', ...item, origin })),
  );
}

/** The sets with these parameters only; those that this makes equal are one. */
function restrict(sets: readonly ParameterSet[], names: readonly string[]): readonly ParameterSet[] {
  const kept = sets.map((set) => new Map([...set].filter(([name]) => names.includes(name))));
  if (kept.every((set, index) => set.size === sets[index]!.size)) return kept;
  const texts = (set: ParameterSet): string =>
    JSON.stringify([...set].map(([name, value]) => [name, textOf(value)]));
  return [...new Map(kept.map((set) => [texts(set), set])).values()];
}

function accept(
  set: ParameterSet,
  parameters: ReadonlyMap<string, Parameter>,
  report: Report,
): readonly ParameterSet[] {
  const accepted = new Map<string, ParameterValue>();
  for (const [name, value] of set) {
    const fitting = acceptValue(parameters.get(name)!, value, report);
    if (!fitting) return [];
    accepted.set(name, fitting);
  }
  return [accepted];
}

/** Every combination of the axes, and defaults for the rest; undefined when a value is missing or they are too many. */
export function combine(
  axes: readonly Axis[],
  parameters: ReadonlyMap<string, Parameter>,
  template: Template,
  report: Report,
): readonly ParameterSet[] | undefined {
  const count = axes.reduce((product, { sets }) => product * sets.length, 1);
  if (count > MOST_SEGMENTS) {
    const place = forEachOf(template, () => undefined)?.span ?? template.span;
    const message = `\`${template.name}\` would become more than ${counted(MOST_SEGMENTS)} segments`;
    report(problem(place, 'too-many-values', message, 'choose among the values, or group them into fewer'));
    return undefined;
  }
  const presets = [...parameters.values()].flatMap(({ name, default: value }) =>
    value ? [[name, value] as const] : [],
  );
  const start: readonly ParameterSet[] = [new Map(presets)];
  const sets = axes.reduce<readonly ParameterSet[]>(
    (before, axis) => before.flatMap((set) => axis.sets.map((added) => new Map([...set, ...added]))),
    start,
  );
  const lacking = [...parameters.values()].filter(({ name }) => sets.some((set) => !set.has(name)));
  for (const { name, span } of lacking) {
    const help = `give it a \`default\`, or a value with \`--param ${name}=…\``;
    report(problem(span, 'parameter-without-value', `the parameter \`${name}\` has no value`, help));
  }
  return lacking.length > 0 ? undefined : sets;
}
