/** Templates with their parameters replaced by values: one segment a set of values. */
import { dirname } from 'node:path';
import type { Database } from '../database/database.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { Failure } from '../diagnostics/failure.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import {
  acceptValue,
  type ForEach,
  type Parameter,
  type ParameterValue,
  parseForEach,
  parseParameters,
  valueProblem,
} from '../language/parameters.ts';
import { caution, problem } from '../language/problem.ts';
import { parseSegment } from '../language/segment.ts';
import {
  checkReferences,
  checkTraitReferences,
  foldName,
  type ParameterSet,
  parametersOfName,
  substitute,
  textOf,
} from '../language/substitute.ts';
import type { SegmentSyntax, TemplateSyntax } from '../language/syntax.ts';
import type { Schema } from '../model/schema.ts';
import { readTextRows } from '../sources/text-rows.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { DefinitionFile } from './definition-files.ts';
import { distinctValues } from './distinct.ts';
import {
  type GivenParameters,
  type GivenValues,
  type ParameterOptions,
  readGivenParameters,
  setsOfRows,
} from './given-parameters.ts';

/** One definition may become so many segments. */
const MOST_SEGMENTS = 1_000;

export interface ExpandSetting {
  readonly database: Database;
  readonly schema: Schema;
  readonly report: Report;
}

interface Setting extends ExpandSetting {
  readonly given: GivenParameters;
  /** Of the definition's file. */
  readonly folder: string;
}

/**
 * One segment for each template and set of parameter values. What is wrong goes to `report`; throws a
 * `Failure` (2) when the values of the command line cannot be read.
 */
export async function expandTemplates(
  files: readonly DefinitionFile[],
  options: ParameterOptions,
  setting: ExpandSetting,
): Promise<readonly SegmentSyntax[]> {
  const { database, report } = setting;
  const given = await readGivenParameters(options, database, report);
  const known = new Set<string>();
  const segments: SegmentSyntax[] = [];
  const allAsked = !files.some((file) => file.asked);
  for (const file of files) {
    for (const trait of file.document.traits) checkTraitReferences(trait, report);
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

function fieldOf(template: TemplateSyntax, name: string): YamlNode | undefined {
  return template.node.entries.find(({ key }) => key.text === name)?.value;
}

async function expand(
  template: TemplateSyntax,
  known: Set<string>,
  setting: Setting,
): Promise<readonly SegmentSyntax[]> {
  const { report } = setting;
  let broken = false;
  const watched: Report = (diagnostic) => {
    broken ||= diagnostic.severity === 'error';
    report(diagnostic);
  };
  const declared = parseParameters(fieldOf(template, 'params'), watched);
  const forEach = parseForEach(fieldOf(template, 'for_each'), watched);
  if (fieldOf(template, 'for_each') && forEach.length === 0) return [];
  const runs = await readRuns(forEach, { ...setting, report: watched });
  const names = [...new Set([...declared.keys(), ...runs.flatMap((run) => run.names)])];
  for (const name of names) known.add(name);
  checkReferences(template, names, report);
  if (broken) return [];
  const parameters = new Map(
    names.map((name) => [name, declared.get(name) ?? { name, span: template.span }] as const),
  );
  const axes = await chooseAxes(runs, parameters, { ...setting, report: watched });
  const sets = broken ? undefined : combine(axes, parameters, template, report);
  if (!sets) return [];
  const generated = axes.some((axis) => axis.generated);
  return instances(template, sets, names, report).flatMap(([instance, values]) => {
    const shown = Object.fromEntries(names.map((name) => [name, textOf(values.get(name)!)]));
    const segment = parseSegment(instance, shown, report);
    return segment ? [{ ...segment, ...(generated ? { generated: true } : {}) }] : [];
  });
}

/** Values that belong together, such as the rows of a file: read only where nothing replaces them. */
interface Run {
  readonly names: readonly string[];
  readonly generated: boolean;
  readonly sets: () => Promise<readonly ParameterSet[]>;
}

async function readRuns(forEach: readonly ForEach[], setting: Setting): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for (const item of forEach) runs.push(await readRun(item, setting));
  return runs;
}

async function readRun(item: ForEach, setting: Setting): Promise<Run> {
  if (item.kind === 'file') {
    const { columns, sets } = await readSets(item.path, setting);
    return { names: columns, generated: false, sets: async () => sets };
  }
  const name = item.name.text;
  const single = (values: readonly ParameterValue[]): readonly ParameterSet[] =>
    values.map((value) => new Map([[name, value]]));
  if (item.kind === 'values')
    return { names: [name], generated: false, sets: async () => single(item.values) };
  return { names: [name], generated: true, sets: async () => single(await readDistinct(item, setting)) };
}

async function readSets(path: Extract<ForEach, { kind: 'file' }>['path'], setting: Setting) {
  const { database, report, folder } = setting;
  try {
    const name = { name: path.text, span: path.span };
    const { file, columns, rows } = await readTextRows(name, folder, MOST_SEGMENTS + 1, database, report);
    if (rows.length === 0)
      report(caution(path.span, 'no-values', `\`${path.text}\` has no rows, so there is no segment of it`));
    return { columns, sets: setsOfRows(file, columns, rows) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    for (const diagnostic of error.diagnostics) report({ span: path.span, ...diagnostic });
    return { columns: [], sets: [] };
  }
}

async function readDistinct(
  { name, field }: Extract<ForEach, { kind: 'distinct' }>,
  { schema, database, report }: Setting,
): Promise<readonly ParameterValue[]> {
  const values = await distinctValues(field, MOST_SEGMENTS + 1, schema, database);
  if ('code' in values) {
    report(values);
    return [];
  }
  if (values.length === 0) {
    const message = `\`${field.text}\` has no values, so there is no segment for \`${name.text}\``;
    report({ ...caution(field.span, 'no-values', message), severity: 'note' });
  }
  return values.map((text) => ({ kind: 'scalar', text, quoted: false, origin: { span: field.span } }));
}

interface Axis {
  readonly sets: readonly ParameterSet[];
  readonly generated: boolean;
}

/** `--param` goes before `--params`, and both before `for_each`. */
async function chooseAxes(
  runs: readonly Run[],
  parameters: ReadonlyMap<string, Parameter>,
  { given, report }: Setting,
): Promise<readonly Axis[]> {
  const single = [...parameters.values()].flatMap((parameter) => {
    const values = given.values.get(parameter.name);
    return values ? [{ name: parameter.name, values: valuesOf(parameter, values) }] : [];
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
function valuesOf(parameter: Parameter, given: readonly GivenValues[]): readonly ParameterValue[] {
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
function combine(
  axes: readonly Axis[],
  parameters: ReadonlyMap<string, Parameter>,
  template: TemplateSyntax,
  report: Report,
): readonly ParameterSet[] | undefined {
  const count = axes.reduce((product, { sets }) => product * sets.length, 1);
  if (count > MOST_SEGMENTS) {
    const place = fieldOf(template, 'for_each')?.span ?? template.span;
    const message = `\`${template.name}\` would become more than ${MOST_SEGMENTS.toLocaleString('en-US')} segments`;
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

type Instance = readonly [TemplateSyntax, ParameterSet];

/** The definition once for each set, under names that tell them apart. */
function instances(
  template: TemplateSyntax,
  sets: readonly ParameterSet[],
  names: readonly string[],
  report: Report,
): readonly Instance[] {
  const inName = [...parametersOfName(template)].filter((name) => names.includes(name));
  if (sets.length > 1 && inName.length === 0) {
    const message = `\`${template.name}\` stands for ${sets.length} segments, which need names of their own`;
    const varied =
      names.find((name) => new Set(sets.map((set) => textOf(set.get(name)!))).size > 1) ?? names[0];
    report(
      problem(
        template.span,
        'name-without-parameter',
        message,
        `write \`name: ${template.name}-$${varied}\``,
      ),
    );
    return [];
  }
  const first = new Map<string, ParameterSet>();
  return sets.flatMap((set): readonly Instance[] => {
    if (!namesAll(inName, set, template, report)) return [];
    const instance = substitute(template, set);
    const before = first.get(instance.name);
    if (before) {
      const [a, b] = [before, set].map((values) =>
        inName.map((name) => `\`${textOf(values.get(name)!)}\``).join(', '),
      );
      const message =
        a === b
          ? `${a} stands twice, and both would be the segment \`${instance.name}\``
          : `${a} and ${b} would both be the segment \`${instance.name}\``;
      report(problem(template.span, 'name-clash', message));
      return [];
    }
    first.set(instance.name, set);
    return [[instance, set]];
  });
}

/** A name is made of letters and digits: a value without any would leave a hole in it. */
function namesAll(
  names: readonly string[],
  set: ParameterSet,
  template: TemplateSyntax,
  report: Report,
): boolean {
  const empty = names.filter((name) => foldName(textOf(set.get(name)!)) === '');
  for (const name of empty) {
    const message = `the value \`${textOf(set.get(name)!)}\` of \`$${name}\` has no letter of a to z and no digit to make a name of`;
    report(problem(template.span, 'empty-name', message, 'give the segment a name by another parameter'));
  }
  return empty.length === 0;
}
