/** `segment rfm` as people type it. */
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Built, buildSegment, shop } from './fixture/segment.ts';

let built: Built;
let folder: string;

beforeAll(async () => {
  built = await buildSegment();
  folder = built.folder(shop);
});
afterAll(() => built.remove());

const rfm = (...words: readonly string[]) =>
  built.segment(folder, 'rfm', '--as-of', '2026-06-30', '--no-cache', ...words);

it('a row for everybody who is scored, by key', async () => {
  const { out, err, code } = await rfm();
  expect(out).toBe(
    [
      'customer_id,recency_days,frequency,monetary,r,f,m,score,segment',
      '007,10,2,19.75,1,4,2,142,at-risk',
      '010,1,1,100.00,2,1,4,214,at-risk',
      'zz,0,1,0.10,4,1,1,411,promising',
      '',
    ].join('\n'),
  );
  expect(err).toContain(
    '3 customers scored on `orders` as of 2026-06-30 by quantile; 3 are prospects without any',
  );
  expect(err).toContain('R (days): 5 is –, 4 is 0, 3 is –, 2 is 1, 1 is 10');
  expect(err).toContain('nobody has the score R 3, 5');
  expect(code).toBe(0);
});

it('with `--format json` all that people are told is objects, with the facts as values', async () => {
  const { out, err } = await rfm('--summary', '--format', 'json');
  expect(Array.isArray(JSON.parse(out))).toBe(true);
  const notes = err
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(notes.find(({ code }) => code === 'scored')).toEqual({
    severity: 'info',
    code: 'scored',
    message: '3 customers scored on `orders` as of 2026-06-30 by quantile; 3 are prospects without any',
    facts: { table: 'orders', scored: 3, prospects: 3, method: 'quantile', as_of: '2026-06-30' },
  });
  const told = (await rfm('--summary', '--format', 'table')).err.trimEnd().split('\n');
  const messages = notes.map(({ message }) => message);
  const unsaid = told.filter(
    (line) => !/^ {2}help: /.test(line) && !messages.some((message) => line.endsWith(message)),
  );
  expect(unsaid).toEqual([]);
});

it('the grid has every pair, and a picture for people', async () => {
  const { out } = await rfm('--matrix', '--quiet');
  const lines = out.trim().split('\n');
  expect(lines[0]).toBe('r,f,customers,share,monetary');
  expect(lines).toHaveLength(26);
  const picture = await rfm('--matrix', '--quiet', '--format', 'table');
  expect(picture.out).toContain('R4: 0');
  expect(Math.max(...picture.out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

it('the summary has every segment, with what to do at a terminal', async () => {
  const { out } = await rfm('--summary', '--quiet');
  expect(out.split('\n')[0]).toBe('segment,customers,share,monetary,monetary_share,recency_days,frequency');
  expect(out).toContain('champions,0,0,0,0,,');
  expect((await rfm('--summary', '--quiet', '--format', 'table')).out).toContain('welcome them');
});

it('refuses two answers at once', async () => {
  const { code, out } = await rfm('--summary', '--matrix');
  expect([code, out]).toEqual([2, '']);
});

it.each([['rfm'], ['split', 'buyers']])('%s replaces the file of --out in one step', async (...words) => {
  const place = built.folder(shop);
  mkdirSync(join(place, 'out'));
  symlinkSync('real.csv', join(place, 'out/list.csv'));
  const { code } = await built.segment(
    place,
    ...words,
    '--as-of',
    '2026-06-30',
    '--no-cache',
    '--out',
    'out/list.csv',
  );
  expect(code).toBe(0);
  expect(readdirSync(join(place, 'out')).sort()).toEqual(['list.csv', 'real.csv']);
  expect(statSync(join(place, 'out/real.csv')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(place, 'out/real.csv'), 'utf8')).toContain('customer_id');
});
