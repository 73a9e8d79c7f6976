import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Built, buildSegment, shop } from './fixture/segment.ts';

let built: Built;
beforeAll(async () => {
  built = await buildSegment();
});
afterAll(() => built.remove());

interface Node {
  readonly node: string;
  readonly depth: number;
  readonly condition: string;
  readonly customers: number;
  readonly share: number;
  readonly value: string | null;
  readonly holds: boolean;
}

const AS_OF = ['--as-of', '2026-06-30', '--format', 'json'];

async function explain(files: Readonly<Record<string, string>>, ...words: readonly string[]) {
  const { code, out, err } = await built.segment(
    built.folder({ ...shop, ...files }),
    'explain',
    ...words,
    ...AS_OF,
  );
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out) as readonly Node[];
}

/** The words of one condition: those of its node, or of its parts. */
async function wordsOf(where: string): Promise<readonly string[]> {
  const nodes = await explain({ 'segments/x.yaml': `where: ${where}\n` }, 'x');
  return nodes.filter(({ node }) => node.startsWith('where')).map(({ condition }) => condition);
}

describe('segment explain', () => {
  it('counts everybody, after each step, and for each condition within the base', async () => {
    const nodes = await explain(
      {
        'segments/x.yaml': `
base: pl
where:
  any:
    - orders: { last: 7d }
    - not: { all: [ { spend: { gte: 1 } }, { name: { set: true } } ] }
exclude: { name: { starts_with: "=" } }
limit: { customers: 1, highest: spend }
split: { seed: s, arms: { a: 50%, b: 50% } }
`,
      },
      'x',
    );
    expect(nodes.map(({ node, depth, customers }) => [node, depth, customers])).toEqual([
      ['everybody', 0, 6],
      ['base', 0, 3],
      ['where', 0, 2],
      ['where.1', 1, 1],
      ['where.2', 1, 1],
      ['where.2.1', 2, 2],
      ['where.2.2', 2, 3],
      ['exclude', 0, 1],
      ['limit', 0, 1],
      ['list', 0, 1],
      ['split.a', 1, nodes.find(({ node }) => node === 'split.a')!.customers],
      ['split.b', 1, 1 - nodes.find(({ node }) => node === 'split.a')!.customers],
    ]);
    expect(nodes[1]!.share).toBe(0.5);
  });

  it('shows of a stage the stages before it', async () => {
    const nodes = await explain(
      {
        'segments/life.yaml':
          'name: life\nstages:\n  - { stage: lead, where: { orders: none } }\n  - { stage: new, where: { orders: { last: 7d } } }\n  - { stage: old }\n',
      },
      'life.old',
    );
    expect(nodes.map(({ condition, customers }) => [condition, customers])).toEqual([
      ['everybody', 6],
      ['life.stage is old', 1],
      ['stage lead: has no orders', 3],
      ['stage new: has orders in the last 7 days (from 2026-06-24 to 2026-06-30)', 2],
      ['in the list of life.old', 1],
    ]);
  });

  it('counts the words of logic as groups', async () => {
    expect(await wordsOf('{ none: [ { country: PL }, { orders: any } ] }')).toEqual([
      'none of these',
      'country is PL',
      'has orders',
    ]);
    expect(await wordsOf('{ at_least: { n: 2, of: [ { country: PL }, { orders: any } ] } }')).toEqual([
      'at least 2 of these',
      'country is PL',
      'has orders',
    ]);
  });
});

describe('segment explain --id', () => {
  it('shows for one customer what was seen, what it was compared with, and what holds', async () => {
    const nodes = await explain(
      {
        'segments/x.yaml':
          'where: { all: [ { spend: { gt: { field: spend, times: 2 } } }, { country: { ne: HU } } ] }\nsample: { share: 100%, seed: s }\n',
      },
      'x',
      '--id',
      '007',
    );
    expect(nodes.map(({ node, value, holds }) => [node, value, holds])).toEqual([
      ['where', null, false],
      ['where.1', '19.75', false],
      ['where.2', 'PL', true],
      ['sample', expect.stringMatching(/^\d{1,4}$/), true],
      ['list', null, false],
    ]);
    expect(nodes[1]!.condition).toMatch(/is more than 2 × spend, where spend is 19\.75$/);
  });

  it('knows a key by its text, and offers the one that was meant', async () => {
    const { code, err } = await built.segment(built.folder(shop), 'explain', 'pl', '--id', '7', ...AS_OF);
    expect(code).toBe(2);
    expect(JSON.parse(err)).toMatchObject({ code: 'unknown-customer', help: ['did you mean `007`?'] });
  });

  it('says that a customer did not exist yet', async () => {
    const folder = built.folder({
      ...shop,
      'segment.config.yaml': shop['segment.config.yaml']!.replace(
        'key: customer_id',
        'key: customer_id\n  created: at',
      ),
      'customers.csv': 'customer_id,name,country,interests,at\n007,A,PL,red,2026-07-02\n',
    });
    const { code, err } = await built.segment(folder, 'explain', 'pl', '--id', '007', ...AS_OF);
    expect(code).toBe(2);
    expect(err).toContain('did not exist as of 2026-06-30');
  });
});

describe('what segment explain refuses', () => {
  it('is a name that is none, with the nearest', async () => {
    const { code, err } = await built.segment(built.folder(shop), 'explain', 'bayers');
    expect(code).toBe(2);
    expect(err).toContain('did you mean `buyers`?');
  });

  it('is an error that reaches the segment, and no other', async () => {
    const folder = built.folder({
      ...shop,
      'segments/bad.yaml': 'where: { contry: PL }\n',
      'segments/uses.yaml': 'where: { segment: bad }\n',
    });
    expect((await built.segment(folder, 'explain', 'pl')).code).toBe(0);
    const { code, err } = await built.segment(folder, 'explain', 'uses');
    expect(code).toBe(2);
    expect(err).toContain('segments/bad.yaml:1:10');
  });
});
