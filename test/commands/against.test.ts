/** `diff --against`: what a change of definitions does, held against two plain runs. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answered, runBundle } from '../program/bundle.ts';

const root = mkdtempSync(join(tmpdir(), 'segment-against-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const customers = Array.from({ length: 60 }, (_, n) => `c${String(n).padStart(2, '0')}`);
const project = `timezone: UTC
as_of: 2026-06-30
customers: { file: customers.csv, key: customer_id, contact: { email: email }, consent: { email: ok } }
events:
  orders: { file: orders.csv, key: order_id, customer: customer_id, time: at, value: total, where: { status: paid } }
traits:
  spend: { orders: { sum: total, last: 90d } }
suppress: [blocked]
`;
const files: Readonly<Record<string, string>> = {
  'segment.config.yaml': project,
  'customers.csv': `customer_id,country,email,ok\n${customers.map((key, n) => `${key},${n % 3 ? 'PL' : 'HU'},${key}@x.pl,${n % 4 ? 'yes' : 'no'}`).join('\n')}\n`,
  'orders.csv': `order_id,customer_id,at,total,status\n${Array.from({ length: 240 }, (_, n) => `${n},${customers[(n * 7) % 60]},2026-0${1 + (n % 6)}-${10 + (n % 17)},${(n * 37) % 100}.5,${n % 5 ? 'paid' : 'returned'}`).join('\n')}\n`,
  'segments/a-big.yaml': 'name: a-big\nwhere: { spend: { gte: 100 } }\n',
  'segments/b-some.yaml': 'name: b-some\nwhere: { spend: { between: [50, 150] } }\n',
  'segments/c-pl.yaml': 'name: c-pl\nchannel: email\nwhere: { country: PL, spend: { gt: 0 } }\n',
  'segments/d-recent.yaml': 'name: d-recent\nwhere: { orders: { last: 30d } }\n',
  'segments/e-both.yaml': 'name: e-both\nwhere: { all: [ { segment: a-big }, { country: HU } ] }\n',
  'segments/f-hu.yaml': 'name: f-hu\nwhere: { country: HU }\n',
  'segments/g-list.yaml': 'name: g-list\nwhere: { in_file: keys.csv }\n',
  'segments/h-life.yaml':
    'name: h-life\nstages:\n  - { stage: buyer, where: { orders: { last: 60d } } }\n  - { stage: rest }\n',
  'segments/keys.csv': 'customer_id\nc01\nc02\n',
  'segments/blocked.yaml': 'name: blocked\noutput: false\nwhere: { customer_id: [c01, c02, c05] }\n',
};

const env = { PATH: process.env['PATH'] ?? '', HOME: root };
const git = (cwd: string, ...words: readonly string[]): string =>
  execFileSync(
    'git',
    ['-c', 'user.name=t', '-c', 'user.email=t@t', '-c', 'protocol.file.allow=always', ...words],
    {
      cwd,
      env: { ...env, GIT_CONFIG_NOSYSTEM: '1' },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  ).toString();

function write(folder: string, changed: Readonly<Record<string, string | undefined>>): void {
  for (const [name, text] of Object.entries(changed)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    if (text === undefined) rmSync(join(folder, name));
    else writeFileSync(join(folder, name), text);
  }
}

let places = 0;
/** A repository of the shop, committed, some folders down. */
function repository(): string {
  const top = join(root, `repository-${++places}`);
  const folder = join(top, 'shop');
  write(folder, files);
  git(top, 'init', '-q', '-b', 'main');
  git(top, 'add', '-A');
  git(top, 'commit', '-q', '-m', 'one');
  return folder;
}

const segment = (cwd: string, ...words: readonly string[]): Promise<Answered> =>
  runBundle(words, { cwd, env });
const rowsOf = (text: string): readonly Record<string, string>[] => parse(text, { columns: true });

/** Members by segment, as a plain run lists them. */
async function lists(folder: string): Promise<Lists> {
  const names = rowsOf((await segment(folder, 'list', '--format', 'csv')).out).map((row) => row['segment']!);
  const { out } = await segment(folder, 'run', 'segments', '--format', 'csv');
  const rows = rowsOf(out);
  const of = (name: string) =>
    rows.filter((row) => row['segment'] === name).map((row) => row['customer_id']!);
  return new Map(names.filter((name) => name !== 'blocked').map((name) => [name, new Set(of(name))]));
}

type Lists = ReadonlyMap<string, ReadonlySet<string>>;

/** Who moves between two plain runs, by plain sets. */
function moved(was: Lists, is: Lists): readonly string[] {
  const names = [...new Set([...was.keys(), ...is.keys()])].sort();
  return names.flatMap((name) => {
    const [old, now] = [was.get(name) ?? new Set<string>(), is.get(name) ?? new Set<string>()];
    const entered = [...now].filter((key) => !old.has(key)).map((key) => `${name},${key},entered`);
    const left = [...old].filter((key) => !now.has(key)).map((key) => `${name},${key},left`);
    return [...entered, ...left].sort();
  });
}

const CHANGES: readonly (readonly [
  string,
  Readonly<Record<string, string | undefined>>,
  readonly string[],
  string,
])[] = [
  [
    'a threshold',
    { 'segments/a-big.yaml': 'name: a-big\nwhere: { spend: { gte: 60 } }\n' },
    ['a-big', 'e-both'],
    'is at least 60',
  ],
  [
    'a window',
    { 'segments/d-recent.yaml': 'name: d-recent\nwhere: { orders: { last: 45d } }\n' },
    ['d-recent'],
    'last 45 days',
  ],
  [
    'a trait that three segments use',
    { 'segment.config.yaml': project.replace('last: 90d', 'last: 120d') },
    ['a-big', 'b-some', 'c-pl', 'e-both'],
    'last 120 days',
  ],
  [
    'a new file',
    { 'segments/z-new.yaml': 'name: z-new\nwhere: { country: PL }\n' },
    ['z-new'],
    'new: country is PL',
  ],
  ['a removed file', { 'segments/f-hu.yaml': undefined }, ['f-hu'], 'removed: country is HU'],
  [
    'which orders are meant',
    { 'segment.config.yaml': project.replace(', where: { status: paid }', '') },
    ['a-big', 'b-some', 'c-pl', 'd-recent', 'e-both', 'h-life.buyer', 'h-life.rest'],
    'where of orders',
  ],
  [
    'who is suppressed',
    { 'segments/blocked.yaml': 'name: blocked\noutput: false\nwhere: { customer_id: [c07] }\n' },
    ['c-pl'],
    'through blocked',
  ],
  ['a list of values', { 'segments/keys.csv': 'customer_id\nc02\nc03\n' }, ['g-list'], ''],
  [
    'a stage',
    { 'segments/h-life.yaml': files['segments/h-life.yaml']!.replace('60d', '20d') },
    ['h-life.buyer', 'h-life.rest'],
    'last 20 days',
  ],
  [
    'what moves nobody',
    { 'segments/f-hu.yaml': 'name: f-hu\nwhere: { all: [ { country: HU }, { not: { country: PL } } ] }\n' },
    ['f-hu'],
    'country is not PL',
  ],
  ['a title alone', { 'segments/f-hu.yaml': 'name: f-hu\ntitle: x\nwhere: { country: HU }\n' }, [], ''],
  [
    'a renamed segment',
    {
      'segments/f-hu.yaml': undefined,
      'segments/i-hungary.yaml': 'name: i-hungary\nwhere: { country: HU }\n',
    },
    ['i-hungary'],
    'was called f-hu',
  ],
];

describe('each change', () => {
  let folder = '';
  let before: Lists;
  beforeAll(async () => {
    folder = repository();
    const former = join(root, 'former');
    cpSync(folder, former, { recursive: true });
    before = await lists(former);
  });

  it.each(CHANGES)('of %s moves those whom two plain runs tell', async (what, changed, names, words) => {
    write(folder, changed);
    try {
      const table = await segment(folder, 'diff', '--against', 'HEAD', '--format', 'csv');
      expect(table.err).toBe('');
      expect(table.out.split('\n')[0]).toBe('segment,before,after,entered,left');
      const rows = rowsOf(table.out);
      expect(rows.map((row) => row['segment'])).toEqual(names);
      const members = await segment(folder, 'diff', '--against', 'HEAD', '--members', '--format', 'csv');
      const [head, ...movers] = members.out.trim().split('\n');
      expect(head).toBe('segment,customer_id,change');
      const after = await lists(folder);
      const expected = what === 'a renamed segment' ? [] : moved(before, after);
      expect(movers).toEqual(expected);
      for (const row of rows) {
        const own = expected.filter((line) => line.startsWith(`${row['segment']},`));
        expect(Number(row['entered'])).toBe(own.filter((line) => line.endsWith('entered')).length);
        expect(Number(row['left'])).toBe(own.filter((line) => line.endsWith('left')).length);
        expect(Number(row['after'])).toBe(after.get(row['segment']!)?.size ?? 0);
      }
      const told = await segment(folder, 'diff', '--against', 'HEAD', '--format', 'md');
      expect(told.out).toContain(words);
      const byFolder = await segment(folder, 'diff', '--against', '../../former', '--format', 'csv');
      expect(byFolder.out).toBe(table.out);
    } finally {
      write(folder, { ...Object.fromEntries(Object.keys(changed).map((name) => [name, files[name]])) });
    }
  });

  it('is bounded by `--fail-if`, and told of the segments that are named', async () => {
    write(folder, { 'segments/a-big.yaml': 'name: a-big\nwhere: { spend: { gte: 0 } }\n' });
    const words = ['diff', '--against', 'main', '--format', 'csv'];
    const failing = await segment(folder, ...words, '--fail-if', 'entered>0');
    expect(failing.code).toBe(1);
    expect(failing.err).toContain('error: `a-big`: `entered>0` holds');
    expect(failing.err).toContain('error: `e-both`: `entered>0` holds');
    const named = await segment(folder, ...words, 'e-both', 'f-hu');
    expect(rowsOf(named.out).map((row) => row['segment'])).toEqual(['e-both']);
    write(folder, { 'segments/a-big.yaml': files['segments/a-big.yaml'] });
  });
});

describe('a repository', () => {
  it('that is hostile runs nothing', async () => {
    const folder = repository();
    const top = dirname(folder);
    const touched = join(root, 'touched');
    const command = `touch ${touched}`;
    write(top, { '.gitattributes': '*.yaml filter=bad diff=bad\n', hook: `#!/bin/sh\n${command}\n` });
    const settings = {
      'core.fsmonitor': command,
      'core.pager': command,
      'core.sshCommand': command,
      'core.hooksPath': top,
      'core.alternateRefsCommand': command,
      'filter.bad.smudge': command,
      'filter.bad.clean': command,
      'diff.bad.textconv': command,
      'diff.external': command,
      'alias.cat-file': `!${command}`,
      'remote.origin.url': `ext::${command}`,
      'remote.origin.promisor': 'true',
      'remote.origin.uploadpack': command,
      'extensions.partialClone': 'origin',
      'protocol.ext.allow': 'always',
    };
    const text = Object.entries(settings).map(([name, value]) => {
      const at = name.lastIndexOf('.');
      const [section = '', sub] = name.slice(0, at).split(/\.(.*)/s);
      return `[${section}${sub ? ` "${sub}"` : ''}]\n\t${name.slice(at + 1)} = "${value}"\n`;
    });
    const { appendFileSync } = await import('node:fs');
    appendFileSync(join(top, '.git/config'), `\n${text.join('')}`);
    write(folder, { 'segments/a-big.yaml': 'name: a-big\nwhere: { spend: { gte: 60 } }\n' });
    const { code, out } = await segment(folder, 'diff', '--against', 'HEAD', '--format', 'csv');
    expect({ code, rows: rowsOf(out).map((row) => row['segment']) }).toEqual({
      code: 0,
      rows: ['a-big', 'e-both'],
    });
    expect(existsSync(touched)).toBe(false);
    // An object that is not there is where a remote would be asked.
    const id = git(top, 'rev-parse', 'HEAD:shop/segments/f-hu.yaml').trim();
    rmSync(join(top, '.git/objects', id.slice(0, 2), id.slice(2)), { force: true });
    const lacking = await segment(folder, 'diff', '--against', 'HEAD');
    expect(lacking.code).toBe(2);
    expect(lacking.err).toContain('error: git cannot read the revision');
    expect(existsSync(touched)).toBe(false);
  });

  it('that is a shallow clone answers for what it has, and says what it lacks', async () => {
    const folder = repository();
    write(folder, { 'segments/d-recent.yaml': 'name: d-recent\nwhere: { orders: { last: 45d } }\n' });
    git(dirname(folder), 'commit', '-qam', 'two');
    const clone = join(root, 'clone');
    git(root, 'clone', '-q', '--depth', '1', `file://${dirname(folder)}`, clone);
    const { code, out } = await segment(join(clone, 'shop'), 'diff', '--against', 'HEAD', '--format', 'csv');
    expect({ code, rows: rowsOf(out) }).toEqual({ code: 0, rows: [] });
    const before = await segment(join(clone, 'shop'), 'diff', '--against', 'HEAD~1');
    expect(before.code).toBe(2);
    expect(before.err).toContain('there is no revision and no folder `HEAD~1`');
    expect(before.err).toContain('this clone is shallow: `git fetch --unshallow`');
    const whole = await segment(folder, 'diff', '--against', 'HEAD~1', '--format', 'csv');
    expect(rowsOf(whole.out).map((row) => row['segment'])).toEqual(['d-recent']);
  });

  it('leaves nothing behind, and is left as it is', async () => {
    const folder = repository();
    const all = (): readonly string[] => readdirSync(dirname(folder), { recursive: true }).map(String).sort();
    await segment(folder, 'count', 'f-hu');
    const before = all();
    await segment(folder, 'diff', '--against', 'HEAD');
    expect(all()).toEqual(before);
  });
});

describe('what is refused, in a sentence', () => {
  it.each([
    ['nope', 'there is no revision and no folder `nope`'],
    ['--output=x', 'there is no revision and no folder `--output=x`'],
    ['./nope', 'there is no folder `./nope`'],
    ['main:shop', 'there is no revision and no folder `main:shop`'],
    ['segments', 'there is no `segment.config.yaml` in `segments`'],
  ])('%s', async (against, message) => {
    const folder = repository();
    const { code, out, err } = await segment(folder, 'diff', `--against=${against}`);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  it('a name that is a revision and a folder', async () => {
    const folder = repository();
    write(folder, { 'main/segment.config.yaml': project });
    const { code, err } = await segment(folder, 'diff', '--against', 'main');
    expect(code).toBe(2);
    expect(err).toContain(
      '`main` is a revision and a folder\n  help: write `./main` for the folder, `refs/heads/main`',
    );
    expect((await segment(folder, 'diff', '--against', 'refs/heads/main')).code).toBe(0);
    const added = rowsOf((await segment(folder, 'diff', '--against', './main', '--format', 'csv')).out);
    expect(added.map((row) => row['before'])).toEqual(Array.from({ length: 9 }, () => '0'));
  });

  it('outside a repository', async () => {
    const folder = join(root, 'outside');
    write(folder, files);
    const { code, err } = await segment(folder, 'diff', '--against', 'main');
    expect(code).toBe(2);
    expect(err).toContain('there is no folder `main`, and no git repository here');
  });

  it('former definitions with errors, whose segments are named', async () => {
    const folder = repository();
    write(folder, { 'segments/f-hu.yaml': 'name: f-hu\nwhere: { contry: HU }\n' });
    git(dirname(folder), 'commit', '-qam', 'two');
    write(folder, { 'segments/f-hu.yaml': files['segments/f-hu.yaml'], 'segments/d-recent.yaml': undefined });
    const { code, out, err } = await segment(folder, 'diff', '--against', 'HEAD', '--format', 'csv');
    expect({ code, rows: rowsOf(out).map((row) => row['segment']) }).toEqual({ code: 0, rows: ['d-recent'] });
    expect(err).toContain('`f-hu` cannot be compared: the definitions of `HEAD` have errors there');
  });
});
