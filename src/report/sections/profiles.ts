import { answerProfile } from '../../analyses/profile-answer.ts';
import { type ProfileField, profileFields } from '../../analyses/profile-fields.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type Edition, foremost } from '../edition.ts';
import type { Part, Section } from '../section.ts';

const MOST_SEGMENTS = 3;

export const profiles: Section = {
  name: 'profiles',
  title: 'Who they are',
  says: 'what sets the segments that matter most apart from everybody',
  write: async (edition) => {
    const names = foremost(edition, MOST_SEGMENTS).map(({ name }) => name);
    const fields = knownFields(edition.workspace);
    const parts: Part[] = [];
    for (const name of names) parts.push(...(await profileOf(edition, name, fields)));
    if (parts.length === 0) return undefined;
    return {
      lead: [
        'the share of each value among them and among everybody; the index is 100 where both are alike, and a difference is said where luck could not bring it',
      ],
      parts,
    };
  },
};

/** What a model has to learn from the past takes longer than all else of the page, and the forecasts tell it. */
function knownFields(workspace: Workspace): readonly ProfileField[] {
  const learned = new Set(workspace.models.filter(({ kind }) => kind === 'predict').map(({ name }) => name));
  return profileFields(workspace, undefined).filter(
    ({ value }) => value.kind !== 'model' || !learned.has(value.model),
  );
}

/** The paragraph as it stands and the rows that it is made of; nothing of a segment that is as everybody. */
async function profileOf(
  { workspace, minCell }: Edition,
  segment: string,
  fields: readonly ProfileField[],
): Promise<readonly Part[]> {
  const question = { segment, versus: undefined, fields, leastPeople: minCell };
  const { rows, legend = [], persona } = await answerProfile(workspace, question, 'values');
  if (persona.table.rows.length === 0) return [];
  const said = legend.filter(({ code }) => code === 'persona');
  return [{ heading: segment, answer: { rows, picture: persona.table, legend: said } }];
}
