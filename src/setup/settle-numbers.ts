/** Where a number could be read with either decimal sign (`1,250`), what the other columns say. */
import type { ColumnForm } from './column-form.ts';
import type { FoundTable } from './find-tables.ts';

/** The tables with such columns read as the others of their table are, or of all tables where it has none. */
export function settleNumbers(tables: readonly FoundTable[]): readonly FoundTable[] {
  const everywhere = signOf(tables);
  return tables.map((table) => {
    const sign = signOf([table]) ?? everywhere;
    return { ...table, columns: table.columns.map((each) => ({ ...each, form: settled(each.form, sign) })) };
  });
}

/** The one sign of all numbers that have a certain one. */
function signOf(tables: readonly FoundTable[]): ',' | '.' | undefined {
  const signs = new Set(
    tables.flatMap(({ columns }) =>
      columns.flatMap(({ form }) => (form.kind === 'number' ? (form.form.decimal ?? []) : [])),
    ),
  );
  return signs.size === 1 ? [...signs][0] : undefined;
}

function settled(form: ColumnForm, sign: ',' | '.' | undefined): ColumnForm {
  if (form.kind !== 'number' || form.form.doubtful === undefined || sign === undefined) return form;
  const { doubtful: _, ...rest } = form.form;
  return { ...form, form: { ...rest, decimal: sign, isSettled: true } };
}
