// Cells as exports write them: numbers, dates, lists, text, places within JSON.
import { describe, expect, it } from 'vitest';
import { failing, type Loaded, loading } from './load-text.ts';

/** The values of a column of text cells, read as the column option says. */
async function column(cells: readonly string[], option: string, table = ''): Promise<readonly unknown[]> {
  const quoted = cells.map((cell, index) => `${index},"${cell.replaceAll('"', '""')}"\n`).join('');
  const project = `customers: { file: c.csv, key: id, columns: { v: ${option} }${table} }`;
  return loading(project, { 'c.csv': `id,v\n${quoted}` }, async ({ rows }) => {
    const found = await rows('SELECT CAST(v AS VARCHAR) FROM customers ORDER BY CAST(id AS INTEGER)');
    return found.map(([value]) => value);
  });
}

it('leaves a row out whose time cannot be read, in a zone that has to be looked up too', async () => {
  const project =
    'customers: { file: c.csv, key: id, on_error: skip, columns: { v: time } }\ntimezone: Europe/Lisbon';
  const files = { 'c.csv': 'id,v\n1,2026-03-29 01:30:00\n2,oops\n3,2026-01-02 10:00:00\n' };
  await loading(project, files, async ({ rows }) => {
    const found = await rows('SELECT id, CAST(v AS VARCHAR) FROM customers ORDER BY id');
    expect(found).toEqual([
      ['1', '2026-03-29 02:30:00'],
      ['3', '2026-01-02 10:00:00'],
    ]);
  });
});

describe('numbers that the project says are numbers', () => {
  it.each([
    ['a point', ['5.50', '1,250.00', '-3', '$5.50', '$ 12'], ['5.50', '1250.00', '-3.00', '5.50', '12.00']],
    [
      'a comma',
      ['5,50 zł', '12 500,50 zł', '899zł', '-1.250,00', '7'],
      ['5.50', '12500.50', '899.00', '-1250.00', '7.00'],
    ],
    ['no-break blanks', ['1\u00a0389,91 €', '1\u202f000,00'], ['1389.91', '1000.00']],
    ['an apostrophe', ["1'250.00", '2.50'], ['1250.00', '2.50']],
    [
      'brackets',
      ['(12.50)', '12.50-', '\u221212.50', '($1,000.00)'],
      ['-12.50', '-12.50', '-12.50', '-1000.00'],
    ],
    ['a sign before the currency', ['-$5.00', '+$2.25', '$ -3.00'], ['-5.00', '2.25', '-3.00']],
    [
      'a percentage',
      ['12%', '-0.5 %', '100%', '0%', '0.25', '\u22127.5%'],
      ['0.120', '-0.005', '1.000', '0.000', '0.250', '-0.075'],
    ],
    ['a percentage with a comma', ['12,5%', '3%', '0,5'], ['0.125', '0.030', '0.500']],
    ['Cyrillic', ['11 969,10 руб.', '8 099,10'], ['11969.10', '8099.10']],
  ])('with %s', async (_what, cells, values) => {
    expect(await column(cells, 'decimal', ', on_error: stop')).toEqual(values);
  });

  it('are whole where they are to be', async () => {
    expect(await column(['1,250', '12'], '{ type: integer, decimal: "." }')).toEqual(['1250', '12']);
  });

  it('are no percentages where they are whole, nor where a comma may be two signs', async () => {
    const types = ['{ type: integer }', 'decimal'];
    for (const [index, cells] of [['12%'], ['1,250%', '2%']].entries()) {
      const text = ['id,v', ...cells.map((cell, row) => `${row},"${cell}"`), ''].join('\n');
      const project = `customers: { file: c.csv, key: id, columns: { v: ${types[index]} } }`;
      expect((await failing(project, { 'c.csv': text })).diagnostics).toMatchObject([
        { code: 'unreadable-cell' },
      ]);
    }
  });

  it('are what they are by themselves where the project says nothing', async () => {
    expect(await column(['$5.50', '1,250.00'], 'text')).toEqual(['$5.50', '1,250.00']);
  });

  it('are told where one may be two', async () => {
    const { diagnostics } = await failing('customers: { file: c.csv, key: id, columns: { v: decimal } }', {
      'c.csv': 'id,v\n1,"1,250"\n2,"2,500"\n',
    });
    expect(diagnostics).toMatchObject([
      { code: 'either-sign', help: ['say which: `decimal: "."` or `decimal: ","`'] },
    ]);
  });

  it('agree on the decimal sign', async () => {
    const { diagnostics } = await failing('customers: { file: c.csv, key: id, columns: { v: decimal } }', {
      'c.csv': 'id,v\n1,"1,5"\n2,"2,75"\n3,1.25\n4,12.5\n5,"3,5"\n',
    });
    expect(diagnostics).toMatchObject([{ code: 'unreadable-cell' }, { code: 'unreadable-cell' }]);
  });

  it('are of one currency, unless the project says which rows are meant', async () => {
    const files = { 'c.csv': 'id\n1\n', 'o.csv': 'who,total\n1,$5.00\n1,"3,00 €"\n1,€ 2.00\n' };
    const events = (where: string) =>
      `customers: { file: c.csv, key: id }\nevents: { orders: { file: o.csv, customer: who, value: total, decimal: "."${where} } }`;
    const two = { ...files, 'o.csv': 'who,total\n1,$5.00\n1,€ 2.00\n' };
    expect((await failing(events(''), two)).diagnostics).toMatchObject([{ code: 'several-currencies' }]);
    await loading(events(', where: { who: 1 }'), two, async ({ warnings }) => {
      expect(warnings.map(({ code }) => code)).toContain('several-currencies');
    });
  });
});

describe('dates and times in the forms of the project', () => {
  const time = (format: string) => `{ type: time, date_format: ${format} }`;

  it.each([
    ['two blanks', '"M/D/YYYY H:mm:ss"', '6/30/2026  17:37:46', '2026-06-30 17:37:46'],
    [
      'a clock of twelve hours',
      '"MMM D, YYYY, h:mm:ss A"',
      'Nov 10, 2020, 12:11:04 AM',
      '2020-11-10 00:11:04',
    ],
    ['noon', '"MMM D, YYYY, h:mm:ss A"', 'Nov 10, 2020, 12:11:04 PM', '2020-11-10 12:11:04'],
    ['two digits of a year', 'M/D/YY H:mm', '7/1/24 8:26', '2024-07-01 08:26:00'],
    ['an offset', '"DD.MM.YYYY HH:mm ZZ"', '01.07.2024 08:26 +0200', '2024-07-01 06:26:00'],
    ['the name of a zone', '"DD.MM.YYYY HH:mm z"', '01.01.2026 00:30 CET', '2025-12-31 23:30:00'],
    ['strptime', '"%d.%m.%Y %H:%M"', '01.07.2024 08:26', '2024-07-01 08:26:00'],
    ['seconds since 1970', 'epoch_s', '1719995425', '2024-07-03 08:30:25'],
    ['thousandths', 'epoch_ms', '1719995425500', '2024-07-03 08:30:25.5'],
    ['millionths', 'epoch_us', '1719995425500000', '2024-07-03 08:30:25.5'],
    ['a day of a spreadsheet', 'excel', '45662', '2025-01-05 00:00:00'],
    ['its fraction', 'excel', '45662.604166666664', '2025-01-05 14:30:00'],
    ['the day after the one that only spreadsheets have', 'excel', '61', '1900-03-01 00:00:00'],
  ])('with %s', async (_what, format, cell, value) => {
    expect(await column([cell], time(format))).toEqual([value]);
  });

  it('with a zone that means several things are refused', async () => {
    const project =
      'customers: { file: c.csv, key: id, columns: { v: { type: time, date_format: "DD.MM.YYYY HH:mm z" } } }';
    expect(await failing(project, { 'c.csv': 'id,v\n1,01.01.2026 00:30 CST\n' })).toMatchObject({
      diagnostics: [{ code: 'unreadable-cell' }],
    });
  });

  it.each([
    ['07.02.2024', '2026-03-25', '`date_format: [DD.MM.YYYY, YYYY-MM-DD]`'],
    ['2026-03-25 10:00:00', '02/13/2026 9:30', '`date_format: [YYYY-MM-DD HH:mm:ss, MM/DD/YYYY HH:mm]`'],
  ])('in two ways, %s and %s, are one line with what to write', async (often, seldom, wanted) => {
    const files = { 'c.csv': `id,v\n1,${often}\n2,${seldom}\n3,${often}\n` };
    const found = await failing('customers: { file: c.csv, key: id, created: v }', files);
    expect(found.diagnostics).toMatchObject([{ code: 'date-notations', help: [`say both: ${wanted}`] }]);
    expect(found.diagnostics[0]?.message).toContain('2 as');
    const said = `customers: { file: c.csv, key: id, created: v, ${wanted.replaceAll('`', '')} }`;
    await loading(said, files, async ({ rows }) => {
      expect(await rows('SELECT count(v) FROM customers')).toEqual([[3]]);
    });
  });

  it('are UTC where a cell says so by its name', async () => {
    expect(await column(['2026-01-01 12:00:00 UTC', '2026-01-01 12:00 UTC'], 'time')).toEqual([
      '2026-01-01 12:00:00',
      '2026-01-01 12:00:00',
    ]);
  });

  it('may be of several forms', async () => {
    expect(
      await column(['07.02.2024', '2026-03-25'], '{ type: date, date_format: [DD.MM.YYYY, YYYY-MM-DD] }'),
    ).toEqual(['2024-02-07', '2026-03-25']);
  });

  it('that two of the forms read differently are an error', async () => {
    const project =
      'customers: { file: c.csv, key: id, columns: { v: { type: date, date_format: [DD/MM/YYYY, MM/DD/YYYY] } } }';
    expect(await failing(project, { 'c.csv': 'id,v\n1,03/04/2024\n2,13/04/2024\n' })).toMatchObject({
      diagnostics: [{ code: 'unreadable-cell', place: { row: 2 } }],
    });
  });

  it('may stand in two columns', async () => {
    const project =
      'customers: { file: c.csv, key: id, columns: { at: { from: [Date, Time], type: time, date_format: "MM/DD/YYYY HH:mm:ss" } } }';
    await loading(project, { 'c.csv': 'id,Date,Time\n1,06/27/2026,11:41:16\n2,,\n' }, async ({ rows }) => {
      expect(await rows('SELECT "at", "Date", "Time" FROM customers')).toEqual([
        ['2026-06-27T11:41:16', '2026-06-27', '11:41:16'],
        [null, null, null],
      ]);
    });
  });

  const rowsOf = (cells: readonly string[]) =>
    cells.map((cell, index) => ({ id: index + 1, cell: cell === '' ? 'NULL' : cell }));
  const csvOf = (cells: readonly string[]): string =>
    `id,v\n${cells.map((cell, index) => `${index + 1},${cell}\n`).join('')}`;
  const jsonOf = (cells: readonly string[]): string =>
    rowsOf(cells)
      .map(({ id, cell }) => `{"id":${id},"v":${cell.toLowerCase()}}\n`)
      .join('');
  const parquetOf = (cells: readonly string[], type: string): string =>
    `COPY (FROM (VALUES ${rowsOf(cells).map(({ id, cell }) => `(${id}, ${cell}::${type})`)}) t(id, v)) TO '{folder}/c.parquet'`;
  const asFiles = (cells: readonly string[], type: string) => ({
    files: { 'c.csv': csvOf(cells), 'c.ndjson': jsonOf(cells) },
    options: { prepare: [parquetOf(cells, type)] },
  });
  const formats = ['c.csv', 'c.ndjson', 'c.parquet'];
  const customersOf = (file: string, option: string, more = ''): string =>
    `customers: { file: ${file}, key: id, columns: { v: { ${option} } }${more} }`;
  const day = 'type: date, date_format: YYYYMMDD';

  it.each([
    ['days', 'INTEGER', day, ['20240203', '', '20240229'], ['2024-02-03', null, '2024-02-29']],
    ['days as doubles', 'DOUBLE', day, ['20240203', '', '20240229'], ['2024-02-03', null, '2024-02-29']],
    ['days as decimals', 'DECIMAL(8,0)', day, ['20240203'], ['2024-02-03']],
    ['days without a type', 'HUGEINT', 'date_format: YYYYMMDD', ['20240203'], ['2024-02-03']],
    ['moments', 'BIGINT', 'type: time, date_format: YYYYMMDDHHmm', ['202402030915'], ['2024-02-03 09:15:00']],
    [
      'several forms',
      'BIGINT',
      'type: date, date_format: [YYYYMMDD, YYYYMMDDHHmm]',
      ['20240203', '202407030830'],
      ['2024-02-03', '2024-07-03'],
    ],
    ['seconds', 'BIGINT', 'date_format: epoch_s', ['1719995425', ''], ['2024-07-03 08:30:25', null]],
    [
      'a fraction',
      'DOUBLE',
      'date_format: epoch_s',
      ['1719995425.5', '1719995425'],
      ['2024-07-03 08:30:25.5', '2024-07-03 08:30:25'],
    ],
    [
      'days of a spreadsheet',
      'DOUBLE',
      'date_format: excel',
      ['45662.5', '45662'],
      ['2025-01-05 12:00:00', '2025-01-05 00:00:00'],
    ],
    ['whole days of one', 'INTEGER', 'type: date, date_format: excel', ['45662'], ['2025-01-05']],
    ['days of thousandths', 'BIGINT', 'type: date, date_format: epoch_ms', ['1719995425500'], ['2024-07-03']],
    ['what is missing', 'INTEGER', `${day}, null_values: ["0"]`, ['0', '20240203'], [null, '2024-02-03']],
  ])('are read from digits as in CSV: %s', async (_what, type, option, cells, values) => {
    const { files, options } = asFiles(cells, type);
    for (const file of formats) {
      const look = async ({ rows }: Loaded) => rows('SELECT CAST(v AS VARCHAR) FROM customers ORDER BY id');
      const found = await loading(customersOf(file, option), files, look, options);
      expect(found, file).toEqual(values.map((value) => [value]));
    }
  });

  it.each([
    ['no day', 'BIGINT', day, ['20240203', '20241345', '20240230'], 'a date as `YYYYMMDD`', '99999999'],
    [
      'of another unit',
      'BIGINT',
      'date_format: epoch_s',
      ['1719995425', '1719995425000'],
      'a time as `epoch_s`',
      '9999999999999',
    ],
    ['with a fraction', 'DOUBLE', day, ['20240203', '20240204.5'], 'a date as `YYYYMMDD`', '99999999.9'],
  ])(
    'are named by their rows where digits are none: %s',
    async (_what, type, option, cells, wanted, shape) => {
      const { files, options } = asFiles(cells, type);
      for (const file of formats) {
        const { diagnostics } = await failing(customersOf(file, option), files, options);
        expect(diagnostics, file).toMatchObject([
          {
            message: `expected ${wanted} in \`v\`, found \`${shape}\``,
            place: { file, row: file === 'c.csv' ? 3 : 2, column: 'v' },
          },
        ]);
        const skipping = customersOf(file, option, ', on_error: skip');
        const used = await loading(skipping, files, async ({ sources }) => sources.facts[0], options);
        expect(used, file).toMatchObject({
          read: cells.length,
          rows: 1,
          leftOut: [{ reason: 'wrong value', rows: cells.length - 1 }],
        });
      }
    },
  );

  it.each(formats.slice(1))('that %s holds as numbers are told how to say what they are', async (file) => {
    const { files, options } = asFiles(['20240203'], 'INTEGER');
    expect(await failing(customersOf(file, 'type: date'), files, options)).toMatchObject({
      diagnostics: [{ code: 'wrong-type', help: [expect.stringContaining('`date_format: YYYYMMDD`')] }],
    });
  });
});

describe('lists', () => {
  it.each([
    ['separated', ['a, b', 'c', ''], [['a', 'b'], ['c'], null]],
    [
      'with quoted items',
      ['"VIP","Blog, daily"', '"He said ""no""", x'],
      [
        ['VIP', 'Blog, daily'],
        ['He said "no"', 'x'],
      ],
    ],
    ['as JSON', ['["a, b", "c"]', '[]'], [['a, b', 'c'], null]],
    ['as Python writes them', ["['a, b', 'c']", "['it\\'s']"], [['a, b', 'c'], ["it's"]]],
    ['with apostrophes in words', ["it's, o'clock"], [["it's", "o'clock"]]],
  ])('%s', async (_what, cells, values) => {
    const quoted = cells.map((cell, index) => `${index},"${cell.replaceAll('"', '""')}"\n`).join('');
    const project = 'customers: { file: c.csv, key: id, columns: { v: { type: list, separator: "," } } }';
    await loading(project, { 'c.csv': `id,v\n${quoted}` }, async ({ rows }) => {
      const found = await rows('SELECT CAST(to_json(v) AS VARCHAR) FROM customers ORDER BY id');
      expect(found.map(([value]) => (value === null ? null : JSON.parse(String(value))))).toEqual(values);
    });
  });
});

describe('text', () => {
  it('has no guard of a spreadsheet, and nothing that is not seen', async () => {
    const cells = ["'+48600100200", "'01988", "'=x", "'tis", '\u200bEve\u200b', '\u00a0Ann\u00a0', "o'clock"];
    expect(await column(cells, 'text')).toEqual([
      '+48600100200',
      '01988',
      '=x',
      "'tis",
      'Eve',
      'Ann',
      "o'clock",
    ]);
  });
});

describe('places within JSON', () => {
  it('in text, and in objects of JSON lines', async () => {
    const csv = 'id,p\n1,"{""$value"": 72.0, ""a"": {""b"": ""x""}, ""c"": [""k"", ""l, m""]}"\n2,\n';
    const project =
      'customers: { file: c.csv, key: id, columns: { total: { from: p.$value, type: decimal }, b: p.a.b, c: { from: p.c, type: list } } }';
    await loading(project, { 'c.csv': csv }, async ({ rows }) => {
      expect(await rows('SELECT CAST(total AS VARCHAR), b, c[2] FROM customers ORDER BY id')).toEqual([
        ['72.0', 'x', 'l, m'],
        [null, null, null],
      ]);
    });
    const lines =
      'customers: { file: c.ndjson, key: id, columns: { plan: meta.plan, worth: { from: meta.worth, type: decimal } } }';
    await loading(
      lines,
      { 'c.ndjson': '{"id":"a","meta":{"plan":"pro","worth":0.10}}\n{"id":"b","meta":{}}\n' },
      async ({ rows }) => {
        expect(await rows('SELECT plan, CAST(worth AS VARCHAR) FROM customers ORDER BY id')).toEqual([
          ['pro', '0.1'],
          [null, null],
        ]);
      },
    );
  });

  it('make a row of every item', async () => {
    const lines =
      '{"id":"o1","who":"a","items":[{"sku":"x","n":2},{"sku":"y","n":1}]}\n{"id":"o2","who":"b","items":[]}\n';
    const project = `customers: { from: items }\nevents:\n  items: { file: o.ndjson, each: items, customer: who, columns: { sku: items.sku, n: { from: items.n, type: integer } } }`;
    await loading(project, { 'o.ndjson': lines }, async ({ rows, warnings }) => {
      expect(await rows('SELECT id, who, sku, n FROM items ORDER BY sku')).toEqual([
        ['o1', 'a', 'x', 2],
        ['o1', 'a', 'y', 1],
      ]);
      expect(warnings.map(({ code }) => code)).toContain('rows-without-items');
    });
  });
});

describe('text that is to be JSON and is none', () => {
  const text = 'id,props\n1,"{""a"": 7}"\n2,\n3,{broken\n4,"{""a"": 8}"\n5,7\n6,x\n';

  it.each([
    ['a place within', 'columns: { a: { from: props.a, type: integer } }', [7, 8]],
    ['rows of its items', 'each: props, columns: { a: { from: props.a, type: integer } }', []],
  ])('%s', async (_what, options, found) => {
    await loading(
      `customers: { from: c }\nevents: { c: { file: c.csv, customer: id, ${options} } }`,
      { 'c.csv': text },
      async ({ rows, warnings }) => {
        const values = await rows('SELECT a FROM c WHERE a IS NOT NULL ORDER BY a');
        expect(values.map(([a]) => a)).toEqual(found);
        expect(warnings).toContainEqual(
          expect.objectContaining({
            code: 'not-json',
            message: '2 cells of `props` in `c` are no JSON, and what is read from them is missing',
            place: { file: 'c.csv', row: 4, column: 'props' },
          }),
        );
      },
    );
  });
});

describe('rows around the table', () => {
  it('above the header and below the data are none of it', async () => {
    const text = 'Report;;\nPeriod: 2026;;\n;;\nid;n;at\n1;5;x\n2;7;y\nTotal;12;\n';
    const project = 'customers: { file: c.csv, key: id, skip_rows: 3, skip_last: 1 }';
    await loading(project, { 'c.csv': text }, async ({ rows, warnings }) => {
      expect(await rows('SELECT id, n FROM customers ORDER BY id')).toEqual([
        ['1', 5],
        ['2', 7],
      ]);
      expect(warnings.map(({ message }) => message)).toEqual([
        '3 rows above the header (`skip_rows`) and 1 row below the data (`skip_last`) of `c.csv` are passed over',
      ]);
    });
  });
});
