/** A raw table → the relation that every later stage reads, and what its columns are. */
import { quoteIdentifier } from '../database/quote.ts';
import { type Normalising, PHONE_SIGNS } from '../model/recipe.ts';
import type { ColumnType } from '../model/schema.ts';
import { type BuiltColumn, type ColumnValue, putTimesOnClock } from './built-columns.ts';
import { findInfinite, isDouble } from './finite.ts';
import { inferColumns } from './infer.ts';
import { splitList } from './lists.ts';
import { isNumber } from './number-digits.ts';
import { cellOf } from './possible-forms.ts';
import { at } from './problems.ts';
import type { KnownType, RawTable } from './raw.ts';
import { reportVerdicts } from './report-cells.ts';
import { isMoment, type MappedColumn } from './roles.ts';
import { decimalOf, measureDigits } from './shortest-digits.ts';
import type { TableContext } from './table-context.ts';
import { convertedValue, type TypedValue, typedValue } from './typed-value.ts';
import { type Inferred, isDemanded } from './verdict.ts';
import { whyText } from './why-text.ts';

export interface BuiltTable {
  readonly columns: readonly BuiltColumn[];
  /** Conditions of rows that cannot be read as the project asks, as SQL; they are left out. */
  readonly skip: readonly string[];
  /** Cells that made a row be left out. */
  readonly skipped: number;
  /** The name of a further column that counts rows in the order of the files. */
  readonly order?: string;
}

/** Decides every column's type and SQL. Undefined when something was reported that leaves no table. */
export async function buildColumns(
  raw: RawTable,
  mapped: readonly MappedColumn[],
  context: TableContext,
): Promise<BuiltTable | undefined> {
  const before = context.problems.count();
  const verdicts = await inferColumns(raw, mapped, context);
  const infinite = await findInfinite(mapped, raw, context);
  await reportVerdicts(raw, new Map([...verdicts, ...infinite]), context);
  const values = mapped.map((column) => ({
    column,
    value: readColumn(column, raw, verdicts.get(column), context),
  }));
  const kept = values.filter(hasValue);
  const scaled = await measureDoubles(kept, raw, context);
  refuseInexact(scaled, context);
  if (context.problems.count() > before) return undefined;
  const reasons = await whyText(raw, verdicts, context);
  const demanded = [...verdicts].filter(([column, { wrong }]) => wrong > 0 && isDemanded(column));
  const wrong = [...demanded, ...infinite];
  const skip = wrong.map(([column, { form }]) => {
    const cell = cellOf(column, raw, context.source);
    return `(${cell} IS NOT NULL AND NOT ${form!.matches(cell)})`;
  });
  const columns = (await putTimesOnClock(scaled, { raw, skip }, context)).map((built) => {
    const why = reasons.get(built.mapped);
    return why ? { ...built, column: { ...built.column, ...why } } : built;
  });
  return {
    columns,
    skip,
    skipped: wrong.reduce((sum, [, { wrong }]) => sum + wrong, 0),
  };
}

function hasValue(pair: {
  readonly column: MappedColumn;
  readonly value: TypedValue | undefined;
}): pair is ColumnValue {
  return pair.value !== undefined;
}

function readColumn(
  column: MappedColumn,
  raw: RawTable,
  verdict: Inferred | undefined,
  context: TableContext,
): TypedValue | undefined {
  if (verdict) return fitting(column, normalised(column, textValue(column, raw, verdict, context)), context);
  if (column.raw.known) return fitting(column, knownValue(column.raw, column.raw.known), context);
  const own = typedValue(column);
  const value = own && normalised(column, own);
  if (!value) {
    reportLeftOut(column, context);
    return undefined;
  }
  if (!column.type) return fitting(column, value, context);
  const converted = column.type === 'month_day' ? undefined : convertedValue(value, column.type);
  if (!converted) {
    context.problems.refuse({
      code: 'wrong-type',
      message: `\`${column.name}\` of \`${context.name}\` is ${phrase(value.type)}, and cannot be read as ${column.type === 'month_day' ? 'a day and a month' : phrase(column.type)}`,
      ...(isMoment(column) && isNumber(column.raw.type) ? { help: momentHelp } : {}),
      ...at(column.asked ?? { name: '' }),
    });
    return undefined;
  }
  return fitting(column, converted, context);
}

const momentHelp = [
  'say how its digits are to be read: `date_format: YYYYMMDD`, or `epoch_s` where they count seconds since 1970',
];

function knownValue({ name }: MappedColumn['raw'], { type, scale, zoned }: KnownType): TypedValue {
  return {
    type,
    sql: quoteIdentifier(name),
    ...(scale === undefined ? {} : { scale }),
    ...(zoned === undefined ? {} : { zoned }),
  };
}

/** Keys that are addresses, or numbers that went through a program of numbers, are written alike. */
function normalised({ normalise }: MappedColumn, value: TypedValue): TypedValue {
  if (!normalise) return value;
  return { ...value, sql: `source_text(${alike[normalise](value.sql)})` };
}

const alike: Readonly<Record<Normalising, (sql: string) => string>> = {
  email: (sql) => `lower(${sql})`,
  phone: (sql) => `translate(${sql}, '${PHONE_SIGNS}', '')`,
  number: (sql) => `regexp_replace(${sql}, '[.]0$', '')`,
};

/** The value of a column that is text in its file. */
function textValue(
  column: MappedColumn,
  raw: RawTable,
  verdict: Inferred,
  { source }: TableContext,
): TypedValue {
  const cell = cellOf(column, raw, source);
  const { form, type, scale = 2, digits = 0 } = verdict;
  if (type === 'list') return { type, sql: splitList(cell, column.separator) };
  if (!form) return emptyOrText(type, cell);
  if (type !== 'decimal')
    return { type, sql: form.read(cell), ...(form.zoned === undefined ? {} : { zoned: form.zoned }) };
  const width = digits + scale <= 18 ? 18 : 38;
  return { type, scale, sql: `TRY_CAST(${(form.text ?? form.read)(cell)} AS DECIMAL(${width},${scale}))` };
}

function emptyOrText(type: ColumnType, cell: string): TypedValue {
  switch (type) {
    case 'text':
    case 'list':
      return { type: 'text', sql: cell };
    case 'time':
      return { type, sql: 'CAST(NULL AS TIMESTAMP)', zoned: false };
    case 'decimal':
      return { type, sql: 'CAST(NULL AS DECIMAL(18,2))', scale: 2 };
    case 'integer':
      return { type, sql: 'CAST(NULL AS BIGINT)' };
    case 'float':
      return { type, sql: 'CAST(NULL AS DOUBLE)' };
    case 'boolean':
    case 'date':
      return { type, sql: `CAST(NULL AS ${type.toUpperCase()})` };
  }
}

/** A time or an amount has to be one. */
function fitting(column: MappedColumn, value: TypedValue, context: TableContext): TypedValue | undefined {
  const { role } = column;
  const fits =
    role === 'time'
      ? value.type === 'time' || value.type === 'date'
      : role === 'amount'
        ? ['integer', 'decimal', 'float'].includes(value.type)
        : true;
  if (fits) return value;
  context.problems.refuse({
    code: 'wrong-type',
    message: `expected ${role === 'time' ? 'a date or a time' : 'a number'} in \`${column.name}\` of \`${context.name}\`, found ${phrase(value.type)}`,
    ...(isMoment(column) && isNumber(column.raw.type) ? { help: momentHelp } : {}),
    ...at(column.asked ?? { name: '' }),
  });
  return undefined;
}

function phrase(type: ColumnType): string {
  return {
    text: 'text',
    integer: 'an integer',
    decimal: 'a decimal',
    float: 'a float',
    boolean: 'a boolean',
    date: 'a date',
    time: 'a time',
    list: 'a list',
  }[type];
}

function reportLeftOut(column: MappedColumn, context: TableContext): void {
  const message = `the column \`${column.name}\` of \`${context.name}\` holds structures (${column.raw.type.slice(0, 40)}) and is left out`;
  if (column.asked) context.problems.refuse({ code: 'wrong-type', message, ...at(column.asked) });
  else context.report({ severity: 'note', code: 'column-left-out', message });
}

/** A column of doubles is the decimal of their shortest digits, unless it was asked for as floats or has too many. */
async function measureDoubles(
  values: readonly ColumnValue[],
  raw: RawTable,
  context: TableContext,
): Promise<readonly ColumnValue[]> {
  const open = values.filter(({ column, value }) => isDouble(column) && isOpen(column, value));
  const digits = await measureDigits(
    open.map(({ value }) => value.sql),
    raw,
    context,
  );
  return values.map((pair) => {
    const index = open.indexOf(pair);
    if (index < 0) return pair;
    const found = digits[index];
    if (!found) return { ...pair, value: { type: 'float', sql: pair.value.sql } };
    const sql = decimalOf(pair.value.sql, found);
    return { ...pair, value: { type: 'decimal', scale: found.scale, sql } };
  });
}

function isOpen(column: MappedColumn, { type, scale }: TypedValue): boolean {
  return column.type !== 'float' && (type === 'float' || (type === 'decimal' && scale === undefined));
}

/** Who asks for decimals gets all of their digits, or is told. */
function refuseInexact(values: readonly ColumnValue[], context: TableContext): void {
  for (const { column, value } of values) {
    if (column.type !== 'decimal' || value.type !== 'float') continue;
    context.problems.fail({
      code: 'inexact-decimal',
      message: `\`${column.name}\` of \`${context.name}\` holds numbers of more digits than a decimal has place for`,
      help: ['read it as `float`, which counts with 12 digits after the point, or round it in the file'],
      ...at(column.asked ?? { name: '' }),
    });
  }
}
