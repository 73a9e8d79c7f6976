/** What a project file says of a table so that its files are read as they are written. */
import { columnOptions, type Decided } from './column-options.ts';
import type { FoundTable } from './find-tables.ts';
import { inBraces, plainName, scalar } from './yaml-text.ts';

export interface OptionLine {
  /** The option, or the column as the file has it. */
  readonly name: string;
  readonly line: string;
}

/** Beside `file`; `broken` are the files with rows that cannot be read. */
export function sourceOptions(
  { group, columns }: FoundTable,
  broken: ReadonlySet<string>,
): readonly OptionLine[] {
  const text = group.files[0]!.head.text;
  const hasComma = columns.some(
    ({ form }) => form.kind === 'number' && !form.form.isPlain && form.form.decimal === ',',
  );
  const isBroken = group.files.some(({ name }) => broken.has(name));
  const options = [
    ['encoding', text && text.encoding !== 'utf-8' ? text.encoding : undefined],
    ['skip_rows', text?.edges.skipRows || undefined],
    ['skip_last', text?.edges.skipLast || undefined],
    ['decimal', hasComma ? '","' : undefined],
    ['on_error', isBroken ? 'skip  # rows that cannot be read are left out and counted' : undefined],
  ] as const;
  return options.flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, line: `${name}: ${value}` }],
  );
}

/** Under `columns`: those that are not read rightly without; Parquet has types of its own. */
export function ownColumns({ group, columns }: FoundTable, decided: Decided): readonly OptionLine[] {
  const isTyped = group.files[0]!.file.format === 'parquet';
  return columns.flatMap(({ name, form }) => {
    const options = isTyped ? {} : columnOptions(form, decided);
    const plain = plainName(name);
    const from = plain === name ? {} : { from: scalar(name) };
    return columnLine(plain, { ...from, ...options }).map((line) => ({ name, line }));
  });
}

/** Nothing where there is nothing to say. */
export function columnLine(name: string, options: Readonly<Record<string, string>>): readonly string[] {
  const entries = Object.entries(options);
  if (entries.length === 0) return [];
  const [[first, value]] = entries as [[string, string]];
  const isShort = entries.length === 1 && (first === 'from' || first === 'type');
  return [`${scalar(name)}: ${isShort ? value : inBraces(options)}`];
}
