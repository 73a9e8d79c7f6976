/** Segments that are computed where others need them and never written, and therefore never recorded. */
import { isOn, isStageSet } from '../language/template.ts';
import type { Project } from '../project/project.ts';
import { readDefinitionFiles } from './definition-files.ts';

/** Why nothing is recorded of a segment that says `output: false`. */
export const UNWRITTEN = 'it says `output: false`, and what is not written is not recorded';

/**
 * Whether the segment, or the stage set that it is a stage of, says `output: false`. Its definition is read and not
 * checked; names that a template makes are not known here.
 */
export function isUnwritten(
  segment: string,
  project: Project,
  files: readonly string[],
  cwd: string,
): boolean {
  const [set] = segment.split('.');
  return readDefinitionFiles(project, { words: [], beside: files }, cwd, () => undefined)
    .flatMap(({ document }) => document.templates)
    .filter((each) => each.name === segment || (each.name === set && isStageSet(each)))
    .some((each) => !isOn(each, 'output'));
}
