/** Where day and month could be either, what the other columns of the table say. */
import type { ColumnForm } from './column-form.ts';
import type { FoundTable } from './find-tables.ts';
import type { MomentForm } from './moment-form.ts';

type Order = 'day-first' | 'month-first';

/** The table with its open columns read as the others are, where all of those are of one order. */
export function settleDates(table: FoundTable): FoundTable {
  const forms = table.columns.flatMap(({ form }) => (form.kind === 'moment' ? form.forms : []));
  const orders = new Set(
    forms.flatMap((form) => (form.other === undefined ? (orderOf(form.format) ?? []) : [])),
  );
  const [order] = orders;
  if (orders.size !== 1 || order === undefined) return table;
  return {
    ...table,
    columns: table.columns.map((column) => ({ ...column, form: settled(column.form, order) })),
  };
}

/** Of days and months that are both digits. */
function orderOf(format: string): Order | undefined {
  const [day, month] = [format.search(/%d[/-]/), format.search(/%m[/-]/)];
  if (day < 0 || month < 0 || format.startsWith('%Y')) return undefined;
  return day < month ? 'day-first' : 'month-first';
}

function settled(form: ColumnForm, order: Order): ColumnForm {
  if (form.kind !== 'moment') return form;
  return { ...form, forms: form.forms.map((each) => settledForm(each, order)) };
}

function settledForm({ other, ...form }: MomentForm, order: Order): MomentForm {
  if (other === undefined) return form;
  const format = orderOf(form.format) === order ? form.format : other;
  return { ...form, format, isPlain: false };
}
