/** What a command computed for one question stands in for another, and changes no answer. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listsOf } from '../../src/evaluation/membership.ts';
import { makeRelation } from '../../src/evaluation/relation.ts';
import { shareValues } from '../../src/evaluation/shared.ts';
import { resolveAsOf } from '../../src/model/calendar.ts';
import type { Segment } from '../../src/model/segment.ts';
import { leavesWithin, modelsWithin } from '../../src/model/walk.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { randomFrom } from '../oracle/random.ts';
import { openSamples } from '../workspace/samples.ts';

let alone: Workspace;
let sharing: Workspace;
beforeAll(async () => {
  [alone, sharing] = [await openSamples(), await openSamples()];
  shareValues(sharing);
});
afterAll(() => {
  alone.close();
  sharing.close();
});

/** The lists of some segments, and how many passes over events they took. */
async function listed(workspace: Workspace, names: readonly string[]) {
  const segments = workspace.definitions.segments.filter(({ name }) => names.includes(name));
  const { plan } = await makeRelation(workspace, 'listed', listsOf(segments as readonly Segment[]));
  const rows = await workspace.database.rows('FROM listed ORDER BY ALL');
  return { rows: JSON.stringify(rows.map((row) => row.map(String))), passes: plan.passes.length };
}

it('gives the same lists in any order and at any date, and reads no events twice', async () => {
  const random = randomFrom(11);
  // Those that look back to a recorded run find none, and what models learn is no value of rows.
  const names = alone.definitions.segments
    .filter((segment) => leavesWithin(segment).every(({ kind }) => kind !== 'movement'))
    .filter((segment) => modelsWithin(segment).size === 0)
    .map(({ name }) => name);
  const dates = [alone.asOf, resolveAsOf('2026-03-31', alone.asOf.zone)!];
  let saved = 0;
  for (let round = 0; round < 4; round++) {
    const some = names.filter(() => random.chance(0.3));
    const [one, other] = [alone, sharing].map((each) => each.at(dates[round % 2]!)) as [Workspace, Workspace];
    const [expected, found] = [await listed(one, some), await listed(other, some)];
    expect(found.rows, some.join(' ')).toBe(expected.rows);
    saved += expected.passes - found.passes;
    expect((await listed(other, some)).passes, some.join(' ')).toBeLessThanOrEqual(found.passes);
  }
  expect(saved).toBeGreaterThan(0);
});
