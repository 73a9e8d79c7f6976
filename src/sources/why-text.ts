/** Which rows make text of a column that holds numbers for the most part: asked for where it is tested as a number. */
import type { Column } from '../model/schema.ts';
import { shapeOf } from './cell-shape.ts';
import { numberForms } from './forms.ts';
import { cellOf, formOptions } from './possible-forms.ts';
import { placedRows, type RawTable } from './raw.ts';
import { refusedNumbers } from './refused-numbers.ts';
import type { MappedColumn } from './roles.ts';
import type { TableContext } from './table-context.ts';
import type { Inferred } from './verdict.ts';

const SHOWN = 3;
const LOOKED_AT = 1000;

type WhyText = Pick<Column, 'notNumbers' | 'refusedNumbers'>;

/** The first rows of each such column whose cells are no plain numbers, with the shapes of those. */
export async function whyText(
  raw: RawTable,
  verdicts: ReadonlyMap<MappedColumn, Inferred>,
  context: TableContext,
): Promise<ReadonlyMap<MappedColumn, WhyText>> {
  const found = new Map<MappedColumn, WhyText>();
  for (const [column, { type, numeric }] of verdicts) {
    if (type === 'text' && numeric) found.set(column, await notNumbers(column, raw, context));
  }
  return found;
}

async function notNumbers(
  column: MappedColumn,
  raw: RawTable,
  { source, database }: TableContext,
): Promise<WhyText> {
  const cell = cellOf(column, raw, source);
  const forms = numberForms(formOptions(source, column));
  const isNumber = forms.map((form) => form.matches('cell')).join(' OR ');
  const { from, place } = placedRows(raw);
  const refused = `FROM (SELECT ${place} AS place, ${cell} AS cell ${from}) WHERE cell IS NOT NULL AND NOT (${isNumber})`;
  const rows = await database.rows(`SELECT place, cell ${refused} ORDER BY place LIMIT ${SHOWN}`);
  const places = await raw.placeOf?.(rows.map(([rowid]) => Number(rowid)));
  const cells = await database.rows(`SELECT DISTINCT cell ${refused} ORDER BY cell LIMIT ${LOOKED_AT}`);
  return {
    notNumbers: rows.map(([, value], index) => ({
      ...(places?.[index] ?? { file: raw.files[0]!.name }),
      shape: shapeOf(String(value)),
    })),
    refusedNumbers: refusedNumbers(cells.map(([value]) => String(value))),
  };
}
