/** Which files hold definitions, what they say before any name is known, and what of them is asked for. */
import { basename, extname, join, relative } from 'node:path';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Failure } from '../diagnostics/failure.ts';
import type { Source } from '../diagnostics/source.ts';
import { parsingWith } from '../language/condition.ts';
import { type DocumentSyntax, readDocument, readLoneCondition } from '../language/document.ts';
import type { Parsing } from '../language/parsing.ts';
import type { Template } from '../language/template.ts';
import type { Project } from '../project/project.ts';
import { readTextFile } from '../project/read-text.ts';
import {
  type Asked,
  type GivenDefinition,
  isNamedBy,
  isSelected,
  mayBeNamedBy,
  mayBeSelected,
  refuseUnselected,
  type Selectable,
  type Selector,
} from './asked.ts';
import { expandFiles, expandPatterns, nothingOfThatName, readWords } from './asked-words.ts';

export interface DefinitionFile {
  readonly source: Source;
  /** Absolute; of what is in no file, where it would be. */
  readonly path: string;
  /** Whether something in it is asked for. */
  readonly asked: boolean;
  /** Names and patterns of the segments that are asked for; all that it holds where absent. */
  readonly only?: readonly string[];
  readonly document: DocumentSyntax;
}

/** Where the files of the project are read. */
export interface DefinitionDisk {
  /** Paths that the patterns take in. */
  readonly expand: (patterns: readonly string[], folder: string) => readonly string[];
  /** The text, and what messages call the file. */
  readonly read: (path: string, name: string) => Source;
}

const asTheyStand: DefinitionDisk = {
  expand: expandPatterns,
  read: (path, name) => ({ name, text: readTextFile(path, name) }),
};

type Defining = Pick<Project, 'segments' | 'folder' | 'events'>;

/**
 * Reads the project's definition files, those of the command line and what is in no file, each once: files that are
 * named first, then in the order of their paths. Throws a `Failure` (2) for words and selectors that find nothing.
 */
export function readDefinitionFiles(
  project: Defining,
  asked: Asked,
  cwd: string,
  report: Report,
  disk: DefinitionDisk = asTheyStand,
): readonly DefinitionFile[] {
  const { words, select = [], given = [], beside = [], others = [] } = asked;
  const { files, names } = readWords(words, cwd);
  for (const pattern of project.segments)
    reportUnmatched(pattern, disk.expand([pattern.name], project.folder), report);
  const patterns = project.segments.map(({ name }) => name);
  const known = [...expandFiles(beside, cwd), ...disk.expand(patterns, project.folder)];
  const parsing = parsingWith(
    project.events.map(({ name }) => name.name),
    report,
  );
  const whole = new Set(files);
  const read = [
    ...[...new Set([...files, ...known])].map((path) =>
      readDefinitionFile({ path, ...disk.read(path, relativeName(path, cwd)) }, whole.has(path), parsing),
    ),
    ...given.map((each) => readGiven(each, cwd, parsing)),
  ];
  const named = withNamed(read, names, (name, templates) =>
    nothingOfThatName(name, [...templates.map((template) => template.name), ...others], cwd),
  );
  const isAsked = words.length > 0 || given.length > 0;
  return select.length === 0 ? named : withSelected(named, select, isAsked);
}

/** A pattern of the project file that takes in nothing is most likely mistyped. */
function reportUnmatched(
  { name, span }: Project['segments'][number],
  found: readonly string[],
  report: Report,
): void {
  if (!span || found.length > 0) return;
  report({
    severity: 'warning',
    code: 'no-definitions',
    message: `no file is \`${name}\``,
    help: ['patterns of `segments` start from the folder of the project file'],
    span,
  });
}

export function readDefinitionFile(
  { path, ...source }: Source & { readonly path: string },
  asked: boolean,
  parsing: Parsing,
): DefinitionFile {
  const document = readDocument(source, basename(path, extname(path)), parsing);
  return { source, path, asked, document };
}

function readGiven({ source, holds }: GivenDefinition, cwd: string, parsing: Parsing): DefinitionFile {
  const name = source.name.replaceAll(/[^a-z]/g, '');
  const document =
    holds === 'condition' ? readLoneCondition(source, name, parsing) : readDocument(source, name, parsing);
  return { source, path: join(cwd, source.name), asked: true, document };
}

/** With the files that hold what is named; those that are asked for as a whole stay so. */
function withNamed(
  files: readonly DefinitionFile[],
  names: readonly string[],
  unknown: (name: string, templates: readonly Template[]) => Failure,
): readonly DefinitionFile[] {
  const templates = files.flatMap(({ document }) => document.templates);
  for (const name of names)
    if (!templates.some((template) => mayBeNamedBy(template, name))) throw unknown(name, templates);
  return files.map((file) => {
    if (file.asked) return file;
    const only = names.filter((name) =>
      file.document.templates.some((template) => mayBeNamedBy(template, name)),
    );
    return only.length === 0 ? file : { ...file, asked: true, only };
  });
}

/** Selectors pick among what is asked for, or in the whole project. */
function withSelected(
  files: readonly DefinitionFile[],
  select: readonly Selector[],
  isAsked: boolean,
): readonly DefinitionFile[] {
  const picked = files.map((file) => ({
    ...file,
    asked:
      (file.asked || !isAsked) && file.document.templates.some((template) => mayBeSelected(template, select)),
  }));
  if (picked.some(({ asked }) => asked)) return picked;
  const among = files.filter(({ asked }) => asked || !isAsked);
  return refuseUnselected(
    select,
    among.flatMap(({ document }) => document.templates),
  );
}

/** Whether a segment is asked for, by its name, its file and what is selected. */
export function isAskedIn(
  files: readonly DefinitionFile[],
  select: readonly Selector[] = [],
): (segment: Selectable & { readonly name: string; readonly file: string }) => boolean {
  const asked = new Map(files.filter((file) => file.asked).map((file) => [file.source.name, file]));
  return (segment) => {
    const file = asked.get(segment.file);
    const isNamed = file?.only?.some((word) => isNamedBy(segment.name, word)) ?? true;
    return file !== undefined && isNamed && isSelected(segment, select);
  };
}

/** Relative to the folder where it lies inside. */
export function relativeName(path: string, cwd: string): string {
  const name = relative(cwd, path);
  return name === '' || name.startsWith('..') ? path : name;
}
