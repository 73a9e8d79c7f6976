import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Built, buildSegment } from './fixture/segment.ts';

let built: Built;
beforeAll(async () => {
  built = await buildSegment();
});
afterAll(() => built.remove());

/** Two kinds far apart, or points of a grid. */
const shop = (isGrouped: boolean) => ({
  'segment.config.yaml': 'timezone: UTC\nas_of: 2026-06-30\ncustomers: { file: customers.csv, key: id }\n',
  'customers.csv': [
    'id,visits,spent,kind',
    ...Array.from({ length: 400 }, (_, i) => {
      const [x, y] = [i % 20, Math.floor(i / 20)];
      const away = isGrouped && i % 2 === 1 ? 100 : 0;
      return `c${i},${x + away},${y + away}.5,k${i % 7}`;
    }),
  ].join('\n'),
  'segments/some.yaml': 'name: some\nwhere: { visits: { gte: 0 } }\n',
});

const traits = ['--traits', 'visits,spent'];

describe('segment discover', () => {
  it('writes stages that run, and says what they are', async () => {
    const folder = built.folder(shop(true));
    const { code, out, err } = await built.segment(
      folder,
      'discover',
      ...traits,
      '--out',
      'segments/kinds.yaml',
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [header = '', ...rows] = out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
    expect(header).toEqual(['cluster', 'customers', 'share', 'agreement', 'visits', 'spent']);
    expect(rows.map(([, customers, share, agreement]) => [customers, share, agreement])).toEqual([
      ['200', '0.5', '1'],
      ['200', '0.5', '1'],
    ]);
    expect(readFileSync(join(folder, 'segments/kinds.yaml'), 'utf8')).toMatch(/^name: kinds\n/);
    const counted = await built.segment(folder, 'count', 'segments/kinds.yaml', '--format', 'csv');
    const sizes = counted.out
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').slice(0, 2));
    expect(sizes.toSorted()).toEqual(
      rows.map(([name, customers]) => [`kinds.${name}`, customers!]).toSorted(),
    );
    expect((await built.segment(folder, 'check', 'segments/kinds.yaml')).code).toBe(0);
  });

  it('says that there are no groups, writes none, and makes as many as are asked for', async () => {
    const folder = built.folder(shop(false));
    const plain = await built.segment(folder, 'discover', ...traits, '--format', 'csv');
    expect(plain).toMatchObject({ code: 0, out: 'cluster,customers,share,agreement,visits,spent\n' });
    expect(plain.err).toContain('no groups: the 400 customers');
    const written = await built.segment(folder, 'discover', ...traits, '--out', 'segments/kinds.yaml');
    expect(written).toMatchObject({ code: 1, err: expect.stringContaining('there are no groups') });
    expect(existsSync(join(folder, 'segments/kinds.yaml'))).toBe(false);
    const asked = await built.segment(folder, 'discover', ...traits, '--clusters', '3', '--format', 'csv');
    expect(asked.out.trimEnd().split('\n').length).toBe(4);
  });

  it('refuses what is no number, and a file that no stages can be named after', async () => {
    const folder = built.folder(shop(true));
    expect(await built.segment(folder, 'discover', '--traits', 'kind')).toMatchObject({
      code: 2,
      err: expect.stringContaining('`kind` is no number'),
    });
    const named = await built.segment(folder, 'discover', ...traits, '--out', 'My Groups.yaml');
    expect(named).toMatchObject({ code: 2, err: expect.stringContaining('My Groups.yaml') });
    expect((await built.segment(folder, 'discover')).code).toBe(2);
  });
});
