/** Tables whose newest row is older than the project allows. */
import {
  addDays,
  compareInstants,
  instantOfLocal,
  parseInstant,
  shiftInstant,
  startOfDay,
} from '../model/calendar.ts';
import { formatDuration } from '../model/duration.ts';
import { findColumn } from '../model/schema.ts';
import type { Workspace } from './workspace.ts';

export interface StaleTable {
  readonly table: string;
  /** As in the project file: `2d`. */
  readonly limit: string;
  /** The newest time, as the table has it; null where it has none. */
  readonly newest: string | null;
}

/** The event tables with `stale_after` that hold no row so shortly before the as-of, in the project's order. */
export function staleTables({ project, schema, facts, asOf }: Workspace): readonly StaleTable[] {
  return project.events.flatMap(({ name: { name }, staleAfter }): readonly StaleTable[] => {
    if (!staleAfter) return [];
    const table = schema.events.find((candidate) => candidate.name === name);
    const column = table?.time === undefined ? undefined : findColumn(table, table.time);
    const last = facts.find((fact) => fact.table === name)?.last?.replace(' ', 'T');
    const limit = formatDuration(staleAfter);
    if (last === undefined || !column) return [{ table: name, limit, newest: null }];
    const until = shiftInstant(asOf.instant, staleAfter, -1, asOf.zone);
    const newest = momentOf(last, column.clock, asOf.zone);
    return compareInstants(newest, until) < 0 ? [{ table: name, limit, newest: last }] : [];
  });
}

/** A date is all of its day. */
function momentOf(last: string, clock: 'utc' | 'local' | undefined, zone: string): string {
  if (last.length === 10) return startOfDay(addDays(last, 1), zone);
  if (clock === 'local') return instantOfLocal(last, zone);
  return parseInstant(`${last.replace(/Z$/, '')}Z`) ?? `${last}Z`;
}
