// A cache or a history that somebody else wrote: nothing in it is run, and it reads nothing that the project does not.
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import { type Built, buildSegment } from '../commands/fixture/segment.ts';

let built: Built;
beforeAll(async () => {
  built = await buildSegment();
});
afterAll(() => built.remove());

const files = {
  'segment.config.yaml': `timezone: UTC
as_of: 2026-06-30
customers: { file: c.csv, key: id }
events: { orders: { file: o.parquet, customer: id } }
`,
  'c.csv': 'id\n1\n2\n',
  'secret.csv': 'id\nstolen\n',
  'segments/all.yaml': 'name: all\nwhere: { id: { set: true } }\n',
};

async function kept(): Promise<string> {
  const folder = built.folder(files);
  const database = await openDatabase();
  await database.run(`COPY (SELECT '1' AS id, 'x' AS a) TO '${folder}/o.parquet'`);
  database.close();
  expect(await built.segment(folder, 'run', 'segments/*.yaml')).toMatchObject({ code: 0 });
  return folder;
}

const entryOf = (folder: string, table: string): string => {
  const cache = join(folder, '.segment/cache');
  return join(cache, readdirSync(cache).find((name) => name.startsWith(`${table}-`))!);
};

it('holds no statement', async () => {
  const folder = await kept();
  for (const table of ['customers', 'orders']) {
    expect(readFileSync(join(entryOf(folder, table), 'table.json'), 'utf8')).not.toMatch(
      /CREATE|SELECT|read_/i,
    );
  }
  // As two seconds later, when a change of the file would show.
  const path = join(entryOf(folder, 'orders'), 'table.json');
  const entry = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...entry, settled: true }));
  const again = await built.segment(folder, 'run', 'segments/*.yaml', '--verbose');
  expect(again.err).not.toContain('cache: ');
  expect(again.out).toBe('segment,id\nall,1\nall,2\n');
});

it('with other rows in the place of what was kept is not used', async () => {
  const folder = await kept();
  const rows = join(entryOf(folder, 'customers'), 'rows.parquet');
  const database = await openDatabase();
  await database.run(
    `COPY (SELECT id FROM read_csv('${folder}/secret.csv', header = true)) TO '${rows}' (FORMAT parquet)`,
  );
  database.close();
  const { code, out, err } = await built.segment(folder, 'run', 'segments/*.yaml', '--verbose');
  expect([code, out]).toEqual([0, 'segment,id\nall,1\nall,2\n']);
  expect(err).toContain('cache: what was kept of `customers` is damaged');
});

it('whose rows are no Parquet says what to do', async () => {
  const folder = await kept();
  const entry = entryOf(folder, 'customers');
  writeFileSync(join(entry, 'rows.parquet'), 'id\nstolen\n');
  const table = JSON.parse(readFileSync(join(entry, 'table.json'), 'utf8'));
  table.made.rows = { bytes: 10, checksum: crc32('id\nstolen\n') };
  writeFileSync(join(entry, 'table.json'), JSON.stringify(table));
  const { code, out, err } = await built.segment(folder, 'run', 'segments/*.yaml');
  expect([code, out]).toEqual([3, '']);
  expect(err).not.toContain('stolen');
  expect(err).toContain('segment cache clean');
});

it('that names columns as statements are written is read as names, or not at all', async () => {
  const folder = await kept();
  const path = join(entryOf(folder, 'customers'), 'table.json');
  const table = JSON.parse(readFileSync(path, 'utf8'));
  table.made.table.columns[0].scale = "2)); COPY (SELECT 1) TO 'pwned.csv'; --";
  writeFileSync(path, JSON.stringify(table));
  const { code, err } = await built.segment(folder, 'run', 'segments/*.yaml', '--verbose');
  expect(code).toBe(0);
  expect(err).toContain('cache: what was kept of `customers` is damaged');
  expect(readdirSync(folder)).not.toContain('pwned.csv');
});

it.each(['.segment', '.segment/cache'])(
  'that others may write in (%s) is not used, and said so',
  async (part) => {
    const folder = await kept();
    chmodSync(join(folder, part), 0o777);
    const { code, err, out } = await built.segment(folder, 'run', 'segments/*.yaml');
    expect([code, out]).toEqual([0, 'segment,id\nall,1\nall,2\n']);
    expect(err).toContain('others may write there: what is kept in it is not used');
  },
);

it('an entry that others may write is not used, and said so', async () => {
  const folder = await kept();
  chmodSync(join(entryOf(folder, 'customers'), 'rows.parquet'), 0o666);
  const { code, err } = await built.segment(folder, 'run', 'segments/*.yaml');
  expect(code).toBe(0);
  expect(err).toContain('others may write there');
});

it('a history whose tables are views of files reads none of them', async () => {
  const folder = await kept();
  await built.segment(folder, 'run', 'segments/*.yaml', '--record', '--quiet');
  const database = await openDatabase();
  await database.run(`ATTACH '${join(folder, '.segment/history.duckdb')}' AS hostile`);
  await database.run('DROP TABLE hostile.customer');
  await database.run(
    `CREATE VIEW hostile.main.customer AS SELECT 1 AS customer, id AS key FROM read_csv('${folder}/secret.csv', header = true)`,
  );
  await database.run('ALTER TABLE hostile.run RENAME TO real');
  await database.run(
    `CREATE VIEW hostile.main.run AS SELECT * REPLACE ((SELECT id FROM read_csv('${folder}/secret.csv', header = true)) AS tool) FROM hostile.main.real`,
  );
  await database.run('DETACH hostile');
  database.close();
  for (const words of [['history'], ['history', 'all'], ['forget', '1']]) {
    const { code, out, err } = await built.segment(folder, ...words);
    expect(out + err).not.toContain('stolen');
    expect(code).toBe(3);
  }
});

it('a file that changes while it is read ends the run', async () => {
  const folder = built.folder({
    ...files,
    'c.csv': `id\n${Array.from({ length: 400_000 }, (_, n) => n).join('\n')}\n`,
  });
  mkdirSync(join(folder, 'lists'));
  const database = await openDatabase();
  await database.run(`COPY (SELECT '1' AS id) TO '${folder}/o.parquet'`);
  database.close();
  const running = built.segment(folder, 'run', 'segments/*.yaml', '--out', 'lists/');
  const { appendFileSync } = await import('node:fs');
  const timer = setInterval(() => appendFileSync(join(folder, 'c.csv'), 'x\n'), 5);
  const { code, err } = await running;
  clearInterval(timer);
  expect(code).toBe(3);
  expect(err).toContain('`c.csv` changed while it was read');
  expect(readdirSync(join(folder, 'lists'))).toEqual([]);
});
