// Quotes, semicolons, emoji, SQL words and sizes: each is a value or a name like any other, or a clear error.
import { describe, expect, it } from 'vitest';
import { withShop } from './project.ts';

const ODD = [
  `O'Brien`,
  `"quoted"`,
  `a"b'c`,
  `'; DROP TABLE customers; --`,
  `x'); VACUUM; --`,
  `/* not a comment */ -- nor this`,
  `back\\slash \\' \\n`,
  `$1 $name \${HOME} {{x}}`,
  `100%_like`,
  `🦊👩‍👩‍👧`,
  `שלום עולם`,
  `\u202eabc\u202c`,
  `__proto__`,
  `constructor`,
  `null`,
  `NaN`,
  `true`,
  `SELECT`,
  `a;b,c|d`,
  `line\nbreak`,
  `tab\there`,
];

const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const quoted = (text: string): string => JSON.stringify(text);

/** One customer for each odd value, in columns with odd names. */
function oddShop(columns: readonly string[]): Readonly<Record<string, string>> {
  const rows = ODD.map((value, index) => [String(index), ...columns.map(() => cell(value))].join(','));
  return {
    'customers.csv': `${['customer_id', ...columns.map(cell)].join(',')}\n${rows.join('\n')}\n`,
    'segment.config.yaml': `timezone: UTC
as_of: 2026-06-30
segments: segments/*.yaml
customers: { file: customers.csv, key: customer_id }
`,
  };
}

describe('odd values', () => {
  it('are equal to themselves and to nothing else, in every way to say so', async () => {
    const segments = ODD.flatMap((value) => {
      const text = quoted(value);
      return [
        `{ note: ${text} }`,
        `{ note: [${text}, "no such value"] }`,
        `{ note: { contains: ${text} } }`,
        `{ note: { starts_with: ${text}, ends_with: ${text} } }`,
        `{ not: { note: { ne: ${text} } } }`,
        `{ note: { eq: ${text}, ignore_case: true, ignore_accents: true } }`,
      ];
    });
    const file = `segments:\n${segments.map((where, index) => `  - { name: s${index}, where: ${where} }`).join('\n')}\n`;
    await withShop({ ...oddShop(['note']), 'segments/x.yaml': file }, async ({ problems, members }) => {
      expect(problems).toEqual([]);
      const found = await members();
      const per = segments.length / ODD.length;
      const wrong = segments.flatMap((where, index) =>
        found[`s${index}`] === String(Math.floor(index / per)) ? [] : [[where, found[`s${index}`]]],
      );
      expect(wrong).toEqual([]);
    });
  });

  it('survive a parameter, and a list in a file', async () => {
    const single = ODD.filter((value) => !value.includes('\n'));
    const text = 'params: { v: { type: text, default: x } }\nwhere: { note: $v }';
    for (const value of single.slice(0, 8)) {
      await withShop(
        { ...oddShop(['note']), 'segments/x.yaml': text },
        async ({ members }) => expect(await members()).toEqual({ x: String(ODD.indexOf(value)) }),
        { parameters: [`v="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`] },
      );
    }
    const files = { 'segments/l.csv': `note\n${ODD.map(cell).join('\n')}\n` };
    const where = 'where: { in_file: { path: l.csv, field: note } }';
    await withShop(
      { ...oddShop(['note']), ...files, 'segments/x.yaml': where },
      async ({ workspace, members }) => {
        expect((await members())['x']?.split(' ')).toHaveLength(ODD.length);
        expect(workspace.lists.size).toBe(1);
      },
    );
  });
});

const NAMES = [
  'select',
  'table',
  'user',
  'a b',
  `it's`,
  `say "hi"`,
  'semi;colon',
  'ż🦊',
  'שם',
  '__proto__',
  'constructor',
  'back\\slash',
  'x.y',
  '$v',
];

describe('odd names', () => {
  it('of columns can be tested, ranked, listed and seen by SQL', async () => {
    const conditions = NAMES.map((name) => `      - { ${quoted(name)}: { set: true } }`);
    const file = `name: odd
where:
  all:
${conditions.join('\n')}
      - sql: { duckdb: '"select" = ''SELECT'' OR "say ""hi""" = ''null''' }
columns: [${NAMES.map(quoted).join(', ')}]
`.replaceAll('      -', '    -');
    await withShop(
      { ...oddShop(NAMES), 'segments/x.yaml': file },
      async ({ problems, members, workspace }) => {
        expect(problems).toEqual([]);
        expect(await members()).toEqual({ odd: `${ODD.indexOf('null')} ${ODD.indexOf('SELECT')}` });
        expect(workspace.asked[0]?.columns.map(({ name }) => name)).toEqual(NAMES);
      },
    );
  });

  it('of tables, traits and segments are names, or refused with the reason', async () => {
    const config = `timezone: UTC
as_of: 2026-06-30
segments: segments/*.yaml
customers: { file: customers.csv, key: customer_id }
events:
  table: { file: orders.csv, key: order_id, customer: customer_id, time: ordered_at }
  order: { file: orders.csv, key: order_id, customer: customer_id, time: ordered_at }
traits:
  select: { table: { sum: total } }
  from: { order: { count: true } }
  constructor: { ratio: [select, from] }
`;
    const segments = `segments:
  - { name: select, where: { select: { gt: 60 } } }
  - { name: from, where: { segment: select, table: { count: { gte: 2 } } } }
  - { name: members, where: { constructor: { gt: 51 } } }
  - { name: features, base: members, where: { order: any } }
  - { name: constructor, where: { country: PL }, columns: [constructor, from] }
`;
    const files = { 'segment.config.yaml': config, 'segments/x.yaml': segments };
    await withShop(files, async ({ problems, members }) => {
      expect(problems).toEqual([]);
      expect(await members()).toEqual({
        select: '4',
        from: '4',
        members: '4',
        features: '4',
        constructor: '1 4 6',
      });
    });
  });

  it.each(['"a; b"', `"it's"`, '🦊', 'UPPER', '../up', '""', '__proto__'])(
    '%s is no name for a segment',
    async (name) => {
      await withShop({ 'segments/x.yaml': `name: ${name}\nwhere: { country: PL }` }, async ({ problems }) => {
        expect(problems).toHaveLength(1);
        expect(problems[0]).toMatch(/^error segment-name: /);
      });
    },
  );
});

describe('sizes', () => {
  it('a list of 10,000 values', async () => {
    const values = [...Array(10_000).keys()].map((index) => `v${index}`);
    const file = `where: { any: [ { country: [${values.join(', ')}, PL] }, { points: [${values.map((_, index) => index * 7).join(', ')}] } ] }`;
    await withShop({ 'segments/x.yaml': file }, async ({ problems, members }) => {
      expect(problems).toEqual([]);
      expect(await members()).toEqual({ x: '1 4 6' });
    });
  });

  it('conditions 200 levels deep', async () => {
    const nots = `${'{ not: '.repeat(200)}{ country: PL }${' }'.repeat(200)}`;
    const groups = `${'{ any: [ { all: [ '.repeat(100)}{ country: PL }${' ] } ] }'.repeat(100)}`;
    const files = { 'segments/nots.yaml': `where: ${nots}`, 'segments/groups.yaml': `where: ${groups}` };
    await withShop(files, async ({ problems, members }) => {
      expect(problems).toEqual([]);
      expect(await members()).toEqual({ nots: '1 4 6', groups: '1 4 6' });
    });
  });

  it('a chain of 200 segments, each made of the one before', async () => {
    const links = [...Array(200).keys()].map((index) =>
      index === 0
        ? '  - { name: s0, where: { country: PL } }'
        : `  - { name: s${index}, where: { segment: s${index - 1} } }`,
    );
    await withShop(
      { 'segments/x.yaml': `segments:\n${links.join('\n')}\n` },
      async ({ problems, members }) => {
        expect(problems).toEqual([]);
        expect((await members())['s199']).toBe('1 4 6');
      },
    );
  });

  it('more levels than anyone can read are refused', async () => {
    const deep = `${'{ not: '.repeat(600)}{ country: PL }${' }'.repeat(600)}`;
    await withShop({ 'segments/x.yaml': `where: ${deep}` }, async ({ problems }) => {
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain('nested more than 500 deep');
    });
  });
});
