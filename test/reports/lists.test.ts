/** Situations of lists, nights and analyses that people reported of other tools. Every answer is worked out by hand. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { config, definitions, people, shopOf } from './shop.ts';

describe('lists made of lists', () => {
  it('who is on a list by hand, and in none of two others', async () => {
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-06-30'),
      'people.csv': 'id,city,vip\n1,Oslo,no\n2,Rome,yes\n3,Rome,no\n4,,no\n5,Oslo,yes\n',
      'hand.txt': '1\n2\n3\n4\n8\n',
      'defs.yaml':
        'segments:\n  - { name: care, where: { any: [ { city: Oslo }, { vip: yes } ] } }\n  - { name: rest, where: { in_file: hand.txt }, exclude: { segment: care } }\n',
    });
    expect(await shop.lists()).toEqual({ care: ['1', '2', '5'], rest: ['3', '4'] });
  });

  it('a list that leans on one further down is of the same night', async () => {
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-03-01', {
        sales: 'key: nr, time: day',
        complaints: 'time: day',
      }),
      'people.csv': people('1', '2', '3'),
      'sales.csv': 'nr,id,day\n1,1,2026-01-05\n2,2,2026-01-05\n3,3,2026-03-01\n',
      'complaints.csv': 'id,day\n2,2026-03-02\n',
      'defs.yaml': definitions({
        'a-letters': '{ sales: any, not: { segment: z-angry } }',
        'b-old-letters': '{ segment: a-letters, not: { segment: y-new } }',
        'y-new': '{ sales: { last: 2d } }',
        'z-angry': '{ complaints: any }',
      }),
    });
    expect(await shop.lists()).toEqual({
      'a-letters': ['1', '2', '3'],
      'b-old-letters': ['1', '2'],
      'y-new': ['3'],
    });
    expect(await shop.lists('--as-of', '2026-03-02')).toEqual({
      'a-letters': ['1', '3'],
      'b-old-letters': ['1'],
      'y-new': ['3'],
      'z-angry': ['2'],
    });
  });

  it('a night that fails leaves the lists of the night before, to the byte', async () => {
    const whole = 'nr,id,day\n1,a,2026-06-01\n2,b,2026-06-02\n';
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-06-30', { sales: 'key: nr, time: day' }),
      'people.csv': people('a', 'b', 'c'),
      'sales.csv': whole,
      'defs.yaml': definitions({ bought: '{ sales: any }', idle: '{ sales: none }' }),
    });
    const night = (as: string) =>
      shop.segment('run', 'defs.yaml', '--out', 'lists/', '--quiet', '--no-cache', '--as-of', as);
    const read = (name: string) => readFileSync(join(shop.folder, 'lists', name), 'utf8');
    expect(await night('2026-06-10')).toMatchObject({ code: 0 });
    const first = ['bought.csv', 'idle.csv'].map(read);
    expect(first).toEqual(['id\na\nb\n', 'id\nc\n']);
    writeFileSync(join(shop.folder, 'sales.csv'), `${whole}3,c,2026-06-03,what,is,this\n`);
    expect(await night('2026-06-11')).toMatchObject({ code: 3 });
    expect(['bought.csv', 'idle.csv'].map(read)).toEqual(first);
    writeFileSync(join(shop.folder, 'sales.csv'), `${whole}3,c,2026-06-03\n`);
    writeFileSync(join(shop.folder, 'defs.yaml'), 'name: bought\nwhere: { salse: any }\n');
    expect(await night('2026-06-12')).toMatchObject({ code: 2 });
    expect(['bought.csv', 'idle.csv'].map(read)).toEqual(first);
    writeFileSync(
      join(shop.folder, 'defs.yaml'),
      definitions({ bought: '{ sales: any }', idle: '{ sales: none }' }),
    );
    expect(await night('2026-06-13')).toMatchObject({ code: 0 });
    expect(['bought.csv', 'idle.csv'].map(read)).toEqual(['id\na\nb\nc\n', 'id\n']);
    expect(JSON.parse(read('run.json'))).toMatchObject({ as_of: '2026-06-13', status: 'done' });
  });

  it('a night that is recorded again counts once, as it was the second time', async () => {
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-06-01', { sales: 'key: nr, time: day' }),
      'people.csv': people('a', 'b', 'c', 'd'),
      'sales.csv': 'nr,id,day\n1,a,2026-05-20\n2,d,2026-06-02\n',
      'defs.yaml': definitions({ bought: '{ sales: any }' }),
    });
    const record = (as: string) =>
      shop.segment('run', 'defs.yaml', '--record', '--quiet', '--no-cache', '--as-of', as);
    expect(await record('2026-06-01')).toMatchObject({ code: 0 });
    writeFileSync(
      join(shop.folder, 'sales.csv'),
      'nr,id,day\n1,a,2026-05-20\n2,d,2026-06-02\n3,b,2026-05-30\n',
    );
    expect(await record('2026-06-01')).toMatchObject({ code: 0 });
    expect(await record('2026-06-02')).toMatchObject({ code: 0 });
    expect(await shop.rows('history', 'bought')).toEqual([
      'bought,2026-06-01,2,,',
      'bought,2026-06-02,3,1,0',
    ]);
    expect(await shop.rows('diff', 'bought')).toEqual(['bought,d,entered']);
  });
});

describe('counts of days', () => {
  it('twice on one day is two orders and one day', async () => {
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-06-30', { sales: 'key: nr, time: day' }),
      'people.csv': people('p', 'q'),
      'sales.csv':
        'nr,id,day\n1,p,2026-06-04\n2,p,2026-06-04\n3,p,2026-06-18\n4,q,2026-06-18\n5,q,2026-06-18\n',
      'defs.yaml': definitions({
        three: '{ sales: { count: 3 } }',
        'two-days': '{ sales: { days: 2 } }',
        fortnight: '{ sales: { longest_gap: 14 } }',
        'no-gap': '{ sales: { longest_gap: { set: false } } }',
        'twelve-ago': '{ sales: { days_since_last: 12 } }',
      }),
    });
    expect(await shop.lists()).toEqual({
      three: ['p'],
      'two-days': ['p'],
      fortnight: ['p'],
      'no-gap': ['q'],
      'twelve-ago': ['p', 'q'],
    });
  });
});

describe('cohorts', () => {
  const sales = (...rows: string[]) =>
    `nr,id,at,paid,by\n${rows.map((row, index) => `${index + 1},${row}`).join('\n')}\n`;
  const shopWith = (asOf: string, ids: readonly string[], text: string) =>
    shopOf({
      'segment.config.yaml': config('UTC', asOf, { sales: 'key: nr, time: at, value: paid' }),
      'people.csv': people(...ids),
      'sales.csv': text,
    });

  it('the average is of people, and nobody who came back counts', async () => {
    // January a, b; February c, d: a comes back in February, nobody else ever. 31 March: February's month 2 is not there.
    const shop = shopWith(
      '2026-03-31',
      ['a', 'b', 'c', 'd'],
      sales('a,2026-01-02,1,', 'b,2026-01-03,1,', 'a,2026-02-05,1,', 'c,2026-02-01,1,', 'd,2026-02-09,1,'),
    );
    const rows = await shop.rows('cohorts', '--on', 'sales', '--period', 'month', '--quiet', '--long');
    const month = (n: number) => rows.map((row) => row.split(',')).filter((row) => row[2] === String(n));
    const share = (n: number) =>
      month(n).reduce((sum, row) => sum + Number(row[4]), 0) /
      month(n).reduce((sum, row) => sum + Number(row[1]), 0);
    expect([share(0), share(1)]).toEqual([1, 0.25]);
  });

  it('no cohort has more who came back than people, and what came before it is no return', async () => {
    // x: web, then app in February, web twice in March. y: app in February alone.
    const shop = shopWith(
      '2026-04-30',
      ['x', 'y'],
      sales(
        'x,2026-01-10,1,web',
        'x,2026-02-10,1,app',
        'x,2026-03-01,1,web',
        'x,2026-03-09,1,web',
        'y,2026-02-20,1,app',
      ),
    );
    const words = ['--by', 'first', '--on', 'sales', '--quiet'];
    const rows = await shop.rows('cohorts', ...words);
    // By the first of any kind: x in January, back in February and in March; y in February, never back.
    expect(rows).toEqual(['2026-01-01,1,1,1,1,0', '2026-02-01,1,1,0,0,']);
  });

  it('a month without newcomers is no row of noughts in the average', async () => {
    const shop = shopWith('2026-03-31', ['a', 'b'], sales('a,2026-01-02,10,', 'b,2026-03-03,30,'));
    const rows = await shop.rows('cohorts', '--on', 'sales', '--measure', 'revenue', '--quiet');
    expect(
      rows.filter((row) => row.startsWith('2026-02')).every((row) => row.startsWith('2026-02-01,0,')),
    ).toBe(true);
    expect(rows[0]).toMatch(/^2026-01-01,1,10(\.0+)?,0(\.0+)?,0(\.0+)?$/);
  });
});

describe('experiments', () => {
  const assigned = (rows: string, text = '') =>
    shopOf({
      'segment.config.yaml': config('UTC', '2026-06-30', {
        sales: 'key: nr, time: at, value: paid',
        trial: 'time: at',
      }),
      'people.csv': people('a', 'b', 'c', 'd'),
      'trial.csv': `id,at,arm\n${rows}`,
      'sales.csv': `nr,id,at,paid\n${text}`,
    });
  const lift = [
    'lift',
    '--arms',
    'trial.arm',
    '--control',
    'control',
    '--from',
    '2026-06-03',
    '--to',
    '2026-06-05',
  ];
  const rows = 'a,2026-06-01,new\nb,2026-06-01,new\nc,2026-06-01,control\nd,2026-06-01,control\n';

  it('somebody in two arms is an error and no number', async () => {
    const twice = await assigned(`${rows}b,2026-06-02,control\n`).segment(...lift, '--format', 'csv');
    expect([2, 3]).toContain(twice.code);
    expect(twice.out).toBe('');
    expect((await assigned(rows).segment(...lift, '--format', 'csv')).code).toBe(0);
  });

  it('the last day of a period counts to its end, and the next does not', async () => {
    const text =
      '1,a,2026-06-02 23:59:59,100\n2,a,2026-06-03 00:00:00,6\n3,c,2026-06-05 23:59:59,2\n4,d,2026-06-06 00:00:00,100\n';
    const shop = assigned(rows, text);
    const found = (await shop.rows(...lift, '--quiet')).map((row) => row.split(','));
    const revenue = found.find(([metric]) => metric === 'revenue')!;
    // 6 of two people against 2 of two.
    expect([Number(revenue[4]), Number(revenue[6])]).toEqual([3, 1]);
  });

  it.each([
    ['control=40%,a=40%,b=20%', true],
    ['control=50%,a=50%', false],
  ])('an arm that nobody got is told, and arms as they were meant are not: %s', async (shares, isTold) => {
    // 400 people in two arms. Of 160, 160 and 80 meant, 200, 200 and 0 came: chi squared is 10 + 10 + 80.
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-06-30', { sales: 'key: nr, time: day, value: paid' }),
      'people.csv': `id,arm\n${Array.from({ length: 400 }, (_, n) => `p${n},${n % 2 === 0 ? 'control' : 'a'}\n`).join('')}`,
      'sales.csv': 'nr,id,day,paid\n1,p1,2026-06-02,5\n',
    });
    const words = [
      'lift',
      '--arms',
      'arm',
      '--shares',
      shares,
      '--metric',
      'conversion',
      '--from',
      '2026-06-01',
    ];
    const { code, err } = await shop.segment(...words, '--format', 'csv');
    expect({ code, isTold: /warning.*sizes/.test(err) }).toEqual({ code: 0, isTold });
  });

  it('thirty even arms share everybody, none much more than another', async () => {
    const ids = Array.from({ length: 3000 }, (_, index) => `k${index}`);
    const arms = Array.from({ length: 30 }, (_, index) => `a${index}`);
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-06-30'),
      'people.csv': people(...ids),
      'defs.yaml': `name: trial\nwhere: { id: { set: true } }\nsplit: { arms: { ${arms.map((arm, n) => `${arm}: ${n < 20 ? '3.33' : '3.34'}%`).join(', ')} } }\n`,
    });
    const counts = new Map<string, number>();
    for (const row of await shop.rows('run', 'defs.yaml', '--quiet')) {
      const arm = row.split(',')[2]!;
      counts.set(arm, (counts.get(arm) ?? 0) + 1);
    }
    expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(3000);
    // A hundred each are expected; six standard deviations of a binomial are 59.
    expect([...counts].filter(([, count]) => Math.abs(count - 100) > 59)).toEqual([]);
    expect([...counts.keys()].sort()).toEqual([...arms].sort());
  });
});

describe('lists for others', () => {
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const exported = async (rows: string, ...words: string[]) => {
    const shop = shopOf({
      'segment.config.yaml': config('UTC', '2026-06-30').replace(
        'key: id',
        'key: id, contact: { email: mail, sms: phone }',
      ),
      'people.csv': `id,mail,phone,country\n${rows}`,
      'defs.yaml': definitions({ all: '{ id: { set: true } }' }),
    });
    return (await shop.rows('export', 'defs.yaml', '--channel', 'none', '--quiet', ...words)).map((row) =>
      row.split(','),
    );
  };

  it('a number that is none is left out, and nothing is never hashed', async () => {
    const given = sha256('x@example.net');
    const rows = await exported(
      `1,a@example.net,+47 400 00 001,NO\n2,,12,NO\n3,,call me,NO\n4,b@example.net,0,NO\n5, ${given} ,,NO\n`,
      '--to',
      'meta',
    );
    expect(rows.map((row) => row.slice(0, 2))).toEqual([
      [sha256('a@example.net'), sha256('4740000001')],
      [sha256('b@example.net'), ''],
      [given, ''],
    ]);
    expect(rows.flat()).not.toContain(sha256(''));
  });

  it('a digest in capitals is the digest, and one person', async () => {
    const digest = sha256('z@example.net');
    const text = `1,${digest.toUpperCase()},,\n2,Z@example.net,,\n`;
    expect((await exported(text, '--to', 'meta')).map(([mail]) => mail)).toEqual([digest, digest]);
    expect(await exported(text, '--to', 'meta', '--dedupe', 'email')).toHaveLength(1);
  });

  it('forms of one mailbox are one row where the platform takes them for one', async () => {
    const text = '1,o.la@gmail.com,,\n2,OLA+x@gmail.com,,\n3,o.la@example.net,,\n4,ola@example.net,,\n';
    const rows = await exported(text, '--to', 'google-ads', '--dedupe', 'email');
    expect(rows.map(([mail]) => mail)).toEqual(
      ['ola@gmail.com', 'o.la@example.net', 'ola@example.net'].map(sha256),
    );
  });
});

it('rolling days begin with each customer’s own moment', async () => {
  // 23 hours are day 0, 24 hours are day 1, and what came before the beginning is no return.
  const shop = shopOf({
    'segment.config.yaml': config('UTC', '2026-06-30', { visits: 'time: at', sales: 'key: nr, time: at' }),
    'people.csv': people('a', 'b', 'c'),
    'visits.csv': 'id,at\na,2026-06-01 12:00\nb,2026-06-01 12:00\nc,2026-06-01 12:00\n',
    'sales.csv': 'nr,id,at\n1,a,2026-06-02 11:00\n2,b,2026-06-02 12:00\n3,c,2026-06-01 11:00\n',
  });
  const rows = await shop.rows(
    'cohorts',
    '--on',
    'visits',
    '--return',
    'sales',
    '--period',
    '24h',
    '--cohort',
    'month',
    '--periods',
    '2',
    '--measure',
    'customers',
    '--quiet',
  );
  expect(rows[0]!.split(',').slice(2, 4)).toEqual(['1', '1']);
});
