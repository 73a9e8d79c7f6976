/** Definitions and tables, bound to each other at an as-of. */
import { type CheckInput, checkDefinitions } from '../check/check.ts';
import { type BoundTables, bindTables, type TableInput } from '../check/tables.ts';
import type { Selector } from '../definitions/asked.ts';
import type { DefinitionFile } from '../definitions/definition-files.ts';
import { collector } from '../diagnostics/collect.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { Failure } from '../diagnostics/failure.ts';
import type { NamedModel } from '../features/named-model.ts';
import type { SegmentSyntax } from '../language/segment.ts';
import type { AsOf } from '../model/calendar.ts';
import type { Schema } from '../model/schema.ts';
import type { Definitions, Segment } from '../model/segment.ts';
import type { Project } from '../project/project.ts';
import type { LoadedSources } from '../sources/loaded.ts';
import { askedSegments, reachedFrom } from './asked.ts';
import { checkInput } from './check-input.ts';

/** What is the same at every as-of. */
export interface Checkable {
  readonly project: Project;
  readonly schema: Schema;
  readonly files: readonly DefinitionFile[];
  readonly segments: readonly SegmentSyntax[];
  readonly select: readonly Selector[];
  /** What stands in files. */
  readonly own: Pick<LoadedSources, 'schema' | 'orders'>;
}

export interface Checked {
  readonly written: CheckInput;
  readonly models: readonly NamedModel[];
  /** What the models are made of. */
  readonly bound: readonly unknown[];
  readonly definitions: Definitions;
  readonly asked: readonly Segment[];
  /** Segments and stage sets that the asked ones need. */
  readonly reached: readonly object[];
}

export function checkAt(loaded: Checkable, asOf: AsOf, report: Report): Checked {
  const { project, files, segments, select, schema, own } = loaded;
  const { recipes } = bindTables({ project, ...own, asOf }, () => undefined);
  const written = { ...checkInput(project, files, segments, schema, asOf, report), recipes };
  const { definitions, models } = checkDefinitions(written, report);
  const asked = askedSegments(files, definitions, select);
  const bound = models.map((model) => model.bound());
  return { written, models, bound, definitions, asked, reached: reachedFrom(files, asked, definitions) };
}

/** What the project file alone says, before any segment is read. */
export function checkRecipes(
  loaded: Pick<Checkable, 'project' | 'schema' | 'own'> & { readonly asOf: AsOf },
): Definitions {
  const { project, schema, own, asOf } = loaded;
  const ignore = (): void => undefined;
  const { recipes } = bindTables({ project, ...own, asOf }, ignore);
  const alone = {
    ...project,
    customers: { ...project.customers, channels: [] },
    suppress: [],
    traits: [],
    models: {},
  };
  return checkDefinitions({ ...checkInput(alone, [], [], schema, asOf, ignore), recipes }, ignore)
    .definitions;
}

/** Tables that cannot be made leave nothing that definitions could be checked against. */
export function bindOrThrow(input: TableInput, earlier: readonly Diagnostic[]): BoundTables {
  const found = collector();
  const bound = bindTables(input, found.report);
  const ofProject = earlier.filter(({ span }) => span?.source.name === input.project.file);
  if (found.hasErrors()) {
    const errors = [...ofProject, ...found.diagnostics].filter(({ severity }) => severity === 'error');
    throw new Failure(2, errors);
  }
  return bound;
}

/** The channels for which there is a list among what is asked. */
export function channelsOf({ reached, definitions }: Checked): Definitions['channels'] {
  const named = new Set(reached.map((each) => (each as Partial<Segment>).channel));
  return definitions.channels.filter(({ name }) => named.has(name));
}
