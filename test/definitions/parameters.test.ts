// Definitions with parameters, as the command line and the data fill them.
import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/diagnostics/failure.ts';
import { withShop } from '../workspace/project.ts';

const BOUGHT = `name: bought-$category
title: "Bought $category within $days"
params: { category: { type: text }, days: { type: duration, default: 90d } }
for_each: { category: { distinct: products.category } }
where: { orders: { where: { product.category: $category }, last: $days } }
`;

/** The problems of one definition, or its lists. */
async function outcome(
  text: string,
  options: Parameters<typeof withShop>[2] = {},
  files: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  let found: unknown;
  await withShop(
    { 'segments/x.yaml': text, ...files },
    async ({ problems, members }) => {
      found = problems.length > 0 ? problems : await members();
    },
    options,
  );
  return found;
}

describe('for_each', () => {
  it('makes a segment for each value of the data, in the order of their bytes', async () => {
    await withShop({ 'segments/x.yaml': BOUGHT }, async ({ workspace, members }) => {
      expect(await members()).toEqual({
        'bought-home-garden': '2',
        'bought-shoes': '1 4',
        'bought-zolte': '',
      });
      expect(workspace.asked.map(({ parameters }) => parameters)).toEqual([
        { category: 'Home & Garden', days: '90d' },
        { category: 'Shoes', days: '90d' },
        { category: 'Żółte', days: '90d' },
      ]);
      expect(workspace.asked.map(({ about }) => about.title)).toEqual([
        'Bought Home & Garden within 90d',
        'Bought Shoes within 90d',
        'Bought Żółte within 90d',
      ]);
    });
  });

  it.each([
    ['country', 'DE HU PL'],
    ['customer.country', 'DE HU PL'],
    ['points', '10 20 30 40 60'],
    ['orders.product.category', 'Home & Garden Shoes Żółte'],
    ['active', 'false true'],
  ])('reads the values of %s, missing ones left out', async (field, values) => {
    const text = `name: s-$v\nfor_each: { v: { distinct: ${field} } }\ntitle: $v\nwhere: { orders: any }`;
    await withShop({ 'segments/x.yaml': text }, async ({ workspace }) => {
      const found = workspace.asked.map(({ parameters }) => parameters['v']!);
      expect(found.join(' ')).toBe(values);
    });
  });

  it('takes every combination of several parameters', async () => {
    const text = `name: s-$c-$p
for_each: { c: [PL, HU], p: [15, 50] }
where: { country: $c, points: { lt: $p } }`;
    expect(await outcome(text)).toEqual({ 's-hu-15': '', 's-hu-50': '2', 's-pl-15': '1', 's-pl-50': '1 4' });
  });

  it.each(['waves.csv', '{ file: waves.csv }'])('reads rows of a file: %s', async (forEach) => {
    const text = `name: wave-$wave\nfor_each: ${forEach}\nparams: { most: { type: number, default: 1000 } }
where: { country: $land, points: { lt: $most } }`;
    const files = { 'segments/waves.csv': 'wave,land,most\nA,PL,15\nB,PL,\n"Ç d",HU,99\n' };
    expect(await outcome(text, {}, files)).toEqual({ 'wave-a': '1', 'wave-b': '1 4 6', 'wave-c-d': '2' });
  });

  it('gives a list where the parameter is one', async () => {
    const text = `params: { lands: { type: list, default: [PL, HU], choices: [PL, HU, DE] } }
where: { country: $lands }`;
    expect(await outcome(text)).toEqual({ x: '1 2 4 6' });
    expect(await outcome(text, { parameters: ['lands=HU,DE'] })).toEqual({ x: '2 3' });
    expect(await outcome(text, { parameters: ['lands=HU,XX'] })).toEqual([
      'error parameter-choice: HU,XX — the parameter `lands` is one of `PL`, `HU` or `DE`, found `XX`',
    ]);
  });
});

describe('--param', () => {
  it('takes the place of for_each, and a comma fans out', async () => {
    const parameters = ['category=Shoes,Home & Garden', 'days=3y'];
    expect(await outcome(BOUGHT, { parameters })).toEqual({
      'bought-home-garden': '2 4',
      'bought-shoes': '1 4',
    });
  });

  it('keeps a comma that is quoted or escaped', async () => {
    const text = 'name: s-$v\nparams: { v: { type: text } }\ntitle: $v\nwhere: { country: $v }';
    await withShop(
      { 'segments/x.yaml': text },
      async ({ workspace }) => {
        expect(workspace.asked.map(({ about }) => about.title)).toEqual(['a, b', 'c,d', 'e"f', 'g']);
      },
      { parameters: ['v="a, b",c\\,d,e"f, g '] },
    );
  });

  it('reports a parameter that nothing has, with the one that was meant', async () => {
    await withShop(
      { 'segments/x.yaml': BOUGHT },
      async ({ diagnostics }) => {
        expect(diagnostics.map(({ message, help }) => [message, help])).toEqual([
          ['there is no parameter `categry`', ['did you mean `category`?']],
        ]);
      },
      { parameters: ['categry=x'] },
    );
  });

  it.each(['category', '=x', 'category=', 'category=a,,b'])('refuses %s', async (parameter) => {
    await expect(outcome(BOUGHT, { parameters: [parameter] })).rejects.toMatchObject({ exitCode: 2 });
  });

  it('does not stop a run by what does not suit a definition that nobody asked for', async () => {
    const files = {
      'segments/other.yaml':
        'params: { days: { type: number, default: 3 } }\nwhere: { points: { gt: $days } }',
    };
    const options = { parameters: ['days=1y'], files: ['segments/x.yaml'] };
    await withShop(
      { 'segments/x.yaml': BOUGHT, ...files },
      async ({ problems }) => {
        expect(problems).toEqual([
          'warning parameter-value: 1y — the parameter `days` is a number such as `500` or `10%`, found `1y`',
        ]);
      },
      options,
    );
  });
});

describe('--params', () => {
  const text =
    'name: s-$c-$p\nparams: { p: { type: number, default: 15 } }\nfor_each: { c: [DE] }\nwhere: { country: $c, points: { lt: $p } }';

  it('gives one set a row of a file', async () => {
    const files = { 'sets.csv': 'c,p\nPL,50\nHU,\n' };
    expect(await outcome(text, { parameterFile: 'sets.csv' }, files)).toEqual({
      's-hu-15': '',
      's-pl-50': '1 4',
    });
  });

  it('reads JSON lines from standard input, and --param goes before them', async () => {
    const readStdin = async () => '{"c": "PL", "p": 50}\n\n{"c": "HU", "p": null}\n';
    expect(await outcome(text, { parameterFile: '-', readStdin })).toEqual({
      's-hu-15': '',
      's-pl-50': '1 4',
    });
    expect(await outcome(text, { parameterFile: '-', readStdin, parameters: ['p=15'] })).toEqual({
      's-hu-15': '',
      's-pl-15': '1',
    });
  });

  it.each(['[1]', '{"c": {"a": 1}}', 'c: PL', '{"p": 12345678901234567890}', ''])(
    'refuses %s',
    async (line) => {
      const options = { parameterFile: '-', readStdin: async () => line };
      await expect(outcome(text, options)).rejects.toThrow(Failure);
    },
  );

  it('names a column that is no parameter, with file, row and column', async () => {
    await withShop(
      { 'segments/x.yaml': text, 'sets.csv': 'c,q\nPL,50\n' },
      async ({ diagnostics }) => {
        expect(diagnostics).toMatchObject([
          { message: 'there is no parameter `q`', place: { file: 'sets.csv', row: 2, column: 'q' } },
        ]);
      },
      { parameterFile: 'sets.csv' },
    );
  });
});

describe('what a parameter cannot be', () => {
  it.each([
    ['unknown', 'where: { country: $land }', 'unknown-parameter: $land — there is no parameter `$land`'],
    [
      'a key',
      'params: { k: { default: country } }\nwhere: { $k: PL, country: $k }',
      'parameter-as-name: $k — `$k` is a value and cannot stand for a name',
    ],
    [
      'a segment',
      'params: { s: { default: y } }\nwhere: { segment: $s }',
      'parameter-as-name: $s — `$s` is a value and cannot stand for a name',
    ],
    [
      'a column',
      'params: { s: { default: email } }\nwhere: { country: PL }\ncolumns: [$s]',
      'parameter-as-name: $s — `$s` is a value and cannot stand for a name',
    ],
    [
      'a block',
      'params: { s: { default: none } }\nwhere: { orders: $s }',
      'parameter-as-name: $s — `$s` is a value and cannot stand for a name',
    ],
    [
      'SQL',
      'params: { s: { default: "true" } }\nwhere: { sql: { duckdb: $s } }',
      'parameter-in-sql: $s — `$s` is a value and cannot be SQL',
    ],
    [
      'of another type',
      'params: { n: { type: number, default: 90d } }\nwhere: { points: $n }',
      'parameter-value: 90d — the parameter `n` is a number such as `500` or `10%`, found `90d`',
    ],
    [
      'a text for a number',
      'params: { n: { type: text, default: 5 } }\nwhere: { points: $n }',
      'wrong-type: $n — `points` is compared with a whole number, found the text `"5"`',
    ],
    [
      'nothing',
      'params: { n: { type: number } }\nwhere: { points: $n }',
      'parameter-without-value: n — the parameter `n` has no value',
    ],
    [
      'several without a name',
      'for_each: { c: [PL, HU] }\nwhere: { country: $c }',
      'name-without-parameter: for_each — `x` stands for 2 segments, which need names of their own',
    ],
    [
      'two of one name',
      'name: s-$c\nfor_each: { c: [a b, a-b] }\nwhere: { country: $c }',
      'name-clash: s-$c — `a b` and `a-b` would both be the segment `s-a-b`',
    ],
    [
      'a name of nothing',
      'name: s-$c\nfor_each: { c: [a, "!!"] }\nwhere: { country: $c }',
      'empty-name: s-$c — the value `!!` of `$c` has no letter of a to z and no digit to make a name of',
    ],
    [
      'too many',
      `name: s-$a-$b\nfor_each: { a: [${[...Array(40).keys()]}], b: [${[...Array(40).keys()]}] }\nwhere: { points: { between: [$a, $b] } }`,
      '`s-$a-$b` would become more than 1,000 segments',
    ],
    [
      'a time of the data',
      'name: s-$c\nfor_each: { c: { distinct: orders.ordered_at } }\nwhere: { country: $c }',
      'distinct-time: orders.ordered_at — `orders.ordered_at` is a time, so nearly all of its values differ',
    ],
    [
      'of a column that is not there',
      'name: s-$c\nfor_each: { c: { distinct: products.categry } }\nwhere: { country: $c }',
      'unknown-field: products.categry — the data has no column `products.categry`',
    ],
  ])('%s', async (_, text, problem) => {
    expect(JSON.stringify(await outcome(text))).toContain(JSON.stringify(problem).slice(1, -1));
  });

  it('a name for what the data made', async () => {
    const files = { 'segments/y.yaml': 'base: bought-shoes\nwhere: { segment: bought-shoes }' };
    expect(await outcome(BOUGHT, {}, files)).toEqual(
      ['bought-shoes', 'bought-shoes'].map(
        (name) =>
          `error generated-name: ${name} — \`${name}\` is made of a value in the data, and cannot be referred to by name`,
      ),
    );
  });

  it('a text that is quoted', async () => {
    const text = 'params: { c: { default: PL } }\nwhere: { any: [ { email: "$c" }, { country: $c } ] }';
    expect(await outcome(text)).toEqual({ x: '1 4 6' });
  });

  it('more than a value, whatever its characters', async () => {
    const text = 'params: { c: { default: PL } }\nwhere: { country: $c }';
    const odd = [`' OR 1=1 --`, '"; DROP TABLE customers; --', '$c', '{ set: false }', '\\', '🦊', 'ש"ל'];
    for (const value of odd)
      expect(await outcome(text, { parameters: [`c=${JSON.stringify(value)}`] })).toEqual({ x: '' });
  });
});
