/** Tables that the tests of formats share. */
import type { Table } from '../../src/model/table.ts';
import type { Look } from '../../src/output/format.ts';
import { formatNamed } from '../../src/output/index.ts';
import { plainPaint } from '../../src/output/paint.ts';

/** A column of every kind; values that are hard on some format. */
export const everyKind: Table = {
  columns: [
    { name: 'segment', kind: 'text' },
    { name: 'customer_id', kind: 'key' },
    { name: 'customers', kind: 'integer' },
    { name: 'share', kind: 'percent' },
    { name: 'spend', kind: 'money' },
    { name: 'score', kind: 'number' },
    { name: 'at', kind: 'time' },
    { name: 'day', kind: 'date' },
    { name: 'alive', kind: 'boolean' },
    { name: 'trend', kind: 'sparkline' },
  ],
  rows: [
    [
      'vips, "all"',
      '0012',
      1234567,
      '0.1234567',
      '12345678901234567.895',
      1234.5678,
      '2026-06-30T22:00:00',
      '2026-06-30',
      true,
      '1 2 9',
    ],
    [
      'two\nlines',
      '-5',
      12345678901234567890n,
      0.0001,
      '-0.005',
      -0.00001,
      '2026-06-30T22:00:00.5',
      '1999-12-31',
      false,
      '5 5',
    ],
    [null, 'x', null, null, null, Number.NaN, null, null, null, null],
  ],
};

/** Retention by month as an analysis gives it, with the cells that are still to come missing. */
export function cohortTable(periods: number): Table {
  const months = Array.from({ length: periods }, (_each, index) => String(index));
  return {
    columns: [
      { name: 'cohort', kind: 'date' },
      { name: 'size', kind: 'integer' },
      ...months.map((name) => ({ name, kind: 'percent' as const })),
    ],
    rows: Array.from({ length: 4 }, (_each, row) => [
      `2025-0${row + 1}-01`,
      1000 + row,
      ...months.map((_month, age) => (age + row >= periods ? null : 1 / (age + 1))),
    ]),
    picture: { kind: 'heat-map', columns: months, scale: 'table' },
  };
}

/** What a text format makes of a table. */
export async function textOf(table: Table, name: string, look: Partial<Look> = {}): Promise<string> {
  const format = formatNamed(name);
  if (format.kind !== 'text') throw new Error(`${name} is not text`);
  const pieces: string[] = [];
  for await (const piece of format.write(table, { paint: plainPaint, ...look })) pieces.push(piece);
  return pieces.join('');
}

/** A table of text in one column. */
export function column(name: string, cells: readonly (string | null)[]): Table {
  return { columns: [{ name, kind: 'text' }], rows: cells.map((cell) => [cell]) };
}
