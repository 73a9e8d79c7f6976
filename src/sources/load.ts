/** A project's files → relations in the database that keep the promises of `model/schema.ts`. */
import type { Database } from '../database/database.ts';
import { quoteIdentifier } from '../database/quote.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Column, CustomerTable, EventTable, Lookup, LookupTable } from '../model/schema.ts';
import type {
  CustomersEntry,
  EventEntry,
  LookupEntry,
  LookupTableEntry,
  Name,
  Project,
  SourceEntry,
} from '../project/project.ts';
import { buildColumns } from './build.ts';
import { cleaningMacros } from './clean.ts';
import { findFiles } from './files.ts';
import { uniteKeys } from './keys.ts';
import type { LeftOut, LoadedSources, SourceFacts } from './loaded.ts';
import { gatherProblems, type Problems } from './problems.ts';
import type { RawTable } from './raw.ts';
import { readCsv } from './read-csv.ts';
import { readJson, readParquet } from './read-typed.ts';
import { createRelation, describeColumns, type Required } from './relation.ts';
import { mapColumns, type Wanted } from './roles.ts';
import { counted, type TableContext } from './table-context.ts';

/**
 * Loads every table of the project. Warnings go to `report`; all errors of all tables end in one `Failure`:
 * exit code 2 when something asked for is not there, 3 when data cannot be read.
 */
export async function loadSources(
  project: Project,
  database: Database,
  report: Report,
): Promise<LoadedSources> {
  const problems = gatherProblems();
  const loading: Loading = { project, database, report, problems };
  for (const statement of cleaningMacros) await database.run(statement);
  const { customers, events, lookups } = project;
  const loadedCustomers = customers.source && (await loadTable(customersPlan(customers, project), loading));
  const loadedEvents: (LoadedTable | undefined)[] = [];
  for (const entry of events) loadedEvents.push(await loadTable(eventPlan(entry, project), loading));
  const loadedLookups: (LoadedTable | undefined)[] = [];
  for (const entry of lookups) loadedLookups.push(await loadTable(lookupPlan(entry, project), loading));
  problems.throwIfAny();

  const eventTables = events.map((entry, index) => eventTable(entry, loadedEvents[index]!, project));
  const known = loadedCustomers
    ? { table: customerTable(customers, loadedCustomers, project), facts: loadedCustomers.facts }
    : await customersOfEvents(customers, eventTables, database, report);
  return {
    schema: {
      customers: known.table,
      events: eventTables,
      lookups: lookups.map((entry, index) => lookupTable(entry, loadedLookups[index]!, project)),
    },
    facts: [known.facts, ...[...loadedEvents, ...loadedLookups].map((table) => table!.facts)],
    openFiles: [loadedCustomers, ...loadedEvents, ...loadedLookups].flatMap(
      (table) => table?.openFiles ?? [],
    ),
  };
}

interface Loading {
  readonly project: Project;
  readonly database: Database;
  readonly report: Report;
  readonly problems: Problems;
}

/** What a table needs of its source, whatever kind of table it is. */
interface TablePlan {
  readonly name: string;
  readonly kind: SourceFacts['kind'];
  readonly source: SourceEntry;
  readonly key?: Name;
  readonly time?: Name;
  readonly wanted: readonly Wanted[];
  readonly required: readonly Required[];
}

interface LoadedTable {
  /** The key, when it is unique. */
  readonly key?: string;
  readonly columns: readonly Column[];
  readonly facts: SourceFacts;
  readonly openFiles: readonly string[];
}

async function loadTable(plan: TablePlan, loading: Loading): Promise<LoadedTable | undefined> {
  const { project, database, problems, report } = loading;
  const { name, kind: tableKind, source } = plan;
  const sourceZone = source.zone ?? project.zone;
  const context: TableContext = {
    name,
    kind: tableKind,
    source,
    zone: project.zone,
    sourceZone,
    database,
    problems,
    report,
  };
  const before = problems.count();
  const files = findFiles(source, project.folder, problems);
  if (files.length === 0 || problems.count() > before) return undefined;
  const raw = await readRaw(files, context);
  if (!raw) return undefined;
  const mapped = mapColumns(raw, source, plan.wanted, context);
  const built = mapped && (await buildColumns(raw, mapped, context));
  if (!built || problems.count() > before) return undefined;
  const relation = await createRelation(raw, built, plan.required, context);
  const united = plan.key && (await uniteKeys(plan.key, relation.kind, raw, built, context));
  const leftOut = [...relation.leftOut, ...(united?.leftOut ?? [])];
  const kind = united?.leftOut.length ? 'table' : relation.kind;
  const described = await describeColumns({ ...relation, kind }, built, context);
  if (kind === 'table') await database.run(`DROP ${raw.kind} ${quoteIdentifier(raw.relation)}`);
  return {
    ...(plan.key && united?.isKey ? { key: plan.key.name } : {}),
    columns: described.columns,
    facts: factsOf(plan, raw, described, leftOut),
    openFiles: kind === 'view' ? files.map(({ path }) => path) : [],
  };
}

function readRaw(files: Parameters<typeof readCsv>[0], context: TableContext): Promise<RawTable | undefined> {
  switch (files[0]!.format) {
    case 'csv':
      return readCsv(files, context);
    case 'parquet':
      return readParquet(files, context);
    case 'json':
      return readJson(files, context);
  }
}

function factsOf(
  { name, kind, time }: TablePlan,
  { files }: RawTable,
  { rows, columns }: { readonly rows: number; readonly columns: readonly Column[] },
  leftOut: readonly LeftOut[],
): SourceFacts {
  const range = columns.find((column) => column.name === time?.name)?.range;
  return {
    table: name,
    kind,
    files: files.map((file) => file.name),
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    rows,
    leftOut,
    columns,
    ...(range ?? {}),
  };
}

function customersPlan(entry: CustomersEntry, project: Project): TablePlan {
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
  };
}

function eventPlan(entry: EventEntry, project: Project): TablePlan {
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
  };
}

function lookupPlan(entry: LookupTableEntry, project: Project): TablePlan {
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
function joiningColumn({ by, table }: LookupEntry, project: Project): string {
  return by?.name ?? project.lookups.find(({ name }) => name.name === table.name)!.key.name;
}

function schemaLookups(lookups: readonly LookupEntry[], project: Project): readonly Lookup[] {
  return lookups.map((lookup) => ({
    name: lookup.name.name,
    table: lookup.table.name,
    by: joiningColumn(lookup, project),
  }));
}

function customerTable(entry: CustomersEntry, { columns }: LoadedTable, project: Project): CustomerTable {
  return {
    name: 'customers',
    relation: 'customers',
    columns,
    lookups: schemaLookups(entry.lookups, project),
    key: entry.key.name,
    ...(entry.created ? { created: entry.created.name } : {}),
  };
}

function eventTable(entry: EventEntry, { columns, key }: LoadedTable, project: Project): EventTable {
  const { name, customer, time, value } = entry;
  return {
    name: name.name,
    relation: name.name,
    columns,
    lookups: schemaLookups(entry.lookups, project),
    customer: customer.name,
    ...(key === undefined ? {} : { key }),
    ...(time ? { time: time.name } : {}),
    ...(value ? { value: value.name } : {}),
  };
}

function lookupTable(entry: LookupTableEntry, { columns }: LoadedTable, project: Project): LookupTable {
  const { name } = entry.name;
  return {
    name,
    relation: name,
    columns,
    lookups: schemaLookups(entry.lookups, project),
    key: entry.key.name,
  };
}

/** `customers: { from: orders }`: the distinct customers of an event table. */
async function customersOfEvents(
  { from, key }: CustomersEntry,
  events: readonly EventTable[],
  database: Database,
  report: Report,
): Promise<{ readonly table: CustomerTable; readonly facts: SourceFacts }> {
  const source = events.find(({ name }) => name === from!.name)!;
  const name = key.name || source.customer;
  await database.run(
    `CREATE TABLE customers AS SELECT DISTINCT ${quoteIdentifier(source.customer)} AS ${quoteIdentifier(name)}
     FROM ${quoteIdentifier(source.relation)}`,
  );
  const [[rows] = []] = await database.rows('SELECT count(*) FROM customers');
  const columns: readonly Column[] = [{ name, type: 'text', nullable: false }];
  report({
    severity: 'note',
    code: 'customers-from-events',
    message: `customers are the ${counted(Number(rows), 'customer')} of \`${source.name}\``,
  });
  return {
    table: { name: 'customers', relation: 'customers', columns, lookups: [], key: name },
    facts: {
      table: 'customers',
      kind: 'customers',
      files: [],
      bytes: 0,
      rows: Number(rows),
      leftOut: [],
      columns,
    },
  };
}
