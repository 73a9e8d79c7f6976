import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, describe, expect, it } from 'vitest';
import { checks } from '../../src/analyses/doctor/index.ts';
import { root } from '../architecture/source-files.ts';
import { runBundle } from '../program/bundle.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const project = `timezone: UTC
customers: { file: c.csv, key: id, contact: { email: email } }
events:
  orders: { file: o.csv, key: oid, customer: cid, time: at, value: total }
`;
const day = (offset: number): string => new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10);
/** Forty customers with an order each, a day after the other. */
const customers = ['id,email', ...Array.from({ length: 40 }, (_, row) => `00${row},p${row}@example.org`)];
const orders = [
  'oid,cid,at,total,currency,coupon',
  ...Array.from({ length: 40 }, (_, row) => `o${row},00${row},${day(row * 2)} 10:0${row % 9},${row}.5,EUR,X`),
];

async function findings(
  files: {
    readonly c?: readonly string[];
    readonly o?: readonly string[];
    readonly project?: string;
    readonly segment?: string;
  },
  ...words: string[]
) {
  const folder = mkdtempSync(join(tmpdir(), 'segment-doctor-'));
  folders.push(folder);
  writeFileSync(join(folder, 'segment.config.yaml'), files.project ?? project);
  mkdirSync(join(folder, 'segments'));
  if (files.segment) writeFileSync(join(folder, 'segments/s.yaml'), files.segment);
  writeFileSync(join(folder, 'c.csv'), `${(files.c ?? customers).join('\n')}\n`);
  writeFileSync(join(folder, 'o.csv'), `${(files.o ?? orders).join('\n')}\n`);
  const format = words.includes('--format') ? [] : ['--format', 'csv'];
  const given = ['doctor', '--as-of', '2026-06-30', ...format, ...words];
  const { code, out, err } = await runBundle(given, { cwd: folder });
  const found = words.includes('table') ? [] : (parse(out, { from_line: 2 }) as string[][]);
  return {
    code,
    err,
    out,
    says: found.map((row) => row[5]!),
    found: found.map(([severity, table, check, rows]) => [severity, table, check, Number(rows)]),
  };
}

/** The planted oddity is found, and nothing else. */
async function only(files: Parameters<typeof findings>[0], ...expected: readonly unknown[][]): Promise<void> {
  const { code, found, err } = await findings(files);
  expect(code, err).toBe(0);
  expect(found).toEqual(expected);
}

describe('a doctor', () => {
  it('finds nothing in a shop that is well', async () => {
    await only({});
  });

  it('finds keys that lost their zeros', async () => {
    const o = orders.map((line, row) => (row === 0 ? line : line.replace(/,00(\d+),/, ',$1,')));
    const { found, out, err } = await findings({ o });
    expect(found).toEqual([['error', 'orders', 'unknown-customers', 40]]);
    expect([out, err]).toEqual([expect.stringContaining('leading zeros'), '']);
  });

  it('finds rows whose address nobody has, or several', () =>
    only(
      {
        project: project.replace('customer: cid', 'customer: { column: mail, of: email, normalise: email }'),
        c: [...customers, '99,p1@example.org', '98,'],
        o: [
          'oid,mail,at,total',
          ...orders.slice(1).map((line, row) => line.replace(/,\d+,/, `,P${row}@example.org,`)),
          `x,gone@example.org,${day(3)},5`,
          `y,,${day(3)},5`,
        ].map((line) => line.replace(/,EUR,X$/, '')),
      },
      ['warning', 'orders', 'unknown-customers', 2],
      ['warning', 'customers', 'shared-addresses', 2],
      ['note', 'orders', 'rows-of-nobody', 1],
    ));

  it('finds an address of several', () =>
    only({ c: [...customers, '99,P1@example.org ', '98,p1@EXAMPLE.org'] }, [
      'warning',
      'customers',
      'shared-addresses',
      3,
    ]));

  it('finds guests', () =>
    only({ o: [...orders, 'x,,2026-03-01 10:00,5,EUR,X'] }, ['note', 'orders', 'rows-of-nobody', 1]));

  it('finds a second currency', () =>
    only({ o: [...orders, 'x,001,2026-03-01 10:00,5,PLN,X'] }, ['error', 'orders', 'mixed-currencies', 1]));

  it('finds money below zero', () =>
    only({ o: [...orders, 'x,001,2026-03-01 10:00,-5,EUR,X'] }, ['note', 'orders', 'negative-money', 1]));

  it('asks money of the rows that count, and of no table of what was given back', async () => {
    const chosen = project.replace('value: total', 'value: total, where: { coupon: X }');
    const o = [...orders, 'x,001,2026-03-01 10:00,-5,EUR,Y', 'y,001,2026-03-01 10:00,5,PLN,Y'];
    expect((await findings({ o, project: chosen })).found).toEqual([]);
    const back = project.replace('value: total', 'value: total, where: { coupon: Y }');
    const given = [
      ...orders,
      ...Array.from({ length: 40 }, (_, row) => `r${row},00${row},${day(row * 2)},-5,EUR,Y`),
    ];
    expect((await findings({ o: given, project: back })).found).toEqual([]);
  });

  it('finds rows that are worth nothing that is said, but not where rows are chosen', async () => {
    const o = [...orders, 'x,001,2026-03-01 10:00,,EUR,X'];
    await only({ o }, ['note', 'orders', 'without-money', 1]);
    const chosen = project.replace('value: total', 'value: total, where: { coupon: X }');
    expect((await findings({ o, project: chosen })).found).toEqual([]);
  });

  it('finds what is written in two ways, but not names that happen to be', async () => {
    const town = (row: number): string => ['Łódź', 'łódź', 'Kraków', 'Nowy  Sącz', 'Nowy Sącz'][row % 5]!;
    const c = customers.map((line, row) =>
      row === 0 ? `${line},town,nick` : `${line},${town(row)},${row === 7 ? 'ADA8' : `ada${row}`}`,
    );
    const { found, says } = await findings({ c });
    expect(found).toEqual([['note', 'customers', 'two-spellings', 16]]);
    expect(says).toEqual(['2 values stand in `town` in several spellings, by letter case or blanks']);
  });

  it('finds rows of nobody by a column that is made, and customers whom no list has', async () => {
    const payer = 'customer: payer, columns: { payer: { first_of: [cid, coupon] }';
    const made = project.replace('customer: cid', payer).replace('value: total }', 'value: total } }');
    const o = [...orders, 'x,,2026-03-01 10:00,5,EUR,'];
    await only({ o, project: made.replace(', time: at, value: total } }', ' }, time: at, value: total }') }, [
      'note',
      'orders',
      'rows-of-nobody',
      1,
    ]);
    const apart = project.replace('key: id, contact: { email: email } }', 'key: email, from: orders }');
    await only({ project: apart }, ['warning', 'orders', 'customers-apart', 40]);
  });

  it('finds rows of tomorrow and of 1970', () =>
    only(
      { o: [...orders, 'x,001,2026-07-01 00:00,5,EUR,X', 'y,001,1970-01-01 00:00,5,EUR,X'] },
      ['warning', 'orders', 'future-times', 1],
      ['warning', 'orders', 'ancient-times', 1],
    ));

  it('finds a silence', () =>
    only({ o: [...orders, 'x,001,2026-06-01 10:00,5,EUR,X'] }, ['warning', 'orders', 'silence', 72]));

  it('finds a column that dried up', () => {
    const late = Array.from({ length: 30 }, (_, row) => `l${row},001,${day(80 + row)} 11:00,5,EUR,`);
    return only({ o: [...orders, ...late] }, ['warning', 'orders', 'dried-up-column', 0]);
  });

  it('finds somebody who never rests', () => {
    const daily = Array.from({ length: 80 }, (_, row) => `d${row},001,${day(row)} 12:00,5,EUR,X`);
    return only({ o: [...orders, ...daily] }, ['note', 'orders', 'robots', 1]);
  });

  it('finds addresses that are none, and those of tests', () =>
    only(
      { c: [...customers, '97,nowhere', '98,test2@example.org'] },
      ['warning', 'customers', 'broken-addresses', 1],
      ['note', 'customers', 'test-accounts', 1],
    ));

  it('finds letters that were read in another encoding', () => {
    const towns = ['Łódź', 'Kraków', 'Ängelholm', 'Saint-Étienne', 'Â', 'São Paulo'];
    const c = (town: (row: number) => string) =>
      customers.map((line, row) => `${line},${row === 0 ? 'town' : town(row)}`);
    const misread = (row: number): string =>
      row % 10
        ? towns[row % 6]!
        : new TextDecoder(row % 20 ? 'windows-1250' : 'windows-1252').decode(Buffer.from('Kraków'));
    return Promise.all([
      only({ c: c((row) => towns[row % 6]!) }),
      only({ c: c(misread) }, ['warning', 'customers', 'damaged-text', 4]),
      only({ c: c((row) => (row === 9 ? 'Krak\ufffdw' : 'Kraków')) }, [
        'warning',
        'customers',
        'damaged-text',
        1,
      ]),
    ]);
  });

  it('finds what programs write for no value, but in names', () => {
    const marks = ['', '\\N', 'NULL', 'n/a', '#N/A', 'unknown', '-', 'Nulle'];
    const c = customers.map((line, row) =>
      row === 0
        ? `${line},town,last_name`
        : `${line},${marks[row] ?? 'Kraków'},${row === 2 ? 'Null' : 'Nowak'}`,
    );
    return only({ c }, ['warning', 'customers', 'marks-of-no-value', 4]);
  });

  it('finds addresses where names should be', () => {
    const c = customers.map((line, row) =>
      row === 0 ? `${line},first_name` : `${line},${row % 13 ? 'Ada' : `p${row}@example.org`}`,
    );
    return only({ c }, ['warning', 'customers', 'addresses-in-names', 3]);
  });

  it('finds a time that is the same in every row, and that most never bought', async () => {
    const o = orders.map((line) => line.replace(/,2026-[^,]+,/, ',2026-06-29 08:00,'));
    await only({ o }, ['warning', 'orders', 'one-value', 40]);
    await only({ o: orders.slice(0, 16) }, ['note', 'orders', 'without-orders', 25]);
  });

  it('finds rows without a time', () =>
    only({ o: [...orders, 'x,001,,5,EUR,X'] }, ['warning', 'orders', 'left-out', 1]));

  it('finds rows that stand twice', () =>
    only({ o: [...orders, orders.at(-1)!] }, ['note', 'orders', 'left-out', 1]));

  it('finds a number that is none, and not the open end of a scale', async () => {
    const rated = (odd: string) =>
      customers.map((line, row) => `${line},${row === 0 ? 'rating' : row === 7 ? odd : row}`);
    const { found, err, says } = await findings({ c: rated('lots') });
    expect([found, err]).toEqual([[['warning', 'customers', 'nearly-typed', 1]], '']);
    expect(says[0]).toMatch(/^c\.csv row 8, column rating: .*`letters`|^c\.csv row 8, column rating: /);
    await only({ c: rated('5+') });
  });

  it('finds days in two forms', () => {
    const written = (row: number): string => (row % 3 ? day(row) : day(row).split('-').reverse().join('.'));
    const c = customers.map((line, row) => `${line},${row === 0 ? 'born' : written(row)}`);
    return only({ c }, ['warning', 'customers', 'two-date-forms', 13]);
  });

  it('finds the currency in another language, and none where rows are chosen by it', async () => {
    const o = [...orders, 'x,001,2026-03-01 10:00,5,PLN,X'].map((line) => line.replace('currency', 'waluta'));
    await only({ o }, ['error', 'orders', 'mixed-currencies', 1]);
    const chosen = project.replace('value: total', 'value: total, where: { waluta: EUR }');
    const { found } = await findings({ o, project: chosen });
    expect(found).toEqual([]);
  });

  it('finds a value that is written otherwise', async () => {
    const c = customers.map((line, row) => `${line},${row === 0 ? 'city' : 'Berlin'}`);
    const { found, says } = await findings({ c, segment: 'name: there\nwhere: { city: berlin }\n' });
    expect(found.map(([, , check]) => check)).toEqual(['empty-segment', 'other-letters']);
    expect(says[1]).toContain('Berlin');
  });

  it('finds consent that nobody gives, and customers of tomorrow', async () => {
    const c = customers.map((line, row) =>
      row === 0 ? `${line},ok,since` : `${line},no,${row === 3 ? '2026-07-09' : '2026-01-01'}`,
    );
    const consented = project.replace(
      'contact: { email: email }',
      'created: since, contact: { email: email }, consent: { email: ok }',
    );
    const segment = 'name: s\nchannel: email\n';
    expect((await findings({ c, project: consented, segment })).found).toEqual([
      ['warning', '', 'consent-of-nobody', 0],
      ['warning', 'customers', 'future-customers', 1],
    ]);
  });

  it('says a finding once: beside the table to people, in the row to programs', async () => {
    const c = [...customers, '97,nowhere'];
    const inPipe = await findings({ c });
    expect([inPipe.err, inPipe.says]).toEqual(['', ['1 customer whose `email` is no address']]);
    const asTable = await findings({ c }, '--format', 'table');
    expect(asTable.err.match(/is no address/g)).toHaveLength(1);
    expect(asTable.out).not.toContain('is no address');
  });

  it('says why data cannot be loaded, and that the answer is no', async () => {
    const { code, found, says, err } = await findings({
      o: [...orders, 'x,001,2026-03-01 10:00,much,EUR,X', 'y,001', 'z,001'],
    });
    expect(code).toBe(1);
    expect(says.join()).toContain('o.csv row 42, column total: ');
    expect(err).toBe('');
    expect(found[0]?.slice(0, 2)).toEqual(['error', 'o.csv']);
  });

  it('fails on what it is told to', async () => {
    const c = [...customers, '99,p1@example.org'];
    expect((await findings({ c }, '--fail-on', 'error')).code).toBe(0);
    expect((await findings({ c }, '--fail-on', 'warning')).code).toBe(1);
  });

  it('says what each check is for', () => {
    expect(checks.map(({ name, summary }) => [name, summary.length > 10])).toEqual(
      checks.map(({ name }) => [name, true]),
    );
  });
});

const reference = process.env['SEGMENT_REFERENCE_DATA'];

it('finds in the samples what was planted there, and nothing else', async () => {
  const words = ['doctor', '--format', 'csv', '--no-cache'];
  const { code, out, err } = await runBundle(words, { cwd: root });
  expect(code, err).toBe(0);
  const found = (parse(out, { from_line: 2 }) as string[][]).map((row) => row.slice(1, 4).join(' '));
  // 17 addresses of several customers, and 23 events delivered twice: `samples/README.md`.
  expect(found).toEqual(['customers shared-addresses 35', 'site left-out 23', 'views left-out 23']);
  expect(out).toContain('35 customers share 17 addresses');
});

it.runIf(reference !== undefined)('finds nothing in a public data set that is well', async () => {
  const words = ['doctor', '--data', join(reference!, 'completejourney'), '--as-of', '2017-12-31'];
  const { code, out, err } = await runBundle([...words, '--format', 'csv', '--no-cache'], { cwd: tmpdir() });
  expect([code, out, err]).toEqual([0, 'severity,table,check,rows,example,says,help\n', '']);
});
