import { describe, expect, it } from 'vitest';
import type { Cell, ColumnKind } from '../../src/model/table.ts';
import { paintOf } from '../../src/output/colour.ts';
import { contrast, type Rgb } from '../../src/output/heat.ts';
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
    ['number', 0.00000012, '0.00000012'],
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

  it('cuts no name while there is free text to cut, and leaves empty columns out first', async () => {
    const table = {
      columns: [
        { name: 'segment', kind: 'text' },
        { name: 'customers', kind: 'integer' },
        { name: 'alerts', kind: 'prose' },
        { name: 'nothing', kind: 'text' },
        { name: 'action', kind: 'prose' },
      ],
      rows: [
        ['a-segment-with-a-long-name', 1653, '', null, 'write to them before they forget'],
        ['another', 5, '', null, 'nothing'],
      ],
    } as const;
    const wide = await textOf(table, 'table', { columns: 120 });
    expect(wide).toContain('│ nothing │');
    const lean = await textOf(table, 'table', { columns: 79 });
    expect(lean).toMatch(/a-segment-with-a-long-name.*1,653.*write to them before they forget/);
    expect(lean).not.toContain('alerts');
    const narrow = await textOf(table, 'table', { columns: 50 });
    expect(narrow).toMatch(/a-segment-with-a-long-name +1,653 write to the…/);
    expect(narrow).not.toContain('more column');
    const names = await textOf(table, 'table', { columns: 30 });
    expect(names).toContain('a-segment-with-a-long-name');
    expect(names).toContain('… 2 more columns');
  });

  it('sets groups apart, and names each once; a change has its sign', async () => {
    const table = {
      columns: [
        { name: 'country', kind: 'text' },
        { name: 'size', kind: 'integer' },
        { name: 'change', kind: 'percent', signed: true },
      ],
      rows: [
        ['PL', 1, 0.25],
        ['PL', 2, -0.5],
        ['HU', 3, 0],
      ],
      groups: 'country',
    } as const;
    const lines = (await textOf(table, 'table', { columns: 24 })).trimEnd().split('\n');
    expect(lines.slice(2)).toEqual(['PL         1 +25.0%', '           2 -50.0%', '', 'HU         3   0.0%']);
    expect(await textOf(table, 'csv')).toBe('country,size,change\nPL,1,0.25\nPL,2,-0.5\nHU,3,0\n');
  });

  it('says which columns did not fit', async () => {
    const text = await textOf(everyKind, 'table', { columns: 60 });
    expect(text).toMatch(/… \d more columns: widen the terminal, or take `--format csv`\n$/);
    const narrow = (await textOf(everyKind, 'table', { columns: 40 })).split('\n');
    expect(narrow.slice(-3)).toEqual([
      expect.stringContaining('more columns: widen'),
      expect.stringContaining('`--format csv`'),
      '',
    ]);
    expect(narrow.filter((line) => width(line) > 40)).toEqual([]);
  });

  it('lets no sequence of the data through', async () => {
    expect(await textOf(column('x\x1b[2J', ['\x1b]0;title\x07', 'a\rb']), 'table')).not.toMatch(
      /[\x00-\x09\x0b-\x1f]/,
    );
  });
});

/** Ink and paper of a cell: what its sequences say, of 256 colours as terminals show them. */
function coloursOf(cell: string): readonly Rgb[] {
  return [38, 48].map((layer) => {
    const [, rgb] = new RegExp(`\\[${layer};2;([0-9;]+)m`).exec(cell) ?? [];
    if (rgb) return rgb.split(';').map(Number) as unknown as Rgb;
    const code = Number(new RegExp(`\\[${layer};5;(\\d+)m`).exec(cell)![1]) - 16;
    const cube = [0, 95, 135, 175, 215, 255];
    return [Math.floor(code / 36), Math.floor(code / 6) % 6, code % 6].map(
      (step) => cube[step]!,
    ) as unknown as Rgb;
  });
}

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
    expect(inAll).toContain('\x1b[48;2;224;112;16m');
    expect(inAll).not.toMatch(/[░▒▓█]/);
  });

  it.each([2, 3] as const)('can be read in every cell, with colours of level %i', async (level) => {
    const paint = await paintOf(level);
    for (let step = 0; step <= 1000; step++) {
      const [ink, paper] = coloursOf(paint.heat(step / 1000, 'x'));
      expect(contrast(ink!, paper!)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('has no colour where there is nothing, so that a zero is quiet on any ground', async () => {
    const table = {
      columns: [
        { name: 'a', kind: 'integer' },
        { name: 'b', kind: 'integer' },
      ],
      rows: [
        [0, 2],
        [100, 200],
      ],
      picture: { kind: 'heat-map', columns: ['a', 'b'], scale: 'table' },
    } as const;
    const text = await textOf(table, 'table', { paint: await paintOf(3) });
    expect(text.split('\n')[3]).toContain('\x1b[2m  0\x1b[22m');
    expect(text.split('\n')[3]!.match(/\x1b\[48/g)).toHaveLength(1);
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
