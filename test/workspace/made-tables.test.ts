// Rows that are made of others stand at the as-of that is asked for, whatever that of the workspace is.
import { expect, it } from 'vitest';
import { resolveAsOf } from '../../src/model/calendar.ts';
import { readLists } from '../evaluation/read-lists.ts';
import { withShop } from './project.ts';

const files = {
  'lines.csv': `order,who,at,price,mail
a,1,2026-05-01,10,one@x.org
a,1,2026-06-20,5,
b,2,2026-06-10,7,two@x.org
c,1,2026-06-25,100,uno@x.org
`,
  'segment.config.yaml': `timezone: UTC
as_of: 2026-06-30
segments: segments/*.yaml
customers: { from: lines, columns: { mail: { value_of_last: mail } } }
events:
  lines: { file: lines.csv, customer: who, time: at }
  orders: { from: lines, key: order, value: total, columns: { total: { sum: price } } }
`,
  'segments/s.yaml': `segments:
  - name: everybody
    where: { any: [ { orders: any }, { orders: none } ] }
    columns: [mail]
  - name: spent-15
    where: { orders: { sum: { of: total, gte: 15 } } }
`,
};

it('at each as-of, and not at that of the day on which it was opened', () =>
  withShop(files, async ({ workspace }) => {
    const lists = async (date: string) => {
      const found = await readLists(workspace.at(resolveAsOf(date, 'UTC')!));
      return Object.fromEntries([...found].map(([name, rows]) => [name, rows.map((row) => row.join(' '))]));
    };
    expect(await lists('2026-05-31')).toEqual({ everybody: ['1 one@x.org'], 'spent-15': [] });
    expect(await lists('2026-06-20')).toEqual({
      everybody: ['1 ', '2 two@x.org'],
      'spent-15': ['1'],
    });
    expect(await lists('2026-06-30')).toEqual({
      everybody: ['1 uno@x.org', '2 two@x.org'],
      'spent-15': ['1'],
    });
  }));

it('a made column stands in the place of the one that the file spells otherwise', () => {
  const spelled = {
    ...files,
    'lines.csv': files['lines.csv'].replace('price', 'Total'),
    'segment.config.yaml': files['segment.config.yaml'].replace('sum: price', 'sum: Total'),
  };
  return withShop(spelled, async ({ workspace }) => {
    const found = await readLists(workspace.at(resolveAsOf('2026-06-20', 'UTC')!));
    expect(found.get('spent-15')).toEqual([['1']]);
  });
});
