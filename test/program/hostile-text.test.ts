/** Texts of files and definitions that a terminal would obey: they are shown on it, and never sent to it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runBundle } from './bundle.ts';

const ESCAPE = '\x1b]0;owned\x07\x1b[31m\x9b2J\u202e';
const inYaml = JSON.stringify(ESCAPE).slice(1, -1).replace('\x9b', '\\u009b');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-text-'));
  mkdirSync(join(folder, 'segments'));
  const files = {
    'segment.config.yaml': [
      'timezone: UTC',
      'as_of: 2026-06-30',
      'customers: { file: customers.csv, key: id }',
      'events: { orders: { file: orders.csv, key: no, customer: id, time: at, value: total } }',
    ].join('\n'),
    'customers.csv': `id,city,na${ESCAPE}me\na${ESCAPE},x${ESCAPE},1\nb,y,2\nc,y,3\n`,
    'orders.csv': `no,id,at,total,what\n1,b,2026-05-01,3,${ESCAPE}\n2,c,2026-06-01,4,${ESCAPE}\n3,z${ESCAPE},2026-06-01,4,q\n`,
    'segments/armed.yaml': [
      'name: armed',
      `title: "t${inYaml}"`,
      `description: "d${inYaml}"`,
      `tags: ["g${inYaml}"]`,
      'where: { any: [ { city: { set: true } }, { orders: { most_frequent: { of: what, eq: "w${inYaml}" } } } ] }',
      'split: { arms: { "c${inYaml}": 50%, "e${inYaml}": 50% } }',
      'columns: [city]',
    ]
      .join('\n')
      .replaceAll('${inYaml}', inYaml),
    'broken/wrong.yaml': `name: "n${inYaml}"\nwhere: { "f${inYaml}": 1, city: { "o${inYaml}": x } }\n`,
  };
  mkdirSync(join(folder, 'broken'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

const lists = ['table', 'csv', 'tsv', 'json', 'ndjson', 'md', 'html'].map(
  (format) => `run segments/armed.yaml --members --format ${format}`,
);
const others = [
  'run segments/armed.yaml',
  'run segments/armed.yaml --excel',
  'check segments/armed.yaml',
  'check broken/wrong.yaml',
  'check broken/wrong.yaml --format csv',
  'list',
  'list --format csv',
  'explain armed',
  'explain armed --id b --format csv',
  'split armed',
  'split armed --format csv',
  'count segments/armed.yaml',
  'sql segments/armed.yaml',
  'sources',
  'doctor',
  'doctor --format csv',
  'lift armed --from 2026-06-01 --to 2026-06-30',
  'kpis armed',
  'schema',
  `explain x${ESCAPE}`,
  `run segments/x${ESCAPE}.yaml`,
  `run segments/armed.yaml --as-of x${ESCAPE}`,
  `export segments/armed.yaml --format csv`,
];

it.each([...lists, ...others])('%j', async (line) => {
  const { out, err } = await runBundle(line.split(' '), {
    cwd: folder,
    env: { NO_COLOR: '1', CI: '1' },
    isTerminal: true,
  });
  const obeyed =
    `${out}${err}`.match(/[^\n]{0,40}[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e][^\n]{0,20}/g) ?? [];
  expect(obeyed).toEqual([]);
  expect(`${out}${err}`).not.toBe('');
});

it('a pipe is given the characters themselves', async () => {
  const { out } = await runBundle(['run', 'segments/armed.yaml', '--format', 'csv'], { cwd: folder });
  expect(out).toContain(`x${ESCAPE}`);
});
