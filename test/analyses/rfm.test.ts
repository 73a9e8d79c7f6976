/** RFM by the engine against the plain scorers, and where data is odd. */
import { describe, expect, it } from 'vitest';
import { matrixPicture, matrixTable } from '../../src/analyses/rfm-matrix.ts';
import { Failure } from '../../src/diagnostics/failure.ts';
import { rfmPresets } from '../../src/features/rfm-presets/index.ts';
import { classify } from '../features/classify.ts';
import {
  mirrored,
  scoreEdges,
  scoreFixed,
  scoreFixedDays,
  scoreNtile,
  scoreQuantile,
  scoreRRfm,
} from '../features/score.ts';
import { type Order, type Scored, shopOf, withRfm } from './rfm-shop.ts';

const asOf = '2026-06-30';

/** Numbers that look random and are the same every time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

const ids = (n: number): readonly string[] => Array.from({ length: n }, (_, index) => `c${index}`);

/** Many ties: few days, few orders, few prices. */
function manyOrders(seed: number, customers: number): readonly Order[] {
  const next = random(seed);
  return ids(customers).flatMap((customer) =>
    Array.from({ length: Math.floor(next() ** 3 * 8) }, (): Order => {
      const total = (Math.floor(next() * 400) / 4 - 10).toFixed(2);
      return [customer, Math.floor(next() ** 2 * 400), total];
    }),
  );
}

const axes = [
  ['r', 'recency_days'],
  ['f', 'frequency'],
  ['m', 'monetary'],
] as const;

function plainScores(scored: Scored, method: string, k: number): Readonly<Record<string, readonly number[]>> {
  const keys = scored.rows.map((row) => String(row['customer_id']));
  const of = (axis: string, column: string): readonly number[] => {
    const values = scored.column(column);
    const higher = axis === 'r' ? values.map((value) => -value) : values;
    if (method === 'quantile') return scoreQuantile(higher, k);
    if (method === 'ntile') return scoreNtile(higher, keys, k);
    if (method === 'edges') return scoreEdges(higher, k);
    return axis === 'r' ? mirrored(scoreRRfm(values, k), k) : scoreRRfm(values, k);
  };
  return Object.fromEntries(axes.map(([axis, column]) => [axis, of(axis, column)]));
}

describe('scores equal those of the plain scorers', () => {
  const methods = ['quantile', 'ntile', 'edges', 'r-rfm'] as const;
  it.each(methods.flatMap((method) => [1, 2, 3, 40].map((size) => [method, size] as const)))(
    '%s, %d customers or more',
    (method, size) =>
      withRfm(shopOf(ids(size * 3), manyOrders(size, size * 3)), asOf, async (ask) => {
        for (const preset of ['rfm11', 'klaviyo6']) {
          const scored = await ask({ method, preset });
          const wanted = plainScores(scored, method, preset === 'rfm11' ? 5 : 3);
          for (const [axis] of axes) expect(scored.column(axis), axis).toEqual(wanted[axis]);
        }
      }),
  );

  it('fixed thresholds', () =>
    withRfm(
      shopOf(
        ids(60),
        manyOrders(7, 60),
        'rfm: { method: fixed, cuts: { r: [10, 30, 90, 200], f: [2, 3, 4, 5], m: [0, 25.5, 50, 100] } }',
      ),
      asOf,
      async (ask) => {
        const scored = await ask();
        expect(scored.column('r')).toEqual(scoreFixedDays(scored.column('recency_days'), [10, 30, 90, 200]));
        expect(scored.column('f')).toEqual(scoreFixed(scored.column('frequency'), [2, 3, 4, 5]));
        expect(scored.column('m')).toEqual(scoreFixed(scored.column('monetary'), [0, 25.5, 50, 100]));
      },
    ));

  it.each(rfmPresets.map((preset) => preset.name))('named segments of %s', (name) =>
    withRfm(shopOf(ids(90), manyOrders(5, 90)), asOf, async (ask) => {
      const preset = rfmPresets.find((each) => each.name === name)!;
      const { rows } = await ask({ preset: name });
      expect(rows.length).toBeGreaterThan(30);
      for (const row of rows) {
        const point = Object.fromEntries(
          ['r', 'f', 'm', 'recency_days', 'frequency', 'monetary'].map((key) => [key, Number(row[key])]),
        );
        expect(row['segment']).toBe(classify(preset, point as never));
        expect(row['score']).toBe(Number(row['r']) * 100 + Number(row['f']) * 10 + Number(row['m']));
      }
    }),
  );
});

describe('who is scored', () => {
  const some: readonly Order[] = [
    ['a', 1, '5.00'],
    ['b', 10, '7.00'],
    ['b', 20, '1.00'],
  ];

  it('the order of rows does not matter, and rows written twice are one', () =>
    withRfm(shopOf(ids(30), manyOrders(3, 30)), asOf, async (ask) => {
      const { rows } = await ask();
      const files = shopOf(ids(30), manyOrders(3, 30));
      const [head = '', ...lines] = files['orders.csv']!.trim().split('\n');
      const turned = [head, ...lines.toReversed(), ...lines.slice(0, 9), ''].join('\n');
      await withRfm({ ...files, 'orders.csv': turned }, asOf, async (again) => {
        expect((await again()).rows).toEqual(rows);
      });
    }));

  it('customers without an order are prospects', () =>
    withRfm(shopOf(['a', 'b', 'c', 'd'], some), asOf, async (ask) => {
      const { rows, scored, prospects } = await ask();
      expect([scored, prospects]).toEqual([2, 2]);
      expect(rows.map((row) => Object.values(row).join())).toEqual([
        'a,1,1,5.00,3,1,1,311,about-to-sleep',
        'b,10,2,8.00,1,3,3,133,at-risk',
      ]);
    }));

  it('orders after the as-of do not exist', () =>
    withRfm(shopOf(['a', 'b'], some), '2026-06-15', async (ask) => {
      const { rows, prospects } = await ask();
      expect(rows.map((row) => Object.values(row).slice(0, 4).join())).toEqual(['b,5,1,1.00']);
      expect(prospects).toBe(1);
    }));

  it.each(['quantile', 'ntile', 'edges', 'r-rfm'] as const)('%s: one customer alone', (method) =>
    withRfm(shopOf(['a'], [['a', 3, '-2.00']]), asOf, async (ask) => {
      const { rows } = await ask({ method });
      const r = method === 'r-rfm' ? 5 : 1;
      expect(rows.map((row) => [row['monetary'], row['r'], row['f'], row['m']])).toEqual([
        ['-2.00', r, 1, 1],
      ]);
    }),
  );

  it('all values equal: equal scores, and four levels that nobody has', () =>
    withRfm(
      shopOf(
        ids(6),
        ids(6).map((id) => [id, 3, '2.00']),
      ),
      asOf,
      async (ask) => {
        const quantile = await ask();
        expect(quantile.column('score')).toEqual([111, 111, 111, 111, 111, 111]);
        const [recency] = await quantile.axes();
        expect(recency).toMatchObject({ axis: 'r', split: 0 });
        expect(recency?.levels.map(({ score, customers }) => [score, customers])).toEqual([
          [5, 0],
          [4, 0],
          [3, 0],
          [2, 0],
          [1, 6],
        ]);
        const ntile = await ask({ method: 'ntile' });
        expect(ntile.column('r')).toEqual([1, 1, 2, 3, 4, 5]);
        expect((await ntile.axes()).map(({ split }) => split)).toEqual([6, 6, 6]);
      },
    ));

  it('no orders at all', () =>
    withRfm(shopOf(['a', 'b'], []), asOf, async (ask) => {
      const answer = await ask();
      expect([answer.rows, answer.scored, answer.prospects]).toEqual([[], 0, 2]);
      expect((await answer.summary()).rows.map(([, customers, share]) => [customers, share])).toEqual(
        Array.from({ length: 11 }, () => [0, 0]),
      );
      expect(matrixPicture(await answer.matrix(), await answer.axes()).rows).toHaveLength(5);
    }));

  it('members of a segment are scored among each other', () =>
    withRfm(
      {
        ...shopOf(['a', 'b', 'c', 'd'], [...some, ['c', 50, '1.00']]),
        'segments/two.yaml': 'where: { customer_id: [b, c, d] }',
      },
      asOf,
      async (ask) => {
        const { rows, prospects } = await ask({ segment: 'two' });
        expect(rows.map((row) => [row['customer_id'], row['r']])).toEqual([
          ['b', 3],
          ['c', 1],
        ]);
        expect(prospects).toBe(1);
      },
    ));
});

describe('models of the project file', () => {
  it('count the rows that are meant, in days, with an average', () =>
    withRfm(
      shopOf(
        ['a', 'b'],
        [
          ['a', 1, '5.00'],
          ['a', 1, '8.00'],
          ['a', 40, '9.00'],
          ['b', 400, '7.00'],
          ['b', 20, '0.00'],
        ],
        'rfm: { on: orders, where: { total: { gt: 0 } }, last: 1y, frequency: days, monetary: average }',
      ),
      asOf,
      async (ask) => {
        const { rows, prospects, summary } = await ask();
        expect(rows.map((row) => Object.values(row).slice(0, 4).join())).toEqual(['a,1,2,7.33333333333333']);
        expect(prospects).toBe(1);
        const [named] = (await summary()).rows.filter(([, customers]) => customers === 1);
        expect(named?.slice(3, 5)).toEqual([7.33333333333333, null]);
      },
    ));

  it('several by name, each on its table; a table that has none gets the usual one', () =>
    withRfm(
      {
        ...shopOf(
          ['a', 'b'],
          [
            ['a', 1, '5.00'],
            ['b', 9, '8.00'],
          ],
          `  emails: { file: emails.csv, customer: customer_id, time: at }
rfm:
  email_rfm: { on: emails, where: { type: [open, click], machine_open: { ne: true } }, monetary: { count: { type: click } } }
  recent: { on: orders, last: 5d, monetary: none }
`,
        ),
        'emails.csv': `customer_id,at,type,machine_open
a,2026-06-29T10:00:00,sent,
a,2026-06-29T11:00:00,open,true
a,2026-06-20T11:00:00,open,false
a,2026-06-20T11:01:00,click,
b,2026-06-30T10:00:00,sent,
b,2026-06-30T10:01:00,open,true
`,
      },
      asOf,
      async (ask) => {
        const email = await ask({ on: 'email_rfm' });
        expect(email.rows.map((row) => Object.values(row).slice(0, 4).join())).toEqual(['a,10,2,1']);
        expect((await ask({ on: 'emails' })).rows).toEqual(email.rows);
        const recent = await ask({ on: 'recent' });
        expect(
          recent.rows.map((row) => [row['customer_id'], row['monetary'], row['m'], row['score']]),
        ).toEqual([['a', null, null, 11]]);
      },
    ));

  it('e-mail activity of which the project says nothing: opens and clicks of people, M the clicks', () =>
    withRfm(
      {
        ...shopOf(['a'], [['a', 1, '5.00']], '  mail: { file: mail.csv, customer: customer_id, time: at }\n'),
        'mail.csv': `customer_id,at,event_type,is_machine
a,2026-06-29T10:00:00,Sent,false
a,2026-06-29T11:00:00,Opened,true
a,2026-06-20T11:00:00,Opened,false
a,2026-06-20T11:01:00,Clicked,false
`,
      },
      asOf,
      async (ask) => {
        const { rows } = await ask({ on: 'mail' });
        expect(rows.map((row) => Object.values(row).slice(0, 4).join())).toEqual(['a,10,2,1']);
      },
    ));

  it.each([
    [{ on: 'ordes' }, 'did you mean `orders`?'],
    [{ preset: 'klavyio6' }, 'did you mean `klaviyo6`?'],
    [{ method: 'fixed' as const }, 'add `method: fixed` and `cuts: { r: […], f: […], m: […] }` under `rfm`'],
    [{ segment: 'nobody' }, undefined],
  ])('refuses %j', (words, help) =>
    withRfm(shopOf(['a'], [['a', 1, '5.00']]), asOf, async (ask) => {
      const error = await ask(words).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Failure);
      const { exitCode, diagnostics } = error as Failure;
      expect(exitCode).toBe(2);
      expect(diagnostics[0]?.help?.[0]).toBe(help);
    }),
  );
});

it('the summary and the matrix add up', () =>
  withRfm(shopOf(ids(120), manyOrders(11, 120)), asOf, async (ask) => {
    const answer = await ask();
    const sum = (values: readonly unknown[]): number =>
      values.reduce<number>((total, each) => total + Number(each), 0);
    const money = sum(answer.column('monetary'));
    const summary = (await answer.summary()).rows;
    expect(sum(summary.map((row) => row[1]))).toBe(answer.scored);
    expect(sum(summary.map((row) => row[2]))).toBeCloseTo(1, 12);
    expect(sum(summary.map((row) => row[3]))).toBeCloseTo(money, 6);
    expect(sum(summary.map((row) => row[4]))).toBeCloseTo(1, 12);
    const matrix = matrixTable(await answer.matrix());
    expect(matrix.rows).toHaveLength(25);
    expect(sum(matrix.rows.map((row) => row[2]))).toBe(answer.scored);
    expect(sum(matrix.rows.map((row) => row[4]))).toBeCloseTo(money, 6);
    const picture = matrixPicture(await answer.matrix(), await answer.axes());
    expect(sum(picture.rows.flatMap((row) => row.slice(1)))).toBe(answer.scored);
  }));
