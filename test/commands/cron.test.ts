/** A nightly job as cron runs it: no terminal, nearly no environment, from another folder, maybe twice at once. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import { type Finished, finish } from './fixture/program.ts';
import { type Built, buildSegment, shop } from './fixture/segment.ts';

let built: Built;
beforeAll(async () => {
  built = await buildSegment();
});
afterAll(() => built.remove());

const files: Readonly<Record<string, string>> = {
  ...shop,
  'segments/recent.yaml': 'name: recent\nwhere: { orders: { last: 30d } }\n',
};

/** One line of a crontab: `/bin/sh -c` in the root folder, detached from any terminal, the reader of its words. */
function cron(line: string, env: Readonly<Record<string, string>> = {}): Promise<Finished> {
  const words = Object.entries({ PATH: '/usr/bin:/bin', SHELL: '/bin/sh', ...env });
  return finish('env', ['-i', ...words.map(([name, value]) => `${name}=${value}`), '/bin/sh', '-c', line], {
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** The job of the README, with the programs by their paths. */
function nightly(folder: string, ...more: readonly string[]): string {
  const segment = `'${process.execPath}' '${built.program}'`;
  const words = ["'segments/*.yaml'", '--out lists/', '--record', '--quiet', '--as-of 2026-06-30', ...more];
  return `cd '${folder}' && ${segment} run ${words.join(' ')}`;
}

const list = (folder: string, name: string): string => readFileSync(join(folder, 'lists', name), 'utf8');

describe('a nightly job', () => {
  it('says nothing when all is well, and leaves lists, run.json and history', async () => {
    const folder = built.folder(files);
    expect(await cron(nightly(folder))).toMatchObject({ code: 0, out: '', err: '' });
    expect(readdirSync(join(folder, 'lists')).sort()).toEqual([
      'buyers.csv',
      'nobody.csv',
      'pl.csv',
      'recent.csv',
      'run.json',
    ]);
    expect(list(folder, 'recent.csv')).toBe('customer_id\n007\n010\nzz\n');
    const { out } = await built.segment(folder, 'history', 'recent');
    expect(out).toContain('recent,2026-06-30,3,,\n');
    expect(statSync(join(folder, 'lists/recent.csv')).mode & 0o777).toBe(0o600);
  });

  it('works from any folder when it names the project', async () => {
    const folder = built.folder(files);
    const line = [
      `'${process.execPath}' '${built.program}' run '${folder}/segments/*.yaml'`,
      `--project '${folder}/segment.config.yaml' --out '${folder}/lists/' --quiet`,
    ].join(' ');
    const environment = { SEGMENT_AS_OF: '2026-06-30', TZ: 'America/New_York', LC_ALL: 'C' };
    expect(await cron(line, environment)).toMatchObject({ code: 0, out: '', err: '' });
    expect(list(folder, 'recent.csv')).toBe('customer_id\n007\n010\nzz\n');
  });

  it('writes the same bytes every time, whatever the environment', async () => {
    const folder = built.folder(files);
    await cron(nightly(folder));
    const first = list(folder, 'pl.csv');
    await cron(nightly(folder), { HOME: '/nowhere', TERM: 'xterm', FORCE_COLOR: '1', LANG: 'pl_PL.UTF-8' });
    expect(list(folder, 'pl.csv')).toBe(first);
  });

  it('overlapping with itself, is recorded once for each date and leaves whole files', async () => {
    const folder = built.folder(files);
    const nights = ['2026-06-27', '2026-06-28', '2026-06-29', '2026-06-30'];
    const jobs = nights.flatMap((night) => [
      nightly(folder, `--as-of ${night}`),
      nightly(folder, `--as-of ${night}`),
    ]);
    const ends = await Promise.all(jobs.map((job) => cron(job)));
    expect(ends.map(({ code, out, err }) => ({ code, out, err }))).toEqual(
      jobs.map(() => ({ code: 0, out: '', err: '' })),
    );
    const { out } = await built.segment(folder, 'history', 'recent');
    expect(
      out
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',')[1]),
    ).toEqual(nights);
    const lists = readdirSync(join(folder, 'lists'));
    expect(lists).toHaveLength(5);
    for (const name of lists.filter((each) => each.endsWith('.csv'))) {
      expect(list(folder, name)).toMatch(/^customer_id.*\n(.+\n)*$/);
    }
  });

  it('exits with 1 when an alert tripped, after writing everything', async () => {
    const recent = `${files['segments/recent.yaml']}alerts: { min: 100 }\n`;
    const folder = built.folder({ ...files, 'segments/recent.yaml': recent });
    const { code, out, err } = await cron(nightly(folder));
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/`recent`.*3.*100/);
    expect(list(folder, 'recent.csv')).toBe('customer_id\n007\n010\nzz\n');
  });

  it('exits with 2 on a mistake in a definition, and yesterday’s lists stay', async () => {
    const folder = built.folder(files);
    await cron(nightly(folder));
    writeFileSync(join(folder, 'segments/recent.yaml'), 'name: recent\nwhere: { ordrs: any }\n');
    const { code, out, err } = await cron(nightly(folder));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('segments/recent.yaml:2:');
    expect(list(folder, 'recent.csv')).toBe('customer_id\n007\n010\nzz\n');
  });

  it('exits with 3 on data that cannot be read, naming file and row', async () => {
    const folder = built.folder({
      ...files,
      'orders.csv': `${files['orders.csv']}5,zz,2026-06-30 12:00\n`,
    });
    const { code, out, err } = await cron(nightly(folder));
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toContain('orders.csv');
    expect(existsSync(join(folder, 'lists'))).toBe(false);
  });

  it('exits with 75 while another process holds the history, the lists written', async () => {
    const folder = built.folder(files);
    await cron(nightly(folder));
    const holder = await openDatabase({ path: join(folder, '.segment/history.duckdb') });
    const { code, out, err } = await cron(nightly(folder, '--lock-wait 0.2'));
    holder.close();
    expect({ code, out }).toEqual({ code: 75, out: '' });
    expect(err).toMatch(/holds|held/);
    expect(list(folder, 'recent.csv')).toBe('customer_id\n007\n010\nzz\n');
  });
});
