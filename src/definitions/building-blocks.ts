/** Segments that are computed where others need them and never written, and therefore never recorded. */
import type { Project } from '../project/project.ts';
import type { YamlMap, YamlNode } from '../yaml/node.ts';
import { readDefinitionFiles } from './definition-files.ts';

/** Why nothing is recorded of a segment that says `output: false`. */
export const unwritten = 'it says `output: false`, and what is not written is not recorded';

/**
 * Whether the segment, or the stage set that it is a stage of, says `output: false`. Its definition is read and not
 * checked; names that a template makes are not known here.
 */
export function isUnwritten(
  segment: string,
  { segments, folder }: Project,
  files: readonly string[],
  cwd: string,
): boolean {
  const [set] = segment.split('.');
  return readDefinitionFiles(segments, folder, files, cwd, () => undefined)
    .flatMap(({ document }) => document.templates)
    .filter(({ name, node }) => name === segment || (name === set && valueAt(node, 'stages') !== undefined))
    .some(({ node }) => {
      const output = valueAt(node, 'output');
      return output?.kind === 'scalar' && output.text === 'false';
    });
}

function valueAt({ entries }: YamlMap, key: string): YamlNode | undefined {
  return entries.find((entry) => entry.key.text === key)?.value;
}
