/** What the words of a command line are: a file, a folder, a pattern of files, or the name of a segment; and which files hold tests. */
import { existsSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { globSync } from 'tinyglobby';
import { type Failure, failure } from '../diagnostics/failure.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { PROJECT_FILE_NAME } from '../project/find.ts';

export interface Words {
  /** Absolute paths, each once, the project file left out, which a pattern may take in. */
  readonly files: readonly string[];
  /** Names of segments, and patterns of such. */
  readonly names: readonly string[];
}

/** A file goes before a segment of its name. Throws a `Failure` (2) for paths at which there is nothing. */
export function readWords(words: readonly string[], cwd: string): Words {
  const read = words.map((word) => ({ word, paths: pathsOf(word, cwd) }));
  const names = read.flatMap(({ word, paths }) => (paths === undefined ? [word] : []));
  const found = read.flatMap(({ paths = [] }) => paths);
  const files = definitionsAmong(found);
  if (words.length === 0 || files.length + names.length > 0) return { files, names };
  throw found.some(isTestFile)
    ? onlyTests(words)
    : noDefinitions(words.map((word) => `\`${word}\``).join(', '));
}

/** The files of tests that words name, and the words that name something else or more. */
export function wordsWithTests(
  words: readonly string[],
  cwd: string,
): { readonly words: readonly string[]; readonly tests: readonly string[] } {
  const read = words.map((word) => ({ word, paths: word === '-' ? undefined : pathsOf(word, cwd) }));
  const tests = read.flatMap(({ paths = [] }) => paths).filter(isTestFile);
  return {
    words: read.flatMap(({ word, paths }) => (paths?.every(isTestFile) ? [] : [word])),
    tests: [...new Set(tests)],
  };
}

/** Whether the file holds tests of definitions and no definitions. */
function isTestFile(path: string): boolean {
  return /\.test\.ya?ml$/i.test(path);
}

/** As `readWords`, where no word may be a name. */
export function expandFiles(files: readonly string[], cwd: string): readonly string[] {
  const paths = files.flatMap((file) => {
    const found = pathsOf(file, cwd);
    if (found === undefined) throw missingFile(file);
    return found;
  });
  return definitionsAmong(paths);
}

/** The definition files at a word; undefined for what can only be a name. */
function pathsOf(word: string, cwd: string): readonly string[] | undefined {
  const path = resolve(cwd, word);
  const isName = /^[a-z0-9*][a-z0-9_.*-]*$/.test(word) && !/\.ya?ml$/.test(word);
  if (existsSync(path)) {
    if (!statSync(path).isDirectory()) return [path];
    const found = yamlFiles(['**/*.yaml', '**/*.yml'], path);
    if (found.length > 0) return found;
    // A folder of lists beside a segment of its name holds nothing that could be meant.
    if (isName) return undefined;
    throw noDefinitions(`the folder \`${word}\``);
  }
  // Patterns are ours to expand, since cron quotes and Windows does not expand.
  const matched = /[*?[{]/.test(word) ? yamlFiles([word], cwd) : [];
  if (matched.length > 0) return matched;
  if (isName) return undefined;
  throw missingFile(word);
}

/** Definition files that the patterns take in, in the order of their paths, the project file left out. */
export function expandPatterns(patterns: readonly string[], folder: string): readonly string[] {
  return definitionsAmong(yamlFiles(patterns, folder));
}

/** Files of tests that the patterns take in. */
export function expandTests(patterns: readonly string[], folder: string): readonly string[] {
  return yamlFiles(patterns, folder).filter(isTestFile);
}

function yamlFiles(patterns: readonly string[], folder: string): readonly string[] {
  const globs = patterns.map((pattern) =>
    (isAbsolute(pattern) ? relative(folder, pattern) : pattern).replaceAll('\\', '/'),
  );
  return globSync(globs, { cwd: folder, dot: false, expandDirectories: false })
    .map((path) => join(folder, path))
    .filter((path) => basename(path) !== PROJECT_FILE_NAME)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function definitionsAmong(paths: readonly string[]): readonly string[] {
  return [...new Set(paths)].filter((path) => basename(path) !== PROJECT_FILE_NAME && !isTestFile(path));
}

/** The `Failure` (2) for a word that names no file and nothing in the definitions. */
export function nothingOfThatName(name: string, known: readonly string[], cwd: string): Failure {
  if (statSync(resolve(cwd, name), { throwIfNoEntry: false })?.isDirectory())
    return noDefinitions(`the folder \`${name}\``);
  const near = didYouMean(name, known);
  return failure(
    2,
    'unknown-segment',
    `there is no segment \`${name}\`, and no definition file of that name`,
    [near ?? '`segment list` names the segments and their files'],
  );
}

function onlyTests([first = '']: readonly string[]): Failure {
  return failure(2, 'missing-file', `\`${first}\` holds tests, and no definitions`, [
    `\`segment test ${first}\` runs them, \`segment check ${first}\` checks them`,
  ]);
}

function missingFile(file: string): Failure {
  return failure(2, 'missing-file', `there is no definition file \`${file}\``, [
    '`segment list` names the segments and their files',
  ]);
}

function noDefinitions(where: string): Failure {
  return failure(2, 'missing-file', `there is no definition file in ${where}`, [
    'definitions are files that end with `.yaml` or `.yml`, besides the project file',
  ]);
}
