/** The `rfm` section of a project file: one model, or several by name, and presets of one's own. */
import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import type { Span } from '../diagnostics/source.ts';
import { alternatives, didYouMean } from '../diagnostics/suggest.ts';
import type { EventTable } from '../model/schema.ts';
import { choiceOf, durationOf, type Fields, fieldsOf, mapOf, scalarOf } from '../yaml/fields.ts';
import { entryOf, type YamlMap, type YamlNode, type YamlScalar } from '../yaml/node.ts';
import { readCuts } from './read-rfm-cuts.ts';
import { readMonetary } from './read-rfm-monetary.ts';
import { readLevels, readRfmPreset } from './read-rfm-preset.ts';
import {
  type RfmModel,
  rfmMethods,
  rfmModelProblems,
  usualRfmModel,
  usualRfmPreset,
  usualRfmTable,
} from './rfm-model.ts';
import type { RfmPreset } from './rfm-preset.ts';
import { rfmPresets } from './rfm-presets/index.ts';
import { withoutErrors } from './without-errors.ts';

/** The name of the model of a project that names none. */
export const usualRfmName = 'rfm';

const modelKeys = ['on', 'where', 'last', 'frequency', 'monetary', 'method', 'levels', 'cuts', 'preset'];

export interface RfmSection {
  readonly models: readonly RfmModel[];
  /** Those of the product and those of the project. */
  readonly presets: readonly RfmPreset[];
}

interface Context {
  readonly tables: readonly EventTable[];
  /** Absent when one of the project's own is broken, since any name may be its. */
  readonly presets?: readonly RfmPreset[];
  readonly report: Report;
}

/**
 * Reads the section against the project's event tables. Without one there is the usual model, if there is a table
 * for it. Models that are wrong are reported and left out.
 */
export function readRfm(
  node: YamlNode | undefined,
  tables: readonly EventTable[],
  report: Report,
): RfmSection {
  if (!node) {
    const table = usualRfmTable(tables);
    return { models: table ? [usualRfmModel(usualRfmName, table)] : [], presets: rfmPresets };
  }
  const map = mapOf(node, report, usualRfmName);
  if (!map) return { models: [], presets: rfmPresets };
  const own = entryOf(map.entries, 'presets');
  const ownPresets = mapOf(own?.value, report, 'presets')?.entries.map((entry) =>
    readRfmPreset(entry, report),
  );
  const presets = [...rfmPresets, ...(ownPresets ?? []).filter((preset) => preset !== undefined)];
  const broken = (ownPresets ?? []).some((preset) => preset === undefined);
  const models = readModels(map, { tables, report, ...(broken ? {} : { presets }) });
  return { models, presets };
}

/** The presets of the product and those of the section. */
export function presetsOf(node: YamlNode | undefined): readonly RfmPreset[] {
  return readRfm(node, [], () => undefined).presets;
}

/** The names that the section chooses. */
export function rfmNames(node: YamlNode | undefined): readonly YamlScalar[] {
  const entries = node?.kind === 'map' ? node.entries.filter(({ key }) => key.text !== 'presets') : [];
  return entries.every(isNamedModel) ? entries.map(({ key }) => key) : [];
}

function readModels(map: YamlMap, context: Context): readonly RfmModel[] {
  const entries = map.entries.filter(({ key }) => key.text !== 'presets');
  const named = entries.length > 0 && entries.every(isNamedModel);
  const places = named
    ? entries.map(({ key, value }) => ({ key, node: value, keys: modelKeys }))
    : [{ key: undefined, node: map, keys: [...modelKeys, 'presets'] }];
  return places
    .map(({ key, node, keys }) =>
      withoutErrors(context.report, (report) => {
        const name = key?.text ?? usualRfmName;
        const fields = fieldsOf(node, keys, report, name);
        return fields && readModel(name, fields, key?.span ?? node.span, { ...context, report });
      }),
    )
    .filter((model) => model !== undefined);
}

function isNamedModel({ key, value }: { readonly key: YamlScalar; readonly value: YamlNode }): boolean {
  return !modelKeys.includes(key.text) && value.kind === 'map';
}

/** Errors are reported; what is returned beside them is to be thrown away. */
function readModel(name: string, fields: Fields, span: Span, context: Context): RfmModel | undefined {
  const { report, presets } = context;
  const table = readTable(fields, span, context);
  const last = durationOf(fields.get('last'), report, 'last');
  const frequency = choiceOf(fields.get('frequency'), ['events', 'days'], report, 'frequency');
  const method = choiceOf(fields.get('method'), rfmMethods, report, 'method');
  const givenLevels = readLevels(fields.get('levels'), report);
  const presetName = presets && readPresetName(fields.get('preset'), presets, report);
  if (!table) return undefined;
  const usual = usualRfmModel(name, table);
  const monetary = readMonetary(fields.get('monetary'), table, report) ?? usual.monetary;
  const preset = presets?.find((candidate) => candidate.name === presetName) ?? usualRfmPreset(monetary);
  const levels = givenLevels ?? preset.levels;
  const cuts = readCuts(fields.get('cuts'), levels, report);
  if (!presets || (fields.has('cuts') && !cuts)) return undefined;
  const given = withoutUndefined({ where: fields.get('where'), last, frequency, method, cuts });
  const model: RfmModel = { ...usual, ...given, monetary, levels, preset };
  for (const message of rfmModelProblems(model)) {
    report(problem(fields.keyOf('preset')?.span ?? span, 'rfm-model', message));
  }
  return model;
}

function readTable(fields: Fields, span: Span, { tables, report }: Context): EventTable | undefined {
  const timed = tables.filter(({ time }) => time !== undefined).map(({ name }) => name);
  const choices = timed.length > 0 ? [`event tables with a time: ${alternatives(timed)}`] : [];
  const on = scalarOf(fields.get('on'), report, 'on');
  if (!on) {
    const table = usualRfmTable(tables);
    if (table || fields.has('on')) return table;
    const message = '`rfm` needs `on`, the table of events to score';
    report(problem(span, 'missing-key', message, ...choices));
    return undefined;
  }
  const table = tables.find(({ name }) => name === on.text);
  if (table?.time !== undefined) return table;
  const message = table
    ? `\`${on.text}\` has no time, and recency needs one`
    : `there is no event table \`${on.text}\``;
  const near = didYouMean(on.text, timed);
  report(problem(on.span, 'unknown-table', message, ...(near ? [near] : choices)));
  return undefined;
}

function readPresetName(node: YamlNode | undefined, presets: readonly RfmPreset[], report: Report) {
  const names = presets.map(({ name }) => name);
  return choiceOf(node, names, report, 'preset');
}

function withoutUndefined<Values extends Readonly<Record<string, unknown>>>(values: Values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    readonly [Key in keyof Values]?: Exclude<Values[Key], undefined>;
  };
}
