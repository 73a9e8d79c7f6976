/** What a table's columns are for, and the names that ask for a column that is not there. */
import { quoteIdentifier } from '../database/quote.ts';
import { writtenHere } from '../diagnostics/elsewhere.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { parseDateNotation } from '../model/date-notation.ts';
import type { Normalising } from '../model/recipe.ts';
import type { ColumnType } from '../model/schema.ts';
import type { ColumnOption, Name, SourceEntry } from '../project/project.ts';
import { columnTypes } from '../project/read-source.ts';
import { findNamed, nestedColumn } from './nested.ts';
import { digitsOfNumber, isNumber } from './number-digits.ts';
import { at } from './problems.ts';
import { FILE_COLUMN, type RawColumn, type RawTable } from './raw.ts';
import type { TableContext } from './table-context.ts';
import type { Role, Wanted } from './wanted.ts';

/** A raw column under the name that it has in the project. */
export interface MappedColumn {
  readonly name: string;
  readonly raw: RawColumn;
  readonly role: Role;
  readonly type?: ColumnType | 'month_day';
  readonly separator: string;
  /** What the project file says of it. */
  readonly option?: ColumnOption;
  /** Whether it holds addresses of people. */
  readonly isContact?: boolean;
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
  const asked = source.columns.flatMap((option) => {
    const found = findRaw(option, raw, context);
    return found ? [{ option, raw: found }] : [];
  });
  const used = new Set(asked.map((pair) => pair.raw.name));
  const named = new Set(source.columns.map(({ name }) => name.name));
  const plain = raw.columns.filter(({ name }) => name !== FILE_COLUMN && !used.has(name) && !named.has(name));
  const places = new Map(raw.columns.map(({ name }, index) => [name, index]));
  const columns = [...asked, ...plain.map((column) => ({ option: undefined, raw: column }))]
    .toSorted((a, b) => (places.get(a.raw.name) ?? places.size) - (places.get(b.raw.name) ?? places.size))
    .map((pair) => mapColumn(pair.raw, pair.option, wanted))
    .map((column) => (isWrittenInDigits(column, source) ? asDigits(column) : column));
  reportClashes(columns, context);
  for (const want of wanted) reportMissing(want, columns, raw, context);
  return context.problems.count() === before ? columns : undefined;
}

/** The column as SQL: it may be a place within one, or several together. */
export function rawSql({ name, sql }: RawColumn): string {
  return sql ?? quoteIdentifier(name);
}

export function mapColumn(
  raw: RawColumn,
  option: ColumnOption | undefined,
  wanted: readonly Wanted[],
): MappedColumn {
  const name = option?.name.name ?? raw.name;
  const want = strongest(wanted.filter((candidate) => candidate.name.name === name));
  const asked = option?.name ?? want?.name;
  const type = want?.role === 'key' ? undefined : (option?.type ?? (want ? undefined : momentType(option)));
  return {
    name,
    raw,
    role: want?.role ?? 'none',
    separator: option?.separator ?? '|',
    ...(option ? { option } : {}),
    ...(type ? { type } : {}),
    ...(want?.normalise ? { normalise: want.normalise } : {}),
    ...(wanted.some((each) => each.name.name === name && each.isContact) ? { isContact: true } : {}),
    ...(asked ? { asked } : {}),
  };
}

/** Of a column of which nothing is said but how its moments are written. */
function momentType(option: ColumnOption | undefined): 'date' | 'time' | undefined {
  const types = option?.dateFormats.map(({ name }) => momentTypeOf(name)) ?? [];
  if (types.length === 0) return undefined;
  return types.includes('time') ? 'time' : 'date';
}

function momentTypeOf(format: string): 'date' | 'time' {
  const notation = parseDateNotation(format);
  return notation?.kind === 'pattern' ? notation.type : 'time';
}

/** Whether the project asks for dates or times. */
export function isMoment({ role, type }: MappedColumn): boolean {
  return type === undefined ? role === 'time' : ['date', 'time', 'month_day'].includes(type);
}

/** Whether numbers of the file are moments that the project says how to read: `20240203`, or seconds since 1970. */
function isWrittenInDigits(column: MappedColumn, source: SourceEntry): boolean {
  const formats = [...source.dateFormats, ...(column.option?.dateFormats ?? [])];
  return isMoment(column) && formats.length > 0 && !column.raw.known && isNumber(column.raw.type);
}

/** With its numbers as the text that CSV would hold, and read as that is. */
function asDigits(column: MappedColumn): MappedColumn {
  const { raw } = column;
  const sql = digitsOfNumber(rawSql(raw), raw.type);
  return { ...column, raw: { ...raw, type: 'VARCHAR', guess: 'times', sql, isClean: true } };
}

/** The column of the file that an option names, by itself, as a path into one, or as several. */
function findRaw(option: ColumnOption, raw: RawTable, context: TableContext): RawColumn | undefined {
  const parts = option.from.map((from) => {
    const found = columnOf(from, raw);
    if (!found) reportMissingSource(option, from, raw, context);
    return found;
  });
  const found = parts.filter((part) => part !== undefined);
  if (found.length < parts.length) return undefined;
  if (found.length === 1) return found[0];
  const texts = found.map((part) => `CAST(${rawSql(part)} AS VARCHAR)`);
  return {
    name: option.from.join(' '),
    type: 'VARCHAR',
    guess: 'anything',
    sql: `nullif(concat_ws(' ', ${texts.join(', ')}), '')`,
  };
}

function columnOf(from: string, raw: RawTable): RawColumn | undefined {
  const name = from.normalize('NFC');
  return findNamed(name, raw.columns) ?? nestedColumn(name, raw.columns);
}

function strongest(wanted: readonly Wanted[]): Wanted | undefined {
  return wanted.find(({ role }) => role !== 'none') ?? wanted[0];
}

function reportMissingSource(
  { name }: ColumnOption,
  from: string,
  raw: RawTable,
  context: TableContext,
): void {
  context.problems.refuse({
    code: 'missing-column',
    message: `\`${filesOf(raw)}\` has no column \`${from}\`, which \`columns\` asks for`,
    help: [meantType(from) ?? nearColumns(from, raw.columns)],
    ...at(name),
  });
}

function reportMissing(
  { name, what, isOptional }: Wanted,
  columns: readonly MappedColumn[],
  raw: RawTable,
  context: TableContext,
): void {
  if (isOptional || columns.some((column) => column.name === name.name)) return;
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

/** A type in the word of another language. */
function meantType(text: string): string | undefined {
  const type = writtenHere(text, columnTypes);
  return type === undefined ? undefined : `write \`${type}\`, which is the type`;
}

function nearColumns(name: string, columns: readonly { readonly name: string }[]): string {
  const names = columns.map((column) => column.name);
  const [only = '', ...more] = names;
  const sign = more.length === 0 ? /[,;|\t]/.exec(only)?.[0] : undefined;
  if (sign)
    return `it has one column: by its header, cells are parted by \`${sign === '\t' ? 'tab' : sign}\``;
  return didYouMean(name, names) ?? `its columns are ${names.map((column) => `\`${column}\``).join(', ')}`;
}

function filesOf(raw: RawTable): string {
  const [first] = raw.files;
  return first ? first.name : raw.relation;
}
