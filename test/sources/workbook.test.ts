import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sheetsOf, sheetToCsv } from '../../src/sources/workbook.ts';
import { inline, makeWorkbook, number, type SheetRows, styled } from './make-zip.ts';

const folder = mkdtempSync(join(tmpdir(), 'segment-workbook-'));
afterAll(() => rmSync(folder, { recursive: true }));

const book = join(folder, 'book.xlsx');
const csv = join(folder, 'out.csv');

async function written(rows: SheetRows): Promise<string> {
  writeFileSync(book, makeWorkbook({ Orders: rows }));
  await sheetToCsv(book, 'Orders', csv);
  return readFileSync(csv, 'utf8');
}

/** What a cell becomes. */
async function cell(xml: string): Promise<string> {
  return (await written([[inline('x'), xml]])).slice('x,'.length, -1);
}

describe('a sheet of a workbook', () => {
  it.each([
    ['a number', number('12.5'), '12.5'],
    ['noise of arithmetic', number('0.30000000000000004'), '0.3'],
    ['a card number as a number', number('4111111111111111'), '4111111111111110'],
    ['a large number', number('1E+21'), '1000000000000000000000'],
    ['a small number', number('1E-7'), '0.0000001'],
    ['below zero', number('-0.05'), '-0.05'],
    ['a share', styled('0.25', 'share'), '0.25'],
    ['a day', styled('46203', 'day'), '2026-06-30'],
    ['the last day of February 1900, as spreadsheets count', styled('59', 'day'), '1900-02-28'],
    ['a moment', styled('46203.75', 'moment'), '2026-06-30 18:00:00'],
    ['text', inline('007'), '007'],
    ['text with a quote and a line end', inline('a "b",\nc'), '"a ""b"",\nc"'],
    ['text with blanks around it', inline(' a '), '" a "'],
    ['yes and no', '<c t="b"><v>1</v></c>', 'true'],
    ['the value of a formula', '<c><f>A1*2</f><v>24</v></c>', '24'],
    ['an error, which is told where it is read', '<c t="e"><v>#N/A</v></c>', '#N/A'],
    ['nothing', '<c/>', ''],
  ])('holds %s', async (_, xml, expected) => {
    expect(await cell(xml)).toBe(expected);
  });

  it('keeps the numbers of its rows', async () => {
    const rows = [[inline('id')], [number('1')], undefined, [inline(' ')], [number('2')]];
    expect(await written(rows)).toBe('id\n1\n\n" "\n2\n');
    expect(await written([undefined, undefined, [inline('id')], [number('1')], [inline('')]])).toBe(
      '\n\nid\n1\n',
    );
  });

  it('has the time of day in a column where any row has one', async () => {
    const rows = [[inline('at')], [styled('46203', 'moment')], [styled('46203.5', 'moment')]];
    expect(await written(rows)).toBe('at\n2026-06-30 00:00:00\n2026-06-30 12:00:00\n');
  });

  it('is for nobody else to read', async () => {
    await written([[inline('id')]]);
    expect(statSync(csv).mode & 0o777).toBe(0o600);
  });

  it('is one of those that are seen', async () => {
    writeFileSync(book, makeWorkbook({ Orders: [], Notes: [], 'Old ones': [] }, ['Notes']));
    expect(await sheetsOf(book)).toEqual(['Orders', 'Old ones']);
  });

  it.each([0.3, 0.6, 0.9, 0.99])('is read whole or not at all: cut at %f of its bytes', async (share) => {
    const rows = Array.from({ length: 500 }, (_, row) => [number(String(row)), inline(`city ${row % 7}`)]);
    const whole = makeWorkbook({ Orders: rows });
    writeFileSync(book, whole.subarray(0, Math.floor(whole.length * share)));
    await expect(sheetToCsv(book, 'Orders', csv)).rejects.toThrow();
    expect(() => statSync(csv)).toThrow();
  });

  it('is read whole or not at all: any one byte of its rows changed', async () => {
    const rows = Array.from({ length: 200 }, (_, row) => [
      number(String(row * 7919)),
      inline(`city ${row % 7}`),
    ]);
    const whole = makeWorkbook({ Orders: rows });
    const expected = await written(rows);
    const start = whole.indexOf('xl/worksheets/s0.xml') + 'xl/worksheets/s0.xml'.length;
    const end = whole.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    for (let place = start; place < end; place += Math.ceil((end - start) / 60)) {
      const flipped = Buffer.from(whole);
      flipped[place] = flipped[place]! ^ 0x20;
      writeFileSync(book, flipped);
      const read = await sheetToCsv(book, 'Orders', csv).then(
        () => readFileSync(csv, 'utf8'),
        () => expected,
      );
      expect(read).toBe(expected);
    }
  });
});
