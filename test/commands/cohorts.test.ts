import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Built, buildSegment, shop } from './fixture/segment.ts';

let built: Built;
beforeAll(async () => {
  built = await buildSegment();
});
afterAll(() => built.remove());

const cohorts = (folder: string, ...words: string[]) =>
  built.segment(folder, 'cohorts', '--as-of', '2026-06-29', ...words);

describe('segment cohorts', () => {
  it('in a pipe is the cohorts alone, in full', async () => {
    const { code, out, err } = await cohorts(built.folder(shop));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe('cohort,size,0,1\n2026-05-01,1,1,\n2026-06-01,1,,\n');
  });

  it('has averages in files on request', async () => {
    const { out } = await cohorts(built.folder(shop), '--averages', '--measure', 'ltv');
    expect(out).toBe('cohort,size,0,1\n2026-05-01,1,7.25,\n2026-06-01,1,,\naverage,,7.25,\n');
  });

  it('divides exactly and writes every digit of the nearest number', async () => {
    const orders = ['a', 'b', 'c', 'd', 'e', 'f'].map(
      (who, n) => `${n},${who},2026-04-0${n + 1},${n === 0 ? 24.6 : 0}`,
    );
    const folder = built.folder({
      'segment.config.yaml':
        'timezone: UTC\ncustomers: { from: orders }\nevents: { orders: { file: orders.csv, key: nr, customer: id, time: day, value: total } }\n',
      'orders.csv': `${['nr,id,day,total', ...orders, '9,a,2026-05-01,0'].join('\n')}\n`,
    });
    const { out } = await cohorts(folder, '--averages');
    expect(out).toBe(
      'cohort,size,0,1,2\n2026-04-01,6,1,0.16666666666666666,\naverage,,1,0.16666666666666666,\n',
    );
    const ltv = await cohorts(folder, '--averages', '--measure', 'ltv');
    expect(ltv.out).toBe('cohort,size,0,1,2\n2026-04-01,6,4.1,4.1,\naverage,,4.1,4.1,\n');
  });

  it('with --long is a row a cell, those of running periods told apart', async () => {
    const { out } = await cohorts(built.folder(shop), '--long', '--measure', 'revenue');
    expect(out).toBe(
      [
        'cohort,size,period,starts,customers,value,complete',
        '2026-05-01,1,0,2026-05-01,1,7.25,true',
        '2026-05-01,1,1,2026-06-01,1,12.50,false',
        '2026-06-01,1,0,2026-06-01,1,100.00,false',
        '',
      ].join('\n'),
    );
  });

  it('as a table is a heat map with marks, averages and what it counts', async () => {
    const { code, out, err } = await cohorts(built.folder(shop), '--format', 'table');
    expect(code).toBe(0);
    expect(err).toBe(
      '2 customers in 2 cohorts as of 2026-06-29; calendar months, Europe/Warsaw; * has not passed yet\n',
    );
    expect(out.split('\n').map((line) => line.replaceAll(/[│ ]+/g, ' ').trim())).toEqual([
      expect.stringMatching(/^┌/),
      'cohort size 0 1',
      expect.stringMatching(/^├/),
      '2026-05-01 1 100.0% 100.0%*█',
      '2026-06-01 1 100.0%*',
      'average 100.0%',
      expect.stringMatching(/^└/),
      '',
    ]);
  });

  it('in Markdown and HTML has the marks too, and JSON has nothing there', async () => {
    const folder = built.folder(shop);
    const md = await cohorts(folder, '--format', 'md');
    expect(md.out).toContain('| 2026-05-01 | 1 | 100.0% | 100.0%\\* |');
    const html = await cohorts(folder, '--format', 'html');
    expect(html.out).toContain('<td class="number h10" data-value="1">');
    expect(html.out).toContain('100.0%*</td>');
    const json = await cohorts(folder, '--format', 'json');
    expect(JSON.parse(json.out)[0]).toEqual({ cohort: '2026-05-01', size: 1, 0: 1, 1: null });
  });

  it('splits, limits and writes files', async () => {
    const folder = built.folder(shop);
    const { code, out } = await cohorts(
      folder,
      ...[
        '--split',
        'country',
        '--segment',
        'pl',
        '--periods',
        '1',
        '--measure',
        'customers',
        '--out',
        'c.csv',
      ],
    );
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(readFileSync(join(folder, 'c.csv'), 'utf8')).toBe(
      'country,cohort,size,0\nPL,2026-05-01,1,1\nPL,2026-06-01,1,\n',
    );
  });

  it('warns of events before the customer’s cohort began', async () => {
    const folder = built.folder({
      ...shop,
      'customers.csv': 'customer_id,joined,interests\n007,2026-06-01,red\n010,2026-06-01,\n',
    });
    const { code, out, err } = await cohorts(folder, '--by', 'joined', '--measure', 'customers');
    expect({ code, out }).toEqual({ code: 0, out: 'cohort,size,0\n2026-06-01,2,\n' });
    expect(err).toContain('1 row of `orders` is from before the customer’s cohort began, and is no return');
  });

  it('says that nobody is in a cohort', async () => {
    const folder = built.folder(shop);
    const { code, out, err } = await built.segment(
      folder,
      ...['cohorts', '--as-of', '2020-01-01', '--format', 'table'],
    );
    expect(code).toBe(0);
    expect(out).toContain('cohort');
    expect(err).toContain('nobody is in a cohort as of 2020-01-01');
  });

  it('refuses what it cannot answer, pointing at the word', async () => {
    const folder = built.folder(shop);
    const unknown = await cohorts(folder, '--by', 'joind');
    expect(unknown).toMatchObject({ code: 2, out: '' });
    expect(unknown.err).toContain('a customer has no field `joind`');
    const block = await cohorts(folder, '--on', 'orders: { where: { totl: 3 } }');
    expect(block.code).toBe(2);
    expect(block.err).toContain('--on:1:20');
    expect(block.err).toContain('did you mean `total`?');
  });

  it('is no worse for a broken definition that nothing asked for, and refuses one that it needs', async () => {
    const folder = built.folder({ ...shop, 'segments/broken.yaml': 'name: broken\nwhere: { contry: PL }\n' });
    expect(await cohorts(folder)).toMatchObject({ code: 0 });
    const broken = await cohorts(folder, '--segment', 'broken');
    expect(broken).toMatchObject({ code: 2, out: '' });
    expect(broken.err).toContain('did you mean `country`?');
  });

  it('without an event table with a time there are none', async () => {
    const folder = built.folder({
      'segment.config.yaml': 'customers: { file: customers.csv, key: id }\n',
      'customers.csv': 'id\n1\n',
    });
    const { code, err } = await cohorts(folder);
    expect(code).toBe(2);
    expect(err).toContain('cohorts need an event table with a time, and the project has none');
  });
});
