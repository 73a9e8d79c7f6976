/** A project whose tables hold rows that are written out, in place of those of its files. */
import type { Column, Schema } from '../model/schema.ts';
import type { ColumnOption, CustomersEntry, GivenRows, Project, SourceEntry } from '../project/project.ts';
import { FILE_NAME } from './file-column.ts';

/** A row by column, as its table's file would hold it. */
export type GivenRow = Readonly<Record<string, string>>;

/** What there is of a table; `name` is what messages call it. */
export interface GivenTable {
  readonly name: string;
  readonly rows: readonly GivenRow[];
}

/**
 * The project with these tables, by name; all others are empty. Columns are those of the files, whose `schema` says
 * what they were found to be; those that a row does not name are missing.
 */
export function givenProject(
  project: Project,
  { customers, events, lookups, unowned = [] }: Schema,
  tables: ReadonlyMap<string, GivenTable>,
): Project {
  const columns = new Map(
    [customers, ...events, ...lookups, ...unowned].map((table) => [table.name, table.columns]),
  );
  const sourceOf = (name: string, source: SourceEntry): SourceEntry =>
    givenSource(source, columns.get(name) ?? [], tables.get(name) ?? { name, rows: [] });
  const withSource = <Entry extends { readonly source?: SourceEntry }>(name: string, entry: Entry): Entry =>
    entry.source ? { ...entry, source: sourceOf(name, entry.source) } : entry;
  return {
    ...project,
    customers: withSource('customers', existing(project.customers, tables.get('customers')?.rows ?? [])),
    events: project.events.map((entry) => withSource(entry.name.name, entry)),
    lookups: project.lookups.map((entry) => withSource(entry.name.name, entry)),
  };
}

/** Where nobody says when they came, they have always been there. */
function existing({ created, ...entry }: CustomersEntry, rows: readonly GivenRow[]): CustomersEntry {
  return created && rows.some((row) => row[created.name] !== undefined) ? { ...entry, created } : entry;
}

function givenSource(
  source: SourceEntry,
  columns: readonly Column[],
  { name, rows }: GivenTable,
): SourceEntry {
  const { zone, dateFormats, nullValues, newest, newestPer } = source;
  const names = columns.map((column) => column.name);
  const given: GivenRows = {
    name,
    columns: names,
    rows: rows.map((row) => names.map((column) => row[column] ?? null)),
  };
  return {
    files: [],
    given,
    columns: columns.map((column) => givenColumn(column, source)),
    dateFormats,
    nullValues,
    onError: 'stop',
    ...(zone === undefined ? {} : { zone }),
    ...(newest && newest.name !== FILE_NAME ? { newest, ...(newestPer ? { newestPer } : {}) } : {}),
  };
}

/** As the project's column is, but that numbers which happen to be whole may have digits after the point. */
function givenColumn({ name, type, isYearless }: Column, { columns }: SourceEntry): ColumnOption {
  const option = columns.find((candidate) => candidate.name.name === name);
  const found = isYearless ? 'month_day' : type === 'integer' ? 'decimal' : type;
  return {
    name: { name },
    from: [name],
    type: option?.type ?? found,
    dateFormats: option?.dateFormats ?? [],
    nullValues: option?.nullValues ?? [],
    ...(option?.separator === undefined ? {} : { separator: option.separator }),
  };
}
