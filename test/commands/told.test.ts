/** Slips of projects and definitions, each with the one sentence that helps. */
import { afterEach, expect, it } from 'vitest';
import { type Folder, folderOf } from '../program/folder.ts';

let folder: Folder | undefined;
afterEach(() => folder?.remove());

const people = 'id,city,at\n1,Berlin,2025-01-01\n2,Wien,2025-02-01\n';
const project = (rest = '') =>
  `timezone: UTC\nas_of: 2026-06-30\ncustomers: { file: c.csv, key: id${rest} }\n`;

/** What a command says of the files, beside the customers. */
async function said(files: Readonly<Record<string, string>>, ...words: readonly string[]) {
  folder = folderOf({ 'c.csv': people, 'segment.config.yaml': project(), ...files });
  const { code, out, err } = await folder.segment(words);
  return { code, text: out + err };
}

const rows = 'nr,cid,at\n1,a,2026-01-01\n2,b,2026-08-01\n';
const fromOrders = (key = '') =>
  `timezone: UTC\nas_of: 2026-06-30\ncustomers: { from: orders${key} }\nevents: { orders: { file: o.csv, customer: cid, time: at } }\n`;

it('a key that customers of events do not have is refused', async () => {
  const files = { 'segment.config.yaml': fromOrders(', key: nonsense'), 'o.csv': rows };
  const { code, text } = await said(files, 'count', '--where', '{ orders: any }');
  expect(code).toBe(2);
  expect(text).toContain('is its customer `cid`, found `nonsense`');
});

it('customers of events have nobody of the future, their key is the column, and no row is of strangers', async () => {
  const files = { 'segment.config.yaml': fromOrders(), 'o.csv': rows };
  const all = 'any: [{ orders: any }, { not: { orders: any } }]';
  expect((await said({ ...files, 'all.yaml': `where: { ${all} }\n` }, 'run', 'all.yaml')).text).toBe(
    'segment,cid\nall,a\n',
  );
});

it('a form of dates that is none is told with those that there are', async () => {
  const files = { 'segment.config.yaml': project(', created: at, date_format: "%s"') };
  const { code, text } = await said(files, 'count', '--where', '{ id: 1 }');
  expect(code).toBe(2);
  expect(text).toContain('found the text `"%s"`');
});

it('`holdout` is of the project', async () => {
  const { code, text } = await said({ 'a.yaml': 'where: { id: 1 }\nholdout: 5%\n' }, 'check', 'a.yaml');
  expect(code).toBe(1);
  expect(text).toContain('one of the project file, for all lists: `holdout: { share: 5%, seed: global }`');
});

it('a table that hides a column is told with the way to the column', async () => {
  const events = 'events: { city: { file: n.csv, customer: id, time: at } }\n';
  const files = { 'segment.config.yaml': project() + events, 'n.csv': 'id,at\n1,2026-01-01\n' };
  const { code, text } = await said({ ...files, 'a.yaml': 'where: { city: Berlin }\n' }, 'check', 'a.yaml');
  expect(code).toBe(1);
  expect(text).toContain('`customer.city`');
});

it('a lookup that never matches is told', async () => {
  const lookups = 'lookups: { places: { file: p.csv, key: place } }\n';
  const files = {
    'segment.config.yaml':
      project(', lookup: { city: places }').replace('city: places', 'where: { table: places, by: city }') +
      lookups,
    'p.csv': 'place,land\nParis,FR\n',
    'a.yaml': 'where: { where.land: FR }\n',
  };
  expect((await said(files, 'sources')).text).toContain('have no value in common');
});

it.each([
  [
    'a pattern that the engine does not take',
    '{ city: { matches: "a{1001}" } }',
    'the pattern cannot be read',
  ],
])('%s is told by `check`', async (_what, where, says) => {
  const { code, text } = await said({ 'a.yaml': `where: ${where}\n` }, 'check', 'a.yaml');
  expect({ code, text }).toEqual({ code: 1, text: expect.stringContaining(says) });
});
