/** How many digits the numbers of a column have before the point, and behind it. */
import { quoteIdentifier } from '../database/quote.ts';
import { writtenBefore, writtenBehind } from './digits-behind.ts';
import { formsOfType } from './forms.ts';
import { writtenNumber } from './number-forms.ts';
import { measureValues } from './one-row.ts';
import { cellOf, formOptions } from './possible-forms.ts';
import type { RawTable } from './raw.ts';
import type { MappedColumn } from './roles.ts';
import type { TableContext } from './table-context.ts';
import { type Inferred, isDemanded, judge, textVerdict } from './verdict.ts';

/** Decimals get the scale that holds every digit; past 38 in all they are floats, of those that can be counted with. */
export async function measureDecimals(
  verdicts: ReadonlyMap<MappedColumn, Inferred>,
  raw: RawTable,
  context: TableContext,
): Promise<ReadonlyMap<MappedColumn, Inferred>> {
  const { database, source } = context;
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
  const long: [MappedColumn, Inferred][] = [];
  for (const [index, [column, verdict]] of decimals.entries()) {
    const [scale = 0, digits = 0] = sizes[index]!.map(Number);
    const isCode = scale === 0 && digits > 18 && !isDemanded(column);
    if (isCode) measured.set(column, { ...textVerdict(column), values: verdict.values });
    else if (digits + scale > MOST_DIGITS) long.push([column, verdict]);
    else measured.set(column, { ...verdict, type: 'decimal', scale, digits });
  }
  for (const [column, verdict] of await asFloats(long, raw, context)) measured.set(column, verdict);
  return measured;
}

const MOST_DIGITS = 38;

/** Of floats too, not all can be counted with. */
async function asFloats(
  columns: readonly (readonly [MappedColumn, Inferred])[],
  raw: RawTable,
  { database, source }: TableContext,
): Promise<readonly (readonly [MappedColumn, Inferred])[]> {
  if (columns.length === 0) return [];
  const floats = columns.map(([column, { form, values }]) => {
    const { name, decimal } = form!;
    const [plain] = formsOfType('float', formOptions(source, column));
    return { column, values, form: name === 'written-decimal' ? writtenNumber(decimal!, 'float') : plain! };
  });
  const asked = floats.map(({ column, form }) => ({
    value: cellOf(column, raw, source),
    aggregates: (cell: string) => [`count_if(${form.matches(cell)})`],
  }));
  const counts = await measureValues(asked, `FROM ${quoteIdentifier(raw.relation)}`, database);
  return floats.map(({ column, form, values }, index) => [
    column,
    judge({ column, forms: [form] }, { values, matches: counts[index]!.map(Number) }),
  ]);
}
