/** What stands in a table of the project file, whatever it is of. */
import { counted } from '../model/count.ts';
import { columnOptions, type Decided } from './column-options.ts';
import type { DraftLookup, DraftTable } from './draft.ts';
import type { FoundTable } from './find-tables.ts';
import { innerColumns } from './json-columns.ts';
import type { TableFacts } from './table-facts.ts';
import { columnLine, ownColumns, sourceOptions } from './table-options.ts';
import { columnScalar, inBraces, inBrackets, indented, scalar } from './yaml-text.ts';

export interface ProjectFacts {
  readonly timezone: string;
  /** Where the zone is from: `this machine`, `--timezone`. */
  readonly timezoneFrom: string;
  readonly currency?: string;
  readonly decided: Decided;
}

/** And the files in which rows cannot be read. */
export interface TableWords extends ProjectFacts {
  readonly broken: ReadonlySet<string>;
}

/** The files, and how they are written where that is not plain CSV. */
export function sourceLines({ facts }: DraftTable, { broken }: TableWords): readonly string[] {
  const { group, rows } = facts as FoundTable;
  const files = group.patterns.length === 1 ? scalar(group.patterns[0]!) : inBrackets(group.patterns);
  const options = sourceOptions(facts as FoundTable, broken).map(({ line }) => line);
  return [`file: ${files}  # ${counted(rows)} rows`, ...options];
}

export function columnsLines(
  { facts }: DraftTable,
  { decided }: ProjectFacts,
  more: readonly string[] = [],
): readonly string[] {
  const own = ownColumns(facts as FoundTable, decided).map(({ line }) => line);
  const inner = innerColumns(facts).flatMap(({ name, path, form }) => {
    const type = form.kind === 'number' ? { type: form.form.type } : columnOptions(form, decided);
    return columnLine(name, { from: path, ...type });
  });
  const told = [...own, ...inner, ...more];
  return told.length === 0 ? [] : ['columns:', ...indented(told)];
}

/** The column by which somebody is known: `17.0` is the customer 17, whom other files write as that. */
export function keyScalar(column: string, facts: TableFacts, normalise?: 'email'): string {
  const form = facts.columns.find(({ name }) => name === column)?.form;
  const isText = (facts as FoundTable).group.files[0]!.file.format !== 'parquet';
  const isWhole = isText && form?.kind === 'number' && form.form.isWhole;
  const how = normalise ?? (isWhole ? 'number' : undefined);
  const written = columnScalar(column);
  return how === undefined ? written : inBraces({ column: written, normalise: how });
}

export function lookupsLine(lookups: readonly DraftLookup[]): readonly string[] {
  if (lookups.length === 0) return [];
  const parts = lookups.map(({ name, table, by }) => [
    name,
    inBraces({ table: scalar(table), by: columnScalar(by) }),
  ]);
  return [`lookup: ${inBraces(Object.fromEntries(parts))}`];
}
