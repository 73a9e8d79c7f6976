/** The column by which rows of a table are led to their customer. */
import { type EventTable, findColumn } from '../model/schema.ts';
import type { Project } from '../project/project.ts';

/** Where a row has an address of a customer's, or what a lookup joins on: that column; undefined where it has the key. */
export function leadingColumn(table: EventTable, { events }: Project): string | undefined {
  const owner = events.find(({ name }) => name.name === table.name)?.customer;
  if (!owner) return undefined;
  const lookup = table.lookups.find(({ name }) => owner.column.name.startsWith(`${name}.`));
  const by = lookup ? lookup.by : owner.of ? owner.column.name : undefined;
  return by !== undefined && findColumn(table, by) ? by : undefined;
}
