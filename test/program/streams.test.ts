import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildFixture, finish, quietEnv, temporaryFolder } from '../commands/fixture/program.ts';

const ROWS = 200_000;
const BYTES = ROWS * 10;
const folder = temporaryFolder();
let program = '';

beforeAll(async () => {
  program = await buildFixture(folder.path);
});
afterAll(folder.remove);

/** Runs a line of bash in which `$SEGMENT` is the program. */
function shell(line: string) {
  const env = quietEnv({ SEGMENT: program, ROWS: String(ROWS) });
  return finish('bash', ['-o', 'pipefail', '-c', line.replaceAll('segment ', 'node "$SEGMENT" ')], {
    env,
    cwd: folder.path,
  });
}

describe('standard output', () => {
  it('gives every byte to a pipe', async () => {
    expect(await shell('segment rows $ROWS -q | wc -c')).toMatchObject({
      code: 0,
      out: `${BYTES}\n`,
      err: '',
    });
  });

  it('gives every byte to a slow reader', async () => {
    const { out, code } = await shell('segment rows $ROWS -q | (sleep 0.5; wc -c)');
    expect({ out, code }).toEqual({ out: `${BYTES}\n`, code: 0 });
  });

  it('writes a file, and adds to one with >>', async () => {
    const { code } = await shell(
      'echo first > rows.txt; segment rows 2 -q >> rows.txt; segment rows 1 -q > one.txt',
    );
    expect(code).toBe(0);
    expect(readFileSync(join(folder.path, 'rows.txt'), 'utf8')).toBe('first\n000000000\n000000001\n');
    expect(readFileSync(join(folder.path, 'one.txt'), 'utf8')).toBe('000000000\n');
  });

  it('ends quietly with 0 when the reader closes', async () => {
    const { code, out, err } = await shell('segment rows $ROWS -q | head -1');
    expect({ code, out, err }).toEqual({ code: 0, out: '000000000\n', err: '' });
  });

  it('survives a closed standard error', async () => {
    const { out } = await shell('{ segment rows 1 2>&1 >&3 | true; } 3>&1; echo ${PIPESTATUS[0]}');
    expect(out).toBe('000000000\n0\n');
  });

  it.runIf(existsSync('/dev/full'))('says that a device is full, with exit code 3', async () => {
    const { code, err } = await shell('segment rows 5 -q > /dev/full');
    expect(code).toBe(3);
    expect(err).toBe(
      'error: cannot write the output: no space left on the device\n' +
        '  help: free some space, or write somewhere else with `--out`\n',
    );
  });

  it('gives every byte to a socket', async () => {
    expect(await bytesThroughSocket()).toBe(BYTES);
  });

  it('streams a temporary file and removes it', async () => {
    const path = join(folder.path, 'result.csv');
    writeFileSync(path, 'a,b\n'.repeat(100_000));
    expect(await shell('segment copy result.csv | wc -c')).toMatchObject({ code: 0, out: '400000\n' });
    expect(existsSync(path)).toBe(false);
  });

  it('removes the temporary file also when the reader leaves', async () => {
    const path = join(folder.path, 'left.csv');
    writeFileSync(path, 'a,b\n'.repeat(1_000_000));
    expect(await shell('segment copy left.csv | head -1')).toMatchObject({ code: 0, out: 'a,b\n', err: '' });
    expect(existsSync(path)).toBe(false);
  });

  it('leaves standard input to whoever reads it next', async () => {
    const { out } = await shell('printf "1\\n2\\n3\\n" | while read n; do segment rows $n -q | wc -l; done');
    expect(out).toBe('1\n2\n3\n');
  });
});

/** Node connects the pipes of a child as sockets; here the socket is a real one, of the network's kind. */
function bytesThroughSocket(): Promise<number> {
  const path = join(folder.path, 'socket');
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      let bytes = 0;
      socket.on('data', (chunk) => {
        bytes += chunk.length;
      });
      socket.on('end', () => {
        server.close();
        resolve(bytes);
      });
    });
    server.listen(path, () => {
      const client = connect(path, () => {
        const stdio = ['ignore', client, 'inherit'] as const;
        const args = [program, 'rows', String(ROWS), '-q'];
        spawn(process.execPath, args, { stdio: [...stdio], env: quietEnv() })
          .on('error', reject)
          .on('exit', () => client.end());
      });
    });
  });
}

describe('a file being replaced', () => {
  const target = () => join(folder.path, 'target.txt');

  async function writing(signal: NodeJS.Signals) {
    writeFileSync(target(), 'old text');
    const err = join(folder.path, 'stderr.txt');
    const handle = openSync(err, 'w');
    const child = spawn(process.execPath, [program, 'write', 'target.txt'], {
      cwd: folder.path,
      env: quietEnv(),
      stdio: ['ignore', 'pipe', handle],
    });
    await new Promise((resolve) => child.stdout!.once('data', resolve));
    const started = performance.now();
    child.kill(signal);
    const code = await new Promise((resolve) => child.on('exit', (exit, by) => resolve(exit ?? by)));
    closeSync(handle);
    return { code, spent: performance.now() - started, err: readFileSync(err, 'utf8') };
  }

  const temporaries = async () => (await shell("ls -A | grep '^.segment' | wc -l")).out.trim();

  it('is the old one when the process is killed, and the next writer clears up', async () => {
    expect(await writing('SIGKILL')).toMatchObject({ code: 'SIGKILL' });
    expect(readFileSync(target(), 'utf8')).toBe('old text');
    expect(await temporaries()).toBe('1');
    await writing('SIGTERM');
    expect(await temporaries()).toBe('0');
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'is the old one after %s: hooks run, nothing is left, exit code %i within a second',
    async (signal, code) => {
      const ended = await writing(signal);
      expect(ended).toMatchObject({ code, err: 'interrupted\n' });
      expect(ended.spent).toBeLessThan(1000);
      expect(readFileSync(target(), 'utf8')).toBe('old text');
      await pause(50);
      expect(await temporaries()).toBe('0');
    },
  );
});
