/** Exports that are known by the columns that their vendor writes. */
import type { FoundTable } from './find-tables.ts';
import { consentColumn } from './guess-roles.ts';
import { consentText } from './project-text.ts';
import type { GivenBack } from './starters.ts';
import type { TableWords } from './table-text.ts';
import { fillTable } from './vendor-text.ts';
import { indented } from './yaml-text.ts';

export interface VendorFile {
  /** What the vendor's tables call it. */
  readonly table: string;
  /** Columns that together no other export has; letter case and outer blanks do not count. */
  readonly columns: readonly string[];
  /** Where the columns alone would be any database's: what its file is called as well. */
  readonly named?: string;
  /** Columns that have to hold whole numbers, as cents are. */
  readonly whole?: readonly string[];
}

/** A table of the project: YAML in which `<orders>` stands for the files of a table. */
export interface VendorTable {
  /** The files without which it cannot be. */
  readonly needs: readonly string[];
  /** The files beside which it is not written. */
  readonly without?: readonly string[];
  readonly text: string;
}

export interface Vendor {
  /** As people write it: `Shopify`. */
  readonly name: string;
  readonly files: readonly VendorFile[];
  /** The body of `customers`: the first whose files are there. */
  readonly customers: readonly VendorTable[];
  /** Event tables, each with its name. In one with `of:` it is left out where there is no file of customers. */
  readonly events: readonly VendorTable[];
  readonly lookups?: readonly VendorTable[];
  readonly traits?: readonly VendorTable[];
  /** Which of the event tables is of money given back. */
  readonly givenBack?: GivenBack;
}

export interface Recognised {
  readonly vendor: Vendor;
  /** Which of the folder's tables is which of the vendor's. */
  readonly tables: ReadonlyMap<FoundTable, string>;
}

/** The vendor of whose files most are in the folder; undefined where none of them makes a project. */
export function recogniseVendor(
  tables: readonly FoundTable[],
  vendors: readonly Vendor[],
): Recognised | undefined {
  const found = vendors.flatMap((vendor) => recognise(tables, vendor) ?? []);
  return found.toSorted((a, b) => b.tables.size - a.tables.size)[0];
}

function recognise(tables: readonly FoundTable[], vendor: Vendor): Recognised | undefined {
  const known = new Map(
    tables.flatMap((table) => {
      const file = vendor.files.find((each) => isFile(table, each));
      return file ? [[table, file.table] as const] : [];
    }),
  );
  const found = { vendor, tables: known };
  return vendor.customers.some((table) => isThere(table, found)) ? found : undefined;
}

function isFile(table: FoundTable, { columns, named, whole = [] }: VendorFile): boolean {
  const isNamed = named === undefined || table.stem.replaceAll(/\W/g, '_') === named;
  const isWhole = (wanted: string): boolean =>
    table.columns.some(
      ({ name, form }) =>
        fold(name) === fold(wanted) && form.kind === 'number' && form.form.type === 'integer',
    );
  return isNamed && hasColumns(table, columns) && whole.every(isWhole);
}

function hasColumns(table: FoundTable, columns: readonly string[]): boolean {
  const own = new Set(table.columns.map(({ name }) => fold(name)));
  return columns.every((name) => own.has(fold(name)));
}

function fold(name: string): string {
  return name.trim().toLowerCase();
}

function isThere({ needs, without = [] }: VendorTable, { tables }: Recognised): boolean {
  const names = new Set(tables.values());
  return needs.every((name) => names.has(name)) && !without.some((name) => names.has(name));
}

/** The blocks of the vendor's project over the files that were found. */
export function vendorBlocks(found: Recognised, words: TableWords): readonly string[] {
  const { customers, events, lookups = [], traits = [] } = found.vendor;
  const base = customers.find((table) => isThere(table, found))!;
  const hasCustomers = /^file:/m.test(base.text);
  const filled = ({ text }: VendorTable): readonly string[] => fillTable(text, found.tables, words);
  const written = (tables: readonly VendorTable[]): readonly string[] =>
    tables.filter((table) => isThere(table, found)).flatMap(filled);
  const eventLines = written(events).map((line) => (hasCustomers ? line : line.replace(/ of: [^,]+,/, '')));
  return [
    block('customers', withConsent(filled(base), found)),
    block('events', eventLines),
    block('lookups', written(lookups)),
    block('traits', written(traits)),
  ].filter((text) => text !== '');
}

/** Who agreed, where the shop has added a column for it to those that the vendor writes. */
function withConsent(lines: readonly string[], { tables }: Recognised): readonly string[] {
  const table = [...tables].find(([, as]) => as === 'customers')?.[0];
  const consent = table && consentColumn(table);
  const isKnown = lines.some((line) => line.startsWith('consent:'));
  if (!consent || isKnown || !lines.some((line) => /^contact:/.test(line))) return lines;
  return [...lines, `consent: { email: ${consentText(consent)} }`];
}

function block(name: string, body: readonly string[]): string {
  return body.length === 0 ? '' : [`${name}:`, ...indented(body)].join('\n');
}
