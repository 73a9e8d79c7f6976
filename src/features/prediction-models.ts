/** Predictions as named models: what each customer will do, fitted once an as-of on what was known then. */
import { bindPrediction, predictionOf, usualRows } from './bind-prediction.ts';
import type { ModelKind, ModelSetting, NamedModel } from './named-model.ts';
import { predictionRelation } from './prediction.ts';
import { type PredictionModel, predictionFields, usualPredictionName } from './prediction-model.ts';

export const predictionModels: ModelKind<'predict', PredictionModel> = {
  section: 'predict',
  words: 'a prediction',
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

function written({ section, known }: ModelSetting<'predict'>): readonly PredictionModel[] {
  // Rows are tested by columns, which need no model.
  const context = { ...known, models: [] };
  return (section?.models ?? []).flatMap((model) => bindPrediction(model, context) ?? []);
}

/** The model that every project with orders has, unless something else is called so. */
function usual({ section, taken, known }: ModelSetting<'predict'>): readonly PredictionModel[] {
  const models = section?.models ?? [];
  const isNamed = models.some(({ name }) => !name || name.text === usualPredictionName);
  const rows = isNamed || taken(usualPredictionName) ? undefined : usualRows(known.schema.events);
  return rows ? [predictionOf(usualPredictionName, rows, known.schema.events)] : [];
}
