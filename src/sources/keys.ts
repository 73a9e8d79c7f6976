/** One row for each key: equal rows are one, and of differing rows the newest counts where the project says so. */
import { quoteIdentifier, quoteText } from '../database/quote.ts';
import { FILES_APART } from '../model/file-order.ts';
import type { Name } from '../project/project.ts';
import type { BuiltTable } from './build.ts';
import { FILE_NAME } from './file-column.ts';
import type { LeftOut } from './loaded.ts';
import { at } from './problems.ts';
import { placedRows, type RawTable } from './raw.ts';
import { counted, type TableContext } from './table-context.ts';

export interface UnitedKeys {
  /** False when rows with one key differ: reported, or for a key that was only guessed, no key then. */
  readonly isKey: boolean;
  readonly leftOut: readonly LeftOut[];
}

/**
 * Makes the key of the relation unique. Differing rows that share a key, and of which none is the newest,
 * are an error that names them. A view with repeated keys becomes a table.
 */
export async function uniteKeys(
  keyName: Name,
  kind: 'table' | 'view',
  raw: RawTable,
  built: BuiltTable,
  context: TableContext,
): Promise<UnitedKeys> {
  const name = quoteIdentifier(context.name);
  const key = quoteIdentifier(keyName.name);
  const { database, source } = context;
  const [[values, distinct] = []] = await database.rows(
    `SELECT count(${key}), count(DISTINCT ${key}) FROM ${name}`,
  );
  if (values === distinct) return { isKey: true, leftOut: [] };
  const differing = await differingKeys(key, name, built, context);
  if (differing.length > 0) {
    await reportDiffering(keyName, differing, raw, built, context);
    return { isKey: false, leftOut: [] };
  }
  const order = built.columns.map(({ column }) => quoteIdentifier(column.name)).join(', ');
  const newest =
    source.newest && !source.newestPer ? `${newestSql(source.newest, built)} DESC NULLS LAST, ` : '';
  const spare = quoteIdentifier(`source_${context.name}_united`);
  await database.run(
    `CREATE TABLE ${spare} AS SELECT * EXCLUDE (source_rank) FROM (
       SELECT *, row_number() OVER (PARTITION BY ${key} ORDER BY ${newest}${order}) AS source_rank FROM ${name})
     WHERE source_rank = 1 OR ${key} IS NULL`,
  );
  await database.run(`DROP ${kind} ${name}`);
  await database.run(`ALTER TABLE ${spare} RENAME TO ${name}`);
  const rows = Number(values) - Number(distinct);
  const reason = source.newest ? 'superseded' : 'repeated';
  context.report({
    severity: 'note',
    code: 'rows-united',
    message: `${counted(rows, 'row')} of \`${context.name}\` ${rows === 1 ? 'repeats' : 'repeat'} a \`${keyName.name}\` and ${rows === 1 ? 'is' : 'are'} counted once`,
  });
  return { isKey: true, leftOut: [{ reason, rows }] };
}

/** Of rows that are parts of one thing, those alone that are newest: an order's lines as the later file has them. */
export async function keepNewest(
  kind: 'table' | 'view',
  built: BuiltTable,
  { name: table, source: { newest, newestPer }, database, report }: TableContext,
): Promise<readonly LeftOut[]> {
  if (!newest || !newestPer) return [];
  const name = quoteIdentifier(table);
  const spare = quoteIdentifier(`source_${table}_newest`);
  const per = quoteIdentifier(newestPer.name);
  const [[before] = []] = await database.rows(`SELECT count(*) FROM ${name}`);
  await database.run(
    `CREATE TABLE ${spare} AS SELECT * EXCLUDE (source_rank) FROM (
       SELECT *, rank() OVER (PARTITION BY ${per} ORDER BY ${newestSql(newest, built)} DESC NULLS LAST) AS source_rank FROM ${name})
     WHERE source_rank = 1 OR ${per} IS NULL`,
  );
  const [[after] = []] = await database.rows(`SELECT count(*) FROM ${spare}`);
  const rows = Number(before) - Number(after);
  if (rows === 0) {
    await database.run(`DROP TABLE ${spare}`);
    return [];
  }
  await database.run(`DROP ${kind} ${name}`);
  await database.run(`ALTER TABLE ${spare} RENAME TO ${name}`);
  const message = `${counted(rows, 'row')} of \`${table}\` ${rows === 1 ? 'is' : 'are'} of a \`${newestPer.name}\` that has newer ones by \`${newest.name}\``;
  report({ severity: 'note', code: 'rows-superseded', message });
  return [{ reason: 'superseded', rows }];
}

/** Keys whose rows differ; with `newest`, whose newest rows differ. */
async function differingKeys(
  key: string,
  relation: string,
  built: BuiltTable,
  { source: { newest }, database: { rows } }: TableContext,
): Promise<readonly string[]> {
  const repeated = `SELECT * FROM ${relation} WHERE ${key} IN (SELECT ${key} FROM ${relation} GROUP BY 1 HAVING count(*) > 1)`;
  const counting = newest
    ? `SELECT * FROM (${repeated}) QUALIFY rank() OVER (PARTITION BY ${key} ORDER BY ${newestSql(newest, built)} DESC NULLS LAST) = 1`
    : repeated;
  const own = built.columns.map(({ column }) => quoteIdentifier(column.name)).join(', ');
  const found = await rows(
    `SELECT ${key} FROM (SELECT DISTINCT ${own} FROM (${counting})) GROUP BY 1 HAVING count(*) > 1 ORDER BY 1`,
  );
  return found.map(([value]) => String(value));
}

/** By what a row is newer: a column, or the place of its file among the files of the table. */
function newestSql({ name }: Name, { order }: BuiltTable): string {
  const column = quoteIdentifier(name);
  return name === FILE_NAME && order !== undefined ? `${quoteIdentifier(order)} // ${FILES_APART}` : column;
}

const SHOWN = 5;

async function reportDiffering(
  key: Name,
  differing: readonly string[],
  raw: RawTable,
  built: BuiltTable,
  context: TableContext,
): Promise<void> {
  const { name, problems, source, report } = context;
  if (isGuessed(key, context)) {
    report({
      severity: 'note',
      code: 'no-key',
      message: `rows of \`${name}\` with one \`${key.name}\` differ, so that it is no key`,
    });
    return;
  }
  const keySql = built.columns.find(({ column }) => column.name === key.name)!.sql;
  for (const [index, value] of differing.slice(0, SHOWN).entries()) {
    const places = await placesOf(value, keySql, raw, context);
    const more =
      index === SHOWN - 1 && differing.length > SHOWN
        ? [`and ${counted(differing.length - SHOWN, 'more key')}`]
        : [];
    const help =
      index > 0
        ? []
        : source.newest
          ? [`they have the same \`${source.newest.name}\``]
          : ['remove one, or say which counts: `newest: updated_at`'];
    problems.fail({
      code: 'duplicate-key',
      message: `rows of \`${name}\` with one \`${key.name}\` differ${places.length > 0 ? `: ${places.join(', ')}` : ''}`,
      help: [...help, ...more],
      place: { file: raw.files[0]!.name, column: key.name },
      ...at(key),
    });
  }
}

async function placesOf(
  value: string,
  keySql: string,
  raw: RawTable,
  { database }: TableContext,
): Promise<readonly string[]> {
  if (!raw.placeOf) return [];
  const { from, place } = placedRows(raw);
  const rows = await database.rows(
    `SELECT ${place} ${from} WHERE ${keySql} = ${quoteText(value)} ORDER BY 1 LIMIT ${SHOWN}`,
  );
  const places = await raw.placeOf(rows.map(([rowid]) => Number(rowid)));
  return places.map(({ file, row }) => (row === undefined ? file : `${file} row ${row}`));
}

/** A key that no project file wrote. Customers and lookups need theirs all the same. */
function isGuessed({ span }: Name, { kind }: TableContext): boolean {
  return span === undefined && kind === 'events';
}
