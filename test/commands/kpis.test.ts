import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Built, buildSegment } from './fixture/segment.ts';

let built: Built;
beforeAll(async () => {
  built = await buildSegment();
});
afterAll(() => built.remove());

const project = `timezone: UTC
as_of: 2026-06-30
customers: { file: customers.csv, key: id }
events:
  orders: { file: orders.csv, key: order_id, customer: id, time: at, value: total }
  mails: { file: mails.csv, customer: id, time: at }
`;

/** Four customers, seen over June; May is the period before. */
const shop = {
  'segment.config.yaml': project,
  'customers.csv': 'id,country,nps\na,PL,10\nb,PL,7\nc,PL,\nd,HU,1\n',
  'orders.csv': `order_id,id,at,total,cost
1,a,2026-05-02 00:00,10.00,5.00
2,a,2026-06-01 00:00,20.00,15.00
3,a,2026-06-30 23:59,40.00,15.00
4,b,2026-05-31 23:59,30.00,30.00
5,d,2026-06-10 12:00,60.00,60.00
6,d,2026-05-01 23:59,99.00,60.00
`,
  'mails.csv': `id,at,type,message_id,machine_open
a,2026-06-02 10:00,delivered,m1,
a,2026-06-02 11:00,open,m1,false
a,2026-06-02 12:00,open,m1,false
a,2026-06-02 12:01,click,m1,false
b,2026-06-02 10:00,delivered,m1,
b,2026-06-02 10:01,open,m1,true
c,2026-06-03 10:00,delivered,m2,
d,2026-06-03 10:00,delivered,m2,
d,2026-06-03 10:05,unsubscribe,m2,
`,
  'segments/polish.yaml': 'name: polish\nwhere: { country: PL }\n',
  'segments/nobody.yaml': 'name: nobody\nwhere: { country: SE }\n',
};

async function kpis(folder: string, ...words: string[]) {
  const { code, out, err } = await built.segment(folder, 'kpis', ...words);
  const [header = '', ...lines] = out.trimEnd().split('\n');
  return { code, err, header, rows: lines.map((line) => line.split(',')) };
}

const june = ['--from', '2026-06-01', '--to', '2026-06-30'];

describe('segment kpis', () => {
  it('is a value, that of everybody and the index, a row a KPI', async () => {
    const { code, header, rows } = await kpis(built.folder(shop), 'polish', ...june);
    expect({ code, header }).toEqual({ code: 0, header: 'segment,kpi,value,base,index,target' });
    const found = rows.map(([, kpi, value, base]) => [kpi, Number(value), Number(base)]);
    expect(found.filter(([kpi]) => kpi !== 'clv_predicted')).toEqual([
      ['conversion', 1 / 3, 2 / 4],
      // May has 31 days and June 30: the period before begins on the second.
      ['retention', 1 / 2, 1 / 2],
      ['churn', 1 / 2, 1 / 2],
      ['orders_per_customer', 2 / 3, 3 / 4],
      ['aov', 30, 40],
      ['revenue', 60, 120],
      ['revenue_per_customer', 20, 30],
      ['margin', 30 / 60, 30 / 120],
      ['clv', 100 / 3, 259 / 4],
      ['open_rate', 1 / 3, 1 / 4],
      ['click_rate', 1 / 3, 1 / 4],
      ['click_to_open', 1, 1],
      ['unsubscribe_rate', 0, 1 / 4],
      ['satisfaction', 8.5, 6],
    ]);
    const index = Object.fromEntries(rows.map(([, kpi, , , cell]) => [kpi, cell]));
    expect(index).toMatchObject({ aov: '75', margin: '200', revenue: '' });
  });

  it('counts what became of the messages delivered in the period, so that no rate passes one', async () => {
    // m1 is May's: opened and clicked in June. m2 is June's, opened in July, before the as-of. m3 is nobody's to open.
    const mails = `id,at,type,message_id
a,2026-05-31 23:00,delivered,m1
a,2026-06-01 08:00,open,m1
a,2026-06-01 08:01,click,m1
a,2026-06-30 20:00,delivered,m2
a,2026-07-01 09:00,open,m2
a,2026-07-01 09:00,open,m2
b,2026-06-02 10:00,delivered,m3
b,2026-06-02 10:00,click,m3
`;
    const rates = async (text: string) => {
      const { rows } = await kpis(
        built.folder({ ...shop, 'mails.csv': text }),
        'polish',
        ...june,
        '--as-of',
        '2026-07-31',
      );
      return Object.fromEntries(
        rows.filter(([, kpi]) => /open|click/.test(kpi!)).map(([, kpi, value]) => [kpi, value]),
      );
    };
    expect(await rates(mails)).toEqual({ open_rate: '0.5', click_rate: '0.5', click_to_open: '0' });
    // Without ids each of the things done belongs to the delivery just before it, and to one at most.
    const withoutIds = mails.replaceAll(/,(message_id|m\d)$/gm, '');
    expect(await rates(withoutIds)).toEqual({ open_rate: '0.5', click_rate: '0.5', click_to_open: '0' });
    const twice = `id,at,type\na,2026-06-01 08:00,delivered\na,2026-06-02 08:00,open\na,2026-06-02 08:00,open\n`;
    expect(await rates(`${twice}a,2026-06-02 08:00,click\n`)).toEqual({
      open_rate: '1',
      click_rate: '1',
      click_to_open: '1',
    });
  });

  it('foretells what `predict` foretells, and says by what where the customers are too few', async () => {
    const folder = built.folder(shop);
    const { rows, err } = await kpis(folder, 'polish', ...june);
    const predicted = await built.segment(folder, 'predict', '--format', 'csv');
    const values = new Map(
      predicted.out
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => [line.split(',')[0], Number(line.split(',')[4])]),
    );
    const mean = (keys: readonly string[]) =>
      keys.reduce((sum, key) => sum + (values.get(key) ?? 0), 0) / keys.length;
    const [, , value, base] = rows.find(([, kpi]) => kpi === 'clv_predicted')!;
    expect(Number(value)).toBeCloseTo(mean(['a', 'b', 'c']), 5);
    expect(Number(base)).toBeCloseTo(mean(['a', 'b', 'c', 'd']), 5);
    expect(Number(value)).toBeGreaterThan(0);
    expect(err).toContain('`predicted`: 3 customers, of whom 2 came back, are too few to fit a model to');
  });

  it('an index of equal values is 100, to the digit', async () => {
    // 0.3 / 3 and 0.1 / 1 are one number, and differ as floating point.
    const orders = 'order_id,id,at,total,cost\n1,a,2026-06-02,0.3,0\n2,d,2026-06-02,0.1,0\n';
    const { rows } = await kpis(built.folder({ ...shop, 'orders.csv': orders }), 'polish', ...june);
    const found = rows.find(([, kpi]) => kpi === 'revenue_per_customer');
    expect(found!.slice(2)).toEqual(['0.1', '0.1', '100', '']);
  });

  it('has names of their own for e-mail beside a segment and a key of such names', async () => {
    const folder = built.folder({
      ...shop,
      'segment.config.yaml': project
        .replaceAll('key: id ', 'key: customer ')
        .replaceAll('customer: id', 'customer: customer'),
      'customers.csv': shop['customers.csv'].replace('id,', 'customer,'),
      'orders.csv': shop['orders.csv'].replace(',id,', ',customer,'),
      'mails.csv': shop['mails.csv'].replace('id,', 'customer,'),
      'segments/polish.yaml': 'name: opened\nwhere: { country: PL }\n',
    });
    const { code, rows } = await kpis(folder, 'opened', ...june);
    expect(code).toBe(0);
    expect(rows.find(([, kpi]) => kpi === 'open_rate')![2]).toBe(String(1 / 3));
  });

  it('has no value where there is nothing to divide by', async () => {
    const { rows } = await kpis(built.folder(shop), 'nobody', ...june);
    expect(rows.map(([, kpi, value]) => [kpi, value]).filter(([, value]) => value !== '')).toEqual([
      ['revenue', '0'],
    ]);
  });

  it('shows targets, those of the segment before those of all', async () => {
    const folder = built.folder({
      ...shop,
      'segment.config.yaml': `${project}targets: { aov: 50, open_rate: 25%, polish: { aov: 65.5 } }\n`,
    });
    const { rows } = await kpis(folder, 'polish', 'nobody', ...june);
    const targets = rows
      .filter((row) => row[5] !== '')
      .map(([segment, kpi, , , , target]) => [segment, kpi, target]);
    expect(targets).toEqual([
      ['polish', 'aov', '65.5'],
      ['polish', 'open_rate', '0.25'],
      ['nobody', 'aov', '50'],
      ['nobody', 'open_rate', '0.25'],
    ]);
  });

  it('leaves out what the project has no data for', async () => {
    const folder = built.folder({
      ...shop,
      'segment.config.yaml':
        'timezone: UTC\nas_of: 2026-06-30\ncustomers: { file: customers.csv, key: id }\n',
    });
    const { rows } = await kpis(folder, 'polish');
    expect(rows).toEqual([['polish', 'satisfaction', '8.5', '6', expect.stringMatching(/^141\.66/), '']]);
  });

  it('tells people the denominators, and the period that is a year unless said', async () => {
    const { err } = await kpis(built.folder(shop), 'polish', '--format', 'table');
    expect(err).toContain('period: 2025-07-01 to 2026-06-30; the period before: 2024-07-01 to 2025-06-30\n');
    expect(err).toContain('aov: revenue in the period / orders in the period\n');
  });

  it.each([
    [['polsh'], project, 'did you mean `polish`'],
    [
      ['polish'],
      'timezone: UTC\ncustomers: { file: customers.csv, key: id, columns: { nps: { type: text } } }\n',
      'neither orders nor e-mail activity',
    ],
    [['polish', '--from', 'June'], project, '`--from` wants a date'],
    [['polish', '--cost', 'at'], project, '`at` is no number of `orders`'],
    [['polish', '--satisfaction', 'country'], project, 'is no number of the customer'],
    [['polish'], `${project}targets: { aovs: 1 }\n`, 'did you mean `aov`'],
    [['polish'], `${project}targets: { aov: much }\n`, 'the target of `aov` is a number'],
    [['polish'], `${project}targets: { polsh: { aov: 1 } }\n`, 'did you mean `polish`'],
  ])('refuses %j', async (words, config, message) => {
    const folder = built.folder({ ...shop, 'segment.config.yaml': config });
    const { code, err, rows } = await kpis(folder, ...words);
    expect({ code, rows }).toEqual({ code: 2, rows: [] });
    expect(err).toContain(message);
  });
});
