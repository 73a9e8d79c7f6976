/**
 * What the text of a column turns out to be. The first thousand rows rule out most forms, and the whole
 * column decides among the rest: no sample ever decides that a column is of a type.
 */

import { quoteIdentifier, quoteText } from '../database/quote.ts';
import type { ColumnType } from '../model/schema.ts';
import type { Cell } from '../model/table.ts';
import type { SourceEntry } from '../project/project.ts';
import { writtenBefore, writtenBehind } from './digits-behind.ts';
import type { Form, FormOptions } from './form.ts';
import { allForms, formsOfType, numberForms, timeForms } from './forms.ts';
import { holdsNumbers } from './looks-numeric.ts';
import { currencyOf, isEitherSign, writtenNumber } from './number-forms.ts';
import type { RawTable } from './raw.ts';
import { type MappedColumn, rawSql } from './roles.ts';
import type { TableContext } from './table-context.ts';

/** The verdict on one column of text. */
export interface Inferred {
  /** Absent for text, and for columns without any value. */
  readonly form?: Form;
  readonly type: ColumnType;
  /** For decimals: digits after the point, and before it. */
  readonly scale?: number;
  readonly digits?: number;
  /** Values that are there, and those among them that do not have the form. */
  readonly values: number;
  readonly wrong: number;
  /** The form that nearly all values of a text column have. */
  readonly nearly?: { readonly form: Form; readonly wrong: number };
  /** Half of its first values look like numbers to people. */
  readonly numeric?: boolean;
  /** Day first was taken, and month first fits as well. */
  readonly ambiguous: boolean;
  /** The decimal sign may be the point as well as the comma: `1,250`. */
  readonly eitherSign?: boolean;
  /** Signs of currencies, where the cells have several. */
  readonly currencies?: readonly string[];
}

interface Candidate {
  readonly column: MappedColumn;
  readonly cell: string;
  readonly forms: readonly Form[];
}

const sampleRows = 1000;
/** Of the values; from here on a text column is worth a warning. */
const nearlyAll = 0.9;

/** A verdict for each column whose values are text in the file. */
export async function inferColumns(
  raw: RawTable,
  columns: readonly MappedColumn[],
  context: TableContext,
): Promise<ReadonlyMap<MappedColumn, Inferred>> {
  const text = columns.filter(({ raw: { type, known } }) => type === 'VARCHAR' && !known);
  const all = text.map((column) => candidateOf(column, raw, context.source));
  const tried = all.filter(({ forms }) => forms.length > 0);
  const sampled = await sampleShapes(tried, raw, context);
  const likely = tried.map((candidate, index) => keepLikely(candidate, sampled[index]!));
  const counts = await countForms(likely, raw, context);
  const verdicts = new Map<MappedColumn, Inferred>();
  for (const { column } of all) verdicts.set(column, textVerdict(column));
  for (const [index, candidate] of likely.entries()) {
    const verdict = judge(candidate, counts[index]!);
    const numeric = verdict.type === 'text' && sampled[index]!.numeric;
    verdicts.set(candidate.column, numeric ? { ...verdict, numeric } : verdict);
  }
  await judgeWritten(verdicts, raw, context);
  return measureDecimals(verdicts, raw, context);
}

/** A raw column's cell as SQL: cleaned text, NULL for what the project calls missing. */
export function cellOf({ raw, option }: MappedColumn, table: RawTable, source: SourceEntry): string {
  const name = rawSql(raw);
  if (raw.type === 'DOUBLE' || raw.type === 'FLOAT') return `CAST(${name} AS VARCHAR)`;
  const isClean =
    raw.isClean || (raw.sql === undefined && table.kind === 'table' && raw.guess === 'anything');
  const cleaned = isClean ? name : `source_text(${name})`;
  const nullValues = [...source.nullValues, ...(option?.nullValues ?? [])];
  if (nullValues.length === 0) return cleaned;
  return `CASE WHEN ${cleaned} NOT IN (${nullValues.map(quoteText).join(', ')}) THEN ${cleaned} END`;
}

/** How the column is written, where it may say so itself. */
export function formOptions(source: SourceEntry, { option }: MappedColumn): FormOptions {
  const decimal = option?.decimal ?? source.decimal;
  const own = option?.dateFormats ?? [];
  const dateFormats = (own.length > 0 ? own : source.dateFormats).map(({ name }) => name);
  return { dateFormats, ...(decimal ? { decimal } : {}) };
}

function candidateOf(column: MappedColumn, raw: RawTable, source: SourceEntry): Candidate {
  return {
    column,
    cell: cellOf(column, raw, source),
    forms: possibleForms(column, formOptions(source, column)),
  };
}

/** The forms that a column may turn out to have. */
export function possibleForms(column: MappedColumn, options: FormOptions): readonly Form[] {
  if (column.type) return formsOfType(column.type, options);
  if (column.role === 'key') return [];
  if (column.role === 'time') return timeForms(options);
  if (column.role === 'amount') return [...numberForms(options), ...formsOfType('float', options)];
  switch (column.raw.guess) {
    case 'anything':
      return looksLikeCode(column.name) ? [] : allForms(options);
    case 'times':
      return timeForms(options);
    case 'numbers':
      return [...numberForms(options), ...formsOfType('float', options)];
    case 'nothing':
      return [];
  }
}

const codeWords = new Set(
  'id ids key code sku ean gtin upc isbn postcode postal zip zipcode plz phone telephone tel mobile msisdn fax nip pesel regon iban vat'.split(
    ' ',
  ),
);

/** Whether a column's name ends like one of codes, whose digits are no numbers: `product_id`, `Postcode`, `zipCode`. */
export function looksLikeCode(name: string): boolean {
  const words = name
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return codeWords.has(words.at(-1) ?? '');
}

interface Counts {
  readonly values: number;
  /** For each form of the candidate. */
  readonly matches: readonly number[];
  readonly numeric?: boolean;
}

/** How many of the first rows look like each form. Trying every form in the engine took most of the time of a small project. */
async function sampleShapes(
  candidates: readonly Candidate[],
  raw: RawTable,
  { database }: TableContext,
): Promise<readonly Counts[]> {
  if (candidates.length === 0) return [];
  const cells = candidates.map(({ cell }) => cell);
  const rows = await database.rows(
    `SELECT ${cells.join(', ')} FROM ${quoteIdentifier(raw.relation)} LIMIT ${sampleRows}`,
  );
  return candidates.map(({ forms }, index) => {
    const values = rows.flatMap((row) => (row[index] === null ? [] : [String(row[index])]));
    const matches = forms.map(({ shape }) => values.filter((value) => shape.test(value)).length);
    return { values: values.length, matches, numeric: holdsNumbers(values) };
  });
}

/** One query for all candidates. */
async function countForms(
  candidates: readonly Candidate[],
  raw: RawTable,
  { database }: TableContext,
): Promise<readonly Counts[]> {
  if (candidates.length === 0) return [];
  const cells = candidates.map(({ cell }, index) => `${cell} AS c${index}`);
  const counts = candidates.flatMap(({ forms }, index) => [
    `count(c${index})`,
    ...forms.map((form) => `count_if(${form.matches(`c${index}`)})`),
  ]);
  const rows = await database.rows(
    `SELECT ${counts.join(', ')} FROM (SELECT ${cells.join(', ')} FROM ${quoteIdentifier(raw.relation)})`,
  );
  const numbers = rows[0]!.map(Number);
  return candidates.map(({ forms }) => {
    const [values, ...matches] = numbers.splice(0, forms.length + 1);
    return { values: values!, matches };
  });
}

/** A column that must be of a type keeps at least the form that most of its values have. */
function keepLikely(candidate: Candidate, { values, matches }: Counts): Candidate {
  const most = isDemanded(candidate.column) ? Math.max(...matches) : Number.POSITIVE_INFINITY;
  const enough = Math.min(nearlyAll * values, most);
  return { ...candidate, forms: candidate.forms.filter((_, index) => matches[index]! >= enough) };
}

/** Whether the project needs the column to be of a type, or its file says so, so that other values are errors. */
export function isDemanded({ type, role, raw: { guess } }: MappedColumn): boolean {
  return type !== undefined || role === 'time' || role === 'amount' || guess === 'numbers';
}

function judge({ column, forms }: Candidate, { values, matches }: Counts): Inferred {
  if (values === 0 || forms.length === 0) return { ...textVerdict(column), values };
  const best = matches.indexOf(Math.max(...matches));
  const form = forms[best]!;
  const wrong = values - matches[best]!;
  if (wrong > 0 && !isDemanded(column)) {
    const worthSaying = values >= 10 && wrong <= (1 - nearlyAll) * values && column.raw.guess === 'anything';
    return {
      type: 'text',
      values,
      wrong: 0,
      ambiguous: false,
      ...(worthSaying ? { nearly: { form, wrong } } : {}),
    };
  }
  const ambiguous =
    form.order === 'day-month' &&
    forms.some((other, index) => other.order === 'month-day' && matches[index] === matches[best]);
  return { form, type: form.type, values, wrong, ambiguous };
}

/** Of a column that holds no value, or nothing but text. */
function textVerdict({ type, role }: MappedColumn): Inferred {
  const byRole = role === 'time' ? 'time' : role === 'amount' ? 'decimal' : 'text';
  return { type: (type === 'month_day' ? 'date' : type) ?? byRole, values: 0, wrong: 0, ambiguous: false };
}

/** Numbers that are not plain, in columns that the project says hold numbers, are read as people write them. */
async function judgeWritten(
  verdicts: Map<MappedColumn, Inferred>,
  raw: RawTable,
  context: TableContext,
): Promise<void> {
  for (const [column, verdict] of verdicts) {
    if (verdict.wrong === 0 || !mustHoldNumbers(column)) continue;
    const cell = cellOf(column, raw, context.source);
    const found = await findWritten(column, verdict, cell, raw, context);
    if (found) verdicts.set(column, found);
  }
}

function mustHoldNumbers({ type, role }: MappedColumn): boolean {
  return role === 'amount' || type === 'decimal' || type === 'integer' || type === 'float';
}

/** The decimal sign that all cells agree on; where none has one that only it can be, nothing is guessed. */
async function findWritten(
  column: MappedColumn,
  verdict: Inferred,
  cell: string,
  raw: RawTable,
  context: TableContext,
): Promise<Inferred | undefined> {
  const { decimal } = formOptions(context.source, column);
  const type = column.type === 'integer' || column.type === 'float' ? column.type : 'decimal';
  const [point, comma] = [writtenNumber('.', type), writtenNumber(',', type)];
  const [dot, both] = [point.matches('cell'), comma.matches('cell')];
  const rows = await context.database.rows(
    `SELECT count(cell), count_if(${dot}), count_if(${both}), count_if(${dot} AND ${both} AND ${isEitherSign('cell')}),
       string_agg(DISTINCT nullif(${currencyOf('cell')}, ''), '\n' ORDER BY nullif(${currencyOf('cell')}, '')) FILTER (${dot} OR ${both})
     FROM (SELECT ${cell} AS cell FROM ${quoteIdentifier(raw.relation)})`,
  );
  const [values, points, commas, either] = rows[0]!.slice(0, 4).map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const currencies = String(rows[0]![4] ?? '').split('\n');
  const form = decimal === ',' || (decimal === undefined && commas > points) ? comma : point;
  const matched = form === comma ? commas : points;
  if (matched <= values - verdict.wrong) return undefined;
  const isOpen = decimal === undefined && either > 0 && points === commas;
  return {
    form,
    type: form.type,
    values,
    wrong: values - matched,
    ambiguous: false,
    ...(isOpen ? { eitherSign: true } : {}),
    ...(currencies.length > 1 ? { currencies } : {}),
  };
}

/** Decimals get the scale that holds every digit; past 38 in all they are floats. */
async function measureDecimals(
  verdicts: ReadonlyMap<MappedColumn, Inferred>,
  raw: RawTable,
  { database, source }: TableContext,
): Promise<ReadonlyMap<MappedColumn, Inferred>> {
  const decimals = [...verdicts].filter(
    ([column, { form }]) => form?.type === 'decimal' || (form?.type === 'float' && column.type !== 'float'),
  );
  if (decimals.length === 0) return verdicts;
  const measures = decimals.flatMap(([column, { form }]) => {
    const cell = cellOf(column, raw, source);
    const text = (form!.text ?? form!.read)(cell);
    const where = `FILTER (${form!.matches(cell)} AND lower(${cell}) <> 'nan')`;
    return [`max(${writtenBehind(text)}) ${where}`, `max(${writtenBefore(text)}) ${where}`];
  });
  const [sizes] = await database.rows(`SELECT ${measures.join(', ')} FROM ${quoteIdentifier(raw.relation)}`);
  const measured = new Map(verdicts);
  for (const [index, [column, verdict]] of decimals.entries()) {
    measured.set(column, sized(column, verdict, sizes![index * 2]!, sizes![index * 2 + 1]!, source));
  }
  return measured;
}

const mostDigits = 38;

function sized(
  column: MappedColumn,
  verdict: Inferred,
  scaleCell: Cell,
  digitsCell: Cell,
  source: SourceEntry,
): Inferred {
  const scale = Number(scaleCell);
  const digits = Number(digitsCell);
  const isCode = scale === 0 && digits > 18 && !isDemanded(column);
  if (isCode) return { ...textVerdict(column), values: verdict.values };
  if (digits + scale <= mostDigits) return { ...verdict, type: 'decimal', scale, digits };
  const [float] = formsOfType('float', formOptions(source, column));
  return { ...verdict, form: float!, type: 'float' };
}
