/** What is said about cells: those that do not have the type a column must have, and types that are doubtful. */
import { isPersonal, shapeOf } from './cell-shape.ts';
import type { Form } from './form.ts';
import { cellOf, type Inferred } from './infer.ts';
import { placedRows, type RawTable, type RowPlace } from './raw.ts';
import type { MappedColumn } from './roles.ts';
import { counted, type TableContext } from './table-context.ts';

const shown = 20;

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

async function reportWrongCells(
  raw: RawTable,
  column: MappedColumn,
  { form, wrong }: Inferred,
  context: TableContext,
): Promise<void> {
  const skip = context.source.onError === 'skip';
  const cells = await wrongCells(raw, column, form!, skip ? 1 : shown, context);
  const wanted = phrases[form!.type] ?? form!.type;
  for (const [index, { place, value }] of cells.entries()) {
    const common = { place: { ...place, column: column.raw.name }, ...shownCell(column, value) };
    const shape = shapeOf(value);
    if (skip) {
      const message = `${counted(wrong, 'row')} of \`${context.name}\` left out: \`${column.name}\` is not ${wanted}, as in \`${shape}\``;
      context.report({ severity: 'warning', code: 'rows-skipped', message, ...common });
      continue;
    }
    const more =
      index === cells.length - 1 && wrong > cells.length
        ? [`and ${counted(wrong - cells.length, 'more cell')}`]
        : [];
    const help = index === 0 ? helpFor(value, form!) : [];
    const message = `expected ${wanted} in \`${column.name}\`, found \`${shape}\``;
    context.problems.fail({ code: 'unreadable-cell', message, help: [...help, ...more], ...common });
  }
}

/** What a terminal may show of it. */
function shownCell(column: MappedColumn, value: string): { readonly cell?: string } {
  return isPersonal(column) ? {} : { cell: value };
}

function helpFor(value: string, form: Form): readonly string[] {
  const isMoment = form.type === 'date' || form.type === 'time';
  if (!isMoment && /^-?[\d. ]*,\d+$/.test(value)) {
    return ['if the comma is a decimal sign, say `decimal: ","`'];
  }
  const isText = form.name !== 'finite';
  return [
    isText
      ? 'if it stands for a missing value, list it under `null_values`'
      : 'if it stands for a missing value, leave it empty in the file',
    'to leave such rows out and have them counted, say `on_error: skip`',
    ...(isMoment ? ['for dates in another form, say `date_format: DD.MM.YYYY`'] : []),
  ];
}

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

function shorten(value: string): string {
  return value.length > 60 ? `${value.slice(0, 59)}…` : value;
}
