/** Which rows make text of a column that holds numbers for the most part: asked for where it is tested as a number. */
import type { NotNumber } from '../model/schema.ts';
import { shapeOf } from './cell-shape.ts';
import { numberForms } from './forms.ts';
import { cellOf, formOptions } from './possible-forms.ts';
import { placedRows, type RawTable } from './raw.ts';
import type { MappedColumn } from './roles.ts';
import type { TableContext } from './table-context.ts';
import type { Inferred } from './verdict.ts';

const SHOWN = 3;

/** The first rows of each such column whose cells are no plain numbers, with the shapes of those. */
export async function whyText(
  raw: RawTable,
  verdicts: ReadonlyMap<MappedColumn, Inferred>,
  context: TableContext,
): Promise<ReadonlyMap<MappedColumn, readonly NotNumber[]>> {
  const found = new Map<MappedColumn, readonly NotNumber[]>();
  for (const [column, { type, numeric }] of verdicts) {
    if (type === 'text' && numeric) found.set(column, await notNumbers(column, raw, context));
  }
  return found;
}

async function notNumbers(
  column: MappedColumn,
  raw: RawTable,
  { source, database }: TableContext,
): Promise<readonly NotNumber[]> {
  const cell = cellOf(column, raw, source);
  const forms = numberForms(formOptions(source, column));
  const isNumber = forms.map((form) => form.matches('cell')).join(' OR ');
  const { from, place } = placedRows(raw);
  const rows = await database.rows(
    `SELECT place, cell FROM (SELECT ${place} AS place, ${cell} AS cell ${from})
     WHERE cell IS NOT NULL AND NOT (${isNumber}) ORDER BY place LIMIT ${SHOWN}`,
  );
  const places = await raw.placeOf?.(rows.map(([rowid]) => Number(rowid)));
  return rows.map(([, value], index) => ({
    ...(places?.[index] ?? { file: raw.files[0]!.name }),
    shape: shapeOf(String(value)),
  }));
}
