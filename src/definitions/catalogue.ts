/** The segments of a project as they are written: nothing is bound and no data is read. */
import type { Report } from '../diagnostics/diagnostic.ts';
import { parseSegment, parseTraits } from '../language/segment.ts';
import { parametersOfName } from '../language/substitute.ts';
import type { SegmentSyntax, TemplateSyntax, TraitSyntax } from '../language/syntax.ts';
import type { Project } from '../project/project.ts';
import { textOf, textsOf } from '../yaml/fields.ts';
import type { DefinitionFile } from './definition-files.ts';
import { type ChosenNames, usesOf } from './uses.ts';

export interface CatalogueEntry {
  readonly name: string;
  readonly file: string;
  readonly title?: string;
  readonly tags: readonly string[];
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
  const segments = files.flatMap((file) =>
    file.document.templates.flatMap((template) => parseTemplate(template, report) ?? []),
  );
  const names = chosenNames(project, files, segments, report);
  return segments
    .flatMap((segment) => entriesOf(segment, names, report))
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** A name with parameters in it stays as it is written, since what they stand for may be in the data. */
function parseTemplate(template: TemplateSyntax, report: Report): SegmentSyntax | undefined {
  const name = [...parametersOfName(template)].reduce(
    (text, parameter) => text.replaceAll(`$${parameter}`, 'x'),
    template.name,
  );
  const segment = parseSegment({ ...template, name }, {}, report);
  return segment && { ...segment, name: template.name };
}

function chosenNames(
  project: Project,
  files: readonly DefinitionFile[],
  segments: readonly SegmentSyntax[],
  report: Report,
): ChosenNames {
  const { traits: section } = project.sections;
  const traits: readonly TraitSyntax[] = [
    ...(section ? parseTraits(section, report) : []),
    ...files.flatMap((file) => file.document.traits),
  ];
  return {
    tables: new Set(project.events.map(({ name }) => name.name)),
    traits: new Set(traits.map(({ name }) => name.text)),
    segments: new Set(segments.map(({ name }) => name)),
  };
}

function entriesOf(segment: SegmentSyntax, names: ChosenNames, report: Report): readonly CatalogueEntry[] {
  const { fields, span, stages } = segment;
  const title = textOf(fields.get('title'), report, 'title');
  const isOff = (key: string): boolean => {
    const node = fields.get(key);
    return node?.kind === 'scalar' && node.text === 'false';
  };
  const entry = {
    file: span.source.name,
    tags: textsOf(fields.get('tags'), report, 'tags') ?? [],
    uses: usesOf(segment, names),
    written: !isOff('output') && !isOff('enabled'),
    ...(title === undefined ? {} : { title }),
  };
  const own = stages ? stages.map((stage) => `${segment.name}.${stage.name.text}`) : [segment.name];
  return own.map((name) => ({ name, ...entry }));
}
