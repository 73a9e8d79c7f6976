// Lists of values that conditions name with in_file.
import { describe, expect, it } from 'vitest';
import { withShop } from './project.ts';

/** The members, or the problems, of one condition beside the files. */
async function outcome(where: string, files: Readonly<Record<string, string>> = {}): Promise<unknown> {
  let found: unknown;
  await withShop({ 'segments/x.yaml': `where: ${where}`, ...files }, async ({ problems, members }) => {
    found = problems.length > 0 ? problems : (await members())['x'];
  });
  return found;
}

describe('in_file', () => {
  it.each([
    ['one value a line', 'ids.txt', '\ufeff1\r\n  4 \n\n99\n5', 'in_file: ids.txt', '1 4 5'],
    ['nobody in an empty file', 'ids.txt', '', 'in_file: ids.txt', ''],
    ['the column of the key', 'ids.csv', 'x,customer_id\na,2\nb,3\n', 'in_file: ids.csv', '2 3'],
    [
      'the column named like the field',
      'l.csv',
      'n;email\n1;BEN@x.hu\n2;cid@x.de\n',
      'in_file: { path: l.csv, field: email }',
      '3',
    ],
    [
      'another column',
      'l.tsv',
      'who\tn\nPL\t1\n',
      'in_file: { path: l.tsv, field: customer.country, column: who }',
      '1 4 6',
    ],
    [
      'whole numbers however written',
      'n.txt',
      '010\n+20\n30.0\n40.5\n',
      'in_file: { path: n.txt, field: points }',
      '1 2 3',
    ],
    [
      'decimals',
      'n.txt',
      '1.5\n10\n.1\n'.replace('.1', '0.1'),
      'in_file: { path: n.txt, field: rate }',
      '1 3 4',
    ],
    ['a trait', 'n.txt', '50\n105\n', 'in_file: { path: n.txt, field: spend }', '1 4'],
    [
      'a sum to its last digit',
      'n.txt',
      '50.00000000000001\n105\n',
      'in_file: { path: n.txt, field: spend }',
      '4',
    ],
    ['a quotient', 'n.txt', '52.5000000\n', 'in_file: { path: n.txt, field: mean }', '4'],
    [
      'one column of very many',
      'l.csv',
      `${['customer_id', ...Array.from({ length: 300 }, (_, n) => `c${n}`)].join(',')}\n3${',1'.repeat(300)}\n`,
      'in_file: l.csv',
      '3',
    ],
    ['dates', 'd.txt', '1985-07-01\n', 'in_file: { path: d.txt, field: born }', '2'],
    ['truth values', 'b.jsonl', '{"active": false}\n', 'in_file: { path: b.jsonl, field: active }', '3 6'],
    ['whole numbers of JSON lines as keys', 'b.jsonl', '{"customer_id": 3}\n', 'in_file: b.jsonl', '3'],
    ['a part of a date', 'm.txt', '7\n12\n', 'in_file: { path: m.txt, field: born.month }', '2 3'],
  ])('reads %s', async (_, file, text, condition, members) => {
    expect(await outcome(`{ ${condition} }`, { [`segments/${file}`]: text })).toBe(members);
  });

  it('splits the customers in two, those without a value outside', async () => {
    const files = { 'segments/l.txt': 'PL\n' };
    expect(await outcome('{ not: { in_file: { path: l.txt, field: country } } }', files)).toBe('2 3 5');
  });

  it('reads one file for fields of several types', async () => {
    const files = { 'segments/l.txt': '1\n20\n' };
    const where = '{ any: [ { in_file: l.txt }, { in_file: { path: l.txt, field: points } } ] }';
    expect(await outcome(where, files)).toBe('1 2');
  });

  it('is a round trip with the list of a segment', async () => {
    await withShop({ 'segments/x.yaml': 'where: { country: PL }' }, async ({ members }) => {
      const list = `customer_id\n${(await members())['x']!.replaceAll(' ', '\n')}\n`;
      expect(await outcome('{ in_file: x.csv }', { 'segments/x.csv': list })).toBe('1 4 6');
    });
  });

  it.each([
    ['a missing file', 'in_file: nope.txt', 'missing-file: nope.txt — there is no file `nope.txt`'],
    ['a missing column', 'in_file: l.csv', 'missing-column: l.csv — `l.csv` has no column `customer_id`'],
    [
      'values of another type',
      'in_file: { path: l.csv, field: points, column: email }',
      'list-values: l.csv — `points` is compared with a number, and 1 of the 2 values of `l.csv` are none',
    ],
    [
      'a field that no list can hold',
      'in_file: { path: l.csv, field: signed_up_at }',
      'wrong-value: signed_up_at — expected a field of texts, numbers, dates or truth values, found `signed_up_at`',
    ],
  ])('reports %s where it is named', async (_, condition, problem) => {
    const files = { 'segments/l.csv': 'email,custmer_id\n1,2\nx,3\n' };
    expect(await outcome(`{ ${condition} }`, files)).toEqual([`error ${problem}`]);
  });

  it('suggests the column that was meant', async () => {
    const files = { 'segments/l.csv': 'custmer_id\n1\n', 'segments/x.yaml': 'where: { in_file: l.csv }' };
    await withShop(files, async ({ diagnostics }) => {
      expect(diagnostics[0]?.help).toEqual([
        'did you mean `custmer_id`?',
        'or say which column it is with `column:`',
      ]);
    });
  });

  it('only warns where nothing asked for it', async () => {
    const files = {
      'segments/x.yaml': 'where: { country: PL }',
      'segments/y.yaml': 'where: { in_file: nope.txt }',
    };
    await withShop(files, async ({ problems }) => expect(problems).toEqual([]), {
      files: ['segments/x.yaml'],
    });
  });
});
