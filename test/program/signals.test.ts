import { spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { exitCode, finish, quietEnv, temporaryFolder } from '../commands/fixture/program.ts';

const PROGRAM = new URL('../../bin/segment.js', import.meta.url).pathname;
/** Within it a process ends that is told to, whatever else the machine does; what it was doing takes longer. */
const LIMIT = 3_000;

const folder = temporaryFolder();
afterAll(folder.remove);

const inFolder = (name: string): string => join(folder.path, name);

function writeShop(): void {
  writeFileSync(inFolder('customers.csv'), 'id\na\nb\n');
  writeFileSync(inFolder('orders.csv'), 'customer_id,at,total\na,2026-01-01T10:00:00,5\n');
  const events = 'orders: { file: orders.csv, customer: customer_id, time: at, value: total }';
  writeFileSync(
    inFolder('segment.config.yaml'),
    `timezone: UTC\ncustomers: { file: customers.csv, key: id }\nevents:\n  ${events}\n`,
  );
}

function writeSegments(file: string, count: number, where: (place: number) => string): void {
  const segments = Array.from({ length: count }, (_, n) => `  - { name: s-${n}, where: ${where(n)} }\n`);
  writeFileSync(inFolder(file), `segments:\n${segments.join('')}`);
}

/** Starts the program, tells it to stop once `isUnderWay` and gives how it ended, and after how many milliseconds. */
async function stopped(words: readonly string[], signal: NodeJS.Signals, isUnderWay: RegExp | number) {
  const child = spawn(process.execPath, [PROGRAM, ...words, '--as-of', '2026-06-01'], {
    cwd: folder.path,
    env: quietEnv({ TMPDIR: folder.path }),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = exitCode(child);
  await new Promise<void>((resolve) => {
    if (typeof isUnderWay === 'number') setTimeout(resolve, isUnderWay);
    else child.stderr.on('data', (text: Buffer) => isUnderWay.test(String(text)) && resolve());
  });
  const told = performance.now();
  child.kill(signal);
  return { code: await ended, spent: performance.now() - told };
}

describe('a process that computes', () => {
  it('ends when it is told to while it reads definitions', async () => {
    writeShop();
    writeSegments('read.yaml', 60_000, (n) => `{ orders: { last: ${n + 1}d, count: { gte: ${n} } } }`);
    const { code, spent } = await stopped(['check', 'read.yaml'], 'SIGTERM', 1_500);
    expect(code).toBe(143);
    expect(spent).toBeLessThan(LIMIT);
  });

  it('ends when it is told to while it plans, and the next one sweeps up', async () => {
    writeShop();
    const sum = (n: number) => `{ orders: { last: ${n + 1}d, sum: { of: total, gte: ${n} } } }`;
    writeSegments('planned.yaml', 6_000, sum);
    const words = ['run', 'planned.yaml', '--out', 'all.csv', '--no-cache', '--verbose'];
    const { code, spent } = await stopped(words, 'SIGINT', /^reading the data:/m);
    expect(code).toBe(130);
    expect(spent).toBeLessThan(LIMIT);
    writeSegments('few.yaml', 1, sum);
    const env = quietEnv({ TMPDIR: folder.path });
    const next = await finish(process.execPath, [PROGRAM, 'count', 'few.yaml'], { cwd: folder.path, env });
    expect(next.code).toBe(0);
    expect(readdirSync(folder.path).filter((name) => /^\.?segment-/.test(name))).toEqual([]);
    expect(readdirSync(folder.path)).not.toContain('all.csv');
  });
});
