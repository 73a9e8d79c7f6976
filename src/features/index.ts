/** The open list of named models. */
import type { Checking } from '../check/context.ts';
import { type ModelKey, type ModelSyntaxes, modelKeys } from '../language/models/index.ts';
import type { ScalarSyntax } from '../language/syntax.ts';
import { cohortModels } from './cohort-models.ts';
import type { ModelKind, ModelSetting, NamedModel } from './named-model.ts';
import { predictionModels } from './prediction-models.ts';
import { rfmModels } from './rfm-models.ts';

/** A kind for each section of models: the compiler asks for those that are missing. */
const modelKinds: { readonly [Key in ModelKey]: ModelKind<Key, unknown> } = {
  rfm: rfmModels,
  cohorts: cohortModels,
  predict: predictionModels,
};

/** The names that a project gives to models, with what messages call each. */
export function modelNames(
  sections: ModelSyntaxes,
): readonly { readonly kind: string; readonly name: ScalarSyntax }[] {
  return modelKeys.flatMap((key) =>
    (sections[key]?.names ?? []).map((name) => ({ kind: modelKinds[key].words, name })),
  );
}

/** The models of a project; `taken` are the names of everything else. */
export function namedModels(
  sections: ModelSyntaxes,
  taken: ReadonlySet<string>,
  known: Omit<Checking, 'models'>,
  context: () => Checking,
): readonly NamedModel[] {
  const setting = { taken: (name: string) => taken.has(name.toLowerCase()), known, context };
  return modelKeys.flatMap((key) => modelsOf(key, sections, setting));
}

function modelsOf<Key extends ModelKey>(
  key: Key,
  sections: ModelSyntaxes,
  setting: Omit<ModelSetting<Key>, 'section'>,
): readonly NamedModel[] {
  const kind: ModelKind<Key, unknown> = modelKinds[key];
  return kind.models({ ...setting, section: sections[key] });
}

/** The models of one kind, bound; those that are wrong are left out. */
export function boundModels<Bound>(
  models: readonly NamedModel[],
  kind: { readonly section: ModelKey; readonly models: (setting: never) => readonly NamedModel<Bound>[] },
): readonly Bound[] {
  const ofKind = models.filter((model): model is NamedModel<Bound> => model.kind === kind.section);
  return ofKind.flatMap((model) => model.bound() ?? []);
}
