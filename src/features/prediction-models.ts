/** Predictions as named models: what each customer will do, fitted once an as-of on what was known then. */
import type { Checking } from '../check/context.ts';
import type { SignsSyntax } from '../language/models/signs.ts';
import { bindPrediction, predictionOf, usualRows } from './bind-prediction.ts';
import { bindSigns } from './bind-signs.ts';
import type { ModelKind, ModelSetting, NamedModel } from './named-model.ts';
import { predictionRelation } from './prediction.ts';
import { type PredictionModel, predictionFields, USUAL_PREDICTION_NAME } from './prediction-model.ts';
import { signsRelation } from './signs.ts';
import { type SignsModel, signsFields } from './signs-model.ts';

export const predictionModels: ModelKind<'predict', PredictionModel | SignsModel> = {
  section: 'predict',
  words: 'a prediction',
  models: (setting) => [
    ...[...written(setting), ...usual(setting)].map(predictionModel),
    ...(setting.section?.signs ?? []).map((syntax) => signsModel(syntax, setting.context)),
  ],
};

/** The model as a name of the language. */
function predictionModel(model: PredictionModel): NamedModel<PredictionModel> {
  const relation = predictionRelation(model);
  return {
    name: model.name,
    fields: predictionFields(model),
    kind: 'predict',
    bound: () => model,
    lower: (field, host) => host.joined(relation, field),
  };
}

/** Its traits and target may name anything, other models too, so they are bound when they are first asked for. */
function signsModel(syntax: SignsSyntax, context: () => Checking): NamedModel<SignsModel> {
  let model: SignsModel | undefined;
  let isBound = false;
  const bound = (): SignsModel | undefined => {
    if (!isBound) {
      isBound = true;
      model = bindSigns(syntax, context());
    }
    return model;
  };
  return {
    name: syntax.name.text,
    fields: signsFields,
    kind: 'predict',
    bound,
    lower: (field, host) => host.joined(signsRelation(bound()!), field),
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
  const isNamed =
    models.some(({ name }) => !name || name.text === USUAL_PREDICTION_NAME) ||
    section?.signs.some(({ name }) => name.text === USUAL_PREDICTION_NAME);
  const rows = isNamed || taken(USUAL_PREDICTION_NAME) ? undefined : usualRows(known.schema.events);
  return rows ? [predictionOf(USUAL_PREDICTION_NAME, rows, known.schema.events)] : [];
}
