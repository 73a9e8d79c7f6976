/**
 * The types that the head of a file suggests, proved for every cell while the engine reads it: a cell is of a form
 * where it comes back from the cast as it was written, and else where it has the form's own look. Columns that refuse
 * are read again as text, and the whole column decides.
 */
import type { Database } from '../database/database.ts';
import { quoteIdentifier } from '../database/quote.ts';
import { foldName } from './columns-of-files.ts';
import type { CsvFile } from './csv-file.ts';
import { writtenBefore, writtenBehind } from './digits-behind.ts';
import type { Form, Quick } from './form.ts';
import { formOptions, possibleForms } from './infer.ts';
import type { KnownType, RawColumn } from './raw.ts';
import { type MappedColumn, mapColumn } from './roles.ts';
import type { TableContext } from './table-context.ts';

/** How a column of the files is read. */
export interface QuickColumn {
  readonly raw: RawColumn;
  /** Of the file's text, as SQL. */
  read(cell: string): Quick;
}

/** By the name of the column. */
export type QuickColumns = ReadonlyMap<string, QuickColumn>;

/** A column for each that the head of the first file suggests a type for. */
export function suggestColumns(
  columns: readonly string[],
  { dialect, sample }: CsvFile,
  context: TableContext,
): QuickColumns {
  const places = new Map(dialect.header.map((name, index) => [foldName(name), index]));
  const found = new Map<string, QuickColumn>();
  for (const name of columns) {
    const place = places.get(foldName(name));
    const mapped = place === undefined ? undefined : mappedAlone(name, context);
    if (!mapped) continue;
    const values = sample.map((record) => record[place!] ?? '').filter((value) => value !== '');
    const form = likelyForm(possibleForms(mapped, formOptions(context.source, mapped)), values);
    const column = form && quickColumn(name, form, values);
    if (column) found.set(name, column);
    if (found.size === MOST) break;
  }
  return found;
}

/** The one column of the project that a column of the file becomes as it stands; undefined for any other. */
function mappedAlone(name: string, { source, wanted }: TableContext): MappedColumn | undefined {
  if (!wanted || source.nullValues.length > 0) return undefined;
  const uses = source.columns.filter(({ from }) =>
    from.some((part) => foldName(part) === foldName(name) || foldName(part).startsWith(`${foldName(name)}.`)),
  );
  const [option] = uses;
  const isWhole = option?.from.length === 1 && foldName(option.from[0]!) === foldName(name);
  if (uses.length > 1 || (option && (!isWhole || option.nullValues.length > 0))) return undefined;
  return mapColumn({ name, type: 'VARCHAR', guess: 'anything' }, option, wanted);
}

/** Beside the columns of the file: a bit for each that the row's text is not of the type of. */
export const misfitColumn = 'source_misfit';

/** The columns of the table that are not of their type in some row. */
export async function refusedColumns(
  columns: QuickColumns,
  relation: string,
  database: Database,
): Promise<readonly string[]> {
  const tests = [...columns].map((_, bit) => `bool_or((${misfitColumn} & ${2 ** bit}) <> 0)`);
  const any = await database.rows(
    `SELECT ${tests.join(', ')} FROM ${quoteIdentifier(relation)} WHERE ${misfitColumn} <> 0`,
  );
  return [...columns.keys()].filter((_, bit) => any[0]?.[bit] === true);
}

/** A bit of a whole number for each. */
const MOST = 40;

/** The first form that all values look like: where the whole column has it, no earlier one does. */
function likelyForm(forms: readonly Form[], values: readonly string[]): Form | undefined {
  if (values.length === 0) return undefined;
  return forms.find(({ shape }) => values.every((value) => shape.test(value)));
}

function quickColumn(name: string, form: Form, values: readonly string[]): QuickColumn | undefined {
  if (!form.quick) return undefined;
  const scale = Math.max(...values.map((value) => value.split('.')[1]?.length ?? 0));
  if (form.type === 'decimal' && scale > 12) return undefined;
  const known: KnownType = {
    type: form.type,
    ...(form.type === 'decimal' ? { scale } : {}),
    ...(form.zoned === undefined ? {} : { zoned: form.zoned }),
  };
  return {
    raw: { name, type: form.quick('', scale).type, guess: 'nothing', known },
    read(cell) {
      const quick = form.quick!(cell, scale);
      const fits = `CASE WHEN ${cell} IS NULL THEN true WHEN ${quick.fits} THEN true ELSE coalesce(${careful(form, cell, scale)}, false) END`;
      return { ...quick, fits };
    },
  };
}

/** Digits that the type of the column has no place for are not read so. */
function careful(form: Form, cell: string, scale: number): string {
  if (form.type !== 'decimal') return form.matches(cell);
  const digits = `${writtenBehind(cell)} <= ${scale} AND ${writtenBefore(cell)} <= ${18 - scale}`;
  return `(${form.matches(cell)} AND lower(${cell}) <> 'nan' AND ${digits})`;
}
