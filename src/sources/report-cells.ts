/** What is said about cells: those that do not have the type a column must have, and types that are doubtful. */
import { quoteIdentifier } from '../database/quote.ts';
import type { Form } from './forms.ts';
import { cellOf, type Inferred } from './infer.ts';
import type { RawTable, RowPlace } from './raw.ts';
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
    const common = { place: { ...place, column: column.raw.name } };
    if (skip) {
      const message = `${counted(wrong, 'row')} of \`${context.name}\` left out: \`${column.name}\` is not ${wanted}, as in \`${value}\``;
      context.report({ severity: 'warning', code: 'rows-skipped', message, ...common });
      continue;
    }
    const more =
      index === cells.length - 1 && wrong > cells.length
        ? [`and ${counted(wrong - cells.length, 'more cell')}`]
        : [];
    const help = index === 0 ? helpFor(column, value, form!) : [];
    const message = `expected ${wanted} in \`${column.name}\`, found \`${value}\``;
    context.problems.fail({ code: 'unreadable-cell', message, help: [...help, ...more], ...common });
  }
}

function helpFor(column: MappedColumn, value: string, form: Form): readonly string[] {
  if (form.type !== 'date' && form.type !== 'time' && /^-?[\d. ]*,\d+$/.test(value)) {
    return ['if the comma is a decimal sign, say `decimal: ","`'];
  }
  return [
    `if it stands for a missing value, say \`null_values: ["${value}"]\``,
    'to leave such rows out and have them counted, say `on_error: skip`',
    ...(column.type
      ? []
      : ['for dates in another form, say `date_format: "%d.%m.%Y"`'].filter(
          () => form.type === 'date' || form.type === 'time',
        )),
  ];
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
    message: `\`${column.name}\` of \`${context.name}\` is text: ${counted(wrong, 'value')} ${wrong === 1 ? 'is' : 'are'} not ${phrases[form.type]}, the first is \`${cell.value}\``,
    place: { ...cell.place, column: column.raw.name },
    help: [
      `mend ${wrong === 1 ? 'it' : 'them'}, or say \`null_values: ["${cell.value}"]\` if that means missing`,
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
  const rowid = raw.placeOf ? 'rowid' : 'NULL';
  const rows = await database.rows(
    `SELECT ${rowid}, ${cell} FROM ${quoteIdentifier(raw.relation)}
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
