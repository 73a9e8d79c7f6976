import { describe, expect, it } from 'vitest';
import type { Cell, ColumnKind } from '../../src/model/table.ts';
import { paintOf } from '../../src/output/colour.ts';
import { roundDecimal, showColumn, sparkline } from '../../src/output/show.ts';
import { truncate, width } from '../../src/output/width.ts';
import { cohortTable, column, everyKind, textOf } from './tables.ts';

describe('a cell on the terminal', () => {
  it.each<[ColumnKind, Cell, string]>([
    ['integer', 1234567, '1,234,567'],
    ['integer', 12345678901234567890n, '12,345,678,901,234,567,890'],
    ['integer', -1234, '-1,234'],
    ['money', '1234.5', '1,234.50'],
    ['money', '0.995', '1.00'],
    ['money', '-0.004', '0.00'],
    ['money', '12345678901234567.895', '12,345,678,901,234,567.90'],
    ['money', 3, '3.00'],
    ['percent', '0.1234567', '12.3%'],
    ['percent', 1, '100.0%'],
    ['percent', 0, '0.0%'],
    ['percent', 0.0001, '<0.1%'],
    ['percent', -0.3, '-30.0%'],
    ['percent', -0.00001, '0.0%'],
    ['number', 12, '12'],
    ['number', 1.23456, '1.235'],
    ['number', 0.00000012, '1.2e-7'],
    ['number', 123456.789, '123,456.79'],
    ['date', '2026-06-30', '2026-06-30'],
    ['time', '2026-06-30T22:00:00', '2026-06-30 22:00:00'],
    ['boolean', true, 'true'],
    ['sparkline', '1 2 9', '▁▂█'],
    ['key', '0012', '0012'],
    ['text', 'a\x1b[31mb\u202ec\n', 'a\\x1b[31mb\\u202ec\\x0a'],
    ['text', null, ''],
    ['number', Number.NaN, ''],
  ])('%s %s is %s', (kind, cell, shown) => {
    expect(showColumn(kind, [cell])).toEqual([shown]);
  });

  it('has as many digits as the others of its column', () => {
    expect(showColumn('number', [1, 2.5, 0.125])).toEqual(['1.000', '2.500', '0.125']);
  });

  it.each([
    ['2.5', 0, '3'],
    ['-2.5', 0, '-3'],
    ['2.4999', 0, '2'],
    ['0.005', 2, '0.01'],
    ['99.999', 2, '100.00'],
    ['7', 2, '7.00'],
  ])('%s to %i digits is %s', (text, digits, rounded) => {
    expect(roundDecimal(text, digits)).toBe(rounded);
  });

  it('draws level values as a level line', () => {
    expect(sparkline([4, 4, 4])).toBe('▁▁▁');
    expect(sparkline([])).toBe('');
  });
});

describe('a table on the terminal', () => {
  const few = {
    columns: [
      { name: 'segment', kind: 'text' },
      { name: 'customers', kind: 'integer' },
      { name: 'share', kind: 'percent' },
    ],
    rows: [
      ['at-risk-vips', 1234, 0.125],
      ['łódź 日本', 5, 0.5],
    ],
  } as const;

  it('is framed when short, numbers to the right', async () => {
    expect(await textOf(few, 'table')).toBe(
      [
        '┌──────────────┬───────────┬───────┐',
        '│ segment      │ customers │ share │',
        '├──────────────┼───────────┼───────┤',
        '│ at-risk-vips │     1,234 │ 12.5% │',
        '│ łódź 日本    │         5 │ 50.0% │',
        '└──────────────┴───────────┴───────┘',
        '',
      ].join('\n'),
    );
  });

  it('is plain when long, and soon done', async () => {
    const rows = Array.from({ length: 10_000 }, () => few.rows[0]);
    const started = performance.now();
    const text = await textOf({ ...few, rows }, 'table', { columns: 80 });
    expect(performance.now() - started).toBeLessThan(1000);
    const lines = text.split('\n');
    expect(lines.slice(0, 3)).toEqual([
      'segment      customers share',
      '──────────── ───────── ─────',
      'at-risk-vips     1,234 12.5%',
    ]);
    expect(lines).toHaveLength(10_003);
  });

  it.each([20, 34, 40, 60, 80, 100, 140])('fits %i columns', async (columns) => {
    for (const table of [everyKind, few, cohortTable(13), cohortTable(30)]) {
      const lines = (await textOf(table, 'table', { columns }))
        .split('\n')
        .filter((line) => !line.startsWith('…'));
      expect(Math.max(...lines.map(width))).toBeLessThanOrEqual(columns);
    }
  });

  it('shortens text and nothing else', async () => {
    const text = await textOf(few, 'table', { columns: 34 });
    expect(text).toContain('│ at-risk-v… │     1,234 │');
    expect(text).toContain('12.5%');
  });

  it('says which columns did not fit', async () => {
    const text = await textOf(everyKind, 'table', { columns: 60 });
    expect(text).toMatch(/… \d more columns: widen the terminal, or take `--format csv`\n$/);
  });

  it('lets no sequence of the data through', async () => {
    expect(await textOf(column('x\x1b[2J', ['\x1b]0;title\x07', 'a\rb']), 'table')).not.toMatch(
      /[\x00-\x09\x0b-\x1f]/,
    );
  });
});

describe('a heat map', () => {
  it('has shades beside its numbers and fits 80 columns without colour', async () => {
    const text = await textOf(cohortTable(13), 'table', { columns: 80 });
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(6);
    expect(lines[2]).toMatch(/^2025-01-01 1,000 100%█ +50%▒ +33%░ +25%░? /);
    expect(text).not.toContain('…');
  });

  it('keeps one digit after the point where there is room', async () => {
    expect(await textOf(cohortTable(5), 'table', { columns: 100 })).toContain('33.3%');
  });

  it('colours the background in 256 and in all colours', async () => {
    const in256 = await textOf(cohortTable(5), 'table', { columns: 100, paint: await paintOf(2) });
    expect(in256).toContain('\x1b[48;5;');
    const inAll = await textOf(cohortTable(5), 'table', { columns: 100, paint: await paintOf(3) });
    expect(inAll).toContain('\x1b[48;2;0;109;68m');
    expect(inAll).not.toMatch(/[░▒▓█]/);
  });

  it('can be scaled row by row', async () => {
    const table = {
      columns: [
        { name: 'a', kind: 'integer' },
        { name: 'b', kind: 'integer' },
      ],
      rows: [
        [1, 2],
        [100, 200],
      ],
      picture: { kind: 'heat-map', columns: ['a', 'b'], scale: 'row' },
    } as const;
    const lines = (await textOf(table, 'table')).split('\n');
    expect(lines[3]).toBe('│   1  │   2█ │');
    expect(lines[4]).toBe('│ 100  │ 200█ │');
  });
});

it.each([
  ['abcdef', 4, 'abc…'],
  ['日本語', 4, '日…'],
  ['łódź', 4, 'łódź'],
  ['abc', 0, ''],
])('%s in %i columns is %s', (text, columns, cut) => {
  expect(truncate(text, columns)).toBe(cut);
});
