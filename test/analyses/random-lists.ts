/** How often a list drawn at random is said to differ from everybody: `npm run level-of-profile -- LISTS SEED`. */
import { measureProfile, TELLING } from '../../src/analyses/profile.ts';
import { profileFields } from '../../src/analyses/profile-fields.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';

/** Segments of a tenth each, drawn by different seeds. */
export function randomSegments(lists: number, seed: number): string {
  const segments = Array.from(
    { length: lists },
    (_, i) => `  - { name: random-${i + 1}, sample: { share: 10%, seed: "${seed + i}" } }\n`,
  );
  return `segments:\n${segments.join('')}`;
}

/** How many of the lists show any finding. */
export async function listsThatDiffer(workspace: Workspace, lists: number): Promise<number> {
  const fields = profileFields(workspace, undefined);
  let differ = 0;
  for (let i = 1; i <= lists; i++) {
    const question = { segment: `random-${i}`, versus: undefined, fields, leastPeople: 5 };
    const { fields: told } = await measureProfile(workspace, question);
    if (told.some(({ rows }) => rows.some(({ chance }) => chance < TELLING))) differ++;
  }
  return differ;
}
