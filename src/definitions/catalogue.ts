/** The segments of a project as they are written: nothing is bound and no data is read. */
import type { Report } from '../diagnostics/diagnostic.ts';
import { parsingWith } from '../language/condition.ts';
import type { Parsing } from '../language/parsing.ts';
import { parseSegment, type SegmentSyntax } from '../language/segment.ts';
import { parametersOfName } from '../language/substitute.ts';
import { isOn, type Template } from '../language/template.ts';
import type { Project } from '../project/project.ts';
import type { DefinitionFile } from './definition-files.ts';
import { type ChosenNames, usesOf } from './uses.ts';

export interface CatalogueEntry {
  readonly name: string;
  readonly file: string;
  readonly title?: string;
  readonly tags: readonly string[];
  readonly owner?: string;
  /** Event tables, traits and segments that the definition names, in the order of their first mention. */
  readonly uses: readonly string[];
  /** Whether `run` writes it: neither a building block nor disabled. */
  readonly written: boolean;
}

/** One entry a segment, by name in byte order; a stage set gives one a stage. Errors of syntax go to `report`. */
export function readCatalogue(
  project: Project,
  files: readonly DefinitionFile[],
  report: Report,
): readonly CatalogueEntry[] {
  const parsing = parsingWith(
    project.events.map(({ name }) => name.name),
    openTo(report),
  );
  const segments = files.flatMap((file) =>
    file.document.templates.map((template) => parseTemplate(template, parsing)),
  );
  const names = chosenNames(project, files, segments);
  return segments
    .flatMap((segment) => entriesOf(segment, names))
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** A parameter stands for a value that is not known yet: nothing is wrong with that. */
function openTo(report: Report): Report {
  return (diagnostic) => {
    const { span } = diagnostic;
    const text = span?.source.text.slice(span.start, span.end) ?? '';
    if (!/^\$\w+$/.test(text)) report(diagnostic);
  };
}

/** A name with parameters in it stays as it is written, since what they stand for may be in the data. */
function parseTemplate(template: Template, parsing: Parsing): SegmentSyntax {
  const name = [...parametersOfName(template)].reduce(
    (text, parameter) => text.replaceAll(`$${parameter}`, 'x'),
    template.name,
  );
  return {
    ...parseSegment({ ...template, name }, {}, parsing),
    name: template.name,
    output: isOn(template, 'output'),
    enabled: isOn(template, 'enabled'),
  };
}

function chosenNames(
  project: Project,
  files: readonly DefinitionFile[],
  segments: readonly SegmentSyntax[],
): ChosenNames {
  const traits = [...project.traits, ...files.flatMap((file) => file.document.traits)];
  return {
    traits: new Set(traits.map(({ name }) => name.text)),
    segments: new Set(segments.map(({ name }) => name)),
  };
}

function entriesOf(segment: SegmentSyntax, names: ChosenNames): readonly CatalogueEntry[] {
  const { span, stages, about, tags, output, enabled } = segment;
  const entry = {
    file: span.source.name,
    tags,
    uses: usesOf(segment, names),
    written: output && enabled,
    ...(about.title === undefined ? {} : { title: about.title }),
    ...(about.owner === undefined ? {} : { owner: about.owner }),
  };
  const own = stages ? stages.map((stage) => `${segment.name}.${stage.name.text}`) : [segment.name];
  return own.map((name) => ({ name, ...entry }));
}
