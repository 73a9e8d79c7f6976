import { dirname, resolve } from 'node:path';
import type { CheckInput } from '../check/check.ts';
import type { ChannelSyntax } from '../check/consent.ts';
import type { DefinitionFile } from '../definitions/definition-files.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Source } from '../diagnostics/source.ts';
import { modelNames, namedModels } from '../features/index.ts';
import type { NamedModel } from '../features/named-model.ts';
import type { SegmentSyntax } from '../language/segment.ts';
import type { ScalarSyntax, TraitSyntax } from '../language/syntax.ts';
import type { AsOf } from '../model/calendar.ts';
import type { Schema } from '../model/schema.ts';
import { type ChosenName, checkNames, tableNames } from '../project/names.ts';
import type { Name, Project } from '../project/project.ts';

/** All that is defined, as it was written. */
export function checkInput(
  project: Project,
  files: readonly DefinitionFile[],
  segments: readonly SegmentSyntax[],
  schema: Schema,
  asOf: AsOf,
  report: Report,
): CheckInput<NamedModel> {
  const traits = [...project.traits, ...files.flatMap((file) => file.document.traits)];
  const names = [...tableNames(project), ...chosenNames(traits, segments)];
  checkNames([...names, ...modelNames(project.models).map(chosenName)], report);
  const taken = new Set(names.map(({ name }) => name.name.toLowerCase()));
  const paths = new Map(files.map((file) => [file.source.name, file.path]));
  const resolvePath = (source: Source, path: string): string =>
    resolve(paths.has(source.name) ? dirname(paths.get(source.name)!) : project.folder, path);
  return {
    schema,
    asOf,
    segments,
    traits,
    filters: new Map(
      project.events.flatMap(({ name, where }) => (where ? [[name.name, where] as const] : [])),
    ),
    channels: channelsOf(project),
    suppress: project.suppress,
    ...(project.holdout ? { holdout: project.holdout } : {}),
    models: (known, context) => namedModels(project.models, taken, known, context),
    resolvePath,
  };
}

/** The names that definitions choose for fields. */
function chosenNames(
  traits: readonly TraitSyntax[],
  segments: readonly SegmentSyntax[],
): readonly ChosenName[] {
  const sets = segments.filter(({ stages }) => stages);
  return [
    ...traits.map(({ name }) => chosenName({ kind: 'a trait', name })),
    ...sets.map(({ name, span }) => ({ kind: 'a stage set', name: { name, span } })),
  ];
}

function chosenName({ kind, name }: { readonly kind: string; readonly name: ScalarSyntax }): ChosenName {
  return { kind, name: { name: name.text, span: name.span } };
}

function channelsOf(project: Project): readonly ChannelSyntax[] {
  return project.customers.channels.flatMap(({ name, contact, consent }) => {
    if (!contact || !consent) return [];
    const agreed: ChannelSyntax['consent'] =
      consent.kind === 'field' ? { ...consent, field: scalarOf(consent.field, project) } : consent;
    return [{ name, contact: scalarOf(contact, project), consent: agreed }];
  });
}

function scalarOf({ name, span }: Name, project: Project): ScalarSyntax {
  const nowhere = { source: { name: project.file ?? project.folder, text: '' }, start: 0, end: 0 };
  return { kind: 'scalar', text: name, quoted: false, span: span ?? nowhere };
}
