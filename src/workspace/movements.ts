/** The people of recorded runs that `entered`, `left` and `stayed` look back to. */
import type { Database } from '../database/database.ts';
import { makeTable } from '../database/relation.ts';
import { UNWRITTEN } from '../definitions/building-blocks.ts';
import { Failure } from '../diagnostics/failure.ts';
import type { LockWait } from '../history/attach.ts';
import { closeHistory, type History, openHistory } from '../history/history.ts';
import { membersQuery, stayedQuery } from '../history/members.ts';
import { newestSnapshot } from '../history/snapshots.ts';
import { type AsOf, resolveAsOf } from '../model/calendar.ts';
import { type Schema, tablesOf } from '../model/schema.ts';
import type { Definitions } from '../model/segment.ts';
import type { Leaf } from '../model/value.ts';
import type { MovementLeaf } from '../plan/input.ts';
import { Names } from '../plan/intern.ts';

export interface MovementInput {
  readonly database: Database;
  readonly schema: Schema;
  readonly asOf: AsOf;
  readonly definitions: Definitions;
  /** Absolute path of the history. */
  readonly history: string;
  readonly lockWait: LockWait;
}

/**
 * Copies the people that the leaves look back to into relations of their own, so that the history is held no
 * longer than that; gives the relation of a leaf. What it gives throws a `Failure` (2) for a leaf without a
 * recorded run. Opens no history where no leaf wants it.
 */
export async function loadMovements(
  leaves: readonly Leaf[],
  input: MovementInput,
): Promise<(leaf: MovementLeaf) => string> {
  const movements = leaves.filter((leaf) => leaf.kind === 'movement');
  const relations = new Map<string, string>();
  if (movements.length > 0) {
    const history = await openHistory(input.database, input.history, {
      ...input.lockWait,
      access: 'read-only',
    });
    try {
      await copyPeople(movements, history, relations, input);
    } finally {
      await closeHistory(history);
    }
  }
  return (leaf) => {
    const relation = relations.get(keyOfMovement(leaf));
    if (relation === undefined) throw nothingRecorded(leaf, input);
    return relation;
  };
}

async function copyPeople(
  movements: readonly MovementLeaf[],
  history: History,
  relations: Map<string, string>,
  { database, schema, asOf }: MovementInput,
): Promise<void> {
  const names = new Names(tablesOf(schema).map(({ relation }) => relation));
  for (const leaf of movements) {
    const key = keyOfMovement(leaf);
    if (relations.has(key)) continue;
    const run = await newestSnapshot(history, leaf.segment, leaf.since);
    if (run === undefined) continue;
    const people =
      leaf.movement === 'stayed'
        ? await stayedQuery(history, run, asOf.instant)
        : await membersQuery(history, run);
    const relation = names.give(`recorded_${relations.size + 1}`);
    await makeTable(database, relation, people);
    relations.set(key, relation);
  }
}

/** Who entered and who left look at the same people. */
function keyOfMovement({ movement, segment, since }: MovementLeaf): string {
  return JSON.stringify([movement === 'stayed', segment, since]);
}

function nothingRecorded(
  { movement, segment, since, span }: MovementLeaf,
  { asOf, definitions }: MovementInput,
): Failure {
  const { date } = resolveAsOf(since, asOf.zone)!;
  const found = definitions.segments.find(({ name }) => name === segment);
  const file = found?.span.source.name ?? 'FILE';
  const message = `\`${movement}\` looks back to a recorded run, and none of \`${segment}\` is from ${date} or before`;
  const backfill = `\`segment backfill ${file} --from ${date}\``;
  const written = {
    message,
    help: [
      `record what it would have been: ${backfill}`,
      'from now on `segment run --record` keeps every run',
    ],
  };
  const told =
    found?.output === false
      ? {
          message: `${message}: ${UNWRITTEN}`,
          help: [`take \`output: false\` out of it, and record it: ${backfill}`],
        }
      : written;
  return new Failure(2, [{ severity: 'error', code: 'not-recorded', span, ...told }]);
}
