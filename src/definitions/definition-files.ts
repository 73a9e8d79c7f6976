/** Which files hold definitions, and what they say before any name is known. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, isAbsolute, join, relative, resolve } from 'node:path';
import { globSync } from 'tinyglobby';
import type { Report } from '../diagnostics/diagnostic.ts';
import { failure } from '../diagnostics/failure.ts';
import type { Source } from '../diagnostics/source.ts';
import { parsingWith } from '../language/condition.ts';
import { type DocumentSyntax, readDocument } from '../language/document.ts';
import type { Parsing } from '../language/parsing.ts';
import { projectFileName } from '../project/find.ts';
import type { Project } from '../project/project.ts';

export interface DefinitionFile {
  readonly source: Source;
  /** Absolute. */
  readonly path: string;
  /** Whether the command line names it. */
  readonly asked: boolean;
  readonly document: DocumentSyntax;
}

/** Reads the project's definition files and those of the command line, each once, in the order of their paths. */
export function readDefinitionFiles(
  { segments, folder, events }: Pick<Project, 'segments' | 'folder' | 'events'>,
  files: readonly string[],
  cwd: string,
  report: Report,
): readonly DefinitionFile[] {
  const asked = new Map(expandFiles(files, cwd).map((path) => [path, relativeName(path, cwd)]));
  for (const pattern of segments) reportUnmatched(pattern, folder, report);
  const patterns = segments.map(({ name }) => name);
  const known = expandPatterns(patterns, folder).filter((path) => !asked.has(path));
  const all = [...asked, ...known.map((path) => [path, relativeName(path, cwd)] as const)];
  const parsing = parsingWith(
    events.map(({ name }) => name.name),
    report,
  );
  return all.map(([path, name]) => readDefinitionFile(path, name, asked.has(path), parsing));
}

/** A pattern of the project file that takes in nothing is most likely mistyped. */
function reportUnmatched({ name, span }: Project['segments'][number], folder: string, report: Report): void {
  if (!span || expandPatterns([name], folder).length > 0) return;
  report({
    severity: 'warning',
    code: 'no-definitions',
    message: `no file is \`${name}\``,
    help: ['patterns of `segments` start from the folder of the project file'],
    span,
  });
}

function readDefinitionFile(path: string, name: string, asked: boolean, parsing: Parsing): DefinitionFile {
  const text = readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  const source: Source = { name, text };
  const document = readDocument(source, basename(path, extname(path)), parsing);
  return { source, path, asked, document };
}

/** The files that the arguments name, the project file left out, which a pattern may take in; patterns are ours to expand, since cron quotes and Windows does not expand. */
export function expandFiles(files: readonly string[], cwd: string): readonly string[] {
  const found = files.flatMap((file) => {
    const path = resolve(cwd, file);
    if (existsSync(path)) return statSync(path).isDirectory() ? filesWithin(path, file) : [path];
    const matched = /[*?[{]/.test(file) ? expandPatterns([file], cwd) : [];
    if (matched.length === 0) {
      throw failure(2, 'missing-file', `there is no definition file \`${file}\``, [
        '`segment list` names the segments and their files',
      ]);
    }
    return matched;
  });
  const definitions = [...new Set(found)].filter((path) => basename(path) !== projectFileName);
  if (definitions.length > 0 || files.length === 0) return definitions;
  throw noDefinitions(files.map((file) => `\`${file}\``).join(', '));
}

function noDefinitions(where: string) {
  return failure(2, 'missing-file', `there is no definition file in ${where}`, [
    'definitions are files that end with `.yaml` or `.yml`, besides the project file',
  ]);
}

function filesWithin(folder: string, name: string): readonly string[] {
  const found = expandPatterns(['**/*.yaml', '**/*.yml'], folder);
  if (found.length > 0) return found;
  throw noDefinitions(`the folder \`${name}\``);
}

function expandPatterns(patterns: readonly string[], folder: string): readonly string[] {
  const globs = patterns.map((pattern) =>
    (isAbsolute(pattern) ? relative(folder, pattern) : pattern).replaceAll('\\', '/'),
  );
  return globSync(globs, { cwd: folder, dot: false, expandDirectories: false })
    .filter((path) => basename(path) !== projectFileName)
    .map((path) => join(folder, path))
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function relativeName(path: string, cwd: string): string {
  const name = relative(cwd, path);
  return name === '' || name.startsWith('..') ? path : name;
}
