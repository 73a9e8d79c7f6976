/**
 * A project from a folder, without a project file (`--data DIR`, and what `init` starts from).
 *
 * - `customers.*` are the customers. Their key is the first of the names in `customerKeys` that is a column,
 *   else the first column whose name ends in `id`, else the first column.
 * - Every other table that has the customers' key, or another of those names but a bare `id`, is an event
 *   table of its file's name; `email_activity` is named `emails`.
 * - A table without customers is a lookup when it has a key (`product_id` or `id` in `products`) and another
 *   table has a column `product_id`. Anything else is left out, and a note says so.
 * - The key of an event table is `order_id` (in `orders`), `event_id` or `id`; its time the first of the names
 *   in `timeNames` that holds times, else the first column that does; its value the first of `valueNames`
 *   that holds numbers. Customers' `created` is one of `createdNames`.
 *
 * Names are compared without case, spaces, `_` and `-`.
 */
import { resolve } from 'node:path';
import type { Report } from '../diagnostics/diagnostic.ts';
import { failure } from '../diagnostics/failure.ts';
import { reservedWords } from '../language/reserved-words.ts';
import { noTargets } from '../language/targets.ts';
import {
  type Channel,
  type CustomersEntry,
  type EventEntry,
  type LookupEntry,
  type LookupTableEntry,
  type Name,
  type Project,
  plainSource,
} from './project.ts';
import { DEFAULT_HISTORY, DEFAULT_SEGMENTS, DEFAULT_UNREADABLE } from './read.ts';

/** A data file and what its first rows look like. */
export interface FolderTable {
  /** The file's name without folder and endings. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly columns: readonly FolderColumn[];
}

export interface FolderColumn {
  readonly name: string;
  readonly looks: 'text' | 'number' | 'time';
}

const customerKeys = [
  'customer_id',
  'customer_key',
  'customer',
  'client_id',
  'user_id',
  'contact_id',
  'member_id',
  'household_id',
  'id',
];

const timeNames = [
  'occurred_at',
  'ordered_at',
  'order_date',
  'ordered_on',
  'event_time',
  'timestamp',
  'created_at',
  'date',
  'time',
];

const createdNames = ['signed_up_at', 'created_at', 'registered_at', 'joined_at', 'signup_date', 'created'];

const valueNames = ['total', 'amount', 'order_total', 'total_amount', 'revenue', 'value', 'sales', 'spend'];

const contacts: readonly (readonly [string, string, string])[] = [
  ['email', 'email', 'email_consent'],
  ['sms', 'phone', 'sms_consent'],
];

/**
 * The project that a folder's tables make. `cwd` is where definitions and history are looked for. Throws a
 * `Failure` with exit code 2 when there are no customers and no orders.
 */
export function projectOfFolder(
  tables: readonly FolderTable[],
  folderName: string,
  cwd: string,
  report: Report,
): Project {
  reportTwins(tables);
  const customersTable = tables.find(({ name }) => name.toLowerCase() === 'customers');
  const others = tables.filter((table) => table !== customersTable);
  const key = customersTable && customerKeyOf(customersTable);
  const withCustomers = others.flatMap((table) => {
    const customer = customerColumn(table, key);
    return customer ? [{ table, customer }] : [];
  });
  const lookupTables = others
    .filter((table) => !withCustomers.some((event) => event.table === table))
    .flatMap((table) => lookupEntry(table, tables, report));
  const events = withCustomers.map(({ table, customer }) => eventEntry(table, customer, lookupTables));
  for (const [index, { table }] of withCustomers.entries()) {
    if (events[index]!.time === undefined) reportNoTime(table, report);
  }
  const lookups = lookupTables.map(({ entry, table }) => ({
    ...entry,
    lookups: lookupsOf(table, lookupTables),
  }));
  return {
    folder: cwd,
    zone: 'UTC',
    zoneGiven: false,
    segments: [{ name: DEFAULT_SEGMENTS }],
    customers: customersEntry(customersTable, key, events, lookupTables, folderName),
    events,
    lookups,
    suppress: [],
    unreadable: DEFAULT_UNREADABLE,
    history: resolve(cwd, DEFAULT_HISTORY),
    record: false,
    traits: [],
    models: {},
    targets: noTargets,
  };
}

interface FoundLookup {
  readonly table: FolderTable;
  readonly entry: LookupTableEntry;
  /** The column by which other tables join: `product_id`. */
  readonly by: string;
}

function customersEntry(
  table: FolderTable | undefined,
  key: string | undefined,
  events: readonly EventEntry[],
  lookups: readonly FoundLookup[],
  folderName: string,
): CustomersEntry {
  if (table && key !== undefined) {
    const created = findColumn(table, createdNames, 'time');
    return {
      source: plainSource([{ name: table.path }]),
      key: { name: key },
      ...(created === undefined ? {} : { created: { name: created } }),
      computed: [],
      channels: channelsOf(table),
      lookups: lookupsOf(table, lookups),
    };
  }
  const orders = events.find(({ name }) => name.name === 'orders') ?? events[0];
  if (orders) return { from: orders.name, computed: [], channels: [], lookups: [] };
  throw failure(2, 'no-customers', `there are no customers in \`${folderName}\``, [
    'expected `customers.csv` (or .parquet, .jsonl) with a column `customer_id`',
    'for other names, write a project file: `segment init`',
  ]);
}

function eventEntry(table: FolderTable, customer: string, lookups: readonly FoundLookup[]): EventEntry {
  const time =
    findColumn(table, timeNames, 'time') ?? table.columns.find(({ looks }) => looks === 'time')?.name;
  const value = findColumn(table, valueNames, 'number');
  const key = findColumn(
    table,
    [`${singular(table.name)}_id`, 'event_id', 'id'].filter((name) => fold(name) !== fold(customer)),
  );
  return {
    name: { name: tableName(table.name) },
    source: plainSource([{ name: table.path }]),
    customer: { column: { name: customer } },
    computed: [],
    lookups: lookupsOf(table, lookups),
    ...nameField('key', key),
    ...nameField('time', time),
    ...nameField('value', value),
  };
}

/** A column that is called so without being one is not passed over in silence. */
function reportNoTime(table: FolderTable, report: Report): void {
  const column = findColumn(table, timeNames);
  if (column === undefined) return;
  report({
    severity: 'warning',
    code: 'table-without-time',
    message: `\`${table.name}\` has no time: too few cells of \`${column}\` can be read as one`,
    help: ['how they are to be read is said in a project file, by `date_format`: `segment init`'],
  });
}

function nameField<Field extends string>(
  field: Field,
  name: string | undefined,
): Partial<Record<Field, Name>> {
  return name === undefined ? {} : ({ [field]: { name } } as Partial<Record<Field, Name>>);
}

function lookupEntry(
  table: FolderTable,
  tables: readonly FolderTable[],
  report: Report,
): readonly FoundLookup[] {
  const by = `${singular(table.name)}_id`;
  const key = findColumn(table, [by, 'id', singular(table.name)]);
  const used = tables.some(
    (other) => other !== table && findColumn(other, [key === 'id' ? by : (key ?? by)]),
  );
  if (key === undefined || !used) {
    const message = `\`${table.name}\` is left out: it has no customers, and no other table refers to it`;
    report({ severity: 'note', code: 'table-left-out', message });
    return [];
  }
  const entry: LookupTableEntry = {
    name: { name: tableName(table.name) },
    source: plainSource([{ name: table.path }]),
    key: { name: key },
    computed: [],
    lookups: [],
  };
  return [{ table, entry, by: fold(key) === 'id' ? by : key }];
}

function lookupsOf(table: FolderTable, lookups: readonly FoundLookup[]): readonly LookupEntry[] {
  return lookups.flatMap((lookup) => {
    const by = lookup.table === table ? undefined : findColumn(table, [lookup.by]);
    if (by === undefined) return [];
    const name = tableName(singular(lookup.table.name));
    return [{ name: { name }, table: lookup.entry.name, by: { name: by } }];
  });
}

function channelsOf(table: FolderTable): readonly Channel[] {
  return contacts.flatMap(([name, contactName, consentName]) => {
    const contact = findColumn(table, [contactName]);
    const consent = findColumn(table, [consentName]);
    if (contact === undefined || consent === undefined) return [];
    return [{ name, contact: { name: contact }, consent: { kind: 'field', field: { name: consent } } }];
  });
}

function customerKeyOf(table: FolderTable): string {
  const ending = table.columns.find(({ name }) => /id$/i.test(name));
  return findColumn(table, customerKeys) ?? ending?.name ?? table.columns[0]?.name ?? 'customer_id';
}

function customerColumn(table: FolderTable, key: string | undefined): string | undefined {
  const known = key !== undefined && fold(key) !== 'id' ? [key] : [];
  return findColumn(table, [...known, ...customerKeys.filter((name) => name !== 'id')]);
}

function findColumn(
  table: FolderTable,
  names: readonly string[],
  looks?: FolderColumn['looks'],
): string | undefined {
  for (const name of names) {
    const column = table.columns.find((candidate) => fold(candidate.name) === fold(name));
    if (column && (looks === undefined || column.looks === looks)) return column.name;
  }
  return undefined;
}

/** The table's name in definitions: letters, digits, `_` and `-`, and no word of the language. */
function tableName(name: string): string {
  if (/^(emails?|email_activity)$/i.test(name)) return 'emails';
  const plain = name.replaceAll(/[^\p{L}\p{N}_-]+/gu, '_').replace(/^[^\p{L}]+/u, '') || 'table';
  return reservedWords.has(plain) ? `${plain}_table` : plain;
}

function singular(name: string): string {
  if (/ies$/i.test(name)) return `${name.slice(0, -3)}y`;
  return name.replace(/(ss)$/i, '$1').replace(/([^s])s$/i, '$1');
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, '');
}

function reportTwins(tables: readonly FolderTable[]): void {
  const first = new Map<string, FolderTable>();
  for (const table of tables) {
    const name = tableName(table.name).toLowerCase();
    const earlier = first.get(name);
    if (earlier) {
      throw failure(
        2,
        'two-files',
        `two files are the table \`${name}\`: \`${earlier.path}\` and \`${table.path}\``,
        ['keep one in the folder, or write a project file that names what is meant: `segment init`'],
      );
    }
    first.set(name, table);
  }
}
