import { answerProfiles, type ProfileAnswer } from '../../analyses/profile-answer.ts';
import { knownFields } from '../../analyses/profile-fields.ts';
import type { Figure } from '../../model/figure.ts';
import { foremost } from '../edition.ts';
import type { Part, Section } from '../section.ts';

const MOST_SEGMENTS = 3;

export const profiles: Section = {
  name: 'profiles',
  title: 'Who they are',
  says: 'what sets the segments that matter most apart from everybody',
  // What a model has to learn from the past takes longer than all else of the page, and the forecasts tell it.
  values: (workspace, when) =>
    when === 'now' ? knownFields(workspace).fields.map(({ value }) => value) : [],
  write: async (edition) => {
    const names = foremost(edition, MOST_SEGMENTS).map(({ name }) => name);
    if (names.length === 0) return undefined;
    const { workspace, minCell } = edition;
    const question = { versus: undefined, fields: knownFields(workspace).fields, leastPeople: minCell };
    const answers = await answerProfiles(workspace, names, question);
    const parts = answers.flatMap((answer, index) => partOf(names[index]!, answer));
    if (parts.length === 0) return undefined;
    return {
      lead: [
        'the share of each value among them and among everybody; the index is 100 where both are alike, and a difference is said where luck could not bring it',
      ],
      parts,
    };
  },
};

/** Beside the table: one look tells what it says. */
function drawn({ isInTable: _, ...figure }: Figure): Figure {
  return figure;
}

/** The paragraph as it stands and the rows that it is made of; nothing of a segment that is as everybody. */
function partOf(heading: string, { rows, legend = [], persona }: ProfileAnswer): readonly Part[] {
  if (persona.table.rows.length === 0) return [];
  const notes = legend.filter(({ code }) => code === 'persona');
  const columns = persona.table.columns.map((each) => ({ ...each, name: each.name.replaceAll('_', ' ') }));
  const picture = { ...persona.table, columns };
  return [{ heading, answer: { rows, picture, notes, figures: persona.figures.map(drawn) } }];
}
