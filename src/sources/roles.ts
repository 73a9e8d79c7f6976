/** What a table's columns are for, and the names that ask for a column that is not there. */
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Normalising } from '../model/recipe.ts';
import type { ColumnType } from '../model/schema.ts';
import type { ColumnOption, Name, SourceEntry } from '../project/project.ts';
import { at } from './problems.ts';
import { fileColumn, type RawColumn, type RawTable } from './raw.ts';
import type { TableContext } from './table-context.ts';

/** A key is text; a time is a date or a time; an amount is a number. */
export type Role = 'key' | 'time' | 'amount' | 'none';

/** A column that was asked for by name, and for what. */
export interface Wanted {
  readonly name: Name;
  readonly role: Role;
  /** As in "the key `id`". */
  readonly what: string;
  readonly normalise?: Normalising;
}

/** A raw column under the name that it has in the project. */
export interface MappedColumn {
  readonly name: string;
  readonly raw: RawColumn;
  readonly role: Role;
  readonly type?: ColumnType;
  readonly separator: string;
  /** For keys that are addresses: how they are made comparable. */
  readonly normalise?: Normalising;
  /** How the project file asked for it. */
  readonly asked?: Name;
}

/** The table's columns in the file's order; undefined, and reported, when one that is needed is missing. */
export function mapColumns(
  raw: RawTable,
  source: SourceEntry,
  wanted: readonly Wanted[],
  context: TableContext,
): readonly MappedColumn[] | undefined {
  const before = context.problems.count();
  for (const option of source.columns) reportMissingSource(option, raw, context);
  const columns = raw.columns
    .filter(({ name }) => name !== fileColumn)
    .flatMap((column) => mapColumn(column, source, wanted));
  reportClashes(columns, context);
  for (const want of wanted) reportMissing(want, columns, raw, context);
  return context.problems.count() === before ? columns : undefined;
}

function mapColumn(raw: RawColumn, source: SourceEntry, wanted: readonly Wanted[]): readonly MappedColumn[] {
  const options = source.columns.filter(({ from }) => from.normalize('NFC') === raw.name);
  const taken = source.columns.some(({ name }) => name.name === raw.name);
  const names: readonly (ColumnOption | undefined)[] =
    options.length > 0 ? options : taken ? [] : [undefined];
  return names.map((option) => {
    const name = option?.name.name ?? raw.name;
    const want = strongest(wanted.filter((candidate) => candidate.name.name === name));
    const asked = option?.name ?? want?.name;
    return {
      name,
      raw,
      role: want?.role ?? 'none',
      separator: option?.separator ?? '|',
      ...(option?.type && want?.role !== 'key' ? { type: option.type } : {}),
      ...(want?.normalise ? { normalise: want.normalise } : {}),
      ...(asked ? { asked } : {}),
    };
  });
}

function strongest(wanted: readonly Wanted[]): Wanted | undefined {
  return wanted.find(({ role }) => role !== 'none') ?? wanted[0];
}

function reportMissingSource({ name, from }: ColumnOption, raw: RawTable, context: TableContext): void {
  if (raw.columns.some((column) => column.name === from.normalize('NFC'))) return;
  context.problems.refuse({
    code: 'missing-column',
    message: `\`${filesOf(raw)}\` has no column \`${from}\`, which \`columns\` asks for`,
    help: [nearColumns(from, raw.columns)],
    ...at(name),
  });
}

function reportMissing(
  { name, what }: Wanted,
  columns: readonly MappedColumn[],
  raw: RawTable,
  context: TableContext,
): void {
  if (columns.some((column) => column.name === name.name)) return;
  context.problems.refuse({
    code: 'missing-column',
    message: `\`${filesOf(raw)}\` has no column \`${name.name}\`, which is to be ${what} of \`${context.name}\``,
    help: [nearColumns(name.name, columns)],
    ...at(name),
  });
}

function reportClashes(columns: readonly MappedColumn[], context: TableContext): void {
  const first = new Map<string, MappedColumn>();
  for (const column of columns) {
    const earlier = first.get(column.name.toLowerCase());
    first.set(column.name.toLowerCase(), column);
    if (!earlier) continue;
    context.problems.refuse({
      code: 'duplicate-column',
      message: `two columns of \`${context.name}\` are \`${column.name}\`: \`${earlier.raw.name}\` and \`${column.raw.name}\` of the file`,
      help: ['choose another name under `columns` (upper and lower case are one name)'],
      ...at(column.asked ?? earlier.asked ?? { name: '' }),
    });
  }
}

function nearColumns(name: string, columns: readonly { readonly name: string }[]): string {
  const names = columns.map((column) => column.name);
  return didYouMean(name, names) ?? `its columns are ${names.map((column) => `\`${column}\``).join(', ')}`;
}

function filesOf(raw: RawTable): string {
  const [first] = raw.files;
  return first ? first.name : raw.relation;
}
