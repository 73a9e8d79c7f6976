/** What is said about cells: those that do not have the type a column must have, and types that are doubtful. */
import { quoteIdentifier } from '../database/quote.ts';
import { isPersonal, shapeOf } from './cell-shape.ts';
import { MOST } from './countable.ts';
import { mayBeMonthFirst, notationOf } from './date-notations.ts';
import type { Form } from './form.ts';
import { cellOf, formOptions } from './possible-forms.ts';
import { placedRows, type RawTable, type RowPlace } from './raw.ts';
import type { MappedColumn } from './roles.ts';
import { counted, type TableContext } from './table-context.ts';
import type { Inferred } from './verdict.ts';

/** So many cells are looked at, of which each kind is one line. */
const LOOKED_AT = 1000;
const NAMED_ROWS = 10;

export async function reportVerdicts(
  raw: RawTable,
  verdicts: ReadonlyMap<MappedColumn, Inferred>,
  context: TableContext,
): Promise<void> {
  for (const [column, verdict] of verdicts) {
    if (verdict.wrong > 0) await reportWrongCells(raw, column, verdict, context);
    if (verdict.nearly) await reportNearly(raw, column, verdict.nearly, context);
    if (verdict.ambiguous) reportAmbiguous(raw, column, context);
    if (verdict.eitherSign) reportEitherSign(raw, column, context);
    if (verdict.currencies) reportCurrencies(raw, column, verdict.currencies, context);
  }
}

interface WrongCell {
  readonly place: RowPlace;
  readonly value: string;
}

/** A line for each file and shape. */
async function reportWrongCells(
  raw: RawTable,
  column: MappedColumn,
  verdict: Inferred,
  context: TableContext,
): Promise<void> {
  const form = verdict.form!;
  const formats = formOptions(context.source, column).dateFormats;
  if (context.source.onError === 'skip') return reportSkipped(raw, column, verdict, context);
  const cells = await wrongCells(raw, column, form, LOOKED_AT, context);
  if (await reportNotations(raw, column, verdict, cells, context)) return;
  const groups = new Map<string, WrongCell[]>();
  for (const cell of cells) {
    const kind = `${cell.place.file}\n${shapeOf(cell.value)}`;
    groups.set(kind, [...(groups.get(kind) ?? []), cell]);
  }
  const others = verdict.wrong - cells.length;
  for (const [index, group] of [...groups.values()].entries()) {
    const { place, value } = group[0]!;
    context.problems.fail({
      code: 'unreadable-cell',
      message: `expected ${wantedOf(form, formats, value)} in \`${column.name}\`, found \`${shapeOf(value)}\``,
      help: [
        ...sameKind(group.slice(1)),
        ...(index === 0 ? helpFor(value, form, formats) : []),
        ...(index === groups.size - 1 && others > 0 ? [`and ${counted(others, 'more cell')}`] : []),
      ],
      place: { ...place, column: column.raw.name },
      ...shownCell(column, value),
    });
  }
}

/** Dates that are written in two ways are one mistake, with one thing to write. */
async function reportNotations(
  raw: RawTable,
  column: MappedColumn,
  { form, values, wrong }: Inferred,
  cells: readonly WrongCell[],
  context: TableContext,
): Promise<boolean> {
  if (!isMoment(form!) || formOptions(context.source, column).dateFormats.length > 0) return false;
  const right = await firstCells(raw, column, form!, context);
  const ways = [right, cells.map(({ value }) => value)].map((each) => ({ each, notation: notationOf(each) }));
  const [one, other] = ways.map(({ notation }) => notation);
  if (one === undefined || other === undefined || one === other) return false;
  const { place, value } = cells[0]!;
  context.problems.fail({
    code: 'date-notations',
    message: `\`${column.name}\` holds dates written in two ways: ${values - wrong} as \`${shapeOf(right[0]!)}\`, ${wrong} as \`${shapeOf(value)}\``,
    help: [
      `say both: \`date_format: [${one}, ${other}]\``,
      ...(ways.some(({ each }) => mayBeMonthFirst(each))
        ? ['with `MM` before `DD` where the month stands first']
        : []),
    ],
    place: { ...place, column: column.raw.name },
    ...shownCell(column, value),
  });
  return true;
}

function isMoment({ type }: Form): boolean {
  return type === 'date' || type === 'time';
}

function sameKind(others: readonly WrongCell[]): readonly string[] {
  if (others.length === 0) return [];
  const rows = others.flatMap(({ place: { row } }) => row ?? []);
  const named = rows.slice(0, NAMED_ROWS).join(', ') + (rows.length > NAMED_ROWS ? ' …' : '');
  const verb = others.length === 1 ? 'is' : 'are';
  return [
    `so ${verb} ${counted(others.length, 'more cell')}${named === '' ? '' : `: ${rows.length === 1 ? 'row' : 'rows'} ${named}`}`,
  ];
}

async function reportSkipped(
  raw: RawTable,
  column: MappedColumn,
  { form, wrong }: Inferred,
  context: TableContext,
): Promise<void> {
  const [cell] = await wrongCells(raw, column, form!, 1, context);
  if (!cell) return;
  context.report({
    severity: 'warning',
    code: 'rows-skipped',
    message: `${counted(wrong, 'row')} of \`${context.name}\` left out: \`${column.name}\` is not ${wantedOf(form!, formOptions(context.source, column).dateFormats, cell.value)}, as in \`${shapeOf(cell.value)}\``,
    place: { ...cell.place, column: column.raw.name },
    ...shownCell(column, cell.value),
  });
}

/** What a terminal may show of it. */
function shownCell(column: MappedColumn, value: string): { readonly cell?: string } {
  return isPersonal(column) ? {} : { cell: value };
}

function helpFor(value: string, form: Form, formats: readonly string[]): readonly string[] {
  if (!isMoment(form) && /^-?[\d. ]*,\d+$/.test(value)) {
    return ['if the comma is a decimal sign, say `decimal: ","`'];
  }
  const isText = form.name !== 'finite';
  return [
    isText
      ? 'if it stands for a missing value, list it under `null_values`'
      : 'if it stands for a missing value, leave it empty in the file',
    'to leave such rows out and have them counted, say `on_error: skip`',
    ...(isMoment(form) ? [formHelp(value, formats)] : []),
  ];
}

function formHelp(value: string, formats: readonly string[]): string {
  if (formats.length > 0)
    return `where dates are in several forms, list them: \`date_format: [${formats.join(', ')}, …]\``;
  const digits = /^\d+$/.test(value) ? value.length : 0;
  return `for dates in another form, say \`date_format: ${formOfDigits[digits] ?? 'DD.MM.YYYY'}\``;
}

const formOfDigits: Readonly<Record<number, string>> = {
  5: 'excel',
  8: 'YYYYMMDD',
  10: 'epoch_s',
  13: 'epoch_ms',
  16: 'epoch_us',
};

/** One of a kind that could be either is told with both readings, and never guessed. */
function reportEitherSign(raw: RawTable, column: MappedColumn, context: TableContext): void {
  context.problems.fail({
    code: 'either-sign',
    message: `\`${column.name}\` of \`${context.name}\` holds \`9,999\`, which may be \`9999\` in groups or \`9.999\` with a comma as the decimal sign`,
    place: { file: raw.files[0]?.name ?? context.name, column: column.raw.name },
    help: ['say which: `decimal: "."` or `decimal: ","`'],
  });
}

/** A sum of several currencies is of nothing; where the project says which rows are meant it may be of one. */
function reportCurrencies(
  raw: RawTable,
  column: MappedColumn,
  currencies: readonly string[],
  context: TableContext,
): void {
  const found = {
    code: 'several-currencies',
    message: `\`${column.name}\` of \`${context.name}\` is in several currencies: ${currencies.map((sign) => `\`${sign}\``).join(', ')}`,
    place: { file: raw.files[0]?.name ?? context.name, column: column.raw.name },
  };
  if (context.isChosen) context.report({ severity: 'warning', ...found });
  else
    context.problems.fail({ ...found, help: ['say which rows are meant, as in `where: { currency: EUR }`'] });
}

function wantedOf({ name, type }: Form, formats: readonly string[], value: string): string {
  if (type === 'float' && NUMBER.test(value)) return `a number below ${MOST}`;
  if (name !== 'custom') return phrases[type] ?? type;
  return `a ${type} as ${formats.map((format) => `\`${format}\``).join(' or ')}`;
}

const NUMBER = /^[^\p{L}]*\d[^\p{L}]*(e[+-]?\d+)?$/iu;

const phrases: Readonly<Record<string, string>> = {
  integer: 'an integer',
  decimal: 'a number',
  float: 'a number',
  boolean: '`true` or `false`',
  date: 'a date such as `2026-06-30`',
  time: 'a time such as `2026-06-30 12:00:00`',
};

async function reportNearly(
  raw: RawTable,
  column: MappedColumn,
  { form, wrong }: { readonly form: Form; readonly wrong: number },
  context: TableContext,
): Promise<void> {
  const [cell] = await wrongCells(raw, column, form, 1, context);
  if (!cell) return;
  context.report({
    severity: 'warning',
    code: 'nearly-typed',
    message: `\`${column.name}\` of \`${context.name}\` is text: ${counted(wrong, 'value')} ${wrong === 1 ? 'is' : 'are'} not ${phrases[form.type]}, the first is \`${shapeOf(cell.value)}\``,
    place: { ...cell.place, column: column.raw.name },
    facts: { table: context.name, rows: wrong, shape: shapeOf(cell.value) },
    ...shownCell(column, cell.value),
    help: [
      `mend ${wrong === 1 ? 'it' : 'them'}, list what means missing under \`null_values\`, or say how numbers are written: \`type: decimal\``,
    ],
  });
}

function reportAmbiguous(raw: RawTable, column: MappedColumn, context: TableContext): void {
  context.report({
    severity: 'warning',
    code: 'ambiguous-date',
    message: `the dates in \`${column.name}\` of \`${context.name}\` are read with the day first, and may have the month first`,
    place: { file: raw.files[0]?.name ?? context.name, column: column.raw.name },
    help: ['say which: `date_format: "%d/%m/%Y"` or `date_format: "%m/%d/%Y"`'],
  });
}

/** The first cells of a column that do not have the form. */
async function wrongCells(
  raw: RawTable,
  column: MappedColumn,
  form: Form,
  limit: number,
  { database, source }: TableContext,
): Promise<readonly WrongCell[]> {
  const cell = cellOf(column, raw, source);
  const { from, place } = placedRows(raw);
  const rows = await database.rows(
    `SELECT ${place}, ${cell} ${from}
     WHERE ${cell} IS NOT NULL AND NOT ${form.matches(cell)} ${raw.placeOf ? 'ORDER BY 1' : ''} LIMIT ${limit}`,
  );
  const places = await raw.placeOf?.(rows.map(([id]) => Number(id)));
  return rows.map(([, value], index) => ({
    place: places?.[index] ?? { file: raw.files[0]!.name },
    value: shorten(String(value)),
  }));
}

/** As many as are looked at of those that have the form. */
async function firstCells(
  raw: RawTable,
  column: MappedColumn,
  form: Form,
  { database, source }: TableContext,
): Promise<readonly string[]> {
  const cell = cellOf(column, raw, source);
  const rows = await database.rows(
    `SELECT ${cell} FROM ${quoteIdentifier(raw.relation)} WHERE ${form.matches(cell)} LIMIT ${LOOKED_AT}`,
  );
  return rows.map(([value]) => String(value));
}

function shorten(value: string): string {
  return value.length > 60 ? `${value.slice(0, 59)}…` : value;
}
