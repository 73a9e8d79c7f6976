/** Several runs into one folder, and what has to happen whatever becomes of standard output. */
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import { type Built, buildSegment, shop } from './fixture/segment.ts';

let built: Built;
beforeAll(async () => {
  built = await buildSegment();
});
afterAll(() => built.remove());

const asOf = ['--as-of', '2026-06-30'];

/** Somebody else holds the folder until the work is done. */
async function whileHeld(folder: string, work: () => Promise<void>): Promise<void> {
  mkdirSync(join(folder, 'lists'), { recursive: true });
  const script = `
    const { DuckDBInstance } = require('@duckdb/node-api');
    (async () => {
      const connection = await (await DuckDBInstance.create(':memory:')).connect();
      await connection.run("ATTACH '${join(folder, 'lists/.segment.lock')}' AS held");
      console.log('held');
      setInterval(() => undefined, 1000);
    })();`;
  const holder = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = new Promise((resolve) => holder.once('exit', resolve));
  try {
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    await work();
  } finally {
    holder.kill('SIGKILL');
    await gone;
  }
}

describe('a folder of lists', () => {
  it.each([['run'], ['export']])('that another process writes into is left alone by %s', async (command) => {
    const folder = built.folder(shop);
    const words = [command, 'segments', ...asOf, '--out', 'lists/', '--lock-wait', '0.2'];
    await whileHeld(folder, async () => {
      const { code, err } = await built.segment(folder, ...words);
      expect(err).toMatch(/lists` is being written by process \d+/);
      expect(err).toContain('--lock-wait 300');
      expect(code).toBe(75);
      expect(readdirSync(join(folder, 'lists'))).toEqual(['.segment.lock']);
    });
    // The holder was killed: its lock is nobody's, and the next run takes it away.
    expect(await built.segment(folder, ...words)).toMatchObject({ code: 0 });
    expect(readdirSync(join(folder, 'lists'))).not.toContain('.segment.lock');
  });

  it('is waited for', async () => {
    const folder = built.folder(shop);
    let waiting: ReturnType<Built['segment']> | undefined;
    await whileHeld(folder, async () => {
      waiting = built.segment(folder, 'run', 'segments', ...asOf, '--out', 'lists/');
      await new Promise((resolve) => setTimeout(resolve, 5000));
    });
    const { code, err } = await waiting!;
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringMatching(/waiting for process \d+/) });
  });

  it('whose lock was cut off, by SIGKILL or a full disk, is nobody’s', async () => {
    const folder = built.folder(shop);
    const path = join(folder, 'lists/.segment.lock');
    await whileHeld(folder, async () => {});
    const whole = readFileSync(path);
    const zeros = Buffer.alloc(whole.length - 1024);
    for (const left of [
      'half a lock',
      whole.subarray(0, 1024),
      whole.subarray(0, 9000),
      Buffer.concat([whole.subarray(0, 1024), zeros]),
    ]) {
      writeFileSync(path, left);
      const { code, err } = await built.segment(folder, 'run', 'segments', ...asOf, '--out', 'lists/');
      expect({ code, err }).toMatchObject({ code: 0 });
    }
  });

  it('has the lists of one run, however many write into it at once, in containers of their own too', async () => {
    const folder = built.folder(shop);
    const days = Array.from({ length: 8 }, (_, index) => `2026-06-${10 + index}`);
    // Processes with a numbering of their own, where the system lets us.
    const apart = 'unshare --map-root-user --pid --fork --mount-proc';
    const start = `if ${apart} true 2>/dev/null; then ${apart} node "$SEGMENT" "$@"; else node "$SEGMENT" "$@"; fi`;
    const runs = days.map((day) =>
      built.shell(folder, `set -- run segments --out lists/ --quiet --record --as-of ${day}; ${start}`),
    );
    const ended = await Promise.all(runs);
    expect(ended.map(({ code, err }) => ({ code, err }))).toEqual(days.map(() => ({ code: 0, err: '' })));
    const told = JSON.parse(readFileSync(join(folder, 'lists/run.json'), 'utf8')) as {
      as_of: string;
      segments: { segment: string; file: string; customers: number }[];
    };
    const alone = await built.segment(
      folder,
      'run',
      'segments',
      '--out',
      'alone/',
      '--as-of',
      told.as_of,
      '--quiet',
    );
    expect(alone.code).toBe(0);
    for (const { file } of told.segments) {
      expect(readFileSync(join(folder, 'lists', file))).toEqual(readFileSync(join(folder, 'alone', file)));
    }
    expect(readdirSync(join(folder, 'lists')).sort()).toEqual(readdirSync(join(folder, 'alone')).sort());
  });
});

describe('whatever becomes of standard output', () => {
  const alerting = { ...shop, 'segments/pl.yaml': `${shop['segments/pl.yaml']}alerts: { min: 100 }\n` };
  const night = `segment run segments --out lists/ --record --as-of 2026-06-30 --alert-command 'cat > told.json'`;
  const happened = async (folder: string): Promise<void> => {
    expect(readFileSync(join(folder, 'told.json'), 'utf8')).toContain('"alert":"min"');
    const database = await openDatabase({ threads: 1 });
    await database.run(`ATTACH '${join(folder, '.segment/history.duckdb')}' AS h (READ_ONLY)`);
    expect(await database.rows('SELECT count(DISTINCT segment) FROM h.snapshot')).toEqual([[3]]);
    database.close();
  };

  it.each([
    ['closed', `${night} | true; exit \${PIPESTATUS[0]}`, 1],
    ['closed before it begins', `${night} >&-`, 1],
    ['full', `${night} > /dev/full`, 3],
  ])('%s: lists, run.json, history and alerts are as they must be', async (_what, line, code) => {
    const folder = built.folder(alerting);
    const ended = await built.shell(folder, line);
    expect(ended.err).toContain('fewer than the 100 of its alert');
    expect(ended.code).toBe(code);
    expect(JSON.parse(readFileSync(join(folder, 'lists/run.json'), 'utf8'))).toMatchObject({
      status: 'alerts',
      recorded: true,
    });
    await happened(folder);
  });

  it.each([
    ['closed', '| head -c 1; exit ${PIPESTATUS[0]}', 1],
    ['full', '> /dev/full', 3],
  ])('%s: members in place of lists are recorded and alerts raised', async (_what, rest, code) => {
    const folder = built.folder(alerting);
    const ended = await built.shell(folder, `${night.replace('--out lists/', '')} ${rest}`);
    expect(ended.code).toBe(code);
    await happened(folder);
  });

  it.each([
    ['check', 'segment check broken.yaml --format csv'],
    ['diff', "segment diff pl --from 2026-05-31 --to 2026-06-30 --fail-if 'size<100'"],
  ])('closed: the answer of %s is no all the same', async (_command, line) => {
    const folder = built.folder({ ...shop, 'broken.yaml': 'name: broken\nwhere: { nothing: 1 }\n' });
    const { code } = await built.shell(folder, `${line} | true; exit \${PIPESTATUS[0]}`);
    expect(code).toBe(1);
  });
});
