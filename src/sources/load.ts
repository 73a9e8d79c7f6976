/** A project's files → relations in the database that keep the promises of `model/schema.ts`. */
import type { Database } from '../database/database.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Column, CustomerTable, EventTable, Lookup, LookupTable } from '../model/schema.ts';
import {
  type CustomersEntry,
  customerKeyName,
  type EventEntry,
  type LookupEntry,
  type LookupTableEntry,
  type Project,
} from '../project/project.ts';
import { openCache, type SourceCache } from './cache.ts';
import { type CacheSetting, fingerprint, type Load } from './cache-setting.ts';
import { cleaningMacros } from './clean.ts';
import { findFiles } from './files.ts';
import { pathsOf } from './fill-entry.ts';
import { type LoadedTable, type Loading, loadTable, type TablePlan } from './load-table.ts';
import type { LoadedSources } from './loaded.ts';
import { customersPlan, eventPlan, joiningColumn, lookupPlan } from './plans.ts';
import { gatherProblems } from './problems.ts';

/** Where typed tables are kept, and who is told about it. */
export type Caching = Pick<CacheSetting, 'folder' | 'detail'>;

export interface LoadOptions {
  /** Absent where nothing is kept. */
  readonly caching?: Caching | undefined;
  /** Locks the engine to these files; what was kept is opened afterwards. Absent where the caller trusts the cache. */
  readonly lock?: ((files: readonly string[]) => Promise<void>) | undefined;
  /** Called before each table is read: the n-th of so many. */
  readonly reading?: ((table: string, place: number, tables: number) => void) | undefined;
  /** In place of reading a table, or asking the cache for it; the engine is ready for it. */
  readonly load?: (plan: TablePlan, loading: Loading) => Promise<LoadedTable | undefined>;
}

/**
 * Loads every table of the project. Warnings go to `report`; all errors of all tables end in one `Failure`:
 * exit code 2 when something asked for is not there, 3 when data cannot be read.
 */
export async function loadSources(
  project: Project,
  database: Database,
  report: Report,
  { caching, reading, lock, load }: LoadOptions = {},
): Promise<LoadedSources> {
  const problems = gatherProblems();
  const loading: Loading = { folder: project.folder, zone: project.zone, database, report, problems };
  const cache = caching && openCache({ ...caching, zone: project.zone, database, report });
  let begun = 0;
  const tables = [project.customers, ...project.events, ...project.lookups].filter(
    ({ source }) => source,
  ).length;
  const prints: string[] = [];
  const loadNext = (plan: TablePlan) => {
    prints.push(plan.name, fingerprint(plan, project));
    reading?.(plan.name, ++begun, tables);
    return load ? load(plan, loading) : loadCached(plan, loading, cache);
  };
  if (!load) await database.whenOpen(cleaningMacros.join(';\n'));
  const { customers, events, lookups } = project;
  const loadedCustomers = customers.source && (await loadNext(customersPlan(customers, project)));
  const loadedEvents: (LoadedTable | undefined)[] = [];
  for (const entry of events) if (entry.source) loadedEvents.push(await loadNext(eventPlan(entry, project)));
  const loadedLookups: (LoadedTable | undefined)[] = [];
  for (const entry of lookups) loadedLookups.push(await loadNext(lookupPlan(entry, project)));
  problems.throwIfAny();
  const openFiles = [loadedCustomers, ...loadedEvents, ...loadedLookups].flatMap(
    (table) => table?.openFiles ?? [],
  );
  await lock?.(openFiles);
  await cache?.open();

  const fileEvents = events.filter(({ source }) => source);
  return {
    schema: {
      customers: loadedCustomers
        ? customerTable(customers, loadedCustomers, project)
        : madeCustomers(customerKeyName(project)),
      events: fileEvents.map((entry, index) => eventTable(entry, loadedEvents[index]!, project)),
      lookups: lookups.map((entry, index) => lookupTable(entry, loadedLookups[index]!, project)),
    },
    orders: new Map(
      loadedEvents.flatMap((table) => (table?.order ? [[table.facts.table, table.order] as const] : [])),
    ),
    facts: [loadedCustomers, ...loadedEvents, ...loadedLookups].flatMap((table) => table?.facts ?? []),
    openFiles,
    print: JSON.stringify(prints),
    stamps: new Map(
      [loadedCustomers, ...loadedEvents, ...loadedLookups].flatMap((table) =>
        table ? [[relationOf(table), table.stamps] as const] : [],
      ),
    ),
  };
}

function relationOf({ facts }: LoadedTable): string {
  return facts.kind === 'customers' ? 'customers' : facts.table;
}

/** From the cache where that holds the table, else from its files; `loadTable` says what is wrong with them. */
async function loadCached(
  plan: TablePlan,
  loading: Loading,
  cache: SourceCache | undefined,
): Promise<LoadedTable | undefined> {
  const unsaid = gatherProblems();
  const files = cache ? await findFiles(plan.source, loading.folder, unsaid) : [];
  const paths = pathsOf(files);
  if (!cache || paths.length === 0 || unsaid.count() > 0) return loadTable(plan, loading);
  const load: Load = (database, report, forCache) =>
    loadTable(plan, { ...loading, database, report, forCache });
  return (await cache.restore(plan, paths, load)) ?? cache.fill(plan, files, load);
}

/** What stands for customers who are made of the rows of an event table, until those are bound. */
function madeCustomers(key: string): CustomerTable {
  const columns: readonly Column[] = [{ name: key, type: 'text', nullable: false }];
  return { name: 'customers', relation: 'customers', columns, lookups: [], key };
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
    key: entry.key!.name,
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
    customer: customer?.column.name ?? '',
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
