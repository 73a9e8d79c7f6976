/** A row of every item of an array, the outer row's columns beside it. */
import { quoteIdentifier } from '../database/quote.ts';
import { columnAt } from './nested.ts';
import { reportNotJson } from './not-json.ts';
import { at } from './problems.ts';
import { ORDER_COLUMN, type RawTable } from './raw.ts';
import { counted, type TableContext } from './table-context.ts';

/** Makes them of the raw rows; a column that holds the array holds the item from there on. */
export async function eachItem(raw: RawTable, context: TableContext): Promise<RawTable | undefined> {
  const { each } = context.source;
  if (!each) return raw;
  const array = columnAt(each.name, raw.columns);
  if (!array) {
    context.problems.refuse({
      code: 'missing-column',
      message: `\`${raw.files[0]!.name}\` has no column \`${each.name}\`, of which \`each\` is to make rows`,
      ...at(each),
    });
    return undefined;
  }
  if (array.within !== undefined) await reportNotJson(new Set([array.within]), raw, context);
  const relation = `${raw.relation}_items`;
  const { database, name, report } = context;
  const inner = quoteIdentifier(raw.relation);
  const items = `json_extract(${array.json}, '$[*]')`;
  const kept = raw.columns.filter((column) => column.name !== each.name).map((column) => column.name);
  const isOrdered = raw.kind === 'view' && context.isOrdered;
  const place = raw.kind === 'table' ? 'rowid' : 'NULL';
  await database.run(
    `CREATE TABLE ${quoteIdentifier(relation)} AS
     SELECT ${[...kept, ...(isOrdered ? [ORDER_COLUMN] : [])].map(quoteIdentifier).join(', ')}, ${place} AS source_row,
       unnest(${items}) AS ${quoteIdentifier(each.name)}
     FROM ${inner} ${raw.kind === 'table' ? 'ORDER BY rowid' : ''}`,
  );
  const [[none] = []] = await database.rows(
    `SELECT count(*) FROM ${inner} WHERE coalesce(len(${items}), 0) = 0`,
  );
  if (Number(none) > 0) {
    const message = `${counted(Number(none), 'row')} of \`${name}\` ${none === 1 ? 'has' : 'have'} no item in \`${each.name}\``;
    report({ severity: 'note', code: 'rows-without-items', message });
  }
  return withItems(raw, relation, each.name, context);
}

async function withItems(
  raw: RawTable,
  relation: string,
  each: string,
  { database }: TableContext,
): Promise<RawTable> {
  const name = quoteIdentifier(relation);
  const [[rows] = []] = await database.rows(`SELECT count(*) FROM ${name}`);
  const { statistics: _, counted: __, placeOf: placeOfOuter, ...rest } = raw;
  const placeOf = raw.kind === 'table' ? placeOfOuter : undefined;
  const placeOfItem: RawTable['placeOf'] = async (rowids) => {
    const found = await database.rows(
      `SELECT rowid, source_row FROM ${name} WHERE rowid IN (${rowids.join(', ') || '-1'})`,
    );
    const places = new Map(found.map(([rowid, row]) => [Number(rowid), Number(row)]));
    return placeOf!(rowids.map((rowid) => places.get(rowid)!));
  };
  return {
    ...rest,
    relation,
    kind: 'table',
    columns: [
      ...raw.columns.filter((column) => column.name !== each),
      { name: each, type: 'JSON', guess: 'nothing' },
    ],
    rows: Number(rows) + raw.unreadable,
    ...(placeOf ? { placeOf: placeOfItem } : {}),
  };
}
