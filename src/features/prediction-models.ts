/** Predictions as named models: what each customer will do, fitted once an as-of on what was known then. */
import type { Context } from '../check/context.ts';
import { type Fields, fieldsOf, mapOf } from '../yaml/fields.ts';
import type { YamlMap, YamlScalar } from '../yaml/node.ts';
import type { ModelKind, ModelSetting, NamedModel } from './named-model.ts';
import { predictionRelation } from './prediction.ts';
import { type PredictionModel, predictionFields, usualPredictionName } from './prediction-model.ts';
import { predictionKeys, predictionOf, readPrediction, usualRows } from './read-prediction.ts';

export const predictionModels: ModelKind<PredictionModel> = {
  section: 'predict',
  words: 'a prediction',
  names: (section) => (section?.kind === 'map' && !isOneModel(section) ? nameKeys(section) : []),
  models: (setting) => [...written(setting), ...usual(setting)].map(predictionModel),
};

/** The model as a name of the language. */
export function predictionModel(model: PredictionModel): NamedModel<PredictionModel> {
  const relation = predictionRelation(model);
  return {
    name: model.name,
    fields: predictionFields(model),
    kind: 'predict',
    bound: () => model,
    lower: (field, host) => host.joined(relation, field),
  };
}

/** Whether the section is the settings of one model, in place of models by name. */
function isOneModel({ entries }: YamlMap): boolean {
  const keys: readonly string[] = predictionKeys;
  return entries.some(({ key, value }) => keys.includes(key.text) && value.kind !== 'map');
}

function nameKeys({ entries }: YamlMap): readonly YamlScalar[] {
  return entries.map(({ key }) => key);
}

function written({ section, known }: ModelSetting): readonly PredictionModel[] {
  const { report } = known;
  const map = mapOf(section, report, 'predict');
  if (!map) return [];
  // Rows are tested by columns, which need no model.
  const context: Context = { ...known, models: [] };
  const read = (name: string, fields: Fields | undefined, span = map.span) =>
    (fields && readPrediction(name, fields, span, context)) ?? [];
  if (isOneModel(map)) {
    return [read(usualPredictionName, fieldsOf(map, [...predictionKeys], report, 'predict'))].flat();
  }
  return map.entries.flatMap(({ key, value }) =>
    read(key.text, fieldsOf(value, [...predictionKeys], report, key.text), key.span),
  );
}

/** The model that every project with orders has, unless something else is called so. */
function usual({ section, taken, known }: ModelSetting): readonly PredictionModel[] {
  const named = section?.kind === 'map' && (isOneModel(section) || hasUsualName(section));
  const rows = named || taken(usualPredictionName) ? undefined : usualRows(known.schema.events);
  return rows ? [predictionOf(usualPredictionName, rows, known.schema.events)] : [];
}

function hasUsualName(section: YamlMap): boolean {
  return nameKeys(section).some(({ text }) => text === usualPredictionName);
}
