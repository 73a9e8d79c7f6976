/** Text that a project reads as JSON and that is none: what would be found in it is missing, and told. */
import { quoteIdentifier } from '../database/quote.ts';
import { placedRows, type RawTable } from './raw.ts';
import { counted, type TableContext } from './table-context.ts';

/** One warning for each column of text, with the first row that holds something else. */
export async function reportNotJson(
  within: ReadonlySet<string>,
  raw: RawTable,
  context: TableContext,
): Promise<void> {
  for (const column of within) await reportColumn(column, raw, context);
}

async function reportColumn(
  column: string,
  raw: RawTable,
  { database, report, name }: TableContext,
): Promise<void> {
  const text = quoteIdentifier(column);
  const { from, place } = placedRows(raw);
  const [[cells, first] = []] = await database.rows(
    `SELECT count(*), min(${place}) ${from} WHERE ${text} IS NOT NULL AND NOT json_valid(${text})`,
  );
  const found = Number(cells);
  if (found === 0) return;
  const [at] = first === null ? [] : ((await raw.placeOf?.([Number(first)])) ?? []);
  report({
    severity: 'warning',
    code: 'not-json',
    message: `${counted(found, 'cell')} of \`${column}\` in \`${name}\` ${found === 1 ? 'is' : 'are'} no JSON, and what is read from ${found === 1 ? 'it' : 'them'} is missing`,
    place: { ...(at ?? { file: raw.files[0]?.name ?? name }), column },
    help: ['JSON has its names and texts in double quotes and ends with the bracket that it begins with'],
  });
}
