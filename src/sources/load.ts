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
  Project,
} from '../project/project.ts';
import { type CacheSetting, openCache } from './cache.ts';
import { cleaningMacros } from './clean.ts';
import { loadCached } from './load-cached.ts';
import type { LoadedTable, Loading, TablePlan } from './load-table.ts';
import type { LoadedSources, SourceFacts } from './loaded.ts';
import { customersPlan, eventPlan, joiningColumn, lookupPlan } from './plans.ts';
import { gatherProblems } from './problems.ts';
import { counted } from './table-context.ts';

/** Where typed tables are kept, and who is told about it. */
export type Caching = Pick<CacheSetting, 'folder' | 'detail'>;

export interface LoadOptions {
  /** Absent where nothing is kept. */
  readonly caching?: Caching | undefined;
  /** Called before each table is read: the n-th of so many. */
  readonly reading?: ((table: string, place: number, tables: number) => void) | undefined;
}

/**
 * Loads every table of the project. Warnings go to `report`; all errors of all tables end in one `Failure`:
 * exit code 2 when something asked for is not there, 3 when data cannot be read.
 */
export async function loadSources(
  project: Project,
  database: Database,
  report: Report,
  { caching, reading }: LoadOptions = {},
): Promise<LoadedSources> {
  const problems = gatherProblems();
  const loading: Loading = { folder: project.folder, zone: project.zone, database, report, problems };
  const cache = caching && openCache({ ...caching, zone: project.zone, database, report });
  let begun = 0;
  const tables = (project.customers.source ? 1 : 0) + project.events.length + project.lookups.length;
  const loadTable = (plan: TablePlan) => {
    reading?.(plan.name, ++begun, tables);
    return loadCached(plan, loading, cache);
  };
  await database.whenOpen(cleaningMacros.join(';\n'));
  const { customers, events, lookups } = project;
  const loadedCustomers = customers.source && (await loadTable(customersPlan(customers, project)));
  const loadedEvents: (LoadedTable | undefined)[] = [];
  for (const entry of events) loadedEvents.push(await loadTable(eventPlan(entry, project)));
  const loadedLookups: (LoadedTable | undefined)[] = [];
  for (const entry of lookups) loadedLookups.push(await loadTable(lookupPlan(entry, project)));
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
