// Files as the world damages them: cut, packed and cut, quotes that are not closed, bytes of another encoding, names
// that look like patterns. Nothing of them is lost or changed without a word.
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { failing, loading } from './load-text.ts';

const customers = (file: string, options = '') => `customers: { file: ${file}, key: id${options} }`;

async function rowsOf(file: string, content: string | Uint8Array, options = '') {
  return loading(customers(`'${file}'`, options), { [file]: content }, ({ rows }) => rows('FROM customers'));
}

async function messageOf(file: string, content: string | Uint8Array, options = ''): Promise<string> {
  const { exitCode, diagnostics } = await failing(customers(`'${file}'`, options), { [file]: content });
  expect(exitCode).toBe(3);
  return diagnostics.map(({ message }) => message).join('\n');
}

const numbers = `id\n${Array.from({ length: 50_000 }, (_, index) => index).join('\n')}\n`;

/** As `zstd --check` packs `id,a`, `1,x`, `2,y`; Node 20 cannot. */
const zstd = Buffer.from('KLUv/SQNaQAAaWQsYQoxLHgKMix5CprZEKs=', 'base64');

describe('packed files', () => {
  const packed = gzipSync(numbers);

  it.each([10, 1000, packed.length - 1, packed.length - 9])('cut at byte %i are refused', async (length) => {
    expect(await messageOf('c.csv.gz', packed.subarray(0, length))).toMatch(
      /cannot be read: it ends in the middle/,
    );
  });

  it('with another checksum are refused', async () => {
    const damaged = Buffer.from(packed);
    damaged[damaged.length - 6]! ^= 1;
    expect(await messageOf('c.csv.gz', damaged)).toMatch(/damaged: its checksum is another/);
  });

  it('in several parts are read to the end of the last', async () => {
    const parts = Buffer.concat([gzipSync('id\n1\n'), gzipSync('2\n')]);
    expect(await rowsOf('c.csv.gz', parts)).toEqual([['1'], ['2']]);
    expect(await messageOf('c.csv.gz', parts.subarray(0, -3))).toMatch(/ends in the middle/);
  });

  it('with something else behind them are refused', async () => {
    expect(await messageOf('c.csv.gz', Buffer.concat([packed, Buffer.from('more')]))).toMatch(
      /not packed|damaged/,
    );
  });

  it('of no byte inside are empty, and of another kind are named', async () => {
    expect(await messageOf('c.csv.gz', gzipSync(''))).toBe('`c.csv.gz` is empty');
    expect(await messageOf('c.csv.gz', 'id\n1\n')).toMatch(/not packed as its name says/);
  });

  it('cut and in UTF-16 are refused', async () => {
    const wide = gzipSync(Buffer.from(`\ufeff${numbers}`, 'utf16le'));
    expect(await messageOf('c.csv.gz', wide.subarray(0, wide.length >> 1))).toMatch(/ends in the middle/);
  });

  it('of JSON are checked alike', async () => {
    const lines = gzipSync(Array.from({ length: 5000 }, (_, id) => `{"id":${id}}\n`).join(''));
    expect(await rowsOf('c.jsonl.gz', lines)).toHaveLength(5000);
    expect(await messageOf('c.jsonl.gz', lines.subarray(0, lines.length - 20))).toMatch(/ends in the middle/);
  });

  it('by zstd are checked alike', async () => {
    expect(await rowsOf('c.csv.zst', zstd)).toEqual([
      ['1', 'x'],
      ['2', 'y'],
    ]);
    for (const length of [8, 20, zstd.length - 1]) {
      expect(await messageOf('c.csv.zst', zstd.subarray(0, length))).toMatch(/ends in the middle/);
    }
    const damaged = Buffer.from(zstd);
    damaged[damaged.length - 1]! ^= 1;
    expect(await messageOf('c.csv.zst', damaged)).toMatch(/damaged: its checksum/);
  });
});

describe('rows', () => {
  const skip = ', on_error: skip';

  it('behind a quote that is not closed are read, and its own is named', async () => {
    const lines = Array.from({ length: 5000 }, (_, index) => `${index},x\n`);
    lines[2500] = '2500,"x\n';
    const read = await loading(
      customers('c.csv', skip),
      { 'c.csv': `id,a\n${lines.join('')}` },
      async (loaded) => ({
        rows: (await loaded.rows('FROM customers')).length,
        leftOut: loaded.sources.facts[0]!.leftOut,
        said: loaded.warnings.map(({ place }) => place),
      }),
    );
    expect(read).toEqual({
      rows: 4999,
      leftOut: [{ reason: 'unreadable', rows: 1 }],
      said: [{ file: 'c.csv', row: 2502 }],
    });
  });

  it('between two such quotes are read', async () => {
    expect(await rowsOf('c.csv', 'id,a\n1,"x\n2,y\n3,"z\n4,"fine"\n', skip)).toEqual([
      ['2', 'y'],
      ['4', 'fine'],
    ]);
  });

  it('under a header with one are not read', async () => {
    expect(await messageOf('c.csv', 'id,"a\n1,2\n3,4\n')).toMatch(/header .*a quote is opened/);
  });

  it('are told once for each cause', async () => {
    const failed = await failing(customers('c.csv'), { 'c.csv': 'id,a\n1\n2,x\n3\n4,5,6\n7\n' });
    expect(failed.diagnostics.map(({ message, place, help }) => [message, place?.row, help?.[0]])).toEqual([
      ['row 2 cannot be read: expected 2 fields, found 1', 2, 'so are 2 more rows: 4, 6'],
      ['row 5 cannot be read: expected 2 fields, found 3', 5, undefined],
    ]);
  });

  it.each([
    ['sep= ends otherwise than the rest', 'sep=;\nid;a\r\n1;2\r\n'],
    ['sep= ends in a return', 'sep=;\rid;a\r\n1;2\r\n'],
    ['line ends are mixed and the last field is in quotes', 'id,a\r\n1,"2"\n'],
    ['line ends are mixed the other way', 'id,a\n1,"2"\r\n'],
    ['lines end in a return', 'id,a\r1,"2"\r'],
    ['empty lines stand before the header', '\n\nid,a\n1,2\n'],
    ['spaces stand around quotes', 'id,a\n1, "2" \n'],
    ['a separator ends each line', 'id,a\n1,2,\n'],
  ])('are all there where %s', async (_, content) => {
    expect(await rowsOf('c.csv', content)).toEqual([['1', 2]]);
  });

  it('with a NUL are refused, and kept apart where JSON says so', async () => {
    expect(await messageOf('c.csv', 'id,a\nkŁ\0a,1\nkŁ\0b,2\n')).toMatch(
      /row 2 cannot be read: it holds a NUL/,
    );
    const json = '{"id":"kŁ\\u0000a"}\n{"id":"kŁ\\u0000b"}\n';
    expect(await rowsOf('c.jsonl', json)).toEqual([['kŁ\0a'], ['kŁ\0b']]);
  });

  it('with bytes of another encoding are refused', async () => {
    const late = Buffer.concat([
      Buffer.from(`id,a\n${'1,2\n'.repeat(100_000)}`),
      Buffer.from([0x33, 0x2c, 0xa3, 10]),
    ]);
    expect(await messageOf('c.csv', late)).toMatch(/row 100002 cannot be read: it is not UTF-8/);
    const half = Buffer.concat([
      Buffer.from('\ufeffid\n1\n', 'utf16le'),
      Buffer.from([0x00, 0xd8, 0x0a, 0x00]),
    ]);
    expect(await messageOf('c.csv', half)).toMatch(/row 3 is not utf-16le/);
  });

  it('of UTF-16 without a mark are told from text', async () => {
    expect(await messageOf('c.csv', Buffer.from('id\n1\n', 'utf16le'))).toMatch(/UTF-16 without a mark/);
    const four = Buffer.from([...'id\n1\n'].flatMap((letter) => [letter.charCodeAt(0), 0, 0, 0]));
    for (const mark of [[], [0xff, 0xfe, 0, 0]]) {
      expect(await messageOf('c.csv', Buffer.concat([Buffer.from(mark), four]))).toMatch(/as in UTF-32/);
    }
    const said = ', encoding: utf-16le';
    expect(await rowsOf('c.csv', Buffer.from('id\n1\n', 'utf16le'), said)).toEqual([['1']]);
  });
});

describe('names', () => {
  it.each(['c[1].csv', 'c*.csv', 'c?.csv', "c'1.csv", 'sub[1]/c.csv', 'c{a,b}.csv', 'id=7/c.csv'])(
    'of files are what they say: %s',
    async (file) => {
      const wrong = { 'c1.csv': 'id\nwrong\n', 'sub1/c.csv': 'id\nwrong\n', 'ca.csv': 'id\nwrong\n' };
      const read = await loading(
        customers(`'${file.replace("'", "''")}'`),
        { ...wrong, [file]: 'id\nright\n' },
        ({ rows }) => rows('SELECT id FROM customers'),
      );
      expect(read).toEqual([['right']]);
    },
  );

  it.each(['parquet', 'jsonl'])('of folders do not replace a column of %s', async (format) => {
    const prepare = [
      `COPY (SELECT '1' AS id, 'x' AS a) TO '{folder}/id=7/c.${format}' (FORMAT ${format === 'parquet' ? 'parquet' : 'json'})`,
    ];
    const read = await loading(
      customers(`'id=7/c.${format}'`),
      { 'id=7/.keep': '' },
      ({ rows }) => rows('FROM customers'),
      {
        prepare,
      },
    );
    expect(read).toEqual([['1', 'x']]);
  });

  it.each(['web-orders', 'zamówienia'])('of tables hold any letter: %s', async (table) => {
    const project = `${customers('c.csv')}\nevents: { '${table}': { file: o.csv, customer: id } }`;
    const read = await loading(project, { 'c.csv': 'id\n1\n', 'o.csv': 'id\n1\n' }, ({ sources, rows }) =>
      rows(`FROM "${sources.schema.events[0]!.relation.replaceAll('"', '""')}"`),
    );
    expect(read).toEqual([['1']]);
  });
});
