/** What a project file says is read, and what is wrong in files that nobody asked for stops nobody. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectKeys } from '../../src/project/read.ts';
import { type Built, buildSegment, shop } from './fixture/segment.ts';

let built: Built;
beforeAll(async () => {
  built = await buildSegment();
});
afterAll(() => built.remove());

const config = 'segment.config.yaml';
const withLine = (line: string) => built.folder({ ...shop, [config]: `${shop[config]}${line}\n` });

describe('a key of the project file', () => {
  const given = ['timezone', 'customers', 'events', 'traits'];
  it.each(projectKeys.filter((key) => !given.includes(key)))(
    '`%s` is read: nonsense is refused',
    async (key) => {
      const { code, out, err } = await built.segment(withLine(`${key}: { nonsense: [ [ ] ] }`), 'check');
      expect(code, out + err).toBeGreaterThan(0);
      expect(out + err).toContain(config);
    },
  );

  it.each(['extensions: [httpfs]'])('%s is refused until something reads it', async (line) => {
    const { code, out } = await built.segment(withLine(line), 'check');
    expect(code).toBe(1);
    expect(out).toContain(`\`${line.split(':')[0]}\` is no key of the project file`);
  });
});

describe('an engine that has the tables', () => {
  const engine = (url: string) => `engine: { type: postgres, url: "${url}" }\n`;
  const tables = `customers: { table: people, key: id }\nevents: { orders: { table: orders, customer: id } }\n`;
  const refusedFor = async (text: string) => {
    const folder = built.folder({ [config]: text, 'a.yaml': 'where: { orders: any }\n' });
    const { code, err } = await built.segment(folder, 'count', 'a.yaml');
    return { code, err: err.split('\n', 1)[0]! };
  };

  it.each([
    [
      'a password in the file',
      engine('postgres://me:secret@host/db') + tables,
      'a password stands in the project file',
    ],
    ['a variable that is not set', engine('${NOWHERE}') + tables, '`NOWHERE` is not set'],
    [
      'a file beside it',
      engine('postgres://host/db') + tables.replace('table: people', 'file: p.csv'),
      '`file` has no place beside `engine`',
    ],
    ['a table without it', tables, 'and there is no `engine`'],
    ['an engine that there is none of', `engine: { type: duckdb, url: "x" }\n${tables}`, 'duckdb'],
  ])('is refused with %s', async (_what, text, says) => {
    const { code, err } = await refusedFor(text);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(says) });
    expect(err).not.toContain('secret');
  });

  it('is said not to answer, with its host and nothing else', async () => {
    const { code, err } = await refusedFor(engine('postgres://me@127.0.0.1:1/db') + tables);
    // The package that speaks to it is not one of this program.
    expect(code === 2 ? err : 'needs the package').toContain('needs the package');
    expect(err).toMatch(/needs the package `pg`|no answer from PostgreSQL at 127\.0\.0\.1:1$/);
  });
});

describe('what is wrong in files that nobody asked for', () => {
  const broken = {
    'segments/broken.yaml': 'traits: { lost: { orders: { sum: totl } }, kept: { plus: [lost, 1] } }\n',
  };

  it('is a warning where a trait is not used', async () => {
    const folder = built.folder({ ...shop, ...broken, 'own.yaml': 'where: { country: PL }\n' });
    const { code, err } = await built.segment(folder, 'run', 'own.yaml');
    expect(code, err).toBe(0);
  });

  it('is an error where it is, through another trait too', async () => {
    const folder = built.folder({ ...shop, ...broken, 'own.yaml': 'where: { kept: { gte: 1 } }\n' });
    const { code, err } = await built.segment(folder, 'run', 'own.yaml');
    expect(code).toBe(2);
    expect(err).toContain('has no field `totl`');
  });

  it('stops no command that asks for other things', async () => {
    const folder = built.folder({ ...shop, ...broken });
    expect((await built.segment(folder, 'rfm', '--summary')).code).toBe(0);
  });
});

describe('names', () => {
  it('a pattern of definitions does not take in the project file', async () => {
    const files = { ...shop, 'vips.yaml': 'where: { country: PL }\n' };
    const folder = built.folder({ ...files, [config]: `${shop[config]}segments: "*.yaml"\n` });
    const { code, out } = await built.segment(folder, 'list');
    expect({ code, out: out.split('\n').slice(1) }).toEqual({ code: 0, out: ['vips,,,', ''] });
  });

  it('a lookup may be named like the column that it joins by', async () => {
    const folder = built.folder({
      [config]: `customers: { file: c.csv, key: id, lookup: { town: { table: towns, by: town } } }
lookups: { towns: { file: towns.csv, key: code } }
`,
      'c.csv': 'id,town\n1,w\n2,k\n',
      'towns.csv': 'code,name\nw,Warszawa\nk,Kraków\n',
      'segments/w.yaml': 'where: { town.name: Warszawa, town: w }\n',
    });
    const { out } = await built.segment(folder, 'run', 'segments/w.yaml', '--as-of', '2026-06-30');
    expect(out).toBe('segment,id\nw,1\n');
  });
});

it('`currency` labels money where people read it, and nowhere else', async () => {
  const folder = withLine('currency: PLN');
  const read = await built.segment(folder, 'rfm', '--summary', '--format', 'md', '--as-of', '2026-06-30');
  expect(read.out.split('\n')[2]).toContain('| monetary (PLN) |');
  const file = await built.segment(folder, 'rfm', '--summary', '--format', 'csv', '--as-of', '2026-06-30');
  expect(file.out).not.toContain('PLN');
});

it('`--engine` is read, and shown once there is a choice', async () => {
  const folder = built.folder(shop);
  expect((await built.segment(folder, 'run', '--help')).out).not.toContain('--engine');
  expect((await built.segment(folder, 'count', 'segments', '--engine', 'duckdb')).code).toBe(0);
  expect((await built.segment(folder, 'count', 'segments', '--engine', 'other')).code).toBe(2);
});
