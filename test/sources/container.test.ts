import { describe, expect, it } from 'vitest';
import { failing, loading } from './load-text.ts';
import { inline, makeWorkbook, makeZip, number, styled } from './make-zip.ts';

const shop = makeZip([
  { name: 'shop/customers.csv', content: 'id,city\n1,Łódź\n2,\n' },
  { name: 'shop/orders-1.csv', content: 'order,id,at\n1,1,2026-06-01\n' },
  { name: 'shop/orders-2.csv', content: 'order,id,at\n2,2,2026-06-02\n3,2,2026-06-03\n' },
]);

const book = makeWorkbook({
  People: [
    [inline('id'), inline('joined'), inline('spent')],
    [number('1'), styled('46203', 'day'), number('12.5')],
    undefined,
    [number('2'), styled('46203.5', 'day'), '<c t="e"><v>#N/A</v></c>'],
  ],
  'Old ones': [[inline('id')], [number('9')]],
});

/** What is said of the data, in one text. */
async function messageOf(project: string, files: Readonly<Record<string, Buffer>>): Promise<string> {
  return JSON.stringify((await failing(project, files)).diagnostics);
}

describe('a table in another file', () => {
  it('is read out of an archive as out of a folder', async () => {
    const project = `customers: { file: shop.zip/shop/customers.csv, key: id }
events:
  orders: { file: "shop.zip/shop/orders-*.csv", key: order, customer: id, time: at }`;
    const found = await loading(project, { 'shop.zip': shop }, async ({ rows, sources }) => [
      await rows('FROM customers'),
      await rows('FROM orders ORDER BY 1'),
      sources.facts.map(({ files }) => files),
    ]);
    expect(found).toEqual([
      [
        ['1', 'Łódź'],
        ['2', null],
      ],
      [
        ['1', '1', '2026-06-01', 'orders-1.csv'],
        ['2', '2', '2026-06-02', 'orders-2.csv'],
        ['3', '2', '2026-06-03', 'orders-2.csv'],
      ],
      [['shop.zip/shop/customers.csv'], ['shop.zip/shop/orders-1.csv', 'shop.zip/shop/orders-2.csv']],
    ]);
  });

  it('need not be named where it is the only one', async () => {
    const only = makeZip([{ name: 'anything.csv', content: 'id\n1\n' }]);
    const project = 'customers: { file: c.zip, key: id }';
    expect(await loading(project, { 'c.zip': only }, ({ rows }) => rows('FROM customers'))).toEqual([['1']]);
  });

  it('is a sheet of a workbook, the first unless one is named', async () => {
    const first = 'customers: { file: book.xlsx, key: id, columns: { spent: { type: text } } }';
    expect(await loading(first, { 'book.xlsx': book }, ({ rows }) => rows('FROM customers'))).toEqual([
      ['1', '2026-06-30T00:00:00', '12.5'],
      ['2', '2026-06-30T12:00:00', '#N/A'],
    ]);
    const named = 'customers: { file: book.xlsx/Old ones, key: id }';
    expect(await loading(named, { 'book.xlsx': book }, ({ rows }) => rows('FROM customers'))).toEqual([
      ['9'],
    ]);
  });

  it('says the row of the sheet in which a cell is wrong', async () => {
    const project = 'customers: { file: book.xlsx, key: id, columns: { spent: { type: decimal } } }';
    const text = await messageOf(project, { 'book.xlsx': book });
    expect(text).toContain('"row":4');
  });

  it.each<[string, string, Buffer, string]>([
    ['several and none is named', 'c.zip', shop, 'holds 3 files'],
    ['no such name', 'c.zip/x.csv', shop, 'holds no `x.csv`'],
    ['half of an archive', 'c.zip', shop.subarray(0, 200), 'cannot be read'],
    ['no archive', 'c.zip', Buffer.from('id\n1\n'), 'cannot be read'],
  ])('is refused with %s', async (_, file, content, message) => {
    const text = await messageOf(`customers: { file: ${file}, key: id }`, { 'c.zip': content });
    expect(text).toContain(message);
  });

  it('is refused with half of a workbook', async () => {
    const project = 'customers: { file: book.xlsx, key: id }';
    const text = await messageOf(project, { 'book.xlsx': book.subarray(0, book.length - 300) });
    expect(text).toContain('cannot be read');
  });
});
