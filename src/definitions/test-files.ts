/** Which files hold tests of definitions, and what they say before any name is known. */
import { dirname } from 'node:path';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Source } from '../diagnostics/source.ts';
import { parsingWith } from '../language/condition.ts';
import { type DefinitionTestSyntax, readTestDocument } from '../language/definition-test.ts';
import type { Parsing } from '../language/parsing.ts';
import type { Project } from '../project/project.ts';
import { readTextFile } from '../project/read-text.ts';
import { expandTests } from './asked-words.ts';
import { type DefinitionFile, relativeName } from './definition-files.ts';

export interface TestFile {
  readonly source: Source;
  /** Absolute. */
  readonly path: string;
  readonly tests: readonly DefinitionTestSyntax[];
}

/**
 * The tests of the project in the order of their files' paths: under `tests:` of the definition files, in files of
 * tests beside them or where its patterns lead, and in those that are `named` besides.
 */
export function readTestFiles(
  project: Pick<Project, 'segments' | 'folder' | 'events'>,
  definitions: readonly DefinitionFile[],
  named: readonly string[],
  cwd: string,
  report: Report,
): readonly TestFile[] {
  const { segments, folder, events } = project;
  const parsing = parsingWith(
    events.map(({ name }) => name.name),
    report,
  );
  const patterns = segments.map(({ name }) => name);
  const beside = [...new Set(definitions.map(({ path }) => dirname(path)))].flatMap((each) =>
    expandTests(['*.test.{yaml,yml}'], each),
  );
  const paths = new Set([...named, ...expandTests(patterns, folder), ...beside]);
  const files = [...paths].map((path) => readTestFile(path, cwd, parsing));
  const within = definitions.flatMap(({ source, path, document: { tests } }) =>
    tests.length > 0 ? [{ source, path, tests }] : [],
  );
  return [...within, ...files].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function readTestFile(path: string, cwd: string, parsing: Parsing): TestFile {
  const name = relativeName(path, cwd);
  const source: Source = { name, text: readTextFile(path, name) };
  return { source, path, tests: readTestDocument(source, parsing) };
}
