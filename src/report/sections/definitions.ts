import { contactColumns } from '../../evaluation/contacts.ts';
import type { Segment } from '../../model/segment.ts';
import type { Value } from '../../model/value.ts';
import { leavesWithin } from '../../model/walk.ts';
import { logicWords, vocabularyOf } from '../../plan/words.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Section } from '../section.ts';

export const definitions: Section = {
  name: 'definitions',
  title: 'What the segments mean',
  says: 'every definition in plain words',
  write: async ({ segments, workspace }) => {
    if (segments.length === 0) return undefined;
    return {
      lead: [],
      parts: [
        {
          answer: {
            rows: {
              columns: [
                { name: 'segment', kind: 'text' },
                { name: 'what it is', kind: 'prose' },
                { name: 'who is in it', kind: 'prose' },
              ],
              rows: segments.map((segment) => [
                segment.name,
                segment.about.description ?? segment.about.title ?? null,
                wordsOf(segment, workspace),
              ]),
            },
          },
        },
      ],
    };
  },
};

/** Its conditions in one sentence: none where they name people. */
function wordsOf(segment: Segment, workspace: Workspace): string | null {
  const { base, where, exclude, channel, sample, limit } = segment;
  if (namesPeople(segment, workspace)) return UNTOLD;
  const vocabulary = vocabularyOf(workspace.definitions, workspace.asOf);
  const stage = stageWords(segment, workspace);
  if (stage !== undefined) return stage;
  const words = [
    ...(base === undefined ? [] : [`in ${base}`]),
    ...(where ? [logicWords(where, vocabulary)] : []),
    ...exclude.map((logic) => `not (${logicWords(logic, vocabulary)})`),
    ...(channel === undefined ? [] : [`may be reached by ${channel}`]),
    ...(sample ? [`a share of ${sample.share}, drawn by key`] : []),
    ...(limit ? [`no more than ${limit.customers}`] : []),
  ];
  return words.length === 0 ? null : words.join('; ');
}

const UNTOLD = 'people by their keys, names or addresses, which are not told here';

/** Of a stage, what its set says of it: the first that holds is meant. */
function stageWords({ name }: Segment, workspace: Workspace): string | undefined {
  const { definitions, asOf } = workspace;
  const set = definitions.stageSets.find((each) => name.startsWith(`${each.name}.`));
  const stage = set?.stages.find((each) => name === `${set.name}.${each.name}`);
  if (!set || !stage) return undefined;
  const isFirst = set.stages[0] === stage;
  if (!stage.where) return isFirst ? 'everybody' : 'everybody else';
  if (namesPeople(stage.where, workspace)) return UNTOLD;
  const words = logicWords(stage.where, vocabularyOf(definitions, asOf));
  return isFirst ? words : `${words}, and no earlier stage holds`;
}

/** Whether a condition holds a customer's key, name or address as it is written. */
function namesPeople(within: unknown, workspace: Workspace): boolean {
  const { email, phone, first_name, last_name } = contactColumns(workspace);
  const own = new Set([workspace.schema.customers.key, email, phone, first_name, last_name]);
  const isOwn = (value: Value): boolean => value.kind === 'column' && own.has(value.name);
  return leavesWithin(within).some(
    (leaf) =>
      leaf.kind === 'comparison' &&
      isOwn(leaf.left) &&
      leaf.right.some((operand) => operand.kind === 'literal'),
  );
}
