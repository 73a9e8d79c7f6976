/** Flags kept a bit each are what they were, whatever they and other columns are called. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { flagPlaces, makeOfPacked, packedName, packedRows } from '../../src/database/packed-table.ts';
import {
  describeRows,
  fileColumnsOf,
  readRowsFile,
  readValues,
  writeRowsFile,
} from '../../src/database/values-file.ts';

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ threads: 2 });
});
afterAll(() => database.close());

/** More than two words of flags, every third of them missing at times, and a column that is called as a word is. */
const FLAGS = Array.from({ length: 130 }, (_, place) => (place === 7 ? 'a "b" c' : `f ${place}`));
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const flagOf = (place: number): string => {
  const drawn = `hash(n * 131 + ${place}) % 3`;
  return place % 3 === 0 ? `CASE ${drawn} WHEN 0 THEN NULL WHEN 1 THEN true ELSE false END` : `${drawn} = 1`;
};
const ROWS = `SELECT 'k' || hash(n) AS key, n AS flags_0, ${FLAGS.map((name, place) => `${flagOf(place)} AS ${quoted(name)}`).join(', ')}
  FROM range(5000) AS numbers(n)`;
const packing = { columns: ['key', 'flags_0', ...FLAGS], flags: new Set(FLAGS), inOrderOf: 'key' };
const expected = `SELECT key, flags_0, ${FLAGS.map((name) => `coalesce(${quoted(name)}, false) AS ${quoted(name)}`).join(', ')} FROM (${ROWS}) ORDER BY key`;

it('has the rows of its query in order, missing flags as false', async () => {
  await makeOfPacked(database, 'crowd', packedRows(ROWS, packing), packing);
  expect(await database.rows('FROM crowd')).toEqual(await database.rows(expected));
});

it('has each flag where it says', async () => {
  await makeOfPacked(database, 'crowd', packedRows(ROWS, packing), packing);
  const differ = [...flagPlaces(packing)].map(
    ([name, { word, bit }]) => `(there.${quoted(word)} // ${bit} % 2 = 1) <> crowd.${quoted(name)}`,
  );
  const [counts] = await database.rows(
    `SELECT count(*), count_if(${differ.join(' OR ')}) FROM ${packedName('crowd')} AS there JOIN crowd USING (key)`,
  );
  expect(counts?.map(Number)).toEqual([5000, 0]);
});

it('goes through a file with values beside it, and is not written where a file would change a type', async () => {
  const query = `SELECT *, CAST(flags_0 AS HUGEINT) * 10000000000000000000 AS v1, DATE '2026-06-30' AS v2, INTERVAL 1 DAY AS v3 FROM (${ROWS})`;
  const rows = packedRows(query, packing, ['v1', 'v2', 'v3']);
  expect(await describeRows(database, rows)).toEqual(await database.columns(rows));
  const columns = fileColumnsOf(await describeRows(database, rows), ['v1', 'v2', 'v3'])!;
  expect(columns.values).toEqual([
    { name: 'v1', isHuge: true },
    { name: 'v2', isHuge: false },
  ]);
  const file = { relation: 'kept', path: `${database.folder}/rows.parquet`, ...columns };
  await writeRowsFile(database, rows, file);
  await makeOfPacked(database, 'crowd', readRowsFile(file), packing);
  expect(await database.rows('FROM crowd')).toEqual(await database.rows(expected));
  await readValues(database, file.path, { relation: 'kept', columns: columns.values });
  const values = (relation: string, key: string) =>
    database.rows(`SELECT ${key}, v1, v2, typeof(v1) FROM ${relation} ORDER BY 1`);
  expect(await values('kept', 'customer')).toEqual(await values(`(${query})`, 'key'));
  expect(fileColumnsOf(await database.columns(query), ['v1'])).toBeUndefined();
});

it('gives lists back, the empty, the missing and those with missing values', async () => {
  const query = `SELECT * FROM (VALUES ('a', NULL, NULL), ('b', []::VARCHAR[], []::DECIMAL(9, 2)[]),
    ('c', ['', 'x', NULL], [1.50, NULL]), ('d', [NULL], [0])) AS lists(key, texts, numbers)`;
  const columns = fileColumnsOf(await database.columns(query), [])!;
  const file = { relation: 'kept', path: `${database.folder}/lists.parquet`, ...columns };
  await writeRowsFile(database, query, file);
  const typed = (rows: string) => database.rows(`SELECT *, typeof(numbers) FROM (${rows}) ORDER BY 1`);
  expect(await typed(readRowsFile(file))).toEqual(await typed(query));
});
