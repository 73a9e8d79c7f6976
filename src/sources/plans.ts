/** What each kind of table needs of its files. */
import type {
  CustomersEntry,
  EventEntry,
  LookupEntry,
  LookupTableEntry,
  Name,
  Project,
  SourceEntry,
} from '../project/project.ts';
import type { TablePlan } from './load-table.ts';
import type { Wanted } from './roles.ts';

export function customersPlan(entry: CustomersEntry, project: Project): TablePlan {
  const { key, created, channels } = entry;
  const fields = channels.flatMap(({ name, contact, consent }): Wanted[] => [
    ...(contact ? [{ name: contact, role: 'none' as const, what: `the contact for \`${name}\`` }] : []),
    ...(consent ? [{ name: consent.field, role: 'none' as const, what: `the consent to \`${name}\`` }] : []),
  ]);
  return {
    name: 'customers',
    kind: 'customers',
    source: entry.source!,
    key,
    ...(created ? { time: created } : {}),
    wanted: [
      { name: key, role: 'key', what: 'the key' },
      ...timeWanted(created, 'the creation time'),
      ...fields,
      ...lookupsWanted(entry.lookups, project),
      ...newestWanted(entry.source!),
    ],
    required: [{ column: key.name, reason: 'no key' }],
    clustered: [key.name],
  };
}

export function eventPlan(entry: EventEntry, project: Project): TablePlan {
  const { key, customer, time, value, source } = entry;
  return {
    name: entry.name.name,
    kind: 'events',
    source,
    ...(key ? { key } : {}),
    ...(time ? { time } : {}),
    wanted: [
      ...(key ? [{ name: key, role: 'key' as const, what: 'the key' }] : []),
      { name: customer, role: 'key', what: 'the customer' },
      ...timeWanted(time, 'the time'),
      ...(value ? [{ name: value, role: 'amount' as const, what: 'the value' }] : []),
      ...lookupsWanted(entry.lookups, project),
      ...newestWanted(source),
    ],
    required: [
      { column: customer.name, reason: 'no customer' },
      ...(time ? [{ column: time.name, reason: 'no time' as const }] : []),
    ],
    clustered: [customer.name, ...(time ? [time.name] : [])],
  };
}

export function lookupPlan(entry: LookupTableEntry, project: Project): TablePlan {
  return {
    name: entry.name.name,
    kind: 'lookup',
    source: entry.source,
    key: entry.key,
    wanted: [
      { name: entry.key, role: 'key', what: 'the key' },
      ...lookupsWanted(entry.lookups, project),
      ...newestWanted(entry.source),
    ],
    required: [{ column: entry.key.name, reason: 'no key' }],
    clustered: [entry.key.name],
  };
}

function timeWanted(time: Name | undefined, what: string): readonly Wanted[] {
  return time ? [{ name: time, role: 'time', what }] : [];
}

function newestWanted({ newest }: SourceEntry): readonly Wanted[] {
  return newest ? [{ name: newest, role: 'none', what: '`newest`' }] : [];
}

function lookupsWanted(lookups: readonly LookupEntry[], project: Project): readonly Wanted[] {
  return lookups.map((lookup) => ({
    name: lookup.by ?? { ...lookup.table, name: joiningColumn(lookup, project) },
    role: 'key',
    what: `what \`${lookup.name.name}\` looks up by`,
  }));
}

/** The column of a table that a lookup joins on: the one it names, or the one named like the other table's key. */
export function joiningColumn({ by, table }: LookupEntry, project: Project): string {
  return by?.name ?? project.lookups.find(({ name }) => name.name === table.name)!.key.name;
}
