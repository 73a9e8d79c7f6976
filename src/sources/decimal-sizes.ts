/** How many digits the numbers of a column have before the point, and behind it. */
import { quoteIdentifier } from '../database/quote.ts';
import type { Cell } from '../model/table.ts';
import type { SourceEntry } from '../project/project.ts';
import { writtenBefore, writtenBehind } from './digits-behind.ts';
import { formsOfType } from './forms.ts';
import { measureValues } from './one-row.ts';
import { cellOf, formOptions } from './possible-forms.ts';
import type { RawTable } from './raw.ts';
import type { MappedColumn } from './roles.ts';
import type { TableContext } from './table-context.ts';
import { type Inferred, isDemanded, textVerdict } from './verdict.ts';

/** Decimals get the scale that holds every digit; past 38 in all they are floats. */
export async function measureDecimals(
  verdicts: ReadonlyMap<MappedColumn, Inferred>,
  raw: RawTable,
  { database, source }: TableContext,
): Promise<ReadonlyMap<MappedColumn, Inferred>> {
  const decimals = [...verdicts].filter(
    ([column, { form }]) => form?.type === 'decimal' || (form?.type === 'float' && column.type !== 'float'),
  );
  if (decimals.length === 0) return verdicts;
  const cells = decimals.map(([column], index) => `${cellOf(column, raw, source)} AS c${index}`);
  // The digits of a number are many times in what is asked of it, and its patterns are made anew for each.
  const asked = decimals.map(([, { form }], index) => {
    const cell = `c${index}`;
    return {
      value: `CASE WHEN ${form!.matches(cell)} AND lower(${cell}) <> 'nan' THEN ${(form!.text ?? form!.read)(cell)} END`,
      aggregates: (text: string) => [`max(${writtenBehind(text)})`, `max(${writtenBefore(text)})`],
    };
  });
  const from = `FROM (SELECT ${cells.join(', ')} FROM ${quoteIdentifier(raw.relation)})`;
  const sizes = await measureValues(asked, from, database);
  const measured = new Map(verdicts);
  for (const [index, [column, verdict]] of decimals.entries()) {
    const [behind = null, before = null] = sizes[index]!;
    measured.set(column, sized(column, verdict, behind, before, source));
  }
  return measured;
}

const MOST_DIGITS = 38;

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
  if (digits + scale <= MOST_DIGITS) return { ...verdict, type: 'decimal', scale, digits };
  const [float] = formsOfType('float', formOptions(source, column));
  return { ...verdict, form: float!, type: 'float' };
}
