import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { loadList } from '../../src/sources/list.ts';
import { loading } from './load-text.ts';

let folder: string;
let database: Database;
let next = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'list-test-'));
  database = await openDatabase({ threads: 1 });
});
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

async function values(name: string, content: string | Uint8Array, column = 'id') {
  writeFileSync(join(folder, name), content);
  const relation = `list_${next++}`;
  await loadList({ path: { name }, folder, column: { name: column }, relation }, database, () => undefined);
  return (await database.rows(`SELECT value FROM ${relation} ORDER BY value`)).map(([value]) => value);
}

describe('a file of values', () => {
  it.each<[string, string | Uint8Array, readonly string[]]>([
    ['a.txt', '007\r\n8\n\n 8 \n"x", y\n', ['"x", y', '007', '8']],
    ['b.txt', 'no line end', ['no line end']],
    ['c.txt', '', []],
    ['d.txt', '\ufeff1\n2\r\n', ['1', '2']],
    ['e.csv', 'name,id\nx,007\ny,8\nz,\n', ['007', '8']],
    ['f.csv', 'id\n', []],
    ['g.jsonl', '{"id":7}\n{"id":8}\n', ['7', '8']],
  ])('%s', async (name, content, expected) => {
    expect(await values(name, content)).toEqual(expected);
  });

  it('needs the column', async () => {
    await expect(values('h.csv', 'name\nx\n', 'email')).rejects.toMatchObject({
      exitCode: 2,
      diagnostics: [{ code: 'missing-column' }],
    });
  });

  it('needs to be there', async () => {
    const list = { path: { name: 'nope.txt' }, folder, column: { name: 'id' }, relation: 'nope' };
    await expect(loadList(list, database, () => undefined)).rejects.toMatchObject({
      exitCode: 2,
      message: 'there is no file `nope.txt`',
    });
  });
});

describe('a list that was written (trap 19)', () => {
  it('is read again as it was', async () => {
    const awkward = [
      '007',
      '+48 123',
      'a,b',
      'say "x"',
      "O'Brien",
      'two\nlines',
      'Łódź',
      '=1+1',
      'NULL',
      '1e5',
      'ß;|',
    ];
    const rows = awkward.map((value, index) => `(${index}, '${value.replaceAll("'", "''")}')`).join(', ');
    const path = join(folder, 'written.csv');
    await database.copy(`SELECT text AS id FROM (VALUES ${rows}) t(n, text) ORDER BY n`, path, {
      format: 'csv',
    });
    const relation = 'written';
    await loadList(
      { path: { name: path }, folder, column: { name: 'id' }, relation },
      database,
      () => undefined,
    );
    const read = await database.rows(`SELECT value FROM ${relation}`);
    expect(read.map(([value]) => value).sort()).toEqual([...awkward].sort());
  });

  it('keeps the types of its columns', async () => {
    const path = join(folder, 'typed.csv');
    await database.copy(
      "SELECT '01' AS id, 12.50::DECIMAL(9,2) AS total, TIMESTAMP '2024-01-01 10:00:00.5' AS t, DATE '2024-02-29' AS d, true AS b, NULL::VARCHAR AS m, ['x','y'] AS l",
      path,
      { format: 'csv' },
    );
    await loading(`customers: { file: "${path}", key: id, columns: { l: list } }`, {}, async ({ rows }) => {
      expect(await rows('FROM customers')).toEqual([
        ['01', '12.50', '2024-01-01T10:00:00.5', '2024-02-29', true, null, '["x","y"]'],
      ]);
    });
  });
});
