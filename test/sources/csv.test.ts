import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { failing, loading } from './load-text.ts';

const customers = (options = '') => `customers: { file: c.csv, key: id${options} }`;

/** The rows of `customers` in a file, with the options given. */
async function rowsOf(content: string | Uint8Array, options = '') {
  return loading(customers(options), { 'c.csv': content }, ({ rows }) => rows('FROM customers'));
}

/** The type of the column `a`, for its values in a file. */
async function typeOf(values: readonly string[], options = ''): Promise<string> {
  const lines = values.map((value, index) => `${index},${value}\n`).join('');
  return loading(customers(options), { 'c.csv': `id,a\n${lines}` }, async ({ column }) => {
    const { type, scale } = column('customers', 'a');
    return scale === undefined ? type : `${type} ${scale}`;
  });
}

describe('how a file is written', () => {
  const lodz = [['1', 'Łódź']];

  it.each<[string, string | Uint8Array, string, unknown]>([
    ['commas', 'id,a\n1,2\n', '', [['1', 2]]],
    ['semicolons', 'id;a\n1;2,x\n', '', [['1', '2,x']]],
    ['tabs', 'id\ta\n1\t2\n', '', [['1', 2]]],
    ['pipes', 'id|a\n1|2\n', '', [['1', 2]]],
    ['a single column', 'id\n1\n2\n', '', [['1'], ['2']]],
    ['a delimiter that is told', 'id~a\n1~2\n', ', delimiter: "~"', [['1', 2]]],
    ['a first line sep=', 'sep=;\nid;a\n1;2\n', '', [['1', 2]]],
    ['no last line end', 'id,a\n1,2', '', [['1', 2]]],
    ['CRLF', 'id,a\r\n1,2\r\n', '', [['1', 2]]],
    ['CR', 'id,a\r1,2\r', '', [['1', 2]]],
    [
      'mixed line ends',
      'id,a\n1,2\r\n3,4\n',
      '',
      [
        ['1', 2],
        ['3', 4],
      ],
    ],
    ['line ends in quotes', 'id,a\n1,"x\ny, ""z"""\n', '', [['1', 'x\ny, "z"']]],
    ['a header and nothing else', 'id,a', '', []],
    ['a byte order mark', '\ufeffid,a\n1,2\n', '', [['1', 2]]],
    ['UTF-16', Buffer.from('\ufeffid\ta\n1\tŁódź\n', 'utf16le'), '', lodz],
    [
      'windows-1250',
      new Uint8Array([...Buffer.from('id,a\n1,'), 0xa3, 0xf3, 0x64, 0x9f, 10]),
      ', encoding: windows-1250',
      lodz,
    ],
    [
      'ISO 8859-2',
      new Uint8Array([...Buffer.from('id,a\n1,'), 0xa3, 0xf3, 0x64, 0xbc, 10]),
      ', encoding: iso-8859-2',
      lodz,
    ],
    ['blank lines', 'id,a\n\n1,2\n\n', '', [['1', 2]]],
    [
      'white space around values',
      'id,a\n1,"\u00a0x y\u2003"\n2, \u3000\n',
      '',
      [
        ['1', 'x y'],
        ['2', null],
      ],
    ],
    ['letters with combining accents', 'id,a\n1,e\u0301\n', '', [['1', 'é']]],
    ['quotes inside a value', 'id,a\n1,5" disc\n', '', [['1', '5" disc']]],
  ])('%s', async (_, content, options, rows) => {
    expect(await rowsOf(content, options)).toEqual(rows);
  });

  it.each([
    ['c.csv.gz', gzipSync('id,a\n1,2\n')],
    ['c.tsv', Buffer.from('id\ta\n1\t2\n')],
    ['c.tsv.gz', gzipSync('id\ta\n1\t2\n')],
  ])('%s', async (name, content) => {
    const project = `customers: { file: ${name}, key: id }`;
    const rows = await loading(project, { [name]: content }, (loaded) => loaded.rows('FROM customers'));
    expect(rows).toEqual([['1', 2]]);
  });

  it('zstd', async () => {
    const prepare = [
      `COPY (SELECT '1' AS id, 'Łódź' AS a) TO '{folder}/c.csv.zst' (FORMAT csv, HEADER, COMPRESSION zstd)`,
    ];
    const project = 'customers: { file: c.csv.zst, key: id }';
    expect(await loading(project, {}, ({ rows }) => rows('FROM customers'), { prepare })).toEqual([
      ['1', 'Łódź'],
    ]);
  });
});

describe('the type of a column (trap 20)', () => {
  it.each([
    [['1', '-20', ''], 'integer'],
    [['999999999999999999'], 'integer'],
    [['1234567890123456789'], 'text'],
    [['01', '2'], 'text'],
    [['+48123456789'], 'text'],
    [['1.5', '2', '-0.125'], 'decimal 3'],
    [['1.10', 'NaN'], 'decimal 2'],
    [['0.1234567890123456'], 'decimal 16'],
    [['9e+05', '1'], 'text'],
    [['84029E1', '84029'], 'text'],
    [['1,234'].map((value) => `"${value}"`), 'text'],
    [['true', 'FALSE'], 'boolean'],
    [['yes', 'no'], 'text'],
    [['2024-02-29', '2023-01-01'], 'date'],
    [['2023-02-29'], 'text'],
    [['2024-02-29', '2024-02-29 10:00'], 'time'],
    [['2024-02-29T10:00:00Z'], 'time'],
    [['2024-02-29T10:00:00Z', '2024-02-29T10:00:00'], 'text'],
    [['31.12.2024', '1.2.2024'], 'date'],
    [['12/31/2024', '01/02/2024'], 'date'],
    [['12/31/2024', '31/12/2024'], 'text'],
    [['31/12/2024 10:15'], 'time'],
    [['', ''], 'text'],
    [['NULL', '1'], 'text'],
  ])('%j is %s', async (values, type) => {
    expect(await typeOf(values)).toBe(type);
  });

  it('is decided by the whole file and not by a sample', async () => {
    const values = Array.from({ length: 5000 }, (_, index) => String(index));
    expect(await typeOf([...values, 'A7'])).toBe('text');
    expect(await typeOf([...values, '0.5'])).toBe('decimal 1');
    expect(await typeOf([...values, '007'])).toBe('text');
  });

  it.each(['postcode', 'zip_code', 'phone', 'productId', 'SKU', 'order-id'])(
    'of %s is text',
    async (name) => {
      const project = 'customers: { file: c.csv, key: customer }';
      const type = await loading(project, { 'c.csv': `customer,${name}\n1,10115\n` }, async ({ column }) => {
        return column('customers', name).type;
      });
      expect(type).toBe('text');
    },
  );

  it('follows the options', async () => {
    expect(await typeOf(['"1.234,50"', '"7,5"'], ', decimal: ","')).toBe('decimal 2');
    expect(await typeOf(['n/a', '-', '5'], ', null_values: ["n/a", "-"]')).toBe('integer');
    expect(await typeOf(['03/04/2024'], ', date_format: "%m/%d/%Y"')).toBe('date');
    expect(await typeOf(['1', '2'], ', columns: { a: text }')).toBe('text');
    expect(await typeOf(['1', '2.5'], ', columns: { a: float }')).toBe('float');
    expect(await typeOf(['y', 'No', '1'], ', columns: { a: boolean }')).toBe('boolean');
    expect(await typeOf(['2024-01-01'], ', columns: { a: time }')).toBe('time');
    expect(await typeOf(['x|y'], ', columns: { a: list }')).toBe('list');
  });

  it('reads values exactly', async () => {
    expect(await rowsOf('id;a;b\n1;1.234,50;1\n2;-7,5;\n', ', decimal: ","')).toEqual([
      ['1', '1234.50', 1],
      ['2', '-7.50', null],
    ]);
    expect(await rowsOf('id,a\n1,03/04/2024\n', ', date_format: "MM/DD/YYYY"')).toEqual([
      ['1', '2024-03-04'],
    ]);
    expect(await rowsOf('id,a\n1,x; y ;\n2,;\n', ', columns: { a: { type: list, separator: ";" } }')).toEqual(
      [
        ['1', '["x","y"]'],
        ['2', null],
      ],
    );
    expect(await rowsOf('id,a\n1,1.2.2024 9:05\n2,13.02.2024 11:30:15\n')).toEqual([
      ['1', '2024-02-01T09:05:00'],
      ['2', '2024-02-13T11:30:15'],
    ]);
    expect(
      await rowsOf(
        'id,a\n1,2024-01-01T10:00Z\n2,2024-01-01 10:00:00.25 +02:00\n3,2024-01-01 10:00:00-0530\n',
      ),
    ).toEqual([
      ['1', '2024-01-01T10:00:00'],
      ['2', '2024-01-01T08:00:00.25'],
      ['3', '2024-01-01T15:30:00'],
    ]);
  });

  it('warns of days and months that may be the other way round', async () => {
    const warnings = await loading(
      customers(),
      { 'c.csv': 'id,a\n1,03/04/2024\n2,05/06/2024\n' },
      async (loaded) => loaded.warnings,
    );
    expect(warnings).toMatchObject([
      { severity: 'warning', code: 'ambiguous-date', place: { file: 'c.csv', column: 'a' } },
    ]);
  });

  it('warns of the few values that make a column text', async () => {
    const numbers = Array.from({ length: 20 }, (_, index) => `${index},${index}\n`).join('');
    const warnings = await loading(
      customers(),
      { 'c.csv': `id,a\n${numbers}x,n/a\n` },
      async (loaded) => loaded.warnings,
    );
    expect(warnings).toMatchObject([
      { code: 'nearly-typed', place: { file: 'c.csv', row: 22, column: 'a' } },
    ]);
  });
});

describe('rows that cannot be read (trap 19)', () => {
  const ragged = 'id,a\n1,2\n3\n4,5,6\n\n7,"x" y\n8,9\n';

  it('are errors with file and row, all at once', async () => {
    const { exitCode, diagnostics } = await failing(customers(), { 'c.csv': ragged });
    expect(exitCode).toBe(3);
    expect(diagnostics).toMatchObject([
      {
        code: 'unreadable-row',
        message: 'row 3 cannot be read: expected 2 fields, found 1',
        place: { file: 'c.csv', row: 3 },
      },
      { message: 'row 4 cannot be read: expected 2 fields, found 3', place: { row: 4 } },
      { place: { row: 6, column: 'a' } },
    ]);
  });

  it('are left out and counted where the project says so', () =>
    loading(customers(', on_error: skip'), { 'c.csv': ragged }, async ({ rows, sources, warnings }) => {
      expect(await rows('FROM customers')).toEqual([
        ['1', 2],
        ['8', 9],
      ]);
      expect(sources.facts[0]).toMatchObject({ rows: 2, leftOut: [{ reason: 'unreadable', rows: 3 }] });
      expect(warnings).toMatchObject([
        { severity: 'warning', code: 'rows-skipped', place: { file: 'c.csv', row: 3 } },
      ]);
    }));

  it('at the end of a long file are seen', async () => {
    const rows = Array.from({ length: 30_000 }, (_, index) => `${index},${index}\n`).join('');
    const { diagnostics } = await failing(customers(), { 'c.csv': `id,a\n${rows}x,1,2\ny,1,2\n` });
    expect(diagnostics.map(({ place, help }) => [place?.row, help?.[0]])).toEqual([
      [30_002, 'so is 1 more row: 30003'],
    ]);
  });

  it('are told in one line', async () => {
    const { diagnostics } = await failing(customers(), { 'c.csv': `id,a\n${'x\n'.repeat(37)}` });
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]?.help?.[0]).toBe('so are 36 more rows: 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 …');
  });

  it('have the row number of the file when values do not have the type asked for', async () => {
    const text = 'id,a\n1,2\n"3\n4",x\n\n5,y\n';
    const { exitCode, diagnostics } = await failing(customers(', columns: { a: integer }'), {
      'c.csv': text,
    });
    expect(exitCode).toBe(3);
    expect(diagnostics).toMatchObject([
      {
        code: 'unreadable-cell',
        message: 'expected an integer in `a`, found `letters`',
        cell: 'x',
        place: { file: 'c.csv', row: 3, column: 'a' },
      },
    ]);
    expect(diagnostics[0]?.help?.[0]).toBe('so is 1 more cell: row 5');
  });

  it('of one shape are one line, also where there are more than are looked at', async () => {
    const rows = Array.from({ length: 1200 }, (_, index) => `${index},${index === 3 ? 'a 1' : 'x'}\n`);
    const { diagnostics } = await failing(customers(', columns: { a: integer }'), {
      'c.csv': `id,a\n${rows.join('')}`,
    });
    expect(diagnostics.map(({ place, help }) => [place?.row, help?.at(0), help?.at(-1)])).toEqual([
      [2, 'so are 998 more cells: rows 3, 4, 6, 7, 8, 9, 10, 11, 12, 13 …', expect.any(String)],
      [5, 'and 200 more cells', 'and 200 more cells'],
    ]);
  });

  it('of a wrong value are left out by on_error: skip', () =>
    loading(
      customers(', columns: { a: integer }, on_error: skip'),
      { 'c.csv': 'id,a\n1,2\n3,x\n4,\n' },
      async (loaded) => {
        expect(await loaded.rows('FROM customers')).toEqual([
          ['1', 2],
          ['4', null],
        ]);
        expect(loaded.sources.facts[0]?.leftOut).toEqual([{ reason: 'wrong value', rows: 1 }]);
        expect(loaded.warnings).toMatchObject([{ code: 'rows-skipped', place: { row: 3, column: 'a' } }]);
      },
    ));

  it('never show more than the cell', async () => {
    const { diagnostics } = await failing(customers(), { 'c.csv': 'id,email\n1,secret@example.com,3\n' });
    expect(JSON.stringify(diagnostics)).not.toContain('secret');
  });
});

describe('files that cannot be read', () => {
  it.each<[string, Record<string, string | Uint8Array>, number, string]>([
    ['missing', {}, 2, 'there is no file `c.csv`'],
    ['of no byte', { 'c.csv': '' }, 3, '`c.csv` is empty'],
    ['a folder', { 'c.csv/x': '' }, 2, '`c.csv` is a folder'],
    [
      'of another encoding',
      { 'c.csv': new Uint8Array([105, 100, 10, 0xa3, 10]) },
      3,
      '`c.csv` cannot be read as text: it is not UTF-8',
    ],
    [
      'with one name twice',
      { 'c.csv': 'id,a,A\n1,2,3\n' },
      3,
      '`c.csv` names two columns `A`: column 2 and column 3',
    ],
    [
      'without the key',
      { 'c.csv': 'idd,a\n1,2\n' },
      2,
      '`c.csv` has no column `id`, which is to be the key of `customers`',
    ],
  ])('%s', async (_, files, exitCode, message) => {
    const failure = await failing(customers(), files);
    expect(failure).toMatchObject({ exitCode, diagnostics: [{ message }] });
  });

  it('packed and broken', async () => {
    const project = 'customers: { file: c.csv.gz, key: id }';
    expect(await failing(project, { 'c.csv.gz': 'no gzip' })).toMatchObject({
      exitCode: 3,
      diagnostics: [{ code: 'unreadable-file' }],
    });
    const cut = gzipSync(
      `id,a\n${Array.from({ length: 200_000 }, (_, index) => `${index},${index * 7919}\n`).join('')}`,
    ).subarray(0, 300_000);
    expect(await failing(project, { 'c.csv.gz': cut })).toMatchObject({ exitCode: 3 });
  });

  it('of an encoding nobody knows', async () => {
    const failure = await failing(customers(', encoding: klingon'), { 'c.csv': 'id\n1\n' });
    expect(failure.message).toBe('`c.csv` cannot be read as text: `klingon` is no known encoding');
  });

  it('are all named in one go', async () => {
    const project = `${customers()}\nevents: { orders: { file: o.csv, customer: c }, mails: { file: m.csv, customer: id, time: at } }`;
    const { exitCode, diagnostics } = await failing(project, {
      'c.csv': 'x\n1\n',
      'm.csv': 'id,at\n1,soon\n',
    });
    expect(exitCode).toBe(2);
    expect(diagnostics.map(({ code }) => code)).toEqual([
      'missing-column',
      'missing-file',
      'unreadable-cell',
    ]);
  });
});

describe('several files of one table', () => {
  const project = 'customers: { file: "c/*.csv", key: id }';

  it('are one, by the names of their columns', async () => {
    const files = { 'c/b.csv': 'a;id\n5;2\n', 'c/a.csv': 'id,a\n1,2\n' };
    expect(await loading(project, files, ({ rows }) => rows('SELECT id, a FROM customers'))).toEqual([
      ['1', 2],
      ['2', 5],
    ]);
  });

  it('may lack columns that others have, in any letter case', async () => {
    const files = { 'c/a.csv': 'id,a\n1,2\n', 'c/b.csv': ' ID,b\n2,x\n' };
    await loading(project, files, async ({ rows, warnings }) => {
      expect(await rows('SELECT id, a, b, _file FROM customers ORDER BY id')).toEqual([
        ['1', 2, null, 'a.csv'],
        ['2', null, 'x', 'b.csv'],
      ]);
      expect(warnings.map(({ message }) => message)).toEqual([
        '1 of 2 files of `customers` have no column `a`, which is missing there: `c/b.csv`',
        '1 of 2 files of `customers` have no column `b`, which is missing there: `c/a.csv`',
      ]);
    });
  });

  it('are of one table', async () => {
    const { diagnostics } = await failing(project, { 'c/a.csv': 'id,a\n1,2\n', 'c/b.csv': 'x,y\n2,3\n' });
    expect(diagnostics).toMatchObject([{ code: 'no-common-column', place: { file: 'c/b.csv' } }]);
  });

  it('are read in the order in which people count, and the later may say what holds', async () => {
    const files = {
      'c/a_10.csv': 'id,a\n1,ten\n',
      'c/a_2.csv': 'id,a\n1,two\n',
      'c/a.csv': 'id,a\n1,none\n',
    };
    const newest = 'customers: { file: "c/*.csv", key: id, newest: _file }';
    await loading(newest, files, async ({ rows }) => {
      expect(await rows('SELECT id, a, _file FROM customers')).toEqual([['1', 'ten', 'a_10.csv']]);
    });
  });

  it('keep their own row numbers', async () => {
    const typed = 'customers: { file: [c/a.csv, c/b.csv], key: id, columns: { a: integer } }';
    const { diagnostics } = await failing(typed, { 'c/a.csv': 'id,a\n1,2\n', 'c/b.csv': 'a,id\n5,2\nx,3\n' });
    expect(diagnostics).toMatchObject([{ place: { file: 'c/b.csv', row: 3, column: 'a' } }]);
  });

  it('match something', async () => {
    expect(await failing(project, {})).toMatchObject({ exitCode: 2, message: 'no file matches `c/*.csv`' });
  });
});

describe('columns', () => {
  it('take other names', async () => {
    const options = ', columns: { total: { from: "Wartość", type: decimal }, nick: name }';
    await loading(customers(options), { 'c.csv': 'id,Wartość,name\n1,5,x\n' }, async ({ sources }) => {
      expect(sources.schema.customers.columns.map(({ name, type }) => [name, type])).toEqual([
        ['id', 'text'],
        ['total', 'decimal'],
        ['nick', 'text'],
      ]);
    });
  });

  it('that are asked for must be there, and be one', async () => {
    const missing = await failing(customers(', columns: { total: Wartosc }'), {
      'c.csv': 'id,Wartość\n1,5\n',
    });
    expect(missing).toMatchObject({
      exitCode: 2,
      message: '`c.csv` has no column `Wartosc`, which `columns` asks for',
    });
    const twice = await failing(customers(', columns: { a: b }'), { 'c.csv': 'id,A,b\n1,2,3\n' });
    expect(twice).toMatchObject({ exitCode: 2, diagnostics: [{ code: 'duplicate-column' }] });
  });
});
