import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { processPlace } from '../../src/database/process-place.ts';
import { Failure } from '../../src/diagnostics/failure.ts';
import { writeAtomically, writeFolderAtomically } from '../../src/output/atomic.ts';
import { makeTemporary, removeTemporaries } from '../../src/output/temporaries.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'segment-atomic-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string): string => join(folder, name);
const text = (name: string): string => readFileSync(file(name), 'utf8');
const mode = (name: string): number => statSync(file(name)).mode & 0o777;
const put = (name: string, content: string): Promise<void> =>
  writeAtomically(file(name), (path) => writeFile(path, content));

describe('a file written atomically', () => {
  it('is private when new, and leaves nothing beside it', async () => {
    await put('new.csv', 'a\n');
    expect(text('new.csv')).toBe('a\n');
    expect(mode('new.csv')).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['new.csv']);
  });

  it('keeps the mode of what it replaces', async () => {
    writeFileSync(file('old.csv'), 'old');
    chmodSync(file('old.csv'), 0o640);
    await put('old.csv', 'new');
    expect([text('old.csv'), mode('old.csv')]).toEqual(['new', 0o640]);
  });

  it('is not seen before it is whole, and is made in a folder of its own', async () => {
    writeFileSync(file('old.csv'), 'old');
    await writeAtomically(file('old.csv'), async (path) => {
      await writeFile(path, 'new');
      expect(text('old.csv')).toBe('old');
      expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    });
    expect(text('old.csv')).toBe('new');
  });

  it('leaves the old one when writing fails', async () => {
    writeFileSync(file('old.csv'), 'old');
    const failing = writeAtomically(file('old.csv'), async (path) => {
      await writeFile(path, 'half');
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect(readdirSync(folder)).toEqual(['old.csv']);
    expect(text('old.csv')).toBe('old');
  });

  it('follows symbolic links, also to what does not exist yet', async () => {
    mkdirSync(file('real'));
    symlinkSync('real/x.csv', file('link.csv'));
    symlinkSync('link.csv', file('second.csv'));
    await put('second.csv', 'one');
    await put('link.csv', 'two');
    expect(lstatSync(file('link.csv')).isSymbolicLink()).toBe(true);
    expect(readlinkSync(file('second.csv'))).toBe('link.csv');
    expect(text('real/x.csv')).toBe('two');
  });

  it('writes through what is no plain file', async () => {
    await writeAtomically('/dev/null', (path) => writeFile(path, 'x'));
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
    execFileSync('mkfifo', [file('pipe')]);
    const reading = promisify(execFile)('cat', [file('pipe')]);
    await put('pipe', 'through');
    expect((await reading).stdout).toBe('through');
  });

  it.each([
    ['missing/x.csv', 3, 'no such file or folder'],
    ['.', 3, 'it is a folder'],
    ['circle', 3, 'the symbolic links go round in a circle'],
  ])('says why it cannot be: %s', async (name, exitCode, reason) => {
    symlinkSync('circle', file('circle'));
    const error = await put(name, 'x').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({ exitCode });
    expect((error as Failure).message).toContain(reason);
  });
});

describe('files of a folder written atomically', () => {
  it('are each put in place whole, through links too, and nothing else is left', async () => {
    mkdirSync(file('real'));
    mkdirSync(file('out'));
    symlinkSync('../real/linked.csv', join(file('out'), 'linked.csv'));
    await writeFolderAtomically(file('out'), async (writer) => {
      for (const name of ['a.csv', 'linked.csv', 'b.csv'])
        await writer.write(name, (path) => writeFile(path, name));
    });
    expect(readdirSync(file('out')).sort()).toEqual(['a.csv', 'b.csv', 'linked.csv']);
    expect(['out/a.csv', 'out/b.csv', 'real/linked.csv'].map(text)).toEqual(['a.csv', 'b.csv', 'linked.csv']);
    expect([mode('out/a.csv'), readdirSync(file('real'))]).toEqual([0o600, ['linked.csv']]);
  });

  it('stay where one after them fails, whose old one stays too', async () => {
    writeFileSync(file('b.csv'), 'old');
    const failing = writeFolderAtomically(folder, async (writer) => {
      await writer.write('a.csv', (path) => writeFile(path, 'new'));
      await writer.write('b.csv', async (path) => {
        await writeFile(path, 'half');
        throw new Error('stop');
      });
    });
    await expect(failing).rejects.toThrow('stop');
    expect(readdirSync(folder).sort()).toEqual(['a.csv', 'b.csv']);
    expect([text('a.csv'), text('b.csv')]).toEqual(['new', 'old']);
  });

  it('name the one that cannot take its place', async () => {
    const failing = writeFolderAtomically(folder, async (writer) => {
      await writer.write('a.csv', async (path) => {
        await writeFile(path, 'new');
        mkdirSync(file('a.csv'));
      });
      await writer.write('b.csv', (path) => writeFile(path, 'new'));
    });
    await expect(failing).rejects.toThrow('a.csv');
    expect(readdirSync(folder)).not.toContain('b.csv');
  });
});

describe('temporaries', () => {
  const dead = 2 ** 22 + 1;

  it('of dead processes and old ones of other hosts are swept; others stay', async () => {
    const left = (owner: string, pid: number): string => {
      const name = `.segment-${owner}-${pid}-${'0'.repeat(16)}.tmp`;
      mkdirSync(file(name));
      writeFileSync(file(`${name}/x.csv`), '');
      return name;
    };
    const killed = left(processPlace(), dead);
    const parent = left(processPlace(), process.ppid);
    const elsewhere = left('0123456789ab', dead);
    const forgotten = left('ba9876543210', dead);
    utimesSync(file(forgotten), 0, 0);
    await put('x.csv', 'x');
    expect(readdirSync(folder).sort()).toEqual([elsewhere, parent, 'x.csv'].sort());
    expect(existsSync(file(killed))).toBe(false);
  });

  it('in a folder that is held are those of killed processes, whatever their place', async () => {
    const held = file(`.segment-held-${'0'.repeat(16)}.tmp`);
    mkdirSync(held);
    await writeFolderAtomically(folder, (writer) => writer.write('x.csv', (path) => writeFile(path, 'x')));
    expect(readdirSync(folder)).toEqual(['x.csv']);
  });

  it('are all removed at once on a signal', async () => {
    const path = await makeTemporary(folder);
    writeFileSync(join(path, 'x'), '');
    removeTemporaries();
    expect(existsSync(path)).toBe(false);
  });

  it('of several writers at once do not meet', async () => {
    await Promise.all(Array.from({ length: 20 }, (_each, index) => put(`f${index % 3}.csv`, `${index}`)));
    expect(readdirSync(folder)).toEqual(['f0.csv', 'f1.csv', 'f2.csv']);
  });
});
