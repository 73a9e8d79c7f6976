/** `segment test` as people run it: what passes, what fails and why, and what is refused. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runBundle } from '../program/bundle.ts';
import { shop } from './fixture/segment.ts';

const root = mkdtempSync(join(tmpdir(), '.tmp-segment-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The shop with these files besides, and `segment` with the words in it. */
async function segment(files: Readonly<Record<string, string>>, ...words: readonly string[]) {
  const cwd = mkdtempSync(join(root, 'shop-'));
  for (const [name, text] of Object.entries({ ...shop, ...files })) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  return runBundle(words, { cwd, now: '2026-07-01T12:00:00Z' });
}

interface Row {
  readonly test: string;
  readonly segment: string;
  readonly result: string;
  readonly detail: string | null;
}

/** What comes of tests, as rows. */
async function tested(
  tests: string,
  files: Readonly<Record<string, string>> = {},
  ...words: readonly string[]
) {
  const all = { 'segments/x.test.yaml': `tests:\n${tests}`, ...files };
  const { code, out, err } = await segment(all, 'test', '--format', 'json', ...words);
  if (out === '') throw new Error(err);
  return { code, rows: JSON.parse(out) as readonly Row[], err };
}

const given = (customers: string, orders = '', more = '') =>
  `    as_of: 2026-06-30\n    given:\n      customers: [${customers}]\n      orders: [${orders}]\n${more}`;

describe('rows that are given', () => {
  it('are in place of the data: tables not given are empty, columns not given missing', async () => {
    const { code, rows } = await tested(
      `  - test: polish\n${given('{ customer_id: a, country: PL }, { customer_id: b }')}    expect: { pl: [a], buyers: [] }\n`,
    );
    expect({ code, rows }).toEqual({
      code: 0,
      rows: [
        { test: 'polish', segment: 'pl', result: 'passed', detail: null },
        { test: 'polish', segment: 'buyers', result: 'passed', detail: null },
      ],
    });
  });

  it('have the types of the project: keys are text, numbers exact, lists lists, dates at midnight', async () => {
    const files = {
      'segments/x.yaml':
        'segments:\n' +
        '  - { name: red, where: { interests: { contains_any: [red] } } }\n' +
        '  - { name: exact, where: { spend: 0.3 } }\n' +
        '  - { name: midnight, where: { orders: { since: 2026-06-30 } } }\n',
    };
    const customers =
      '{ customer_id: 007, interests: [red, "a, b"] }, { customer_id: 7, interests: red|blue }';
    const orders =
      '{ customer_id: 007, total: 0.1, ordered_at: 2026-06-29 }, { customer_id: 007, total: 0.2, ordered_at: 2026-06-30 }, { customer_id: 7, total: 0.29, ordered_at: 2026-06-29 23:59 }';
    const { rows } = await tested(
      `  - test: types\n${given(customers, orders)}    expect: { red: [007, 7], exact: [007], midnight: ["007"] }\n`,
      files,
    );
    expect(rows.map(({ segment: name, result, detail }) => [name, result, detail])).toEqual([
      ['red', 'passed', null],
      ['exact', 'passed', null],
      ['midnight', 'passed', null],
    ]);
  });

  it('are cleaned as cells of files are, whatever else stands in their column', async () => {
    const cells = ['" PL "', '"PL\\u200b"', '"\'PL"', '"\\u00a0PL"', 'PL', "'P L'", '"P\\u0141"'];
    const people = cells.map((cell, index) => `{ customer_id: c${index}, country: ${cell} }`);
    const each = await Promise.all(
      people.map((person, index) =>
        tested(
          `  - test: alone\n${given(person)}    expect: { pl: [${[0, 1, 3, 4].includes(index) ? `c${index}` : ''}] }\n`,
        ),
      ),
    );
    expect(each.map(({ rows }) => rows[0]!.detail)).toEqual(cells.map(() => null));
    const { rows } = await tested(
      `  - test: all\n${given(people.join(', '))}    expect: { pl: [c0, c1, c3, c4] }\n`,
    );
    expect(rows[0]!.detail).toBeNull();
  });

  it('make the tables that are made of them, with their computed columns', async () => {
    const files = {
      'segment.config.yaml': `timezone: UTC
customers: { from: baskets }
events:
  lines:
    file: orders.csv
    customer: customer_id
    time: ordered_at
    columns: { twice: { times: [total, 2] } }
  baskets: { from: lines, key: order_id, columns: { worth: { sum: twice } }, value: worth }
`,
      'segments/pl.yaml': 'name: pl\nwhere: { baskets: { sum: { of: worth, gte: 10 } } }\n',
      'segments/buyers.yaml': 'name: buyers\nwhere: { baskets: any }\n',
      'segments/nobody.yaml': 'name: nobody\nwhere: { baskets: none }\n',
    };
    const lines =
      '{ order_id: 1, customer_id: a, ordered_at: 2026-06-01, total: 2 }, { order_id: 1, customer_id: a, ordered_at: 2026-06-01, total: 3 }, { order_id: 2, customer_id: b, ordered_at: 2026-06-01, total: 4.99 }';
    const test = `  - { test: made, as_of: 2026-06-30, given: { lines: [${lines}] }, expect: { pl: [a], buyers: [a, b] } }\n`;
    expect((await tested(test, files)).rows.map(({ result }) => result)).toEqual(['passed', 'passed']);
    const wrong = test.replace('lines:', 'baskets:');
    await expect(tested(wrong, files)).rejects.toThrow('`baskets` is made of the rows of `lines`');
  });
});

describe('what is expected', () => {
  it('fails with who is in and out, and what decided', async () => {
    const { code, rows, err } = await tested(
      `  - test: wrong\n${given('{ customer_id: a, country: PL }, { customer_id: b, country: HU }')}    expect: { pl: [b, c] }\n`,
    );
    expect(code).toBe(1);
    expect(err).toContain('1 test failed');
    expect(rows[0]!.result).toBe('failed');
    expect(rows[0]!.detail!.split('; ')).toEqual([
      '`b` is out, and should be in, not country is PL: found HU',
      '`c` should be in, and there is no such customer',
      '`a` is in, and should be out, since country is PL: found PL',
    ]);
  });

  it('is part of a list, or its size, where that is said', async () => {
    const test = (expected: string) =>
      `  - test: partly\n${given('{ customer_id: a, country: PL }, { customer_id: b, country: PL }')}    expect: { pl: ${expected} }\n`;
    const result = async (expected: string) => (await tested(test(expected))).rows[0]!;
    expect(await result('{ includes: [a] }')).toMatchObject({ result: 'passed' });
    expect(await result('{ excludes: a }')).toMatchObject({ result: 'failed' });
    expect(await result('{ customers: 2 }')).toMatchObject({ result: 'passed' });
    expect(await result('{ customers: { gt: 2 } }')).toMatchObject({ detail: 'there are 2 customers' });
    expect(await result('{ customers: { between: [1, 2], ne: 1 } }')).toMatchObject({ result: 'passed' });
  });

  it('is of the list that `run` writes: stages, parameters, limits and arms', async () => {
    const files = {
      'segments/life.yaml':
        'name: life\nstages: [ { stage: new, where: { orders: { last: 30d } } }, { stage: old } ]\n',
      'segments/in.yaml':
        'name: in-$country\nparams: { country: { type: text, default: PL } }\nwhere: { country: $country }\nlimit: { customers: 1 }\n',
    };
    const rowsGiven = given(
      '{ customer_id: a, country: SE }, { customer_id: b, country: SE }',
      '{ customer_id: a, ordered_at: 2026-06-01, total: 1 }',
    );
    const { rows } = await tested(
      `  - test: all\n${rowsGiven}    params: { country: SE }\n    expect: { life.new: [a], life.old: [b], in-se: [a], buyers: [a] }\n`,
      files,
    );
    expect(rows.map(({ segment: name, result }) => [name, result])).toEqual([
      ['life.new', 'passed'],
      ['life.old', 'passed'],
      ['in-se', 'passed'],
      ['buyers', 'passed'],
    ]);
  });

  it('is of the data of the project without rows, from the same day', async () => {
    const { rows } = await tested(
      '  - { test: real, as_of: 2026-06-20, expect: { buyers: ["007"], pl: { customers: 3 } } }\n',
    );
    expect(rows.map(({ result }) => result)).toEqual(['passed', 'passed']);
  });
});

describe('a test that nothing comes of', () => {
  const files = {
    'segments/pair.yaml':
      'segments:\n  - { name: alone, where: { country: PL } }\n  - { name: beside, where: { segment: buyers } }\n  - { name: moved, where: { entered: { segment: pl, last: 7d } } }\n',
  };

  it('is broken by itself: others over the same rows are not', async () => {
    const rowsGiven = given('{ customer_id: a, country: PL }');
    const { code, rows } = await tested(
      `  - test: looks back\n${rowsGiven}    expect: { moved: [] }\n  - test: does not\n${rowsGiven}    expect: { pl: [a] }\n`,
      files,
    );
    expect(code).toBe(1);
    expect(rows.map(({ result }) => result)).toEqual(['broken', 'passed']);
    expect(rows[0]!.detail).toContain('looks back to a recorded run');
  });

  it('is not one of a segment whose file holds others, which need others', async () => {
    const { rows } = await tested(
      `  - test: alone\n${given('{ customer_id: a, country: PL }')}    expect: { alone: [a] }\n`,
      files,
    );
    expect(rows).toMatchObject([{ result: 'passed', detail: null }]);
  });
});

describe('on a terminal', () => {
  it('is a line a test, and below one that failed every condition, with those that decided', async () => {
    const tests = `tests:\n  - test: good\n${given('{ customer_id: a, country: PL }')}    expect: { pl: [a], buyers: [] }\n  - test: bad\n${given('{ customer_id: a, country: HU }')}    expect: { x: [a], pl: [] }\n`;
    const x = 'where: { any: [ { country: PL }, { all: [ { country: HU }, { orders: any } ] } ] }\n';
    const files = { 'segments/x.test.yaml': tests, 'segments/x.yaml': x };
    const { out } = await segment(files, 'test', '--format', 'table');
    expect(out).toBe(`passed  good: pl, buyers
failed  bad
          x
            \`a\` is out, and should be in
    no        where: any of these
    no          → country is PL: found HU
    no          all of these
   yes            country is HU: found HU
    no            → has orders: found 0
`);
  });
});

describe('for a CI', () => {
  const tests = `tests:\n  - test: a < "b" & c\n${given('{ customer_id: a, country: PL }')}    expect: { pl: [b], buyers: [] }\n`;
  const files = { 'segments/x.test.yaml': tests };

  it('is JUnit', async () => {
    const { code, out } = await segment(files, 'test', '--format', 'junit');
    expect(code).toBe(1);
    expect(out).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="2" failures="1" errors="0">
<testsuite name="segment" tests="2" failures="1" errors="0">
<testcase classname="pl" name="a &lt; &quot;b&quot; &amp; c">
<failure message="\`b\` should be in, and there is no such customer; \`a\` is in, and should be out, since country is PL: found PL"/>
</testcase>
<testcase classname="buyers" name="a &lt; &quot;b&quot; &amp; c"/>
</testsuite>
</testsuites>
`);
  });

  it('is TAP', async () => {
    const { out } = await segment(files, 'test', '--format', 'tap');
    expect(out).toBe(`TAP version 13
1..2
not ok 1 - a < "b" & c: pl
# \`b\` should be in, and there is no such customer
# \`a\` is in, and should be out, since country is PL: found PL
ok 2 - a < "b" & c: buyers
`);
  });
});

describe('which tests', () => {
  const files = {
    'segments/pl.yaml': `${shop['segments/pl.yaml']}tests:\n  - { test: within, expect: { pl: { customers: 3 } } }\n`,
    'segments/b.test.yaml': 'tests:\n  - { test: beside, expect: { nobody: [] } }\n',
  };

  it('are those in definition files and beside them, or those about the files that are named', async () => {
    const names = async (...words: readonly string[]) => {
      const { out } = await segment(files, 'test', '--format', 'json', ...words);
      return (JSON.parse(out) as readonly Row[]).map(({ test }) => test);
    };
    expect(await names()).toEqual(['beside', 'within']);
    expect(await names('segments/pl.yaml')).toEqual(['within']);
    expect(await names('segments/nobody.yaml')).toEqual(['beside']);
    expect(await names('segments/b.test.yaml')).toEqual(['beside']);
    expect(await names('segments')).toEqual(['beside', 'within']);
  });

  it('has to be there: nothing tested is not all well', async () => {
    const { code, err } = await segment({}, 'test');
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('segment help testing') });
  });

  it('are no definitions: `run` passes them by, and says so where nothing else is named', async () => {
    const run = await segment(files, 'run', 'segments/*.yaml', '--format', 'csv');
    expect(run.code).toBe(0);
    const { code, err } = await segment(files, 'run', 'segments/b.test.yaml');
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringContaining('segment test segments/b.test.yaml'),
    });
  });
});

describe('what is wrong with a test', () => {
  it.each([
    ['an unknown key', 'asof: 2026-06-30, expect: { pl: [] }', '`asof` is no key of a test'],
    ['an unknown segment', 'expect: { plx: [] }', 'there is no segment `plx`'],
    ['an unknown table', 'given: { orderz: [] }, expect: { pl: [] }', 'there is no table `orderz`'],
    [
      'an unknown column',
      'given: { orders: [{ tota: 1 }] }, expect: { pl: [] }',
      '`orders` has no column `tota`',
    ],
    [
      'a row that stands for nothing',
      'given: { customers: [{ country: PL }] }, expect: { pl: [] }',
      'without `customer_id`',
    ],
    ['a day that is none', 'as_of: 2026-02-30, expect: { pl: [] }', 'expected a date or an instant'],
    ['a customer in place of a list', 'expect: { pl: a }', 'expected a list of customers'],
    ['a text as a number', 'expect: { pl: { customers: many } }', 'a whole number'],
  ])('is told with its place by check and test: %s', async (_, body, message) => {
    const files = { 'segments/x.test.yaml': `tests:\n  - { test: x, ${body} }\n` };
    const checked = await segment(files, 'check', '--format', 'table');
    expect(checked).toMatchObject({ code: 1, out: expect.stringContaining(message) });
    expect(checked.out).toMatch(/segments\/x\.test\.yaml:2:\d+: error/);
    const { code, err } = await segment(files, 'test');
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(message) });
  });

  it('is told at the cell where rows cannot be read', async () => {
    const { code, err, rows } = await tested(
      `  - test: cells\n${given('{ customer_id: a }', '{ customer_id: a, ordered_at: 2026-06-31, total: 1 }')}    expect: { pl: [] }\n`,
    );
    expect(code).toBe(1);
    expect(JSON.parse(err.split('\n')[0]!)).toMatchObject({
      file: 'segments/x.test.yaml',
      line: 6,
      column: 46,
    });
    expect(rows[0]).toMatchObject({ result: 'broken', detail: expect.stringContaining('`ordered_at`') });
  });
});
