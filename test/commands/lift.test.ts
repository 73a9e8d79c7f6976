import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import { closeHistory, openHistory } from '../../src/history/history.ts';
import { recordRun } from '../../src/history/record.ts';
import { resolveAsOf } from '../../src/model/calendar.ts';
import { type Built, buildSegment, shop } from './fixture/segment.ts';

let built: Built;
beforeAll(async () => {
  built = await buildSegment();
});
afterAll(() => built.remove());

/** Ten customers of two arms, and what came of them. */
const trial = {
  'segment.config.yaml': `timezone: UTC
as_of: 2026-06-30
customers: { file: customers.csv, key: id }
events:
  treatment: { file: treatment.csv, customer: id }
  orders: { file: orders.csv, key: order_id, customer: id, time: at, value: total }
`,
  'customers.csv': `id,country\n${'abcdefghij'
    .split('')
    .map((id, index) => `${id},${index % 2 === 0 ? 'PL' : ''}\n`)
    .join('')}`,
  'treatment.csv': `id,arm,visit,spend
a,control,0,1.00
b,control,1,2.00
c,control,0,3.00
d,control,0,
e,mail,1,2.50
f,mail,1,4.50
g,mail,0,6.50
h,mail,1,8.50
i,,1,1.00
`,
  'orders.csv': `order_id,id,at,total
1,a,2026-06-01 00:00,10.00
2,a,2026-06-30 23:59,5.00
3,e,2026-05-31 23:59,99.00
4,f,2026-06-02 12:00,20.00
5,g,2026-06-02 12:00,40.00
`,
};

const header =
  'metric,group,arm,customers,mean,control_customers,control_mean,difference,se,low,high,statistic,p,relative,relative_low,relative_high';

const ids = Array.from({ length: 200 }, (_, index) => index + 1);

const byArm = ['--arms', 'treatment.arm'];

async function lift(folder: string, ...words: string[]) {
  const { code, out, err } = await built.segment(folder, 'lift', ...words);
  const [first = '', ...lines] = out.trimEnd().split('\n');
  const rows = lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(first.split(',').map((name, index) => [name, cells[index]!]));
  });
  return { code, err, first, rows };
}

function numbers(row: Record<string, string> | undefined): Record<string, number> {
  return Object.fromEntries(Object.entries(row ?? {}).map(([name, cell]) => [name, Number(cell)]));
}

it('says first whether an effect can be told from chance, and warns of small arms', async () => {
  const folder = built.folder(trial);
  const { err } = await lift(folder, ...byArm, '--metric', 'treatment.spend', '--from', '2026-06-01');
  expect(err.split('\n')[0]).toBe(
    'note: no effect can be told from chance: treatment.spend, mail comes nearest, p = 0.067',
  );
  expect(err).toContain(
    'warning: arm `control` has 4 customers; intervals and p-values are for larger samples',
  );
  expect(err).toMatch(/mail: \+14\.0 in all against what control would have brought, between -\d/);
  const large = built.folder({
    ...trial,
    'customers.csv': `id\n${ids.join('\n')}\n`,
    'treatment.csv': `id,arm,spend\n${ids.map((id) => `${id},${id % 2 ? 'mail' : 'control'},${(id % 7) + (id % 2) * 3}`).join('\n')}\n`,
  });
  const told = await lift(large, ...byArm, '--metric', 'treatment.spend', '--from', '2026-06-01');
  expect(told.err.split('\n')[0]).toMatch(
    /^note: more than chance gives: treatment.spend, mail \+2\.98 \(p under 0\.001\)$/,
  );
  expect(told.err).not.toContain('small-arm');
});

describe('segment lift', () => {
  it('compares a rate by two proportions', async () => {
    const { code, first, rows } = await lift(built.folder(trial), ...byArm, '--metric', 'treatment.visit');
    expect({ code, first, rows: rows.length }).toEqual({ code: 0, first: header, rows: 1 });
    expect(rows[0]).toMatchObject({ metric: 'treatment.visit', group: '', arm: 'mail', customers: '4' });
    const found = numbers(rows[0]);
    // 3 of 4 against 1 of 4: unpooled √(3/64 + 3/64), pooled √(¼ · 2/4)
    expect(found['difference']).toBe(0.5);
    expect(found['se']).toBeCloseTo(Math.sqrt(6 / 64), 12);
    expect(found['statistic']).toBeCloseTo(0.5 / Math.sqrt(0.25 * 0.5), 12);
    expect(found['p']).toBeCloseTo(0.157299207, 8);
    expect(found['relative']).toBeCloseTo(2, 12);
  });

  it('compares nothing with an arm of one customer', async () => {
    const files = { ...trial, 'treatment.csv': trial['treatment.csv'].replace(/[bcd],control.*\n/g, '') };
    const { rows, err } = await lift(built.folder(files), ...byArm, '--metric', 'treatment.visit');
    expect(rows[0]).toMatchObject({ customers: '4', control_customers: '1', difference: '', low: '', p: '' });
    expect(err).toContain('nothing can be told');
    expect(err).not.toContain('in all against');
  });

  it('compares a mean by Welch, without those who have no value', async () => {
    const { rows, err } = await lift(built.folder(trial), ...byArm, '--metric', 'treatment.spend');
    expect(rows[0]).toMatchObject({ customers: '4', mean: '5.5', control_customers: '3', control_mean: '2' });
    // variances 20/3 and 1
    expect(numbers(rows[0])['se']).toBeCloseTo(Math.sqrt(20 / 12 + 1 / 3), 12);
    expect(err).toContain('warning: `treatment.spend`: 1 customer has no value and is left out');
  });

  it('counts conversion, orders and revenue over the period, both days included', async () => {
    const { rows } = await lift(built.folder(trial), ...byArm, '--from', '2026-06-01');
    expect(rows.map(({ metric, mean, control_mean }) => [metric, mean, control_mean])).toEqual([
      ['conversion', '0.5', '0.25'],
      ['orders', '0.5', '0.5'],
      ['revenue', '15', '3.75'],
    ]);
    const june = await lift(built.folder(trial), ...byArm, '--from', '2026-06-01', '--to', '2026-06-01');
    expect(june.rows.map(({ control_mean }) => control_mean)).toEqual(['0.25', '0.25', '2.5']);
  });

  it('gives subgroups after everybody, those without the field as one of them', async () => {
    const words = [...byArm, '--metric', 'treatment.visit', '--within', 'country'];
    const { rows } = await lift(built.folder(trial), ...words);
    expect(
      rows.map(({ group, customers, control_customers }) => [group, customers, control_customers]),
    ).toEqual([
      ['', '4', '4'],
      ['(missing)', '2', '2'],
      ['PL', '2', '2'],
    ]);
  });

  it('takes the arms of a split, and warns of sizes that chance does not make', async () => {
    const folder = built.folder({
      ...trial,
      'segments/all.yaml':
        'name: all\nwhere: { id: { set: true } }\nsplit: { arms: { control: 50%, a: 50% } }\n',
    });
    const { rows, err } = await lift(folder, 'all', '--from', '2026-06-01');
    const sizes = (await built.segment(folder, 'split', 'all')).out.trim().split('\n').slice(1);
    expect(Number(rows[0]!['customers'])).toBe(sizes.filter((line) => line.endsWith(',a')).length);
    expect(Number(rows[0]!['customers']) + Number(rows[0]!['control_customers'])).toBe(10);
    expect(err).toContain('sample ratio: the arms have the sizes they were meant to have');
    const words = [...byArm, '--metric', 'treatment.visit', '--shares', 'control=0.1%,mail=99.9%'];
    expect((await lift(folder, ...words)).err).toContain(
      'the arms have not the sizes they were meant to have',
    );
  });

  it.each([
    [1e-9, 1e-9],
    [1e13, 1e13],
  ])('measures numbers about %d as well', async (unit, scale) => {
    const floats = ['control', 'control', 'mail', 'mail'].map((arm, n) => `${n},${arm},${(n + 1) * unit}\n`);
    const folder = built.folder({
      'segment.config.yaml': `timezone: UTC
customers: { file: customers.csv, key: id, columns: { size: { type: float } } }
`,
      'customers.csv': `id,arm,size\n${floats.join('')}`,
    });
    const { rows } = await lift(folder, '--arms', 'arm', '--metric', 'size', '--as-of', '2026-06-30');
    const { difference = 0, se = 0 } = numbers(rows[0]);
    expect(difference / scale).toBeCloseTo(2, 9);
    expect(se / scale).toBeCloseTo(Math.sqrt(0.5), 5);
  });

  it('counts the events that `--on` means', async () => {
    const words = [...byArm, '--from', '2026-06-01', '--on', '{ orders: { where: { total: { gte: 30 } } } }'];
    const { rows } = await lift(built.folder(trial), ...words);
    expect(rows.map(({ mean, control_mean }) => [mean, control_mean])).toEqual([
      ['0.25', '0'],
      ['0.25', '0'],
      ['10', '0'],
    ]);
  });

  it('takes who is in the segment as the period began', async () => {
    const folder = built.folder({
      ...trial,
      'segments/new.yaml': 'name: new\nwhere: { orders: none }\n',
    });
    const { rows } = await lift(folder, 'new', ...byArm, '--from', '2026-06-01', '--metric', 'orders');
    // `e` had ordered before; `a`, `f` and `g` ordered afterwards and still count.
    expect(rows.map((row) => [row['customers'], row['control_customers'], row['control_mean']])).toEqual([
      ['3', '4', '0.5'],
    ]);
  });

  it('tells how many customers an effect needs', async () => {
    const words = [...byArm, '--metric', 'treatment.visit', '--effect', '0.25'];
    const { err } = await lift(built.folder(trial), ...words);
    // Fleiss: (1.95996 √(2 · 0.375 · 0.625) + 0.84162 √(0.25 · 0.75 + 0.25))² / 0.0625
    expect(err).toContain(
      'treatment.visit: an effect of 0.25 needs 58 customers in each arm with 80% power at alpha 0.05\n',
    );
  });

  it.each([
    [['--metric', 'treatment.visit'], 'nobody said what the arms are'],
    [[...byArm, '--control', 'contol', '--metric', 'treatment.visit'], 'did you mean `control`'],
    [[...byArm], 'conversion, orders and revenue are counted over a period'],
    [[...byArm, '--from', '2026-06-01', '--on', 'treatment'], '`treatment` has no time'],
    [[...byArm, '--metric', 'country'], '`country` is text, and a metric is a number'],
    [[...byArm, '--metric', 'treatment.vist'], 'visit'],
    [[...byArm, '--from', '2026-07-01'], 'nothing lies between'],
    [[...byArm, '--from', '2026-06-01', '--to', '2026-07-05'], 'after the as-of'],
    [
      [...byArm, '--metric', 'orders.total'],
      '`orders.total` wants one row a customer, and 1 customer has several',
    ],
    [[...byArm, '--metric', 'treatment.visit', '--effect', 'big'], '`--effect` wants a share'],
  ])('refuses %j', async (words, message) => {
    const { code, err, rows } = await lift(built.folder(trial), ...words);
    expect({ code, rows }).toEqual({ code: 2, rows: [] });
    expect(err).toContain(message);
  });
});

const data = process.env['SEGMENT_REFERENCE_DATA'];

describe('the recorded list of a split', () => {
  const definition = (seed: string, where: string) => ({
    'segments/letter.yaml': `name: letter\nwhere: ${where}\nsplit: { seed: ${seed}, arms: { control: 30%, mail: 70% } }\n`,
  });
  const everybody = '{ id: { set: true } }';
  const others = { ...trial, ...definition('spring', everybody) };

  /** The arm by the rule: the first 32 bits of md5 of `split:seed:key`, modulo 10,000. */
  const armOf = (seed: string, key: string) =>
    createHash('md5').update(`split:${seed}:${key}`).digest().readUInt32BE(0) % 10_000 < 3000
      ? 'control'
      : 'mail';

  /** Customers of each arm, and who of them ordered in June. */
  const expected = (seed: string, keys: string) => {
    const ordered = new Set('afg');
    const of = (arm: string) => [...keys].filter((key) => armOf(seed, key) === arm);
    const [mail, control] = [of('mail'), of('control')];
    const share = (list: readonly string[]) =>
      String(list.filter((key) => ordered.has(key)).length / list.length);
    return {
      customers: String(mail.length),
      mean: share(mail),
      control_customers: String(control.length),
      control_mean: share(control),
    };
  };

  const june = ['letter', '--from', '2026-06-01', '--metric', 'conversion'];
  const redefine = (folder: string, files: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  };
  const record = (folder: string, asOf: string) =>
    built.segment(folder, 'run', 'segments', '--record', '-q', '--as-of', asOf);

  it('is measured, with its arms, when the definition is another one by then', async () => {
    const folder = built.folder(others);
    expect((await record(folder, '2026-05-31')).code).toBe(0);
    redefine(folder, definition('summer', '{ id: { ne: j } }'));
    const { rows, err } = await lift(folder, ...june, '-v');
    expect(rows[0]).toMatchObject(expected('spring', 'abcdefghij'));
    expect(err).toContain('the list and the arms of `letter` are those recorded as of 2026-05-31');
    expect(err).toContain('its definition is another one today');
    const computed = await lift(folder, ...june, '-v', '--list', 'computed');
    expect(computed.rows[0]).toMatchObject(expected('summer', 'abcdefghi'));
    expect(computed.err).not.toContain('recorded');
  });

  it('says how many of it are no longer there', async () => {
    const folder = built.folder(others);
    await record(folder, '2026-05-31');
    redefine(folder, { 'customers.csv': trial['customers.csv'].replace(/^[ab],.*\n/gm, '') });
    const { rows, err } = await lift(folder, ...june, '-v');
    expect(rows[0]).toMatchObject(expected('spring', 'cdefghij'));
    expect(err).toContain('; 2 of its 10 customers are no longer in the data');
    expect(err).not.toContain('another one today');
  });

  it('may be one of the first day, if it was recorded on that day', async () => {
    const folder = built.folder(others);
    const split = {
      seed: 'spring',
      arms: [
        { name: 'control', share: '0.3' },
        { name: 'mail', share: '0.7' },
      ],
    };
    const members = "SELECT unnest(['a', 'b', 'c', 'd', 'e', 'f'])";
    const database = await openDatabase({ threads: 1 });
    try {
      const wait = { access: 'read-write', lockWaitSeconds: 0 } as const;
      const history = await openHistory(database, join(folder, '.segment/history.duckdb'), wait);
      await recordRun(history, {
        asOf: resolveAsOf('2026-06-01', 'UTC')!,
        recordedAt: '2026-06-01T03:00:00Z',
        data: 'data',
        toolVersion: '0.1.0',
        segments: [{ segment: 'letter', definition: 'd', members, split }],
      });
      await closeHistory(history);
    } finally {
      database.close();
    }
    const { rows, err } = await lift(folder, ...june, '-v');
    expect(rows[0]).toMatchObject(expected('spring', 'abcdef'));
    expect(err).toContain('those recorded as of 2026-06-01');
  });

  it('is not one that was recorded after the period began', async () => {
    const folder = built.folder(others);
    await record(folder, '2026-06-02');
    // As of the first day, but made when all of June was known.
    await record(folder, '2026-06-01');
    const { err, rows } = await lift(folder, ...june, '-v');
    expect(rows[0]).toMatchObject(expected('spring', 'abcdefghij'));
    expect(err).not.toContain('recorded');
    const asked = await lift(folder, ...june, '--list', 'recorded');
    expect(asked).toMatchObject({ code: 2, rows: [] });
    expect(asked.err).toContain('no list of `letter` with arms was recorded by 2026-06-01');
  });
});

describe.skipIf(!data)('the e-mail experiment of MineThatData (Hillstrom 2008)', () => {
  const project = {
    'segment.config.yaml': `timezone: UTC
as_of: 2026-06-30
customers: { file: ${data}/hillstrom/customers.csv.gz, key: customer_id }
events: { treatment: { file: ${data}/hillstrom/treatment.csv.gz, customer: customer_id } }
`,
  };
  const metrics = ['visit', 'conversion', 'spend'].flatMap((name) => ['--metric', `treatment.${name}`]);

  it('has the effects that are published', async () => {
    const { rows } = await lift(built.folder(project), ...byArm, ...metrics);
    const mens = rows.filter(({ arm }) => arm === 'mens').map(numbers);
    const figures = mens.map(({ difference = 0, se = 0 }) => [difference.toFixed(6), se.toFixed(5)]);
    expect(figures).toEqual([
      ['0.076590', '0.00339'],
      ['0.006805', '0.00092'],
      ['0.769827', '0.14525'],
    ]);
    expect(mens[0]!['statistic']).toBeCloseTo(22.486, 3);
  });

  it('has subgroups that add up', async () => {
    const { rows } = await lift(built.folder(project), ...byArm, ...metrics, '--within', 'channel');
    const sizes = (group: (name: string) => boolean) =>
      rows
        .filter((row) => row['metric'] === 'treatment.visit' && group(row['group']!))
        .reduce((sum, row) => sum + Number(row['customers']), 0);
    expect(sizes((name) => name !== '')).toBe(sizes((name) => name === ''));
    expect(sizes((name) => name === '')).toBe(21_307 + 21_387);
  });
});

describe('segment split', () => {
  const split = (folder: string, ...words: string[]) =>
    built.segment(folder, 'split', ...words, '--as-of', '2026-06-30');

  it('gives the arms of the definition, as `run` writes them', async () => {
    const folder = built.folder(shop);
    const { code, out } = await split(folder, 'buyers');
    const run = await built.segment(folder, 'run', 'segments/buyers.yaml', '--as-of', '2026-06-30');
    const arms = run.out.split('\n').map((line) => line.split(',').slice(0, 3).join(','));
    expect({ code, out }).toEqual({ code: 0, out: arms.join('\n') });
    expect(out.split('\n')[0]).toBe('segment,customer_id,arm');
  });

  const crowd = (customers: number) =>
    built.folder({
      'segment.config.yaml': `timezone: UTC
customers: { file: customers.csv, key: customer_id }
events: { orders: { file: orders.csv, customer: customer_id } }
`,
      'orders.csv': 'customer_id,total\nc1,1.00\n',
      'customers.csv': `customer_id,country\n${Array.from({ length: customers }, (_, n) => `c${n},${n % 7 === 0 ? 'HU' : 'PL'}\n`).join('')}`,
      'segments/all.yaml': 'name: all\nwhere: { customer_id: { set: true } }\n',
    });
  const arms = ['--arms', 'control=10%,a=45%,b=45%'];

  it('with --stratify keeps everybody where they were when the list grows', async () => {
    const words = ['all', ...arms, '--stratify', 'country', '--seed', 'spring'];
    const [few, many] = [await split(crowd(300), ...words), await split(crowd(900), ...words)];
    const later = new Set(many.out.split('\n'));
    expect(few.out.trim().split('\n').length).toBe(301);
    expect(few.out.split('\n').filter((line) => !later.has(line))).toEqual([]);
    const other = await split(crowd(300), ...words.slice(0, -1), 'autumn');
    expect(other.out).not.toBe(few.out);
    expect(few.err).toMatch(/ {2}HU: control \d+ \(.*\), a \d+ /);
  });

  it('with --exact gives each stratum its shares to the customer', async () => {
    const { out, err } = await split(crowd(700), 'all', ...arms, '--stratify', 'country', '--exact');
    expect(out.trim().split('\n').length).toBe(701);
    expect(err).toContain('  HU: control 10 (10.0%), a 45 (45.0%), b 45 (45.0%)\n');
    expect(err).toContain('  PL: control 60 (10.0%), a 270 (45.0%), b 270 (45.0%)\n');
  });

  it.each([
    [['all'], '`all` has no `split`'],
    [['all', '--arms', 'a=50%,b=40%'], 'add to 90%'],
    [['all', '--arms', 'a,b'], 'wants arms with their shares, found `a`'],
    [['all', ...arms, '--stratify', 'contry'], 'did you mean `country`'],
    [['all', ...arms, '--stratify', 'orders.total'], '`--stratify orders.total` is a column of events'],
    [['al', ...arms], 'did you mean `all`'],
  ])('refuses %j', async (words, message) => {
    const { code, out, err } = await split(crowd(10), ...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});
