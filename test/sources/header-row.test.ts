import { describe, expect, it } from 'vitest';
import { tableEdges } from '../../src/sources/header-row.ts';

const header = ['code', 'name', 'city', 'sum'];
const rows = Array.from({ length: 9 }, (_, row) => [`00${row}`, `name ${row}`, 'city', `${row},50`]);

describe('a table in a file', () => {
  it('begins with its first record', () => {
    expect(tableEdges([header, ...rows], rows)).toEqual({ skipRows: 0, skipLast: 0 });
    expect(tableEdges([['id'], ['1'], ['2']], [])).toEqual({ skipRows: 0, skipLast: 0 });
    expect(tableEdges([header], [header])).toEqual({ skipRows: 0, skipLast: 0 });
    expect(tableEdges([], [])).toEqual({ skipRows: 0, skipLast: 0 });
  });

  it('begins below its titles', () => {
    const titles = [
      ['Sales', '', '', ''],
      ['Period: 2026', '', '', ''],
      ['', '', '', ''],
    ];
    expect(tableEdges([...titles, header, ...rows], rows).skipRows).toBe(3);
    expect(tableEdges([['Sales'], ['as of today'], header, ...rows], rows).skipRows).toBe(2);
  });

  it('ends above its total', () => {
    expect(tableEdges([header, ...rows], [...rows, ['Итого', '', '', '99,00']]).skipLast).toBe(1);
    expect(
      tableEdges([header, ...rows], [...rows, ['', '', '', ''], ['Total:', '', '', '99,00']]).skipLast,
    ).toBe(2);
    expect(tableEdges([header, ...rows], [...rows, ['Totally new', 'x', 'y', '1,00']]).skipLast).toBe(0);
    expect(tableEdges([header, ...rows], [...rows, ['7', 'Total Sports', 'y', '1,00']]).skipLast).toBe(0);
  });

  it('keeps a header of which some names are blank', () => {
    expect(
      tableEdges(
        [
          ['id', 'a', 'b', ''],
          ['1', '2', '3', '4'],
          ['1', '2', '3', '4'],
        ],
        [],
      ).skipRows,
    ).toBe(0);
  });
});
