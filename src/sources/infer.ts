/**
 * What the text of a column turns out to be. The first thousand rows rule out most forms, and the whole
 * column decides among the rest: no sample ever decides that a column is of a type.
 */
import { quoteIdentifier } from '../database/quote.ts';
import type { SourceEntry } from '../project/project.ts';
import { measureDecimals } from './decimal-sizes.ts';
import type { Form } from './form.ts';
import { holdsNumbers } from './looks-numeric.ts';
import { measureValues } from './one-row.ts';
import { cellOf, formOptions, possibleForms } from './possible-forms.ts';
import type { RawTable } from './raw.ts';
import type { MappedColumn } from './roles.ts';
import type { TableContext } from './table-context.ts';
import { type Counts, type Inferred, isDemanded, judge, NEARLY_ALL, textVerdict } from './verdict.ts';
import { judgeWritten } from './written-numbers.ts';

interface Candidate {
  readonly column: MappedColumn;
  readonly cell: string;
  readonly forms: readonly Form[];
}

const SAMPLE_ROWS = 1000;

/** A verdict for each column whose values are text in the file. */
export async function inferColumns(
  raw: RawTable,
  columns: readonly MappedColumn[],
  context: TableContext,
): Promise<ReadonlyMap<MappedColumn, Inferred>> {
  const text = columns.filter(({ raw: { type, known } }) => type === 'VARCHAR' && !known);
  const all = text.map((column) => candidateOf(column, raw, context.source));
  const tried = all.filter(({ forms }) => forms.length > 0);
  const sampled = await sampleShapes(tried, raw, context);
  const likely = tried.map((candidate, index) => keepLikely(candidate, sampled[index]!));
  const counts = await countForms(likely, raw, context);
  const verdicts = new Map<MappedColumn, Inferred>();
  for (const { column } of all) verdicts.set(column, textVerdict(column));
  for (const [index, candidate] of likely.entries()) {
    const verdict = judge(candidate, counts[index]!);
    const numeric = verdict.type === 'text' && sampled[index]!.numeric;
    verdicts.set(candidate.column, numeric ? { ...verdict, numeric } : verdict);
  }
  await judgeWritten(verdicts, raw, context);
  return measureDecimals(verdicts, raw, context);
}

function candidateOf(column: MappedColumn, raw: RawTable, source: SourceEntry): Candidate {
  return {
    column,
    cell: cellOf(column, raw, source),
    forms: possibleForms(column, formOptions(source, column)),
  };
}

/** How many of the first rows look like each form. Trying every form in the engine took most of the time of a small project. */
async function sampleShapes(
  candidates: readonly Candidate[],
  raw: RawTable,
  { database }: TableContext,
): Promise<readonly Counts[]> {
  if (candidates.length === 0) return [];
  const cells = candidates.map(({ cell }) => cell);
  const rows = await database.rows(
    `SELECT ${cells.join(', ')} FROM ${quoteIdentifier(raw.relation)} LIMIT ${SAMPLE_ROWS}`,
  );
  return candidates.map(({ forms }, index) => {
    const values = rows.flatMap((row) => (row[index] === null ? [] : [String(row[index])]));
    const matches = forms.map(({ shape }) => values.filter((value) => shape.test(value)).length);
    return { values: values.length, matches, numeric: holdsNumbers(values) };
  });
}

async function countForms(
  candidates: readonly Candidate[],
  raw: RawTable,
  { database }: TableContext,
): Promise<readonly Counts[]> {
  const asked = candidates.map(({ cell, forms }) => ({
    value: cell,
    aggregates: (value: string) => [
      `count(${value})`,
      ...forms.map((form) => `count_if(${form.matches(value)})`),
    ],
  }));
  const counts = await measureValues(asked, `FROM ${quoteIdentifier(raw.relation)}`, database);
  return counts.map((row) => {
    const [values, ...matches] = row.map(Number);
    return { values: values!, matches };
  });
}

/** A column that must be of a type keeps at least the form that most of its values have. */
function keepLikely(candidate: Candidate, { values, matches }: Counts): Candidate {
  const most = isDemanded(candidate.column) ? Math.max(...matches) : Number.POSITIVE_INFINITY;
  const enough = Math.min(NEARLY_ALL * values, most);
  return { ...candidate, forms: candidate.forms.filter((_, index) => matches[index]! >= enough) };
}
