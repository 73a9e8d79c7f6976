/** What `predict` is asked, bound to the project: a model of its, or the usual one of a table, changed by options. */
import { failure } from '../diagnostics/failure.ts';
import { alternatives, didYouMean } from '../diagnostics/suggest.ts';
import { predictionOf, usualRows } from '../features/bind-prediction.ts';
import { type FittedFile, fitsFor, parseFitted } from '../features/fitted-file.ts';
import { boundModels } from '../features/index.ts';
import type { GivenFit } from '../features/prediction.ts';
import { type PredictionModel, USUAL_PREDICTION_NAME } from '../features/prediction-model.ts';
import { predictionModels } from '../features/prediction-models.ts';
import type { SignsModel } from '../features/signs-model.ts';
import { parseDiscount, parseRisk, type TimeUnit } from '../language/models/predict.ts';
import { parseDuration } from '../model/duration.ts';
import { buyingModels } from '../stats/buying-models.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** As asked; absent where nobody said. */
export interface PredictionWords {
  /** A model of the project, or an event table. */
  readonly on?: string | undefined;
  readonly horizon?: string | undefined;
  readonly model?: string | undefined;
  readonly unit?: TimeUnit | undefined;
  readonly discount?: string | undefined;
  readonly risk?: string | undefined;
}

export interface PredictionQuestion {
  readonly model: PredictionModel;
  /** Parameters from a file, in place of a fit. */
  readonly given?: GivenFit;
  readonly givenOf?: Pick<FittedFile, 'as_of'>;
}

/** Binds the words; `fitted` is the text of a saved fit. Throws a `Failure` (2) with what is wrong with them. */
export function readPredictionQuestion(
  workspace: Workspace,
  words: PredictionWords,
  fitted?: string,
): PredictionQuestion {
  const model = changed(chooseModel(workspace, words.on), words);
  if (fitted === undefined) return { model };
  const file = parseFitted(fitted);
  if (typeof file === 'string') throw notFitted(file);
  if (words.unit !== undefined && words.unit !== file.unit) {
    throw failure(
      2,
      'option-conflict',
      `the fit is in units of a ${file.unit}, and \`--unit\` says ${words.unit}`,
    );
  }
  const inUnit = { ...model, unit: file.unit, ...modelIn(file, words.model) };
  const given = fitsFor(inUnit, file);
  if (typeof given === 'string') throw notFitted(given);
  return { model: inUnit, given, givenOf: file };
}

/** The early signs of that name in the project; undefined for everything else. */
export function signsAsked({ models }: Workspace, on: string | undefined): SignsModel | undefined {
  return boundModels(models, predictionModels).find(
    (model): model is SignsModel => model.kind === 'signs' && model.name === on,
  );
}

function notFitted(why: string) {
  return failure(2, 'fitted-file', `\`--fitted\` takes what \`--save\` wrote: ${why}`);
}

/** The model of the file where nobody asked for another. */
function modelIn({ models }: FittedFile, asked: string | undefined): Partial<PredictionModel> {
  if (asked !== undefined) return {};
  const buying = buyingModels.find(({ name }) => models.some(({ model }) => model === name));
  return buying ? { buying } : {};
}

function chooseModel({ models, schema }: Workspace, on: string | undefined): PredictionModel {
  const bound = boundModels(models, predictionModels).filter((model) => model.kind === 'orders');
  const named = bound.find(({ name }) => name === (on ?? USUAL_PREDICTION_NAME));
  if (named) return named;
  const timed = schema.events.filter(({ time }) => time !== undefined);
  const table = timed.find(({ name }) => name === on);
  const rows = table ? { table: table.name, bounds: [], steps: [] } : on === undefined && usualRows(timed);
  if (rows) return predictionOf(USUAL_PREDICTION_NAME, rows, schema.events);
  const names = [...bound.map(({ name }) => name), ...timed.map(({ name }) => name)];
  const choices = names.length > 0 ? [`\`--on\` can be ${alternatives(names)}`] : [];
  if (on === undefined) throw failure(2, 'no-events', 'no table is the usual one to predict', choices);
  const near = didYouMean(on, names);
  const message = schema.events.some(({ name }) => name === on)
    ? `\`${on}\` has no time, and predictions need one`
    : `\`--on\` takes an event table or a prediction of the project, and \`${on}\` is neither`;
  throw failure(2, 'unknown-table', message, near ? [near] : choices);
}

function changed(model: PredictionModel, words: PredictionWords): PredictionModel {
  const { horizon, model: name, unit, discount, risk } = words;
  return {
    ...model,
    ...(horizon === undefined ? {} : { horizon: readHorizon(horizon) }),
    ...(name === undefined ? {} : { buying: buyingModels.find((each) => each.name === name)! }),
    ...(unit === undefined ? {} : { unit }),
    ...(discount === undefined ? {} : { discount: readOption('discount', discount, parseDiscount, '1%/mo') }),
    ...(risk === undefined
      ? {}
      : { risk: readOption('risk', risk, (text) => parseRisk(text.split(',')), '20%,50%') }),
  };
}

/** A span of at least a day. */
export function readHorizon(text: string, option = 'horizon') {
  const whole = (given: string) => {
    const duration = parseDuration(given);
    return duration && duration.n > 0 && !['min', 'h'].includes(duration.unit) ? duration : undefined;
  };
  return readOption(option, text, whole, '90d');
}

function readOption<Value>(
  option: string,
  text: string,
  parse: (text: string) => Value | undefined,
  example: string,
): Value {
  const value = parse(text);
  if (value !== undefined) return value;
  throw failure(2, 'option-value', `\`--${option}\` wants a value such as \`${example}\`, found \`${text}\``);
}
