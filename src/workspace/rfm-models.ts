/** The RFM models of a project, bound to its tables: those of its file, or the usual one. */
import { type CheckInput, contextOf } from '../check/check.ts';
import type { Context } from '../check/context.ts';
import { messages } from '../check/messages.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { readRfm, rfmNames } from '../features/read-rfm.ts';
import { type BoundRfm, bindRfm } from '../features/rfm-measures.ts';
import type { RfmModel } from '../features/rfm-model.ts';
import type { RfmPreset } from '../features/rfm-preset.ts';
import type { Project } from '../project/project.ts';

export interface RfmModels {
  readonly models: readonly BoundRfm[];
  /** Those of the product and those of the project. */
  readonly presets: readonly RfmPreset[];
  /** Binds a model that the project file does not name; undefined when it is wrong, which has then been reported. */
  readonly bind: (model: RfmModel, report: Report) => BoundRfm | undefined;
}

/** Reads and binds the section; `input` is all else that is defined. */
export function bindModels(project: Project, input: CheckInput, report: Report): RfmModels {
  const section = project.sections.rfm;
  const { models, presets } = readRfm(section, input.schema.events, report);
  const { cohorts, ...rest } = input;
  const context = contextOf(rest, report);
  const bind = (model: RfmModel, told: Report): BoundRfm | undefined =>
    bindRfm(model, { ...context, report: told });
  const taken = takenNames(project, context, input);
  for (const name of rfmNames(section)) {
    const by = taken.get(name.text);
    if (by !== undefined) report(messages.takenName(name.span, name.text, by));
  }
  return {
    // A model that nobody asked for gives way to what has its name.
    models: models
      .filter(({ name }) => section !== undefined || !taken.has(name))
      .flatMap((model) => bind(model, report) ?? []),
    presets,
    bind,
  };
}

/** Names of the project that a model may not have; event tables and traits are told elsewhere. */
function takenNames(project: Project, { stages }: Context, { schema, traits, cohorts }: CheckInput) {
  const usual = project.sections.rfm === undefined;
  return new Map<string, string>([
    ...schema.lookups.map(({ name }) => [name, 'it is a lookup table'] as const),
    ...(usual ? schema.events.map(({ name }) => [name, 'it is an event table'] as const) : []),
    ...(usual ? traits.map(({ name }) => [name.text, 'it is a trait'] as const) : []),
    ...(cohorts?.kind === 'map' ? cohorts.entries : []).map(
      ({ key }) => [key.text, 'it is a cohort'] as const,
    ),
    ...[...stages.keys()].map((name) => [name, 'it is a stage set'] as const),
  ]);
}
