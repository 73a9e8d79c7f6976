/** `--watch`: again at each save, in a pipe one answer after the other, on a terminal one in place of the last. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { folderOf } from '../program/folder.ts';
import { exitCode } from './fixture/program.ts';
import { shop } from './fixture/segment.ts';

const program = fileURLToPath(new URL('../../bin/segment.js', import.meta.url));
const folder = folderOf({
  ...shop,
  'segment.config.yaml': `${shop['segment.config.yaml']}as_of: 2026-06-30\n`,
});
afterAll(() => folder.remove());

let running: ChildProcess | undefined;
afterEach(() => running?.kill('SIGKILL'));

/** What the process has written, and a promise of more. */
function watching(command: string, words: readonly string[]) {
  const child = spawn(command, words, { cwd: folder.path, stdio: ['ignore', 'pipe', 'pipe'] });
  running = child;
  let text = '';
  let heard = (): void => undefined;
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      heard();
    });
  const until = async (wanted: RegExp): Promise<string> => {
    while (!wanted.test(text))
      await new Promise<void>((resolve) => {
        heard = resolve;
      });
    const seen = text;
    text = '';
    return seen;
  };
  const ended = exitCode(child);
  return { until, ended, interrupt: () => child.kill('SIGINT') };
}

const pl = (country: string) => ({ 'segments/pl.yaml': `name: pl\nwhere: { country: ${country} }\n` });

describe('watching', () => {
  it('counts again at each save, tells what is wrong meanwhile, and ends at Ctrl-C', async () => {
    folder.write(pl('PL'));
    const words = [program, 'count', 'pl', '--watch', '--format', 'csv'];
    const { until, ended, interrupt } = watching(process.execPath, words);
    expect(await until(/pl,3/)).toContain('segment,customers,share\npl,3,0.5\n');
    folder.write(pl('HU'));
    expect(await until(/pl,2/)).toContain('segment,customers,share\npl,2,');
    folder.write({ 'segments/pl.yaml': 'name: pl\nwhere: { contry: PL }\n' });
    expect(await until(/error/)).toContain('a customer has no field `contry`');
    folder.write({ ...pl('PL'), 'segments/notes.txt': 'no definition' });
    await until(/pl,3/);
    interrupt();
    expect(await ended).toBe(130);
  });

  it('shows one answer in place of the last on a terminal', async () => {
    folder.write(pl('PL'));
    const line = `${process.execPath} ${program} check segments/pl.yaml --watch`;
    const { until, interrupt, ended } = watching('script', ['-qefc', line, '/dev/null']);
    const first = await until(/Ctrl-C ends/);
    expect(first).toContain('\x1b[2J');
    expect(first).toContain('nothing to complain of');
    folder.write({ 'segments/pl.yaml': 'name: pl\nwhere: { contry: PL }\n' });
    const second = await until(/Ctrl-C ends/);
    expect(second.slice(second.lastIndexOf('\x1b[2J'))).toContain('did you mean `country`?');
    interrupt();
    await ended;
  });

  it('does not wait for what can be read once', async () => {
    const { code, err } = await folder.segment(['count', '-', '--watch'], {
      stdin: 'where: { country: PL }',
    });
    expect(code).toBe(2);
    expect(err).toContain('`--watch` reads again at each save, and `-` can be read once');
  });
});
