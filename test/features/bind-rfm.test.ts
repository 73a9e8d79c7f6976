import { describe, expect, test } from 'vitest';
import { collector } from '../../src/diagnostics/collect.ts';
import { renderDiagnostic } from '../../src/diagnostics/render.ts';
import { presetsOf, rfmModelsOf } from '../../src/features/bind-rfm.ts';
import { usualRfmTable } from '../../src/features/rfm-model.ts';
import { parsingWith } from '../../src/language/condition.ts';
import { rfmSection } from '../../src/language/models/rfm.ts';
import type { EventTable } from '../../src/model/schema.ts';
import { readYaml } from '../../src/yaml/read.ts';
import { classify } from './classify.ts';

const table = (name: string, change: Partial<EventTable> = {}): EventTable => ({
  name,
  relation: name,
  customer: 'customer_id',
  time: 'at',
  columns: [
    { name: 'total', type: 'decimal', nullable: false },
    { name: 'points', type: 'integer', nullable: false },
    { name: 'note', type: 'text', nullable: true },
  ],
  lookups: [],
  ...change,
});

const tables = [
  table('orders', { value: 'total' }),
  table('emails'),
  table('wishes', { time: undefined as never }),
];

function read(text: string, of = tables) {
  const { report, diagnostics } = collector();
  const root = readYaml({ name: 'segment.config.yaml', text }, report);
  const node = root?.kind === 'map' ? root.entries[0]!.value : undefined;
  const parsing = parsingWith(
    of.map(({ name }) => name),
    report,
  );
  const syntax = node && rfmSection.parse(node, parsing);
  const models = rfmModelsOf(syntax, of, report);
  return {
    models,
    presets: presetsOf(syntax),
    diagnostics,
    messages: diagnostics.map(({ message }) => message),
  };
}

describe('models', () => {
  test('a project without the section scores its orders', () => {
    expect(rfmModelsOf(undefined, tables, () => {})).toMatchObject([
      {
        name: 'rfm',
        table: 'orders',
        frequency: 'events',
        monetary: { kind: 'sum', column: 'total' },
        method: 'quantile',
        levels: 5,
        preset: { name: 'rfm11' },
      },
    ]);
    expect(rfmModelsOf(undefined, [table('emails')], () => {})).toEqual([]);
  });

  test('the usual table is orders, or the only one with money', () => {
    expect(usualRfmTable([table('visits'), table('sales', { value: 'total' })])?.name).toBe('sales');
    expect(usualRfmTable([table('a', { value: 'total' }), table('b', { value: 'total' })])).toBeUndefined();
    const [lines, invoices] = [
      table('lines', { value: 'total' }),
      table('invoices', { value: 'total', key: 'no' }),
    ];
    expect(usualRfmTable([lines, invoices])?.name).toBe('invoices');
    expect(usualRfmTable([{ ...lines, key: 'line' }, invoices])).toBeUndefined();
  });

  test('one model, in full', () => {
    const { models, messages } = read(
      'rfm: { on: orders, where: { note: app }, last: 2y, frequency: days, monetary: average, method: edges, levels: 3, preset: klaviyo6 }',
    );
    expect(messages).toEqual([]);
    expect(models).toMatchObject([
      {
        table: 'orders',
        where: { kind: 'leaf' },
        last: { n: 2, unit: 'y' },
        frequency: 'days',
        monetary: { kind: 'average', column: 'total' },
        method: 'edges',
        levels: 3,
        preset: { name: 'klaviyo6' },
      },
    ]);
  });

  test('several by name; without money the preset over R and F', () => {
    const { models, messages } = read(`rfm:
  shop: { on: orders, preset: five }
  readers: { on: emails }
  clickers: { on: emails, monetary: { count: { note: click } } }
  points: { on: emails, monetary: { sum: points } }`);
    expect(messages).toEqual([]);
    expect(models.map(({ name, monetary, preset }) => [name, monetary.kind, preset.name])).toEqual([
      ['shop', 'sum', 'five'],
      ['readers', 'none', 'rf10'],
      ['clickers', 'count', 'rfm11'],
      ['points', 'sum', 'rfm11'],
    ]);
  });

  test('levels follow the preset', () => {
    expect(read('rfm: { preset: klaviyo6 }').models[0]!.levels).toBe(3);
  });

  test('fixed cuts', () => {
    const { models, messages } = read(
      'rfm: { method: fixed, cuts: { r: [30, 90, 180, 365], f: [2, 3, 5, 10], m: [50, 100.50, 250, 500] } }',
    );
    expect(messages).toEqual([]);
    expect(models[0]!.cuts).toEqual({ r: [30, 90, 180, 365], f: [2, 3, 5, 10], m: [50, 100.5, 250, 500] });
  });

  test.each([
    ['rfm: { on: ordrs }', 'there is no event table `ordrs`'],
    ['rfm: { on: wishes }', '`wishes` has no time, and recency needs one'],
    [
      'rfm: { preset: rfm12 }',
      'expected one of `rfm11`, `rf10`, `klaviyo6`, `r-rfm-0.3`, `putler11`, `five` for `preset`, found `rfm12`',
    ],
    ['rfm: { methud: edges }', '`methud` is no key of `rfm`'],
    ['rfm: { shop: { om: orders } }', '`om` is no key of `shop`'],
    ['rfm: { levels: 12 }', 'expected a whole number from 2 to 9 for `levels`, found `12`'],
    ['rfm: { levels: 4 }', 'preset `rfm11` is for scores from 1 to 5, and `levels` is 4'],
    ['rfm: { on: emails, preset: klaviyo6 }', 'preset `klaviyo6` needs `m`, and there is no monetary value'],
    ['rfm: { on: emails, monetary: sum }', '`emails` has no `value`, so there is no money to sum'],
    ['rfm: { monetary: { sum: note } }', '`orders` has no column of numbers `note`'],
    [
      'rfm: { monetary: { sum: total, average: total } }',
      'expected one of `sum`, `average`, `count` for `monetary`, found a mapping',
    ],
    ['rfm: { method: fixed }', '`method: fixed` needs `cuts`'],
    [
      'rfm: { cuts: { r: [1, 2, 3, 4], f: [1, 2, 3, 4], m: [1, 2, 3, 4] } }',
      '`cuts` go with `method: fixed` only',
    ],
    ['rfm: { method: fixed, cuts: { r: [1, 2, 3, 4], f: [1, 2, 3, 4] } }', '`cuts` need `m`'],
    [
      'rfm: { method: fixed, cuts: { r: [9, 2, 3, 4], f: [1, 2, 3, 4], m: [1, 2, 3, 4] } }',
      '`r` needs 4 rising numbers for 5 levels, and they do not rise',
    ],
    [
      'rfm: { method: fixed, cuts: { r: [1, 2, 3, 4], f: [1, 2, 3], m: [1, 2, 3, 4] } }',
      '`f` needs 4 rising numbers for 5 levels, and there are 3',
    ],
  ])('%s', (text, message) => {
    const { models, messages, diagnostics } = read(text);
    expect(messages).toEqual([message]);
    expect(diagnostics[0]!.span).toBeDefined();
    expect(models).toEqual([]);
  });

  test('no table to score', () => {
    expect(read('rfm: { method: edges }', [table('emails'), table('visits')]).diagnostics).toMatchObject([
      {
        message: '`rfm` needs `on`, the table of events to score',
        help: ['event tables with a time: `emails` or `visits`'],
      },
    ]);
  });
});

describe('presets of one’s own', () => {
  test('a list of rows, the last for the others', () => {
    const { models, presets, messages } = read(`rfm:
  preset: mine
  presets:
    mine:
      - { segment: best, title: The best, action: call them, r: 4-5, fm: 4+ }
      - { segment: once, any: [{ r: 1-2, fm: 1 }, { r: 3, fm: <2 }] }
      - { segment: rest }`);
    expect(messages).toEqual([]);
    const mine = presets.find(({ name }) => name === 'mine')!;
    expect(models[0]!.preset).toEqual(mine);
    expect(mine.segments[0]).toMatchObject({ name: 'best', title: 'The best', action: 'call them' });
    expect(classify(mine, { r: 4, f: 5, m: 3 })).toBe('best');
    expect(classify(mine, { r: 3, f: 1, m: 1 })).toBe('once');
    expect(classify(mine, { r: 4, f: 1, m: 1 })).toBe('rest');
  });

  test('digits of scores, levels, the first match', () => {
    const { presets, messages } = read(`rfm:
  presets:
    mine:
      levels: 3
      match: first
      segments:
        - { segment: best, cells: [333, 332] }
        - { segment: rest, r: 1-3 }`);
    expect(messages).toEqual([]);
    const mine = presets.find(({ name }) => name === 'mine')!;
    expect([classify(mine, { r: 3, f: 3, m: 2 }), classify(mine, { r: 3, f: 3, m: 1 })]).toEqual([
      'best',
      'rest',
    ]);
  });

  test.each([
    [
      '[{ segment: a, r: 1-2 }, { segment: b, r: 4-5 }]',
      'preset `mine` has holes, overlaps or rows that nobody reaches',
    ],
    [
      '[{ segment: a }, { segment: b, r: 4-5 }]',
      '`a` has no ranges, and only the last segment of a preset may have none',
    ],
    ['[{ segment: a, r: 5-1 }]', 'expected a range such as `5`, `4-5`, `4+` or `<4` for `r`, found `5-1`'],
    [
      '[{ segment: a, cells: [33] }]',
      'expected three digits such as `543` (R, F, M) for an item of cells, found `33`',
    ],
    ['[{ r: 1-5 }]', 'a segment of a preset needs `segment`'],
    ['[{ segment: a, rr: 1-5 }]', '`rr` is no key of a segment of a preset'],
    ['{ levels: 3 }', '`mine` needs `segments`'],
  ])('%s', (rows, message) => {
    const { models, messages } = read(`rfm: { preset: mine, presets: { mine: ${rows} } }`);
    expect(messages[0]).toBe(message);
    expect(models).toEqual([]);
  });

  test('a name that is taken', () => {
    expect(read('rfm: { presets: { rfm11: [{ segment: a, r: 1+ }] } }').messages).toEqual([
      '`rfm11` is a preset already',
    ]);
  });

  test('what is wrong is listed', () => {
    const { diagnostics } = read(
      'rfm: { presets: { mine: [{ segment: a, r: 1-3 }, { segment: b, r: 3-4 }] } }',
    );
    expect(renderDiagnostic(diagnostics[0]!)).toContain('r 3 fits `a` and `b`');
    expect(diagnostics[0]!.help).toEqual(['r 5 fits no segment', 'r 3 fits `a` and `b`']);
  });
});
