/** What each kind of table needs of its files. */
import type { Normalising } from '../model/recipe.ts';
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
import type { Wanted } from './wanted.ts';

type TableEntry = Pick<EventEntry, 'computed' | 'lookups'>;

/** Whether the name is a column of the table's own file: neither computed nor found through a lookup. */
function isFileColumn({ name }: Name, { computed, lookups }: TableEntry): boolean {
  const first = name.split('.', 1)[0];
  return (
    !computed.some((column) => column.name.name === name) &&
    !(first !== name && lookups.some((lookup) => lookup.name.name === first))
  );
}

export function customersPlan(entry: CustomersEntry, project: Project): TablePlan {
  const { key: keyName, normaliseKey, created: createdName, channels } = entry;
  const key = keyName!;
  const created = createdName && isFileColumn(createdName, entry) ? createdName : undefined;
  const fields = channels
    .flatMap(({ name, contact, consent }): Wanted[] => [
      ...(contact
        ? [{ name: contact, role: 'none' as const, what: `the contact for \`${name}\``, isContact: true }]
        : []),
      ...(consent?.kind === 'field'
        ? [{ name: consent.field, role: 'none' as const, what: `the consent to \`${name}\`` }]
        : []),
    ])
    .filter(({ name }) => isFileColumn(name, entry));
  return {
    name: 'customers',
    kind: 'customers',
    source: entry.source!,
    key,
    ...(created ? { time: created } : {}),
    wanted: [
      keyWanted(key, normaliseKey),
      ...timeWanted(created, 'the creation time'),
      ...fields,
      ...lookupsWanted(entry.lookups, project),
      ...newestWanted(entry.source!),
    ],
    required: [{ column: key.name, reason: 'no key' }],
  };
}

export function eventPlan(entry: EventEntry, project: Project): TablePlan {
  const { key, normaliseKey, source, name } = entry;
  const own = (column: Name | undefined): Name | undefined =>
    column && isFileColumn(column, entry) ? column : undefined;
  const [customer, time, value] = [own(entry.customer?.column), own(entry.time), own(entry.value)];
  const isInner = [project.customers, ...project.events].some(({ from }) => from?.name === name.name);
  // A key that nobody wrote may turn out to be none.
  const isKeyed = key?.span !== undefined;
  return {
    name: name.name,
    kind: 'events',
    source: source!,
    ...(key ? { key } : {}),
    ...(time ? { time } : {}),
    wanted: [
      ...(key ? [keyWanted(key, normaliseKey)] : []),
      ...(customer ? [{ name: customer, role: 'key' as const, what: 'the customer' }] : []),
      ...timeWanted(time, 'the time'),
      ...(value ? [{ name: value, role: 'amount' as const, what: 'the value' }] : []),
      ...lookupsWanted(entry.lookups, project),
      ...newestWanted(source!),
      ...groupedBy(name.name, project),
    ],
    required: [
      ...(time && !isInner ? [{ column: time.name, reason: 'no time' as const }] : []),
      ...(customer ? [{ column: customer.name, reason: 'no customer' as const, isKept: true }] : []),
    ],
    ...(entry.where ? { isChosen: true } : {}),
    ...(isInner || (entry.time && !isKeyed) ? { isOrdered: true } : {}),
  };
}

export function lookupPlan(entry: LookupTableEntry, project: Project): TablePlan {
  return {
    name: entry.name.name,
    kind: 'lookup',
    source: entry.source,
    key: entry.key,
    wanted: [
      keyWanted(entry.key, entry.normaliseKey),
      ...lookupsWanted(entry.lookups, project),
      ...newestWanted(entry.source),
    ],
    required: [{ column: entry.key.name, reason: 'no key' }],
  };
}

/** The columns by which rows of other tables are made of those of the table: they are keys, and text. */
function groupedBy(table: string, { events }: Project): readonly Wanted[] {
  return events.flatMap(({ from, key }) =>
    from?.name === table && key ? [{ name: key, role: 'key' as const, what: 'a key', isOptional: true }] : [],
  );
}

function keyWanted(name: Name, normalise: Normalising | undefined): Wanted {
  return { name, role: 'key', what: 'the key', ...(normalise ? { normalise } : {}) };
}

function timeWanted(time: Name | undefined, what: string): readonly Wanted[] {
  return time ? [{ name: time, role: 'time', what }] : [];
}

function newestWanted({ newest, newestPer }: SourceEntry): readonly Wanted[] {
  return [
    ...(newest ? [{ name: newest, role: 'none' as const, what: '`newest`' }] : []),
    ...(newestPer ? [{ name: newestPer, role: 'key' as const, what: 'what `newest` is `per`' }] : []),
  ];
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
  const tables = [...project.lookups, ...project.events];
  return by?.name ?? tables.find(({ name }) => name.name === table.name)!.key!.name;
}
