/** The commands that judge, name and show definitions: check, list, sources, sql. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace } from '../../src/workspace/open.ts';
import { type Built, buildSegment, shop } from './fixture/segment.ts';

let built: Built;
beforeAll(async () => {
  built = await buildSegment();
});
afterAll(() => built.remove());

const rows = (text: string) => text.trimEnd().split('\n');
const objects = (text: string) => JSON.parse(text) as Readonly<Record<string, unknown>>[];
const withFile = (name: string, text: string) => built.folder({ ...shop, [`segments/${name}.yaml`]: text });

describe('segment check', () => {
  it('finds nothing where all is right', async () => {
    const { code, out, err } = await built.segment(built.folder(shop), 'check', '--format', 'csv');
    expect({ code, out }).toEqual({ code: 0, out: 'severity,code,file,line,column,message,help\n' });
    expect(err).toBe('3 segments in 3 files: nothing to complain of\n');
  });

  it('tells all errors of all files as rows, and exits with 1', async () => {
    const folder = built.folder({
      ...shop,
      'segments/a.yaml': 'where: { contry: PL }\n',
      'segments/b.yaml': 'where:\n  all: []\n',
    });
    const { code, out, err } = await built.segment(folder, 'check', '--format', 'json');
    expect(code).toBe(1);
    const found = objects(out).map(({ severity, code: kind, file, line, column, help }) =>
      [severity, kind, file, line, column, help].join(' '),
    );
    expect(found).toEqual([
      'error unknown-field segments/a.yaml 1 10 did you mean `country`?',
      'error empty-group segments/b.yaml 2 8 ',
    ]);
    expect(err).toContain('5 segments in 5 files: 2 errors');
  });

  it('tells what is wrong with the targets of the project file', async () => {
    const folder = built.folder({
      ...shop,
      'segments/broken.yaml': 'where: { contry: PL }\n',
      'segment.config.yaml': `${shop['segment.config.yaml']}targets:
  aovs: 60
  aov: lots
  plc: { aov: 1 }
  pl: { conversion: "10%" }
  broken: { retention: 20% }
`,
    });
    const { code, out } = await built.segment(folder, 'check', '--format', 'json');
    expect(code).toBe(1);
    const first = rows(shop['segment.config.yaml']!).length + 2;
    const found = objects(out).filter(({ file }) => file === 'segment.config.yaml');
    expect(found.map(({ code: kind, line, column, help }) => [kind, line, column, help])).toEqual([
      ['unknown-kpi', first, '3', 'did you mean `aov`?'],
      ['target', first + 1, '8', null],
      ['unknown-segment', first + 2, '3', 'did you mean `pl`?'],
      ['target', first + 3, '21', null],
    ]);
    const named = await built.segment(folder, 'check', 'segments/pl.yaml', '--format', 'json');
    expect({ code: named.code, errors: objects(named.out).length }).toEqual({ code: 1, errors: 4 });
  });

  it('answers for the files that are named, and for what they need', async () => {
    const folder = built.folder({
      ...shop,
      'segments/bad.yaml': 'where: { contry: PL }\n',
      'segments/uses-bad.yaml': 'where: { segment: bad }\n',
    });
    const alone = await built.segment(folder, 'check', 'segments/pl.yaml', '--format', 'csv');
    expect({ code: alone.code, lines: rows(alone.out).length }).toEqual({ code: 0, lines: 1 });
    expect(alone.err).toContain('1 warning about files that were not named');
    const needing = await built.segment(folder, 'check', 'segments/uses-bad.yaml', '--format', 'csv');
    expect(needing.code).toBe(1);
    expect(needing.out).toContain('error,unknown-field,segments/bad.yaml,1,10');
  });

  it('answers for a project file that cannot be opened, and refuses where there is nothing to check', async () => {
    const folder = built.folder({ ...shop, 'segment.config.yaml': 'timezone: Mars\nevents: {}\n' });
    const { code, out } = await built.segment(folder, 'check', '--format', 'csv');
    expect(code).toBe(1);
    expect(rows(out).length).toBeGreaterThan(2);
    expect((await built.segment(folder, 'check', 'segments/none.yaml', '--project', 'none.yaml')).code).toBe(
      2,
    );
  });

  it('tells what is wrong with the text of definitions even where the data is missing', async () => {
    const { 'orders.csv': _, ...files } = shop;
    const folder = built.folder({ ...files, 'segments/bad.yaml': 'wher: { country: PL }\n' });
    const { code, out } = await built.segment(folder, 'check', '--format', 'csv');
    expect(code).toBe(1);
    const found = rows(out).map((line) => line.split(',').slice(1, 3).join(' '));
    expect(found).toEqual(['code file', 'missing-file segment.config.yaml', 'unknown-key segments/bad.yaml']);
  });

  it('counts with `--counts`: nobody, nearly everybody, and whom a missing value lets in', async () => {
    const folder = built.folder({
      ...shop,
      'segments/all.yaml': 'where: { customer_id: { ne: none } }\n',
      'segments/not-pl.yaml': 'where: { country: { ne: PL } }\n',
      'segments/pl-elsewhere.yaml': 'base: pl\nwhere: { country: HU }\n',
    });
    const { code, out, err } = await built.segment(folder, 'check', '--counts', '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(err)).toEqual({
      severity: 'info',
      code: 'checked',
      message: '6 segments in 6 files: 4 warnings',
      facts: { errors: 0, warnings: 4 },
    });
    expect(objects(out).map(({ code: kind, message }) => `${kind}: ${message}`)).toEqual([
      'near-total: `all` holds 6 of the 6 customers',
      'empty-segment: `nobody` holds none of the 6 customers',
      'missing-sways: `country` may be missing, and 1 customer is in the condition of `not-pl` for that alone',
      'empty-segment: `pl-elsewhere` holds none of the 3 customers of `pl`',
    ]);
  });
});

describe('segment list', () => {
  it('reads `output: $on` as `run` and the history do, by the default of the parameter', async () => {
    const folder = built.folder({
      ...shop,
      'segments/off.yaml':
        'params: { on: { type: boolean, default: false } }\noutput: $on\nwhere: { country: PL }\n',
    });
    const { out, err } = await built.segment(folder, 'list', 'segments/off.yaml');
    expect(rows(out)).toEqual(['segment,title,tags,uses', 'off,,,']);
    expect(err).toBe('1 segment, 1 of them not written by `run`\n');
    const { err: history } = await built.segment(folder, 'history', 'off');
    expect(history).toContain('it says `output: false`');
    const run = await built.segment(folder, 'run', 'segments/off.yaml');
    expect(run.err).toContain('every segment asked for says `output: false`');
    const on = await built.segment(folder, 'run', 'segments/off.yaml', '--param', 'on=true');
    expect(rows(on.out)[1]).toMatch(/^off,/);
  });

  it('names what each definition uses, from its syntax alone', async () => {
    const folder = built.folder({
      ...shop,
      'customers.csv': 'this is no table that anybody could load\n"\n',
      'segments/life.yaml':
        'name: life\nbase: pl\ntitle: Life\ntags: [a, b]\nstages:\n  - { stage: new, where: { orders: { last: 30d, then: { orders: any }, where: { spend: 1 } } } }\n  - { stage: rest }\n',
      'segments/gap.yaml': 'where: { name: { ne: { field: last_order_at } }, life.stage: new }\n',
    });
    const { code, out, err } = await built.segment(folder, 'list');
    expect(code).toBe(0);
    expect(rows(out)).toEqual([
      'segment,title,tags,uses',
      'buyers,,,"orders, spend, last_order_at"',
      'gap,,,"last_order_at, life"',
      'life.new,Life,"a, b","pl, orders"',
      'life.rest,Life,"a, b","pl, orders"',
      'nobody,,,',
      'pl,,,spend',
    ]);
    expect(err).toBe('6 segments\n');
  });

  it('shows a definition with parameters under the name that it is written with', async () => {
    const text =
      'name: best-of-$land-$year\nfor_each: { land: { distinct: country }, year: [2025] }\nwhere: { country: $land, orders: { during: $year } }\n';
    const { code, out, err } = await built.segment(withFile('best', text), 'list');
    expect(err).toBe('4 segments\n');
    expect(code).toBe(0);
    expect(rows(out)).toContain('best-of-$land-$year,,,orders');
  });

  it('lists the rest and exits with 1 where a definition cannot be read', async () => {
    const { code, out, err } = await built.segment(withFile('bad', 'where: [\n'), 'list');
    expect(code).toBe(1);
    expect(rows(out)).toHaveLength(4);
    expect(err).toContain('segments/bad.yaml:');
  });

  it('knows the tables of a folder without a project file', async () => {
    const { 'segment.config.yaml': _, ...files } = shop;
    const { code, out } = await built.segment(built.folder(files), 'list', '--data', '.');
    expect(code).toBe(0);
    expect(out).toContain('buyers,,,orders\n');
  });
});

describe('segment sources', () => {
  it('counts at the as-of that is asked for', async () => {
    const folder = built.folder({
      ...shop,
      'segment.config.yaml':
        'customers: { from: orders }\nevents: { orders: { file: orders.csv, customer: id, time: at } }\n',
      'orders.csv': 'id,at\na,2026-01-01\nb,2026-03-01\n',
    });
    const peopleAt = async (date: string) => {
      const { out } = await built.segment(folder, 'sources', '--as-of', date, '--format', 'json');
      return JSON.parse(out).find(({ table }: { table: string }) => table === 'customers').keys;
    };
    expect([await peopleAt('2026-02-01'), await peopleAt('2026-04-01')]).toEqual([1, 2]);
  });

  it('gives tables with rows and time range, and says what was left out', async () => {
    const folder = built.folder({
      ...shop,
      'orders.csv': `${shop['orders.csv']}4,zz,2026-06-30 12:00,0.10\n5,,2026-06-30 12:00,1\n`,
    });
    const { code, out, err } = await built.segment(folder, 'sources');
    expect(code).toBe(0);
    expect(rows(out)).toEqual([
      'table,kind,file,rows,first,last,read,unreadable,wrong_value,no_key,no_customer,no_time,repeated,superseded,of_nobody,outside_where,keys,value',
      'customers,customers,customers.csv,6,,,6,0,0,0,0,0,0,0,0,,6,',
      'orders,events,orders.csv,5,2026-05-20T10:00:00,2026-06-30T12:00:00,6,0,0,0,0,0,1,0,1,,5,120.85',
    ]);
    expect(err).toContain('orders: 1 of 6 rows left out (1 repeated)');
  });

  it('adds columns and types with `--verbose`', async () => {
    const { err } = await built.segment(built.folder(shop), 'sources', '--verbose');
    expect(err).toContain('  customer_id: text\n');
    expect(err).toContain('  total: decimal of 2 digits after the point\n');
    expect(err).toContain('  ordered_at: time, 2026-05-20T10:00:00 to 2026-06-30T12:00:00\n');
    expect(err).toContain('  country: text, may be missing\n');
  });
});

describe('segment sql', () => {
  it('prints the query whose rows are those of `run`', async () => {
    const folder = withFile(
      'titled',
      'title: "Two\\nlines"\nwhere: { spend: { gte: 10 } }\ncolumns: [country]\n',
    );
    const words = ['segments/*.yaml', '--as-of', '2026-06-30'];
    const { code, out } = await built.segment(folder, 'sql', ...words);
    expect(code).toBe(0);
    expect(out).toContain('titled, -- Two lines (segments/titled.yaml:1)\n');
    const workspace = await openWorkspace({
      cwd: folder,
      env: {},
      now: '2026-07-01T00:00:00Z',
      project: undefined,
      data: undefined,
      asOf: '2026-06-30',
      parameters: [],
      parameterFile: undefined,
      readStdin: async () => '',
      memoryLimit: undefined,
      threads: 1,
      files: [],
    });
    try {
      const path = join(workspace.database.folder, 'list.csv');
      await workspace.database.copy(out.trimEnd().replace(/;$/, ''), path, { format: 'csv' });
      expect(readFileSync(path, 'utf8')).toBe((await built.segment(folder, 'run', ...words)).out);
    } finally {
      workspace.close();
    }
  });

  it('says as of when, and changes with it in nothing but boundaries', async () => {
    const folder = withFile('recent', 'where: { orders: { last: 7d } }\n');
    const june = await built.segment(folder, 'sql', 'segments/recent.yaml', '--as-of', '2026-06-30');
    expect(rows(june.out)[1]).toBe(
      '-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw',
    );
    const may = await built.segment(folder, 'sql', 'segments/recent.yaml', '--as-of', '2026-05-31');
    const blank = (text: string) => text.replaceAll(/2026-0\d-\d\d[T ]\d\d:00:00Z?|2026-0\d-\d\d/g, '…');
    expect(blank(may.out)).toBe(blank(june.out));
    expect(may.out).not.toBe(june.out);
  });

  it('writes to a file, and refuses a dialect that is none by what there is', async () => {
    const folder = built.folder(shop);
    writeFileSync(join(folder, 'q.sql'), 'old');
    const { code, out } = await built.segment(folder, 'sql', 'segments/pl.yaml', '--out', 'q.sql');
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(readFileSync(join(folder, 'q.sql'), 'utf8')).toMatch(/^-- segment .*;\n$/s);
    const refused = await built.segment(folder, 'sql', 'segments/pl.yaml', '--dialect', 'dukcdb');
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('did you mean `duckdb`?');
  });
});
