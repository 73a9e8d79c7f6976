/**
 * The types that the head of a file suggests, and that text needs no cleaning: proved for every cell by a look at its
 * bytes while the engine reads it. Columns of which a cell looks otherwise are read again as text that is cleaned, and
 * the whole column decides.
 */
import { type Look, looksSo, plainText } from './cell-looks.ts';
import { foldName } from './columns-of-files.ts';
import type { CsvFile } from './csv-file.ts';
import type { Form } from './form.ts';
import { formOptions, possibleForms } from './possible-forms.ts';
import type { KnownType, RawColumn } from './raw.ts';
import { type MappedColumn, mapColumn } from './roles.ts';
import type { TableContext } from './table-context.ts';

/** How a column of the files is read: where all of its cells look so. */
export interface QuickColumn {
  readonly raw: RawColumn;
  readonly look: Look;
  /** Whether nothing is left to be done with it then, as far as the head tells. */
  readonly isAsRead: boolean;
  /** Of the file's text, as SQL. */
  read(cell: string): string;
}

/** By the name of the column. */
export type QuickColumns = ReadonlyMap<string, QuickColumn>;

/** A column for each that the head of the first file suggests a type for, or text as it stands. */
export function suggestColumns(
  columns: readonly string[],
  { dialect, sample }: CsvFile,
  context: TableContext,
): QuickColumns {
  const places = new Map(dialect.header.map((name, index) => [foldName(name), index]));
  const found = new Map<string, QuickColumn>();
  for (const name of columns) {
    const place = places.get(foldName(name));
    if (place === undefined) continue;
    const values = sample.map((record) => record[place] ?? '').filter((value) => value !== '');
    const mapped = mappedAlone(name, context);
    const forms = mapped ? possibleForms(mapped, formOptions(context.source, mapped)) : [];
    const form = likelyForm(forms, values);
    const typed = form && quickColumn(name, form, values);
    const isText = form === undefined && mapped !== undefined && isAsWritten(mapped);
    const column = typed ?? plainColumn(name, values, isText);
    if (column) found.set(name, column);
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
  return mapColumn(textColumn(name), option, wanted);
}

/** Of a column that is text. */
function isAsWritten({ type, normalise }: MappedColumn): boolean {
  return normalise === undefined && (type === undefined || type === 'text');
}

/** The first form that all values look like: where the whole column has it, no earlier one does. */
function likelyForm(forms: readonly Form[], values: readonly string[]): Form | undefined {
  if (values.length === 0) return undefined;
  return forms.find(({ shape }) => values.every((value) => shape.test(value)));
}

function quickColumn(name: string, form: Form, values: readonly string[]): QuickColumn | undefined {
  const scale = Math.max(...values.map((value) => value.split('.')[1]?.length ?? 0));
  const quick = form.type === 'decimal' && scale > 12 ? undefined : form.quick?.(scale);
  if (!quick || !values.every((value) => looksSo(quick.look, value))) return undefined;
  const known: KnownType = {
    type: form.type,
    ...(form.type === 'decimal' ? { scale } : {}),
    ...(form.zoned === undefined ? {} : { zoned: form.zoned }),
  };
  return { ...quick, raw: { name, type: quick.type, guess: 'nothing', known }, isAsRead: true };
}

/** Text that needs no cleaning. */
function plainColumn(name: string, values: readonly string[], isAsRead: boolean): QuickColumn | undefined {
  if (!values.every((value) => looksSo(plainText, value))) return undefined;
  return { raw: textColumn(name), look: plainText, isAsRead, read: (cell) => cell };
}

/** A column whose text was cleaned, or has to be. */
export function textColumn(name: string): RawColumn {
  return { name, type: 'VARCHAR', guess: 'anything' };
}
