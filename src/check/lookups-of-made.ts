/** Lookups of rows that are made of a table's own: they are there once the table is, and nothing that makes it reads them. */
import type { EventEntry, Name } from '../project/project.ts';

type Lookups = EventEntry['lookups'];

export interface PartedLookups {
  readonly earlier: Lookups;
  readonly ofMade: Lookups;
}

export function partLookups({ name, lookups }: EventEntry, events: readonly EventEntry[]): PartedLookups {
  const ofMade = lookups.filter(({ table }) => isMadeOf(table, name, events));
  return { earlier: lookups.filter((lookup) => !ofMade.includes(lookup)), ofMade };
}

function isMadeOf(made: Name, inner: Name, events: readonly EventEntry[]): boolean {
  const from = events.find(({ name }) => name.name === made.name)?.from;
  return from !== undefined && (from.name === inner.name || isMadeOf(from, inner, events));
}
