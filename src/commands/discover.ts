import { writeFile } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { answerDiscover } from '../analyses/discover-answer.ts';
import { discoverTraits } from '../analyses/discover-traits.ts';
import { failure } from '../diagnostics/failure.ts';
import { SEGMENT_NAME } from '../language/segment-keys.ts';
import { writeAtomically } from '../output/atomic.ts';
import { answerQuestion } from '../program/answer.ts';
import { defineCommand } from '../program/command.ts';
import { dataOptions } from '../program/options.ts';
import { segmentNamed } from '../program/segment-named.ts';

const USUAL_NAME = 'groups';

export const discover = defineCommand({
  name: 'discover',
  summary: 'natural groups of the customers, described, and written as segments',
  details: [
    'A row a group: how many customers the rules put there, how far these agree with the nearest centre, and the median of each trait. `--out segments/groups.yaml` writes the rules as stages that `segment run` runs, each group named by what sets it apart most.',
    'Groups are told by `--traits`, numbers of the customers: by default recency, frequency and money. Numbers with a long tail are taken by their logarithm, capped at 99%, all measured against their middle half. Centres are found by k-means on customers drawn by the hash of their key; their number is that of the best silhouette, where it beats a cloud without groups. Whoever lacks a trait is `unknown`.',
    'The rules are a shallow tree whose thresholds are numbers that a person would write; agreement is counted with these. Same data, same file, whatever the order of rows or the number of threads.',
  ],
  arguments: [],
  options: {
    traits: {
      kind: 'text',
      value: 'A,B',
      says: 'numbers that tell groups apart (default: recency, frequency and money)',
      completes: 'fields',
    },
    clusters: {
      kind: 'number',
      value: 'N',
      whole: true,
      minimum: 2,
      maximum: 20,
      says: 'so many groups, whether they stand out or not',
    },
    segment: { kind: 'text', value: 'SEGMENT', says: 'only members of the segment', completes: 'segments' },
    ...dataOptions,
    out: {
      ...dataOptions.out,
      says: 'write to files in place of standard output; FILE.yaml gets the definitions',
    },
  },
  examples: [
    { command: 'segment discover', says: 'by recency, frequency and money' },
    {
      command:
        'segment discover --traits order_count,app_share,usual_gap --clusters 4 --out segments/groups.yaml',
      says: 'four groups, as stages that run',
    },
  ],
  run: async (context, _arguments, values) => {
    const { out, ...others } = values;
    const isWritten = out !== undefined && ['.yaml', '.yml'].includes(extname(out).toLowerCase());
    const name = isWritten ? nameOf(out) : USUAL_NAME;
    const options = isWritten ? others : values;
    await answerQuestion(context, options, { name: 'discover' }, async ({ workspace, working, refuse }) => {
      const { segment, clusters } = values;
      refuse(segment === undefined ? [] : [segment]);
      if (segment !== undefined) segmentNamed(segment, workspace, 'look within');
      const traits = discoverTraits(
        workspace,
        values.traits?.split(',').map((each) => each.trim()),
      );
      working('looking for groups');
      const answer = await answerDiscover(workspace, { traits, segment, clusters }, name);
      if (isWritten) {
        const { definitions } = answer;
        if (definitions === undefined) {
          const why = answer.notes?.map(({ message }) => message) ?? [];
          throw failure(1, 'nothing-found', `\`${out}\` is not written: there are no groups`, [...why]);
        }
        await writeAtomically(resolve(context.cwd, out), (temporary) => writeFile(temporary, definitions));
      }
      return answer;
    });
  },
});

/** A definition file is named as its segment. */
function nameOf(path: string): string {
  const name = basename(path, extname(path));
  if (SEGMENT_NAME.test(name)) return name;
  throw failure(
    2,
    'option-value',
    `\`--out ${path}\`: the file's name is that of the stages, of lower-case letters, digits, \`-\` and \`_\``,
  );
}
