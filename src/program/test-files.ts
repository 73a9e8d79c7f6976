/** The tests that a command is about, checked: those of the files and segments named, or all of the project. */
import { resolve } from 'node:path';
import { readTestFiles } from '../definitions/test-files.ts';
import { collector } from '../diagnostics/collect.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { bindTests, type DefinitionTest } from '../evaluation/test-binding.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface TestsAsked {
  /** Files of tests that are named. */
  readonly tests: readonly string[];
  /** Whether anything is asked for. */
  readonly isAsked: boolean;
  readonly cwd: string;
}

/** Those in the files named, and those that expect something of a segment that is asked for. */
export function readTests(
  workspace: Workspace,
  { tests: named, isAsked, cwd }: TestsAsked,
  report: Report,
): readonly DefinitionTest[] {
  const { project, files, asked } = workspace;
  const found = collector();
  const tests = bindTests(workspace, readTestFiles(project, files, named, cwd, found.report), found.report);
  const whole = files.filter((file) => file.asked && file.only === undefined);
  const paths = new Set([...named, ...whole.map(({ path }) => path)]);
  const names = new Set(asked.map(({ name }) => name));
  const isIn = (file: string): boolean => !isAsked || paths.has(resolve(cwd, file));
  const wanted = tests.filter(
    ({ file, expect }) => isIn(file) || expect.some(({ segment }) => names.has(segment.text)),
  );
  const concerned = new Set(wanted.map(({ file }) => file));
  for (const each of found.diagnostics) {
    const file = each.span?.source.name ?? '';
    if (isIn(file) || concerned.has(file)) report(each);
  }
  return wanted;
}
