import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import { type Built, buildSegment, shop } from './fixture/segment.ts';

let built: Built;
beforeAll(async () => {
  built = await buildSegment();
});
afterAll(() => built.remove());

const AS_OF = ['--as-of', '2026-06-30'];
const run = (folder: string, ...words: string[]) => built.segment(folder, 'run', ...words, ...AS_OF);
const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');

describe('segment run in a pipe', () => {
  it('writes the members of all segments under the union of their columns', async () => {
    const { code, out, err } = await run(built.folder(shop), 'segments/*.yaml');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      [
        'segment,customer_id,arm,spend,last_order_at,name,interests',
        'buyers,007,a,19.75,2026-06-20T10:00:00,,',
        'buyers,010,b,100.00,2026-06-29T23:30:00,,',
        'buyers,zz,b,0.10,2026-06-30T12:00:00,,',
        'pl,007,,19.75,,"Ann ""A"" Ant",red|blue',
        'pl,010,,100.00,,=cmd(),',
        'pl,a b,,0.00,,"Smith, John",blue',
        '',
      ].join('\n'),
    );
  });

  it('writes a header only where nobody is in', async () => {
    const { out } = await run(built.folder(shop), 'segments/nobody.yaml');
    expect(out).toBe('segment,customer_id,name\n');
    const { out: objects } = await run(built.folder(shop), 'segments/nobody.yaml', '--format', 'json');
    expect(objects).toBe('[]\n');
  });

  it('writes the first rows of all with `--rows`', async () => {
    const folder = built.folder(shop);
    const { out } = await run(folder, 'segments/*.yaml', '--rows', '4');
    expect(out.split('\n').map((line) => line.slice(0, 10))).toEqual([
      'segment,cu',
      'buyers,007',
      'buyers,010',
      'buyers,zz,',
      'pl,007,,19',
      '',
    ]);
    expect((await run(folder, 'segments/*.yaml', '--rows', '0')).out.split('\n')).toHaveLength(2);
  });

  it('gives the same members in every format', async () => {
    const folder = built.folder(shop);
    const lines = (await run(folder, 'segments/pl.yaml', '--format', 'ndjson')).out.trimEnd().split('\n');
    const rows = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows[0]).toEqual({
      segment: 'pl',
      customer_id: '007',
      name: 'Ann "A" Ant',
      spend: 19.75,
      interests: ['red', 'blue'],
    });
    const json = await run(folder, 'segments/pl.yaml', '--format', 'json');
    expect(JSON.parse(json.out)).toEqual(rows);
    const tsv = await run(folder, 'segments/pl.yaml', '--format', 'tsv');
    expect(tsv.out.split('\n')[3]).toBe('pl\ta b\tSmith, John\t0.00\tblue');
    const md = await run(folder, 'segments/pl.yaml', '--format', 'md');
    expect(md.out).toContain('| pl | 007 | Ann "A" Ant | 19.75 | red\\|blue |');
    const html = await run(folder, 'segments/pl.yaml', '--format', 'html');
    expect(html.out).toContain('<td>Ann &quot;A&quot; Ant</td>');
  });

  it('types Parquet, also the columns of segments without members', async () => {
    const folder = built.folder(shop);
    await built.shell(
      folder,
      'segment run segments/*.yaml --format parquet --as-of 2026-06-30 > all.parquet',
    );
    const database = await openDatabase();
    const file = `'${join(folder, 'all.parquet')}'`;
    const types = (await database.columns(`FROM ${file}`)).map(({ name, type }) => `${name} ${type}`);
    const keys = await database.rows(`SELECT segment || ' ' || customer_id FROM ${file}`);
    database.close();
    expect(types).toEqual([
      'segment VARCHAR',
      'customer_id VARCHAR',
      'arm VARCHAR',
      expect.stringMatching(/^spend DECIMAL\(\d+,2\)$/),
      'last_order_at TIMESTAMP',
      'name VARCHAR',
      'interests VARCHAR[]',
    ]);
    expect(keys.flat()).toEqual(['buyers 007', 'buyers 010', 'buyers zz', 'pl 007', 'pl 010', 'pl a b']);
  });

  it('writes for a spreadsheet with `--excel`: no formula is run', async () => {
    const { out } = await run(built.folder(shop), 'segments/pl.yaml', '--excel', 'pl');
    expect(out).toBe(
      '\ufeffsegment;customer_id;name;spend;interests\n' +
        'pl;007;"Ann ""A"" Ant";19,75;red|blue\n' +
        "pl;010;'=cmd();100,00;\n" +
        'pl;a b;Smith, John;0,00;blue\n',
    );
  });

  it('keeps apart columns that would have one name', async () => {
    const files = {
      ...shop,
      'own.yaml': 'name: own\nwhere: { country: HU }\ncolumns: [segment, customer_id, name]\n',
    };
    const { out } = await run(built.folder(files), 'own.yaml');
    expect(out).toBe('segment,customer_id,segment_2,name\nown,011,new,Żaneta\nown,9,,\n');
  });

  it('leaves early when the reader does', async () => {
    const { code, out, err } = await built.shell(
      built.folder(shop),
      'segment run segments/*.yaml --as-of 2026-06-30 | head -1',
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe('segment,customer_id,arm,spend,last_order_at,name,interests\n');
  });

  it.skipIf(!existsSync('/dev/full'))('says in words that the disk is full', async () => {
    const { code, err } = await built.shell(
      built.folder(shop),
      'segment run segments/*.yaml --as-of 2026-06-30 > /dev/full',
    );
    expect(code).toBe(3);
    expect(err).toContain('cannot write the output: no space left on the device');
  });

  it('takes folders and patterns that no shell expanded, and reads nothing from standard input', async () => {
    const folder = built.folder(shop);
    const line =
      'printf "one\\ntwo\\n" | while read f; do segment run segments --as-of 2026-06-30 -q | wc -l; done';
    const { out } = await built.shell(folder, line);
    expect(out.trim().split(/\s+/)).toEqual(['7', '7']);
  });
});

describe('segment run --out', () => {
  it('writes a file a segment and the summary', async () => {
    const folder = built.folder(shop);
    const { code, out, err } = await run(folder, 'segments/*.yaml', '--out', 'lists/');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.replaceAll(/[\d.]+$/gm, 's')).toBe(
      'segment,customers,share,entered,left,seconds\nbuyers,3,0.5,,,s\nnobody,0,0,,,s\npl,3,0.5,,,s\n',
    );
    expect(readdirSync(join(folder, 'lists'))).toEqual(['buyers.csv', 'nobody.csv', 'pl.csv', 'run.json']);
    expect(read(folder, 'lists/nobody.csv')).toBe('customer_id,name\n');
    expect(read(folder, 'lists/buyers.csv')).toBe(
      'customer_id,arm,spend,last_order_at\n' +
        '007,a,19.75,2026-06-20T10:00:00\n' +
        '010,b,100.00,2026-06-29T23:30:00\n' +
        'zz,b,0.10,2026-06-30T12:00:00\n',
    );
  });

  it('is silent with --quiet, and writes the same bytes again', async () => {
    const folder = built.folder(shop);
    expect(await run(folder, 'segments/*.yaml', '--out', 'a/', '-q')).toMatchObject({
      code: 0,
      out: '',
      err: '',
    });
    await run(folder, 'segments/*.yaml', '--out', 'b/', '-q');
    for (const name of readdirSync(join(folder, 'a'))) {
      expect(read(folder, `b/${name}`)).toBe(read(folder, `a/${name}`));
    }
  });

  it('leaves files of segments that are no longer defined alone, and names them', async () => {
    const folder = built.folder({ ...shop, 'lists/gone.csv': 'customer_id\n1\n', 'lists/Notes.csv': '' });
    const { err } = await run(folder, 'segments/pl.yaml', '--out', 'lists/');
    expect(err).toBe(
      'note: `gone.csv` is there already and no segment is written to it: it was left as it is\n',
    );
    expect(read(folder, 'lists/gone.csv')).toBe('customer_id\n1\n');
  });

  it('names the first few of many files that it leaves alone, in one line', async () => {
    const many = ['e', 'd', 'c', 'b', 'a'].map((name) => [`lists/${name}.csv`, 'customer_id\n'] as const);
    const three = many.slice(2);
    const told = async (files: typeof many) =>
      (
        await run(
          built.folder({ ...shop, ...Object.fromEntries(files) }),
          'segments/pl.yaml',
          '--out',
          'lists/',
        )
      ).err;
    const rest = 'are there already and no segment is written to them: they were left as they are\n';
    expect(await told(many)).toBe(`note: \`a.csv\`, \`b.csv\`, \`c.csv\` and 2 more ${rest}`);
    expect(await told(three)).toBe(`note: \`a.csv\`, \`b.csv\` and \`c.csv\` ${rest}`);
  });

  it('writes all lists to one file in the format of its extension', async () => {
    const folder = built.folder(shop);
    await run(folder, 'segments/*.yaml', '--out', 'all.tsv');
    expect(read(folder, 'all.tsv').split('\n')[1]).toBe('buyers\t007\ta\t19.75\t2026-06-20T10:00:00\t\t');
    await run(folder, 'segments/*.yaml', '--out', 'all.json');
    expect(JSON.parse(read(folder, 'all.json'))).toHaveLength(6);
    await run(folder, 'segments/pl.yaml', '--out', 'tables/', '--format', 'html');
    expect(read(folder, 'tables/pl.html')).toContain('<title>pl</title>');
  });

  it('keeps the mode of a file, makes private ones, and leaves no folder but that of the cache', async () => {
    const folder = built.folder(shop);
    writeFileSync(join(folder, 'kept.csv'), 'old', { mode: 0o640 });
    await run(folder, 'segments/pl.yaml', '--out', 'kept.csv');
    await run(folder, 'segments/pl.yaml', '--out', 'new.csv');
    expect(statSync(join(folder, 'kept.csv')).mode & 0o777).toBe(0o640);
    expect(statSync(join(folder, 'new.csv')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual(['.segment']);
  });

  it('is refused before any work when it cannot be written', async () => {
    const folder = built.folder(shop);
    const { code, err } = await run(folder, 'segments/pl.yaml', '--out', 'no/where.csv');
    expect(code).toBe(2);
    expect(err).toContain('cannot write `no/where.csv`: its folder does not exist');
  });
});

describe('a large run', () => {
  const members = 200_000;
  let folder = '';
  let whole = '';

  beforeAll(async () => {
    const rows = Array.from({ length: members }, (_, n) => `C${String(n).padStart(7, '0')},PL,name ${n}`);
    folder = built.folder({
      ...shop,
      'segment.config.yaml': 'timezone: UTC\ncustomers: { file: customers.csv, key: customer_id }\n',
      'customers.csv': `customer_id,country,name\n${rows.join('\n')}\n`,
      'segments/pl.yaml': 'name: pl\nwhere: { country: PL }\ncolumns: [name]\n',
    });
    whole = `customer_id,name\n${rows.map((row) => row.replace(',PL,', ',')).join('\n')}\n`;
  });

  it('is one array in JSON, whole in every piece', async () => {
    const line = 'segment run segments/pl.yaml --format json -q > all.json; wc -l < all.json';
    expect((await built.shell(folder, line)).out.trim()).toBe(String(members + 2));
    const rows = JSON.parse(read(folder, 'all.json')) as readonly Record<string, string>[];
    expect(rows.length).toBe(members);
    expect(rows.every((row, n) => row['name'] === `name ${n}`)).toBe(true);
  });

  it('keeps the order of the keys in Parquet with several threads', async () => {
    await built.shell(folder, 'segment run segments/pl.yaml --out all.parquet -q --threads 4');
    const database = await openDatabase();
    const rows = await database.rows(
      `SELECT count(*) FROM (SELECT name, row_number() OVER () - 1 AS n FROM '${join(folder, 'all.parquet')}') WHERE name = 'name ' || n`,
    );
    database.close();
    expect(rows).toEqual([[members]]);
  });

  it('that is killed leaves the old whole file or the new one, and the next run sweeps up', async () => {
    mkdirSync(join(folder, 'lists'));
    const line = (seconds: number) =>
      `printf old > lists/pl.csv; timeout -s KILL ${seconds} node "$SEGMENT" run segments/pl.yaml --out lists/ -q`;
    for (const seconds of [0.2, 0.5, 0.7, 0.8, 0.9, 1, 1.2]) {
      await built.shell(folder, line(seconds));
      expect(['old', whole].includes(read(folder, 'lists/pl.csv'))).toBe(true);
    }
    expect(await built.segment(folder, 'run', 'segments/pl.yaml', '--out', 'lists/', '-q')).toMatchObject({
      code: 0,
    });
    expect(read(folder, 'lists/pl.csv')).toBe(whole);
    expect(readdirSync(join(folder, 'lists'))).toEqual(['pl.csv', 'run.json']);
  });

  it.each([
    ['INT', 130],
    ['TERM', 143],
  ])('that is told to stop by %s ends with %i', async (signal, expected) => {
    // Standard input stays open and empty, so that the run is under way however fast the machine is.
    const stopped = `timeout --preserve-status -s ${signal} 0.8 node "$SEGMENT"`;
    const line = `sleep 2 | ${stopped} run segments/pl.yaml --out stopped/ -q --params -`;
    const { code } = await built.shell(folder, line);
    expect(code).toBe(expected);
    const files = existsSync(join(folder, 'stopped')) ? readdirSync(join(folder, 'stopped')) : [];
    expect(files.filter((name) => name !== 'pl.csv' && name !== 'run.json')).toEqual([]);
    if (files.length > 0) expect(read(folder, 'stopped/pl.csv')).toBe(whole);
  });
});

describe('definitions that cannot be run', () => {
  const broken = {
    ...shop,
    'segments/broken.yaml': 'name: broken\nwhere: { countri: PL }\n',
    'segments/on-broken.yaml': 'name: on-broken\nwhere: { not: { segment: broken } }\n',
    'segments/on-that.yaml': 'name: on-that\nwhere: { segment: on-broken }\n',
  };

  it('are refused all at once, with nothing written', async () => {
    const folder = built.folder({ ...broken, 'segments/worse.yaml': 'name: worse\nwhere: { spend: abc }\n' });
    const { code, out, err } = await run(folder, 'segments/*.yaml', '--out', 'lists/');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('segments/broken.yaml:2:10: error: a customer has no field `countri`');
    expect(err).toContain('did you mean `country`?');
    expect(err).toContain('segments/worse.yaml:2:');
    expect(existsSync(join(folder, 'lists'))).toBe(false);
  });

  it('are none of the business of a run that does not ask for them', async () => {
    const folder = built.folder({ ...broken, 'segments/odd.yaml': 'name: odd\nwhere: { country: [PL\n' });
    const { code, err } = await run(folder, 'segments/pl.yaml');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect((await run(folder, 'segments/on-that.yaml')).code).toBe(2);
  });

  it('are left out with --keep-going, and what depends on them, by name', async () => {
    const { code, out, err } = await run(built.folder(broken), 'segments/*.yaml', '--keep-going');
    expect(code).toBe(1);
    expect(new Set(out.split('\n').map((line) => line.split(',')[0]))).toEqual(
      new Set(['segment', 'buyers', 'pl', '']),
    );
    expect(err).toContain('error: a customer has no field `countri`');
    expect(err).toContain('warning: `broken` is left out: it has errors');
    expect(err).toContain('warning: `on-broken` is left out: it depends on `broken`, which has errors');
    expect(err).toContain('warning: `on-that` is left out: it depends on `broken`, which has errors');
  });

  it('are refused even so where the error may be in everything', async () => {
    const files = { ...broken, 'segments/traits.yaml': 'traits:\n  odd: { orders: { sum: nothing } }\n' };
    const { code, out } = await run(built.folder(files), 'segments/*.yaml', '--keep-going');
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  it('cannot read files through `sql`', async () => {
    const sql = "(SELECT count(*) FROM read_text('segment.config.yaml')) > 0";
    const files = { ...shop, 'peek.yaml': `name: peek\nwhere: { sql: { duckdb: "${sql}" } }\n` };
    const { code, out, err } = await run(built.folder(files), 'peek.yaml');
    expect(code).not.toBe(0);
    expect(out).toBe('');
    expect(err).toContain('segment.config.yaml');
  });
});

describe('what a run says', () => {
  it('is which alerts tripped, even with --quiet, once everything is written', async () => {
    const folder = built.folder({
      ...shop,
      'segments/pl.yaml': 'name: pl\nwhere: { country: PL }\nalerts: { max: 2 }\n',
      'segments/poles.yaml': 'name: poles\nwhere: { country: PL }\nalerts: { min: 1000 }\n',
    });
    const { code, out, err } = await run(folder, 'segments/pl.yaml', 'segments/poles.yaml', '-q');
    expect(code).toBe(1);
    expect(out.split('\n')).toHaveLength(8);
    expect(err).toBe(
      'error: `pl` has 3 customers, more than the 2 of its alert\n' +
        'error: `poles` has 3 customers, fewer than the 1,000 of its alert\n',
    );
  });

  it('is handed to the alert command as JSON, once, and only when an alert tripped', async () => {
    const folder = built.folder({
      ...shop,
      'segments/pl.yaml': 'name: pl\nwhere: { country: PL }\nalerts: { max: 2 }\n',
    });
    const line = (file: string, command: string) =>
      `segment run ${file} --as-of 2026-06-30 -q --out lists/ --alert-command '${command}'`;
    const told = await built.shell(folder, line('segments/*.yaml', 'cat > told.json; echo noise'));
    expect(told).toMatchObject({ code: 1, out: '' });
    expect(told.err).toContain('noise');
    expect(JSON.parse(read(folder, 'told.json'))).toEqual([
      { segment: 'pl', alert: 'max', limit: 2, customers: 3 },
    ]);
    const failed = await built.shell(folder, line('segments/pl.yaml', 'exit 7'));
    expect(failed.code).toBe(3);
    expect(failed.err).toContain('error: the alert command `exit 7` failed: it ended with 7');
    const calm = await built.shell(folder, line('segments/buyers.yaml', 'touch called'));
    expect({ code: calm.code, called: existsSync(join(folder, 'called')) }).toEqual({
      code: 0,
      called: false,
    });
  });

  it('is not where the project is silent or fixed about time, which `sources` says', async () => {
    const config = shop['segment.config.yaml']!.replace('timezone: Europe/Warsaw', 'as_of: 2026-06-30');
    const folder = built.folder({ ...shop, 'segment.config.yaml': config });
    const quiet = await built.segment(folder, 'run', 'segments/pl.yaml');
    expect(quiet.err).toBe('');
    const { err } = await built.segment(folder, 'sources');
    expect(err).toContain(
      'note: no time zone is given, so days and months are those of UTC\n' +
        '  help: add `timezone:` to `segment.config.yaml`\n' +
        'note: as of 2026-06-30, as `segment.config.yaml` fixes it\n',
    );
    expect(
      (await built.segment(folder, 'run', 'segments/pl.yaml', '--as-of', '2026-06-01')).err,
    ).not.toContain('fixes it');
  });

  it('is that nothing is written where all say so', async () => {
    const files = {
      ...shop,
      'blocks.yaml':
        'segments:\n  - { name: block, where: { country: PL }, output: false }\n  - { name: off, where: { country: PL }, enabled: false }\n',
    };
    const { code, out, err } = await run(built.folder(files), 'blocks.yaml');
    expect({ code, out }).toEqual({ code: 0, out: 'segment,customer_id\n' });
    expect(err).toContain('every segment asked for says `output: false` or `enabled: false`');
  });

  it('is that the data is old when the as-of is today', async () => {
    const files = {
      ...shop,
      'orders.csv': 'order_id,customer_id,ordered_at,total\n1,007,2011-12-09 10:00,1.00\n',
    };
    const { err } = await built.segment(built.folder(files), 'run', 'segments/pl.yaml');
    expect(err).toContain('warning: the newest event is of 2011-12-09 (in `orders`)');
    expect((await run(built.folder(files), 'segments/pl.yaml')).err).toBe('');
  });

  it('is the query and the seconds with --verbose', async () => {
    const { err } = await run(built.folder(shop), 'segments/pl.yaml', '--verbose');
    expect(err).toContain('reading the data: ');
    expect(err).toContain('evaluating the segments: ');
    expect(err).toContain('\n  FROM customers\n');
  });

  it.each(['count', 'kpis', 'overlap', 'profile'])('is the query of `%s` as well', async (command) => {
    const segments = command === 'overlap' ? ['pl', 'buyers'] : ['pl'];
    const { err } = await built.segment(
      built.folder(shop),
      command,
      ...segments,
      '--as-of',
      '2026-06-30',
      '-v',
    );
    expect(err).toContain('\n  FROM customers\n');
  });
});

describe('segment run without a project file', () => {
  it('reads a folder by convention', async () => {
    const { 'segment.config.yaml': _, ...files } = shop;
    const folder = built.folder({ 'own.yaml': 'name: own\nwhere: { orders: { count: { gte: 2 } } }\n' });
    const data = built.folder(files);
    const { code, out } = await run(folder, 'own.yaml', '--data', data);
    expect({ code, out }).toEqual({ code: 0, out: 'segment,customer_id\nown,007\n' });
  });
});

describe('segment count', () => {
  it('gives the sizes, building blocks included', async () => {
    const files = { ...shop, 'segments/block.yaml': 'name: block\noutput: false\nwhere: { country: HU }\n' };
    const { code, out, err } = await built.segment(built.folder(files), 'count', 'segments/*.yaml', ...AS_OF);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      'segment,customers,share\nblock,2,0.3333333333333333\nbuyers,3,0.5\nnobody,0,0\npl,3,0.5\n',
    );
  });

  it('refuses definitions with errors', async () => {
    const files = { ...shop, 'segments/broken.yaml': 'name: broken\nwhere: { countri: PL }\n' };
    const { code, out } = await built.segment(built.folder(files), 'count', 'segments/*.yaml', ...AS_OF);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });
});

describe('on a terminal', () => {
  const script = (folder: string, words: string) =>
    built.shell(folder, `script -qec 'stty cols 100; node "$SEGMENT" run ${words}' /dev/null < /dev/null`);

  it.skipIf(process.platform !== 'linux')('shows the sizes, or the members when asked', async () => {
    const folder = built.folder(shop);
    const { out } = await script(folder, 'segments/*.yaml --as-of 2026-06-30');
    expect(out).toContain('│ buyers  │         3 │ 50.0% │');
    expect(out).toContain('as of 2026-06-30 (Europe/Warsaw) · 6 customers · 10 rows read');
    const members = await script(folder, 'segments/pl.yaml --members --as-of 2026-06-30');
    expect(members.out).toContain('│ pl      │ 010         │ =cmd()      │ 100.00 │           │');
  });
});
