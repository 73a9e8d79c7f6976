/** A fit on its way to a later run: the parameters by the letters of the papers, and of when they are. */
import { CERTAIN, type Fit } from '../stats/fit.ts';
import { gammaGamma } from '../stats/gamma-gamma.ts';
import type { GivenFit } from './prediction.ts';
import type { PredictionModel } from './prediction-model.ts';

export interface FittedFile {
  /** The date that the fit is of; absent in a file that does not say. */
  readonly as_of?: string;
  readonly on?: string;
  readonly unit: PredictionModel['unit'];
  readonly models: readonly FittedModel[];
}

interface FittedModel {
  readonly model: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly log_likelihood?: number;
  readonly customers?: number;
  readonly curvature?: Fit['curvature'];
  readonly doubt?: Fit['doubt'];
}

export function printFitted(
  model: PredictionModel,
  asOf: string,
  fits: { readonly buying: Fit | undefined; readonly spending: Fit | undefined },
): string {
  const { buying } = model;
  const file: FittedFile = {
    as_of: asOf,
    on: model.rows.table,
    unit: model.unit,
    models: [
      ...(fits.buying ? [fittedModel(buying.name, buying.letters, fits.buying)] : []),
      ...(fits.spending ? [fittedModel(gammaGamma.name, gammaGamma.letters, fits.spending)] : []),
    ],
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Reads what `printFitted` wrote, or somebody by hand. Gives a sentence where it is something else. */
export function parseFitted(text: string): FittedFile | string {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return 'it is not JSON';
  }
  const file = read as Partial<FittedFile> | null;
  const models = file?.models;
  if (!Array.isArray(models) || models.length === 0) return 'it has no list of `models`';
  if (file?.unit !== undefined && file.unit !== 'day' && file.unit !== 'week')
    return '`unit` is `day` or `week`';
  const broken = models.find((model) => typeof model?.model !== 'string' || !model.parameters);
  if (broken) return 'each of its `models` has a `model` and `parameters`';
  return { ...file, unit: file?.unit ?? 'day', models: models as readonly FittedModel[] };
}

/** The fits of a model in the file. Gives a sentence where there are none, or a parameter is missing. */
export function fitsFor({ buying }: PredictionModel, file: FittedFile): GivenFit | string {
  const ofBuying = fitOf(buying.name, buying.letters, file);
  if (typeof ofBuying === 'string') return ofBuying;
  if (!ofBuying) {
    const names = file.models.map(({ model }) => `\`${model}\``).join(', ');
    return `it has no \`${buying.name}\`, and has ${names}`;
  }
  const ofSpending = fitOf(gammaGamma.name, gammaGamma.letters, file);
  if (typeof ofSpending === 'string') return ofSpending;
  return { buying: ofBuying, spending: ofSpending };
}

function fittedModel(name: string, letters: readonly string[], fit: Fit): FittedModel {
  return {
    model: name,
    parameters: Object.fromEntries(letters.map((letter, i) => [letter, fit.parameters[i]!])),
    log_likelihood: fit.logLikelihood,
    customers: fit.customers,
    curvature: fit.curvature,
    ...(fit.doubt ? { doubt: fit.doubt } : {}),
  };
}

function fitOf(name: string, letters: readonly string[], { models }: FittedFile): Fit | string | undefined {
  const found = models.find(({ model }) => model === name);
  if (!found) return undefined;
  const parameters = letters.map((letter) => found.parameters[letter]);
  const missing = letters.find((_, i) => !(Number(parameters[i]) > 0));
  if (missing !== undefined) return `\`${name}\` needs a \`${missing}\` above 0`;
  return {
    parameters: parameters as readonly number[],
    logLikelihood: found.log_likelihood ?? Number.NaN,
    customers: found.customers ?? Number.NaN,
    curvature: found.curvature ?? letters.map((_, i) => letters.map((_, j) => (i === j ? CERTAIN : 0))),
    doubt: found.doubt,
  };
}
