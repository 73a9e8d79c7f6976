import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excelOf, neutralise } from '../../src/output/excel.ts';
import { column, everyKind, textOf } from './tables.ts';

describe('csv', () => {
  it('carries values in full: decimals exact, ISO times, true and false, missing empty, LF', async () => {
    expect(await textOf(everyKind, 'csv')).toBe(
      'segment,customer_id,customers,share,spend,score,at,day,alive,trend\n' +
        '"vips, ""all""",0012,1234567,0.1234567,12345678901234567.895,1234.5678,2026-06-30T22:00:00,2026-06-30,true,1 2 9\n' +
        '"two\nlines",-5,12345678901234567890,0.0001,-0.005,-0.00001,2026-06-30T22:00:00.5,1999-12-31,false,5 5\n' +
        ',x,,,,,,,,\n',
    );
  });

  it('has a header even without rows', async () => {
    expect(await textOf({ ...everyKind, rows: [] }, 'csv')).toMatch(/^segment,.*,trend\n$/);
  });

  it('can be read again, whatever the text', async () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(texts, fc.boolean(), async (cells, tabs) => {
        const written = await textOf(column('x', cells), tabs ? 'tsv' : 'csv');
        const read = parse(written, { delimiter: tabs ? '\t' : ',', relax_quotes: false }) as string[][];
        expect(read).toEqual([['x'], ...cells.map((cell) => [cell])]);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('keeps a row whose only cell is missing, and quotes a carriage return', async () => {
    expect(await textOf(column('x', ['a', null, 'b\rc']), 'csv')).toBe('x\na\n""\n"b\rc"\n');
  });

  it('is the same in batches', async () => {
    const cells = Array.from({ length: 2500 }, (_each, index) => `c${index}`);
    expect(await textOf(column('x', cells), 'csv')).toBe(`x\n${cells.join('\n')}\n`);
  });
});

describe('csv for a spreadsheet', () => {
  it('has a BOM, the separator and the decimal sign of the locale', async () => {
    const text = await textOf({ ...everyKind, rows: everyKind.rows.slice(0, 1) }, 'csv', {
      excel: excelOf('pl'),
    });
    expect(text).toBe(
      '\ufeffsegment;customer_id;customers;share;spend;score;at;day;alive;trend\n' +
        '"vips, ""all""";0012;1234567;"0,1234567";"12345678901234567,895";"1234,5678";2026-06-30T22:00:00;2026-06-30;true;1 2 9\n',
    );
  });

  it.each([
    ['', ',', '.'],
    ['en', ',', '.'],
    ['pl', ';', ','],
    ['de_AT', ';', ','],
    ['en-GB', ',', '.'],
  ])('reads the locale `%s`', (locale, separator, decimal) => {
    expect(excelOf(locale)).toEqual({ separator, decimal });
  });

  it('refuses what is no locale', () => {
    expect(() => excelOf('x')).toThrow('`--excel` wants a locale such as `pl` or `en-GB`, found `x`');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+48 600 100 200', "'+48 600 100 200"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-cmd|x', "'-cmd|x"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ['-12.50', '-12.50'],
    ['-5', '-5'],
    ['a=1', 'a=1'],
    ['', ''],
  ])('makes %j harmless', (text, harmless) => {
    expect(neutralise(text)).toBe(harmless);
  });

  it('treats headers and cells alike, and leaves negative money a number', async () => {
    const table = {
      columns: [
        { name: '=x', kind: 'text' },
        { name: 'total', kind: 'money' },
      ],
      rows: [['=HYPERLINK("a";"b")', '-12.50']],
    } as const;
    expect(await textOf(table, 'csv', { excel: excelOf('') })).toBe(
      '\ufeff\'=x,total\n"\'=HYPERLINK(""a"";""b"")",-12.50\n',
    );
  });
});

describe('json', () => {
  const rows = [
    '{"segment":"vips, \\"all\\"","customer_id":"0012","customers":1234567,"share":0.1234567,"spend":12345678901234567.895,"score":1234.5678,"at":"2026-06-30T22:00:00","day":"2026-06-30","alive":true,"trend":[1,2,9]}',
    '{"segment":"two\\nlines","customer_id":"-5","customers":12345678901234567890,"share":0.0001,"spend":-0.005,"score":-0.00001,"at":"2026-06-30T22:00:00.5","day":"1999-12-31","alive":false,"trend":[5,5]}',
    '{"segment":null,"customer_id":"x","customers":null,"share":null,"spend":null,"score":null,"at":null,"day":null,"alive":null,"trend":null}',
  ];

  it('is one array whose numbers keep every digit', async () => {
    const text = await textOf(everyKind, 'json');
    expect(text).toBe(`[\n${rows.join(',\n')}\n]\n`);
    expect(JSON.parse(text)).toHaveLength(3);
    expect(await textOf({ ...everyKind, rows: [] }, 'json')).toBe('[]\n');
  });

  it('is an object a line in ndjson', async () => {
    expect(await textOf(everyKind, 'ndjson')).toBe(`${rows.join('\n')}\n`);
  });

  it('writes no number that JSON does not have', async () => {
    const table = {
      columns: [{ name: 'n', kind: 'integer' }],
      rows: [['007'], [Number.POSITIVE_INFINITY], [-0]],
    } as const;
    expect(await textOf(table, 'ndjson')).toBe('{"n":"007"}\n{"n":null}\n{"n":0}\n');
  });
});

describe('md and html', () => {
  it('md rounds for people and escapes what Markdown reads', async () => {
    expect(await textOf(everyKind, 'md', { title: 'Sizes' })).toContain(
      '## Sizes\n\n| segment | customer_id | customers | share | spend | score | at | day | alive | trend |\n' +
        '| --- | --- | ---: | ---: | ---: | ---: | --- | --- | --- | --- |\n' +
        '| vips, "all" | 0012 | 1,234,567 | 12.3% | 12,345,678,901,234,567.90 | 1,234.57 |',
    );
    expect(await textOf(column('a|b', ['*x* | <b> _y_ a_b']), 'md')).toBe(
      '| a\\|b |\n| --- |\n| \\*x\\* \\| &lt;b&gt; \\_y\\_ a_b |\n',
    );
  });

  it('html escapes data, keeps full values and colours a picture', async () => {
    const text = await textOf(column('<x>', ['<script>"&\'']), 'html', { title: 'a<b' });
    expect(text).toContain('<title>a&lt;b</title>');
    expect(text).toContain('<th scope="col"><span>&lt;x&gt;</span></th>');
    expect(text).toContain('<th scope="row">&lt;script&gt;&quot;&amp;&#39;</th>');
    expect(text).not.toMatch(/https?:|<script/);
    const picture = {
      columns: [{ name: 'p', kind: 'percent' }],
      rows: [[0.25], [0.5]],
      picture: { kind: 'heat-map', columns: ['p'], scale: 'table' },
    } as const;
    expect(await textOf(picture, 'html')).toContain('<td class="number h10" data-value="0.5">50.0%</td>');
  });
});
