/** Lists that leave the house: shapes, digests, consent, and what changed since the last recorded run. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import { contactsQuery } from '../../src/outgoing/contacts-query.ts';
import { duckdb } from '../../src/sql/dialects/duckdb.ts';
import { type Built, buildSegment } from './fixture/segment.ts';

let built: Built;
beforeAll(async () => {
  built = await buildSegment();
});
afterAll(() => built.remove());

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const known = sha256('known before');

const files = {
  'segment.config.yaml': `timezone: Europe/Warsaw
customers:
  file: customers.csv
  key: customer_id
  contact: { email: mail, sms: mobile, first_name: vorname }
  consent: { email: email_ok, sms: sms_ok }
events:
  orders: { file: orders.csv, key: order_id, customer: customer_id, time: ordered_at, value: total }
suppress: [bounced]
`,
  'customers.csv': `customer_id,mail,mobile,vorname,last_name,country,zip,email_ok,sms_ok
01, Ann@Example.com ,+48 999 540 463,Ann,O'Hara,PL,80-540,yes,yes
02,ben@example.com,999 111 222,Ben,,PL,,yes,no
03,ANN@example.com,,Anna,Ohara,PL,80-540,yes,
04,,0048 999 333 444,Dee,Dot,PL,00-001,yes,yes
05,eve@example.com,,Eve,,GB,,no,
06,fay@example.com,,Fay,,GB,,,
07,gus@example.com,,Gus,,GB,,yes,
08,${known},,=Hal(),,DE,01067,yes,
09,n/a,,,,,,yes,
`,
  'orders.csv': `order_id,customer_id,ordered_at,total
1,01,2026-06-10 10:00,10
2,02,2026-06-20 10:00,10
3,03,2026-04-10 10:00,10
4,05,2026-06-20 10:00,10
5,08,2026-04-20 10:00,10
`,
  'segments/bounced.yaml': 'name: bounced\nwhere: { customer_id: "07" }\noutput: false\n',
  'segments/all.yaml':
    'name: all\nwhere: { any: [ { country: { set: true } }, { country: { set: false } } ] }\nchannel: email\ncolumns: [vorname, last_name]\n',
  'segments/open.yaml': 'name: open\nwhere: { country: [PL, GB] }\n',
  'segments/recent.yaml': 'name: recent\nwhere: { orders: { last: 30d } }\nchannel: email\n',
  'segments/back.yaml': 'name: back\nwhere: { in_file: ../exported/all.csv }\n',
};
const asOf = ['--as-of', '2026-06-30'];
const exported = (folder: string, name: string, ...words: string[]) =>
  built.segment(folder, 'export', `segments/${name}.yaml`, ...asOf, ...words);
const lines = (text: string) => text.trimEnd().split('\n');

describe('segment export', () => {
  it('to google-ads: trimmed, lower-cased, E.164, hashed; country and postcode as they are', async () => {
    const { code, out, err } = await exported(built.folder(files), 'all', '--to', 'google-ads');
    expect(lines(out)).toEqual([
      'Email,Phone,First Name,Last Name,Country,Zip',
      `${sha256('ann@example.com')},${sha256('+48999540463')},${sha256('ann')},${sha256("o'hara")},PL,80-540`,
      `${sha256('ben@example.com')},,${sha256('ben')},,PL,`,
      `${sha256('ann@example.com')},,${sha256('anna')},${sha256('ohara')},PL,80-540`,
      `${known},,${sha256('=hal()')},,DE,01067`,
    ]);
    expect(err).toContain(
      'all: 9 in the segment, 5 contactable, 4 withheld (consent 2, bounced 1, no email 1)\n',
    );
    expect(err).toContain('all: 4 rows, 1 left out (e-mail is no address 1)\n');
    expect(err).toContain('all: 1 row is without the phone: no consent to be reached by it\n');
    expect(code).toBe(0);
  });

  it('knows the published SHA-256 of "abc"', async () => {
    // FIPS 180-2, appendix B.1.
    const customers =
      'customer_id,mail,mobile,vorname,last_name,country,email_ok,sms_ok\n1,a@b,, ABC ,,PL,yes,\n';
    const { out } = await exported(
      built.folder({ ...files, 'customers.csv': customers }),
      'all',
      '--to',
      'meta',
    );
    expect(out).toContain('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('to meta: digits of the phone with its country, names without punctuation', async () => {
    const { out } = await exported(built.folder(files), 'all', '--to', 'meta');
    const [header, ann] = lines(out);
    expect(header).toBe('email,phone,fn,ln,ct,zip,country');
    expect(ann).toBe(
      [
        sha256('ann@example.com'),
        sha256('48999540463'),
        sha256('ann'),
        sha256('ohara'),
        '',
        sha256('80540'),
        sha256('pl'),
      ].join(','),
    );
  });

  it('to mailchimp and klaviyo: readable, one row an address on request', async () => {
    const folder = built.folder(files);
    const mailchimp = await exported(folder, 'all', '--to', 'mailchimp', '--dedupe', 'email');
    expect(lines(mailchimp.out)).toEqual([
      'Email Address,First Name,Last Name,Phone Number',
      "Ann@Example.com,Ann,O'Hara,+48999540463",
      'ben@example.com,Ben,,',
    ]);
    expect(mailchimp.err).toContain(
      '2 rows, 3 left out (e-mail is no address 1, nothing to know them by 1, same email 1)\n',
    );
    const klaviyo = await exported(folder, 'all', '--to', 'klaviyo', '--channel', 'sms');
    expect(lines(klaviyo.out)).toEqual([
      'Email,Phone Number,First Name,Last Name,City,Country,Zip Code',
      "Ann@Example.com,+48999540463,Ann,O'Hara,,PL,80-540",
      ',+48999333444,Dee,Dot,,PL,00-001',
    ]);
  });

  it('to csv is the list of a run, and read back by `in_file` it gives the same people', async () => {
    const folder = built.folder(files);
    expect(await exported(folder, 'all', '--out', 'exported/')).toMatchObject({ code: 0, out: '' });
    const run = await built.segment(folder, 'run', 'segments/all.yaml', ...asOf, '--out', 'run/');
    expect(run.code).toBe(0);
    const file = readFileSync(join(folder, 'exported/all.csv'), 'utf8');
    expect(file).toBe(readFileSync(join(folder, 'run/all.csv'), 'utf8'));
    const back = await built.segment(folder, 'run', 'segments/back.yaml', ...asOf);
    const keys = (text: string, column: number) =>
      lines(text)
        .slice(1)
        .map((line) => line.split(',')[column]);
    expect(keys(back.out, 1)).toEqual(keys(file, 0));
    expect(keys(file, 0)).toEqual(['01', '02', '03', '08', '09']);
  });

  it('asks for consent to e-mail where the segment says nothing, unless told not to', async () => {
    const folder = built.folder(files);
    const asked = await exported(folder, 'open', '--to', 'klaviyo');
    expect(asked.err).toContain('open: 7 in the segment, 3 contactable, 4 withheld');
    const all = await exported(folder, 'open', '--to', 'klaviyo', '--channel', 'none');
    expect(all.err).toContain(
      'open: 7 in the segment, 7 contactable, 0 withheld, nobody asked for consent: no channel\n',
    );
    expect(lines(all.out)).toHaveLength(8);
    const plain = await exported(folder, 'open', '--to', 'csv');
    expect(plain.out).toBe('customer_id\n01\n02\n03\n04\n05\n06\n07\n');
  });

  it('tells spreadsheets that text is text', async () => {
    const { out } = await exported(built.folder(files), 'all', '--excel');
    expect(out).toContain("08,'=Hal(),");
  });

  it('withholds numbers that cannot be dialled, and says so', async () => {
    const customers = `customer_id,mail,mobile,vorname,last_name,country,email_ok,sms_ok
1,a@example.com,999 111 222,A,,,yes,yes
2,b@example.com,call me,B,,PL,yes,yes
`;
    const folder = built.folder({ ...files, 'customers.csv': customers });
    const without = await exported(folder, 'all', '--to', 'google-ads');
    expect(lines(without.out)[1]).toBe(`${sha256('a@example.com')},,${sha256('a')},,,`);
    expect(without.err).toContain('all: 2 telephone numbers are not complete');
    const { out } = await exported(folder, 'all', '--to', 'google-ads', '--country', 'pl');
    expect(lines(out)[1]).toContain(`,${sha256('+48999111222')},`);
    expect(lines(out)[2]).toBe(`${sha256('b@example.com')},,${sha256('b')},,PL,`);
  });

  it.each([
    [['all', '--channel', 'fax'], 'there is no channel `fax`'],
    [['all', '--channel', 'none'], '`all` is a list for the channel `email`'],
    [['all', '--country', 'Poland'], '`--country` wants two letters'],
    [['all', '--since-last', '--channel', 'sms'], 'the history keeps the list of `all` for `email`'],
    [['all', '--since-last'], 'no run of `all` before 2026-06-30 is recorded'],
    [['all', 'segments/open.yaml'], 'these are 2 segments'],
  ])('refuses %j, and writes nothing', async ([name = '', ...words], message) => {
    const { code, out, err } = await exported(built.folder(files), name, ...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});

describe('one person, however the address is written', () => {
  const shop = (rows: string) =>
    built.folder({
      ...files,
      'customers.csv': `customer_id,mail,mobile,country,email_ok,sms_ok,vorname,last_name\n${rows}`,
    });
  const twin = sha256('two@example.org');

  it.each(['google-ads', 'meta'])('%s: a digest in capitals is that of the address', async (platform) => {
    const rows = `1,${twin.toUpperCase()},,,yes,,,\n2,${twin},,,yes,,,\n3,Two@Example.org,,,yes,,,\n`;
    const all = await exported(shop(rows), 'all', '--to', platform);
    expect(
      lines(all.out)
        .map((line) => line.split(',')[0])
        .slice(1),
    ).toEqual([twin, twin, twin]);
    const once = await exported(shop(rows), 'all', '--to', platform, '--dedupe', 'email');
    expect(lines(once.out)).toHaveLength(2);
    expect(once.err).toContain('all: 1 row, 2 left out (same email 2)');
  });

  it('what the platform normalises away is no difference, and a dot elsewhere is', async () => {
    const rows = 'a.li@gmail.com|ali+news@Gmail.com|ALI@gmail.com|a.li@example.org|ali@example.org'
      .split('|')
      .map((mail, place) => `${place},${mail},,,yes,,,\n`)
      .join('');
    const google = await exported(shop(rows), 'all', '--to', 'google-ads', '--dedupe', 'email');
    expect(
      lines(google.out)
        .slice(1)
        .map((line) => line.split(',')[0]),
    ).toEqual(['ali@gmail.com', 'a.li@example.org', 'ali@example.org'].map(sha256));
    const mailchimp = await exported(shop(rows), 'all', '--to', 'mailchimp', '--dedupe', 'email');
    expect(lines(mailchimp.out)).toHaveLength(6);
  });

  it('a number is one in every form, and as the digest that the platform would make', async () => {
    const rows = `1,a@example.org,0048 999 540 463,PL,yes,yes,,\n2,b@example.org,999-540-463,PL,yes,yes,,
3,c@example.org,${sha256('48999540463').toUpperCase()},PL,yes,yes,,\n`;
    const { out } = await exported(shop(rows), 'all', '--to', 'meta', '--dedupe', 'phone');
    expect(lines(out)).toHaveLength(2);
  });

  it('a blank beside the sign or a dot goes; between words it is no address, and is said', async () => {
    const rows =
      '1,"ann @example.org",,,yes,,,\n2,ben@example .org\u00a0,,,yes,,,\n3,Cy Lo cy@example.org,,,yes,,,\n';
    const { out, err } = await exported(shop(rows), 'all', '--to', 'mailchimp');
    expect(lines(out).slice(1)).toEqual(['ann@example.org,,,', 'ben@example.org,,,']);
    expect(err).toContain('all: 2 rows, 1 left out (e-mail is no address 1)');
  });

  it('an address or a number leaves only with a yes to its own channel', async () => {
    const rows = `1,a@example.org,999 540 461,PL,no,yes,,\n2,b@example.org,999 540 462,PL,yes,yes,,
3,c@example.org,999 540 463,PL,yes,no,,\n`;
    const texted = await exported(shop(rows), 'open', '--to', 'klaviyo', '--channel', 'sms');
    expect(lines(texted.out).slice(1)).toEqual([',+48999540461,,,,PL,', 'b@example.org,+48999540462,,,,PL,']);
    expect(texted.err).toContain('open: 1 row is without the email: no consent to be reached by it');
    const mailed = await exported(shop(rows), 'open', '--to', 'klaviyo');
    expect(lines(mailed.out).slice(1)).toEqual([
      'b@example.org,+48999540462,,,,PL,',
      'c@example.org,,,,,PL,',
    ]);
    const shared = `${rows}4,B@example.org,999 540 464,PL,no,no,,\n`;
    const withheld = await exported(shop(shared), 'open', '--to', 'klaviyo', '--channel', 'sms');
    expect(lines(withheld.out).slice(1)).toEqual([',+48999540461,,,,PL,', ',+48999540462,,,,PL,']);
    const mailchimp = await exported(shop(rows), 'open', '--to', 'mailchimp', '--channel', 'sms');
    expect(lines(mailchimp.out)).toHaveLength(2);
    const asked = await exported(shop(rows), 'open', '--to', 'klaviyo', '--channel', 'none');
    expect(asked.out).toContain('a@example.org');
  });
});

describe('segment export --since-last', () => {
  const recorded = async (): Promise<string> => {
    const folder = built.folder(files);
    const words = ['run', 'segments/recent.yaml', '--record', '--quiet', '--as-of', '2026-04-30'];
    expect(await built.segment(folder, ...words)).toMatchObject({ code: 0, err: '' });
    return folder;
  };

  it('writes who was added and removed in two files of a folder', async () => {
    const folder = await recorded();
    const { code, err } = await exported(folder, 'recent', '--since-last', '--out', 'lists/');
    expect(code).toBe(0);
    expect(err).toContain('recent: 2 added, 2 removed since 2026-04-30\n');
    expect(readFileSync(join(folder, 'lists/recent-added.csv'), 'utf8')).toBe('customer_id\n01\n02\n');
    expect(readFileSync(join(folder, 'lists/recent-removed.csv'), 'utf8')).toBe('customer_id\n03\n08\n');
    expect(existsSync(join(folder, 'lists/recent.csv'))).toBe(false);
  });

  it('removes nobody whose address another member still has', async () => {
    const { out } = await exported(await recorded(), 'recent', '--since-last', '--to', 'google-ads');
    const rows = lines(out).map((line) => line.split(','));
    expect(rows.map((row) => [row[0], row.at(-1)])).toEqual([
      ['Email', 'change'],
      [sha256('ben@example.com'), 'added'],
      [known, 'removed'],
    ]);
  });

  it('compares with the run before this one, so that a night may record first', async () => {
    const folder = await recorded();
    const words = ['run', 'segments/recent.yaml', '--record', '--quiet', ...asOf];
    expect(await built.segment(folder, ...words)).toMatchObject({ code: 0 });
    const { out } = await exported(folder, 'recent', '--since-last');
    expect(out).toBe('customer_id,change\n01,added\n02,added\n03,removed\n08,removed\n');
  });
});

it('of those who are no longer customers, --since-last gives the keys, and warns where keys say nothing', async () => {
  const folder = built.folder(files);
  const words = ['run', 'segments/recent.yaml', '--record', '--quiet', '--as-of', '2026-04-30'];
  expect(await built.segment(folder, ...words)).toMatchObject({ code: 0 });
  const left = files['customers.csv'].replace(/^08,.*\n/m, '');
  writeFileSync(join(folder, 'customers.csv'), left);
  const keys = await exported(folder, 'recent', '--since-last');
  expect(keys.out).toBe('customer_id,change\n01,added\n02,added\n03,removed\n08,removed\n');
  const { out, err } = await exported(folder, 'recent', '--since-last', '--to', 'meta');
  expect(out).not.toContain('removed');
  expect(err).toContain('1 of `recent` are no longer among the customers');
});

describe('what platforms publish of their own normalising', () => {
  const digestsOf = async (platform: string, contacts: string) => {
    const customers = `customer_id,mail,mobile,vorname,last_name,city,country,zip,email_ok,sms_ok\n${contacts}`;
    const folder = built.folder({ ...files, 'customers.csv': customers });
    const { out } = await exported(folder, 'all', '--to', platform);
    return lines(out)
      .slice(1)
      .map((line) => line.split(','));
  };

  it('Google: dots and tags of Gmail addresses go, those of others stay', async () => {
    // The examples of "Format user data" of the Data Manager API.
    const rows = await digestsOf(
      'google-ads',
      [
        '1,cloudy.sanfrancisco+shopping@gmail.com,,Mary  Ann,,,Poland,00-001,yes,',
        '2,user.name+NYC@Example.com,(800)555-0100,,,,US,,yes,yes',
        '3,A.B.c@GoogleMail.com,,,,,,,yes,',
        '',
      ].join('\n'),
    );
    expect(rows.map(([email]) => email)).toEqual(
      ['cloudysanfrancisco@gmail.com', 'user.name+nyc@example.com', 'abc@googlemail.com'].map(sha256),
    );
    expect(rows[1]![1]).toBe(sha256('+18005550100'));
    expect(rows[0]!.slice(2)).toEqual([sha256('mary ann'), '', '', '00-001']);
  });

  it('Meta: the digests of its documentation', async () => {
    // The examples of "Customer Information Parameters" of the Conversions API, digests as printed there.
    const [mary, valery, uk] = await digestsOf(
      'meta',
      [
        '1,John_Smith@gmail.com,(650)555-1212,Mary,,New York,US,94035-1234,yes,yes',
        '2,v@example.com,,Valéry,,,,,yes,',
        '3,u@example.com,020 7946,정,,,GB,M1 1AE,yes,yes',
        '',
      ].join('\n'),
    );
    expect(mary!.slice(0, 3)).toEqual([
      '62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f',
      'e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176',
      '6915771be1c5aa0c886870b6951b03d7eafc121fea0e80a5ea83beb7c449f4ec',
    ]);
    expect(mary!.slice(4)).toEqual([
      sha256('newyork'),
      sha256('94035'),
      '79adb2a2fce5c6ba215fe5f27f532d4e7edbac4b6a5e09e1ef3a08084a904621',
    ]);
    expect(valery![2]).toBe('08e1996b5dd49e62a4b4c010d44e4345592a863bb9f8e3976219bac29417149c');
    expect(uk![2]).toBe('8fa8cd9c440be61d0151429310034083132b35975c4bea67fdd74158eb51db14');
    expect([uk![1], uk![5]]).toEqual(['', sha256('m11ae')]);
  });
});

describe('telephone numbers', () => {
  const cases: readonly (readonly [string, string, string | null])[] = [
    ['PL', '999 540 463', '+48999540463'],
    ['PL', '48 999 540 463', '+48999540463'],
    ['PL', '99954046', null],
    ['DE', '030 / 901820', '+4930901820'],
    ['GB', '+44 (0)20 7946 0018', '+442079460018'],
    ['GB', '020 7946 0018', '+442079460018'],
    ['UK', '020 7946 0018', '+442079460018'],
    ['IT', '06 6982 0000', '+390669820000'],
    ['HU', '06 30 123 4567', '+36301234567'],
    ['US', '(202) 555-0143', '+12025550143'],
    ['US', '1-202-555-0143', '+12025550143'],
    ['RU', '8 (912) 345-67-89', '+79123456789'],
    ['FR', '00 48 999 540 463', '+48999540463'],
    ['', '999 540 463', null],
    ['', '+48999540463', '+48999540463'],
    ['', '+0123456789', null],
    ['PL', '999 540 463 ext 2', null],
    ['PL', '+48 999', null],
    // Benin has ten digits since 2024, the zero one of them; Gabon dials a zero before its eight.
    ['BJ', '01 95 12 34 56', '+2290195123456'],
    ['BJ', '95 12 34 56', null],
    ['BF', '01 23 45 67', '+22601234567'],
    ['GA', '060 12 34 56', '+24160123456'],
    ['NG', '0803 123 4567', '+2348031234567'],
    ['SM', '0549 886377', '+3780549886377'],
  ];

  it.each(cases)('%s %s', async (country, phone, e164) => {
    const database = await openDatabase({ threads: 1 });
    await database.run(
      `CREATE TABLE people AS SELECT '1' AS id, '${phone}' AS phone, '${country}' AS country`,
    );
    const table = { name: 'people', relation: 'people', columns: [], lookups: [], key: 'id' };
    const query = contactsQuery(table, { phone: 'phone', country: 'country' }, undefined, duckdb);
    const rows = await database.rows(`SELECT e164 FROM (${query})`);
    database.close();
    expect(rows).toEqual([[e164]]);
  });
});
