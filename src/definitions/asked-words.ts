/** What the words of a command line are: a file, a folder, a pattern of files, or the name of a segment. */
import { existsSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { globSync } from 'tinyglobby';
import { type Failure, failure } from '../diagnostics/failure.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { projectFileName } from '../project/find.ts';

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
  const files = definitionsAmong(read.flatMap(({ paths = [] }) => paths));
  if (words.length === 0 || files.length + names.length > 0) return { files, names };
  throw noDefinitions(words.map((word) => `\`${word}\``).join(', '));
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
    const found = expandPatterns(['**/*.yaml', '**/*.yml'], path);
    if (found.length > 0) return found;
    // A folder of lists beside a segment of its name holds nothing that could be meant.
    if (isName) return undefined;
    throw noDefinitions(`the folder \`${word}\``);
  }
  // Patterns are ours to expand, since cron quotes and Windows does not expand.
  const matched = /[*?[{]/.test(word) ? expandPatterns([word], cwd) : [];
  if (matched.length > 0) return matched;
  if (isName) return undefined;
  throw missingFile(word);
}

/** Files that the patterns take in, in the order of their paths, the project file left out. */
export function expandPatterns(patterns: readonly string[], folder: string): readonly string[] {
  const globs = patterns.map((pattern) =>
    (isAbsolute(pattern) ? relative(folder, pattern) : pattern).replaceAll('\\', '/'),
  );
  return definitionsAmong(
    globSync(globs, { cwd: folder, dot: false, expandDirectories: false })
      .map((path) => join(folder, path))
      .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
  );
}

function definitionsAmong(paths: readonly string[]): readonly string[] {
  return [...new Set(paths)].filter((path) => basename(path) !== projectFileName);
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
