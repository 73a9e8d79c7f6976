/** Numbers as people write them, in columns that the project says hold numbers. */
import { quoteIdentifier } from '../database/quote.ts';
import { currencyOf, isEitherSign, writtenNumber } from './number-forms.ts';
import { cellOf, formOptions } from './possible-forms.ts';
import type { RawTable } from './raw.ts';
import type { MappedColumn } from './roles.ts';
import type { TableContext } from './table-context.ts';
import type { Inferred } from './verdict.ts';

/** Numbers that are not plain, in columns that the project says hold numbers, are read as people write them. */
export async function judgeWritten(
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
