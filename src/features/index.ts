/** The open list of named models. */
import type { Context } from '../check/context.ts';
import type { Project } from '../project/project.ts';
import type { YamlScalar } from '../yaml/node.ts';
import { cohortModels } from './cohort-models.ts';
import type { ModelKind, ModelSetting, NamedModel } from './named-model.ts';
import { predictionModels } from './prediction-models.ts';
import { rfmModels } from './rfm-models.ts';

const modelKinds: readonly ModelKind<unknown>[] = [rfmModels, cohortModels, predictionModels];

/** The names that a project gives to models, with what messages call each. */
export function modelNames({
  sections,
}: Project): readonly { readonly kind: string; readonly name: YamlScalar }[] {
  return modelKinds.flatMap(({ section, words, names }) =>
    names(sections[section]).map((name) => ({ kind: words, name })),
  );
}

/** The models of a project; `taken` are the names of everything else. */
export function namedModels(
  { sections }: Project,
  taken: ReadonlySet<string>,
  known: Omit<Context, 'models'>,
  context: () => Context,
): readonly NamedModel[] {
  const setting: Omit<ModelSetting, 'section'> = {
    taken: (name) => taken.has(name.toLowerCase()),
    known,
    context,
  };
  return modelKinds.flatMap(({ section, models }) => models({ ...setting, section: sections[section] }));
}

/** The models of one kind, bound; those that are wrong are left out. */
export function boundModels<Bound>(models: readonly NamedModel[], kind: ModelKind<Bound>): readonly Bound[] {
  const ofKind = models.filter((model): model is NamedModel<Bound> => model.kind === kind.section);
  return ofKind.flatMap((model) => model.bound() ?? []);
}
