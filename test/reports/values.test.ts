/** Situations of cells, types and files that people reported of other tools. Every answer is worked out by hand. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import { config, definitions, people, shopOf } from './shop.ts';

describe('a column is what all of its rows are', () => {
  it('fractions and times of day that come late are not cut off', async () => {
    const early = Array.from({ length: 22_000 }, (_, index) => `${index},a,2026-03-01,2`).join('\n');
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-03-31', { sales: 'key: nr, time: at, value: paid' }),
      'people.csv': people('a', 'b', 'c'),
      'sales.csv': `nr,id,at,paid\n${early}\n30000,b,2026-03-02,0.25\n30001,b,2026-03-03,10.50\n30002,c,2026-03-04 18:45,1\n`,
      'defs.yaml': definitions({
        whole: '{ sales: { sum: { of: paid, eq: 44000 } } }',
        cents: '{ sales: { sum: { of: paid, eq: 10.75 } } }',
        evening: '{ sales: { where: { at.hour: 18 } } }',
      }),
    });
    expect(await shop.lists()).toEqual({ whole: ['a'], cents: ['b'], evening: ['c'] });
  });

  it('a quotient that is a column has twelve digits, in each measure of it', async () => {
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-03-31', {
        sales: 'key: nr, time: at, columns: { each: { ratio: [paid, pieces] } }',
      }),
      'people.csv': people('a', 'b'),
      'sales.csv': 'nr,id,at,paid,pieces\n1,a,2026-03-01,1,-0.0295\n2,b,2026-03-01,2,3\n',
      'defs.yaml': definitions({
        middle: '{ sales: { median: { of: each, in: [-33.898305084746] } } }',
        least: '{ sales: { min: { of: each, eq: -33.898305084746 } } }',
        any: '{ sales: { where: { each: 0.666666666667 } } }',
        mean: '{ sales: { avg: { of: each, eq: 0.666666666667 } } }',
      }),
    });
    expect(await shop.lists()).toEqual({ middle: ['a'], least: ['a'], any: ['b'], mean: ['b'] });
  });

  it('a day beside times is its own midnight, however old it is', async () => {
    const shop = shopOf({
      'segment.config.yaml': `timezone: Europe/Warsaw
as_of: 2026-07-31
customers: { file: people.csv, key: id, columns: { met: { first_of: [first_day, seen] } } }
`,
      'people.csv': 'id,first_day,seen\na,2020-01-15,2026-07-01T10:00:00Z\nb,,2026-07-02T10:00:00Z\n',
      'defs.yaml': definitions({
        earlier: '{ met: { before: 2020-01-15 } }',
        then: '{ met: { during: 2020-01-15 } }',
        july: '{ met: { during: 2026-07 } }',
      }),
    });
    expect(await shop.lists()).toEqual({ then: ['a'], july: ['b'] });
  });

  it('noughts and ones alone are numbers', async () => {
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-06-30'),
      'people.csv': 'id,calls,complaints\na,0,0\nb,1,0\nc,1,0\n',
      'defs.yaml': definitions({ called: '{ calls: { gte: 1 } }', content: '{ complaints: { lt: 1 } }' }),
    });
    expect(await shop.lists()).toEqual({ called: ['b', 'c'], content: ['a', 'b', 'c'] });
  });

  it('somebody called Null, or Nan, is somebody', async () => {
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-06-30'),
      'people.csv': 'id,name\na,Null\nb,Nan\nc,None\nd,\n',
      'defs.yaml': definitions({
        named: '{ name: { set: true } }',
        unnamed: '{ name: { set: false } }',
        'null-family': '{ name: { eq: Null } }',
      }),
    });
    expect(await shop.lists()).toEqual({ named: ['a', 'b', 'c'], unnamed: ['d'], 'null-family': ['a'] });
  });

  it('plain words of a definition are the words', async () => {
    const words = ['on', 'yes', '0x2A', '7_000', '1e3', '007', 'No', '12:30'];
    const ids = words.map((_, index) => `c${index}`);
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-06-30'),
      'people.csv': `id,code\n${words.map((word, index) => `${ids[index]},${word}`).join('\n')}\n`,
      'defs.yaml': definitions(
        Object.fromEntries(words.map((word, index) => [ids[index]!, `{ code: ${word} }`])),
      ),
    });
    expect(await shop.lists()).toEqual(Object.fromEntries(ids.map((id) => [id, [id]])));
  });

  it('an infinity among the amounts is named, or left out and counted, and poisons no sum', async () => {
    const files = (rule: string) => ({
      'segment.config.yaml': config(
        'UTC',
        '2026-04-30',
        { sales: `key: nr, time: day, value: paid${rule}` },
        'alerts: { unreadable: 50% }\n',
      ).replace('sales.csv', 'sales.parquet'),
      'people.csv': people('a', 'b', 'c'),
      'defs.yaml': definitions({ nine: '{ sales: { sum: { of: paid, eq: 9 } } }', idle: '{ sales: none }' }),
    });
    const [strict, lenient] = [shopOf(files('')), shopOf(files(', on_error: skip'))];
    const database = await openDatabase({ threads: 1 });
    for (const { folder } of [strict, lenient])
      await database.run(`COPY (SELECT * FROM (VALUES (1, 'a', DATE '2026-04-01', 2.25::DOUBLE),
        (2, 'a', DATE '2026-04-02', 6.75), (3, 'b', DATE '2026-04-03', 'inf'), (4, 'b', DATE '2026-04-04', 1)
        ) AS t(nr, id, day, paid)) TO '${join(folder, 'sales.parquet')}' (FORMAT parquet)`);
    database.close();
    const { code, out, err } = await strict.segment('run', 'defs.yaml');
    expect({ code, out, err }).toEqual({
      code: 3,
      out: '',
      err: expect.stringContaining('sales.parquet, row 3, column paid'),
    });
    expect(await lenient.lists()).toEqual({ nine: ['a'], idle: ['c'] });
  });

  it('an empty cell is not nought, nor a no', async () => {
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-06-30', { sales: 'key: nr, time: day, value: paid' }),
      'people.csv': 'id,points,wants\na,,\nb,0,no\nc,9,yes\n',
      'sales.csv': 'nr,id,day,paid\n1,a,2026-06-01,20\n2,a,2026-06-02,\n',
      'defs.yaml': definitions({
        few: '{ points: { lt: 3 } }',
        refused: '{ wants: no }',
        mean: '{ sales: { avg: { of: paid, eq: 20 } } }',
        rows: '{ sales: { count: 2 } }',
      }),
    });
    expect(await shop.lists()).toEqual({ few: ['b'], refused: ['b'], mean: ['a'], rows: ['a'] });
  });

  it('a blank is no most frequent value, and no different one', async () => {
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-06-30', { sales: 'key: nr, time: day' }),
      'people.csv': people('a', 'b', 'c'),
      'sales.csv':
        'nr,id,day,store\n1,a,2026-06-01,north\n2,a,2026-06-02,\n3,a,2026-06-03,\n4,b,2026-06-01,\n',
      'defs.yaml': definitions({
        north: '{ sales: { most_frequent: { of: store, eq: north } } }',
        none: '{ sales: { distinct: { of: store, eq: 0 } } }',
        one: '{ sales: { distinct: { of: store, eq: 1 } } }',
      }),
    });
    expect(await shop.lists()).toEqual({ north: ['a'], none: ['b', 'c'], one: ['a'] });
  });
});

describe('files as they come', () => {
  it('a mark, line ends of Windows, a name over two lines, and no end of the last', async () => {
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-06-30', { sales: 'key: nr, time: day' }),
      'people.csv': '\uFEFFid,name\r\na,Ann\r\nb,"Bo, of\r\nOslo"\r\nc,Cy',
      'sales.csv': 'nr,id,day\n1,c,2026-06-01\n\n\n',
      'defs.yaml':
        'segments:\n  - { name: all, where: { id: { set: true } } }\n  - { name: oslo, where: { name: { contains: Oslo } } }\n  - { name: bought, where: { sales: any } }\n',
    });
    expect(await shop.lists()).toEqual({ all: ['a', 'b', 'c'], oslo: ['b'], bought: ['c'] });
  });

  it('one column of labels, in which a semicolon is a letter', async () => {
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-06-30'),
      'people.csv': 'id,label\na,red\nb,red;large\nc,large\nd,blue\n',
      'labels.csv': 'label\nred\nred;large\nwhite\n',
      'defs.yaml': 'name: listed\nwhere: { in_file: { path: labels.csv, field: label } }\n',
    });
    expect(await shop.lists()).toEqual({ listed: ['a', 'b'] });
  });

  it('files of one table may have their columns in another order, and one more', async () => {
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-06-30', {
        sales: 'key: nr, time: day, value: paid',
      }).replace('sales.csv', '"sales-*.csv"'),
      'people.csv': people('a', 'b'),
      'sales-1.csv': 'nr,id,day,paid\n',
      'sales-2.csv': 'nr,id,day,paid\n1,a,2026-06-01,5\n',
      'sales-3.csv': 'paid,nr,day,id\n0.75,2,2026-06-02,a\n9.99,3,2026-06-02,b\n',
      'defs.yaml': definitions({
        five: '{ sales: { sum: { of: paid, eq: 5.75 } } }',
        ten: '{ sales: { sum: { of: paid, eq: 9.99 } } }',
      }),
    });
    expect(await shop.lists()).toEqual({ five: ['a'], ten: ['b'] });
    writeFileSync(join(shop.folder, 'sales-4.csv'), 'nr,id,day,paid,store\n4,b,2026-06-03,1,north\n');
    writeFileSync(
      join(shop.folder, 'defs.yaml'),
      definitions({ north: '{ sales: { where: { store: north } } }' }),
    );
    const { code, out, err } = await shop.segment('run', 'defs.yaml', '--format', 'csv', '--quiet');
    if (code === 0) expect(out).toBe('segment,id\nnorth,b\n');
    else expect(err).toContain('store');
  });

  it('a key of a definition or of the project that stands twice is refused', async () => {
    const files = { 'segment.config.yaml': config('UTC', '2026-06-30'), 'people.csv': 'id,city\na,Oslo\n' };
    const twice = [
      'name: a\nwhere: { city: Oslo, city: Rome }\n',
      'name: a\nwhere: { city: Oslo }\nwhere: { city: Rome }\n',
    ];
    for (const text of twice) {
      const shop = shopOf({ ...files, 'defs.yaml': text });
      expect(await shop.segment('run', 'defs.yaml', '--out', 'lists/')).toMatchObject({ code: 2, out: '' });
    }
    const project = shopOf({
      ...files,
      'segment.config.yaml': `timezone: UTC\n${files['segment.config.yaml']}`,
      'defs.yaml': 'name: a\nwhere: { city: Oslo }\n',
    });
    expect(await project.segment('run', 'defs.yaml')).toMatchObject({ code: 2, out: '' });
  });

  it('a text that a spreadsheet would run is text, and a number stays one', async () => {
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-06-30'),
      'people.csv': 'id,balance,note\na,-7.25,=1+1\nb,3.00,-2 pieces\nc,0.00,@home\n',
      'defs.yaml': 'name: all\nwhere: { id: { set: true } }\ncolumns: [balance, note]\n',
    });
    expect(await shop.rows('run', 'defs.yaml', '--quiet')).toEqual([
      'all,a,-7.25,=1+1',
      'all,b,3.00,-2 pieces',
      'all,c,0.00,@home',
    ]);
    const { out } = await shop.segment('run', 'defs.yaml', '--quiet', '--format', 'csv', '--excel');
    const rows = out
      .trimEnd()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(','));
    expect(rows.map((row) => row[2])).toEqual(['-7.25', '3.00', '0.00']);
    expect(rows.map((row) => row[3])).toEqual(["'=1+1", "'-2 pieces", "'@home"]);
  });

  it('words are found whatever their case and accents where that is asked, and signs are themselves', async () => {
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-06-30'),
      'people.csv': 'id,name\na,Żółw\nb,zolw\nc,ŻÓŁW\nd,100%\ne,100 things\nf,a_b\ng,axb\n',
      'defs.yaml': definitions({
        'as-written': '{ name: { contains: Żółw } }',
        'any-case': '{ name: { contains: żółw, ignore_case: true } }',
        'any-accent': '{ name: { contains: zolw, ignore_case: true, ignore_accents: true } }',
        percent: '{ name: { contains: "0%" } }',
        underscore: '{ name: { contains: a_b } }',
      }),
    });
    expect(await shop.lists()).toEqual({
      'as-written': ['a'],
      'any-case': ['a', 'c'],
      'any-accent': ['a', 'b', 'c'],
      percent: ['d'],
      underscore: ['f'],
    });
  });

  it('what does not contain a word includes who has nothing there', async () => {
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-06-30'),
      'people.csv': 'id,note\na,call me\nb,write\nc,\n',
      'defs.yaml': definitions({
        quiet: '{ note: { not: { contains: call } } }',
        loud: '{ note: { contains: call } }',
      }),
    });
    expect(await shop.lists()).toEqual({ quiet: ['b', 'c'], loud: ['a'] });
  });
});
