/** Values of people are in no message: planted where messages come from, and looked for in all that is said. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runBundle } from './bundle.ts';

const project = `timezone: UTC
segments: people.yaml
as_of: 2026-06-30
customers:
  file: customers.csv
  key: id
  contact: { email: email, sms: phone }
  consent: { email: agreed, sms: agreed }
events:
  orders: { file: orders.csv, key: no, customer: id, time: at, value: total }
`;

const sound: Readonly<Record<string, string>> = {
  'segment.config.yaml': project,
  'customers.csv': `id,email,phone,name,city,agreed,born,points
qzkey1,qzone@x.org,+48999555001,Qzann,Qzcity,yes,1990-01-01,1
qzkey2,qztwo@x.org,+48999555002,Qzben,Qzcity,no,1991-02-02,2
qzkey3,qzthree@x.org,+48999555003,Qzcleo,Qztown,,1992-03-03,3
`,
  'orders.csv': `no,id,at,total,note
qzorder1,qzkey1,2026-05-01,777001.5,Qznote
qzorder2,qzkey2,2026-05-02,777002.5,Qznote
qzorder3,qzkey9,2026-05-03,777003.5,Qznote
`,
  'people.yaml': 'name: people\nwhere: { points: { gte: 1 } }\nchannel: email\ncolumns: [email, city]\n',
};

const customers = (change: (text: string) => string) => ({
  'customers.csv': change(sound['customers.csv']!),
});
const orders = (change: (text: string) => string) => ({ 'orders.csv': change(sound['orders.csv']!) });
const config = (change: (text: string) => string) => ({ 'segment.config.yaml': change(project) });
const where = (condition: string, more = '') => ({
  'people.yaml': `name: people\nwhere: ${condition}\nchannel: email\n${more}`,
});
const sql = (text: string) => where(`{ sql: { duckdb: ${JSON.stringify(text)} } }`);
const typed = (columns: string, more = '') =>
  config((text) => text.replace('key: id\n', `key: id\n  columns: { ${columns} }\n${more}`));

/** What is wrong, with the files that make it so. */
const situations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  nothing: {},
  'a number that is none': {
    ...typed('points: { type: decimal }'),
    ...customers((text) => text.replace(',3\n', ',Qzthree\n')),
  },
  'the same, left out': {
    ...typed('points: { type: decimal }', '  on_error: skip\n'),
    ...customers((text) => text.replace(',3\n', ',Qzthree\n')),
  },
  'a number test on text': customers((text) => text.replace(',3\n', ',Qzthree\n')),
  'a number test on an address': where('{ email: { gte: 3 } }'),
  'a date that is none': {
    ...typed('born: { type: date }'),
    ...customers((text) => text.replace('1991-02-02', 'Qzdate 777')),
  },
  'a time that is none': orders((text) => text.replace('2026-05-02', 'Qztime 777')),
  'an amount that is none': orders((text) => text.replace('777002.5', 'Qzamount 777002')),
  'a currency among numbers': orders((text) =>
    text.replace('777002.5', '777002 zł').replace('777003.5', '777003 €'),
  ),
  'an infinity': orders((text) => text.replace('777002.5', 'inf')),
  'a key twice': customers(
    (text) => `${text}qzkey1,qzother@x.org,+48999555004,Qzdan,Qzcity,yes,1993-01-01,4\n`,
  ),
  'an order twice': orders((text) => `${text}qzorder1,qzkey2,2026-05-05,777009.5,Qznote\n`),
  'no key': customers((text) => text.replace('qzkey2', '')),
  'a field too many': customers((text) => text.replace(',2\n', ',2,Qzmore\n')),
  'a quote not closed': customers((text) => text.replace('Qzben', '"Qzben')),
  'other bytes': customers((text) => text.replace('Qzben', 'Qz\u0000ben')),
  'a cast of text': sql('CAST(email AS INTEGER) > 1'),
  'a cast to a date': sql("CAST(name AS DATE) > DATE '2020-01-01'"),
  'an error of one’s own': sql('error(email)'),
  'a cast of a word': sql('email = 1 OR phone::INTEGER = 2'),
  'a strict parse': sql("strptime(name, '%Y') IS NOT NULL"),
  'JSON that is none': sql("json_extract(name, '$.x') IS NOT NULL"),
  'no such column in SQL': sql('qzmissing > 1'),
  'a number beyond all': {
    ...orders((text) => text.replaceAll(/777(\d+)\.5/g, '777$1777777777777777777777.5')),
    ...config(
      (text) =>
        `${text}traits:\n  s: { orders: { sum: total } }\n  t: { times: [s, s] }\n  u: { times: [t, t] }\n`,
    ),
    ...where('{ u: { gt: 1 } }'),
  },
  'a list of addresses': {
    ...where('{ in_file: { path: list.csv, field: email, column: mail } }'),
    'list.csv': 'mail,x\nqzone@x.org,1\nqzunknown@x.org,"Qz\n',
  },
  'keys that nobody has': { ...where('{ in_file: list.txt }'), 'list.txt': 'qzkey1\nqzkey777\n' },
  'JSON cut off': {
    ...config((text) => text.replace('orders.csv', 'orders.json')),
    'orders.json':
      '{"no":"qzorder1","id":"qzkey1","at":"2026-05-01","total":777001.5}\n{"no":"qzorder2","id":"qzkey2",\n',
  },
  'text among the numbers of JSON': {
    ...config((text) => text.replace('orders.csv', 'orders.json')),
    'orders.json':
      '{"no":"qzorder1","id":"qzkey1","at":"2026-05-01","total":777001.5}\n{"no":"qzorder2","id":"qzkey2","at":"Qztime 777","total":"Qzamount 777"}\n',
  },
  'words of consent': customers((text) => text.replace(',no,', ',qzkey8,')),
  'two forms of dates': orders((text) => text.replace('2026-05-02', '02.05.2026')),
  'addresses that are none': customers((text) => text.replace('qzone@x.org', 'qzone at x.org')),
  'a name that is no encoding': {
    ...config((text) => text.replace('file: customers.csv', 'file: customers.csv\n  encoding: ascii')),
    ...customers((text) => text.replace('Qzben', 'Qzbén')),
  },
  'an alert': where('{ points: { gte: 1 } }', 'alerts: { min: 100 }\n'),
};

const commands = [
  'run people.yaml --format csv',
  'run people.yaml --format json',
  'check people.yaml --counts',
  'sources',
  'doctor',
  'export people.yaml --to google-ads',
  'explain people',
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'private-values-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const PLANTED = /[^\s]{0,30}(qz|777|999555)[^\s]{0,30}/gi;
/** What the definitions say may be told. */
const OWN = /qzmissing/;

describe.each(Object.entries(situations))('%s', (name, files) => {
  it.each(commands)('segment %s', async (line) => {
    const cwd = join(folder, name.replaceAll(/\W+/g, '-'));
    for (const [file, text] of Object.entries({ ...sound, ...files })) {
      mkdirSync(dirname(join(cwd, file)), { recursive: true });
      writeFileSync(join(cwd, file), text);
    }
    const { code, err } = await runBundle([...line.split(' '), '--no-cache'], { cwd });
    expect((err.match(PLANTED) ?? []).filter((found) => !OWN.test(found))).toEqual([]);
    expect([0, 1, 2, 3]).toContain(code);
  });
});
