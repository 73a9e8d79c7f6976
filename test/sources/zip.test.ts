import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { listZip, unzip } from '../../src/sources/zip.ts';
import { makeZip, type Packed } from './make-zip.ts';

const folder = mkdtempSync(join(tmpdir(), 'segment-zip-'));
afterAll(() => rmSync(folder, { recursive: true }));

const archive = join(folder, 'a.zip');
const out = join(folder, 'out.csv');

async function unpacked(file: Packed): Promise<string> {
  writeFileSync(archive, makeZip([{ name: 'other.csv', content: 'x' }, file]));
  await unzip(archive, file.name, out);
  return readFileSync(out, 'utf8');
}

describe('an archive', () => {
  it('lists its files by name, without folders and what macOS adds', async () => {
    const names = ['b.csv', 'a/c.csv', 'a/', '__MACOSX/._b.csv', '.hidden.csv', 'zamówienia.csv'];
    writeFileSync(
      archive,
      makeZip(names.map((name) => ({ name, content: name.endsWith('/') ? '' : 'id\n' }))),
    );
    expect((await listZip(archive)).map(({ name }) => name)).toEqual(['a/c.csv', 'b.csv', 'zamówienia.csv']);
  });

  it('gives a file whole, to nobody else', async () => {
    expect(await unpacked({ name: 'a.csv', content: 'id\n1\n' })).toBe('id\n1\n');
    expect(statSync(out).mode & 0o777).toBe(0o600);
  });

  it.each<[string, Packed]>([
    ['a checksum that is another', { name: 'a.csv', content: 'id\n1\n', claims: { checksum: 1 } }],
    ['more bytes than it says', { name: 'a.csv', content: 'id\n1\n', claims: { bytes: 3 } }],
    ['fewer bytes than it says', { name: 'a.csv', content: 'id\n1\n', claims: { bytes: 9 } }],
    ['a password', { name: 'a.csv', content: 'id\n', isEncrypted: true }],
    ['a name that leads out of the folder', { name: '../a.csv', content: 'id\n' }],
    ['a name from the root', { name: '/tmp/a.csv', content: 'id\n' }],
    ['what would fill a disk', { name: 'a.csv', content: Buffer.alloc(101e6) }],
  ])('is refused with %s, and leaves nothing', async (_, file) => {
    rmSync(out, { force: true });
    await expect(unpacked(file)).rejects.toThrow();
    expect(existsSync(out)).toBe(false);
  });

  it.each([10, 60, 100])('is refused when it is cut after %d bytes', async (bytes) => {
    writeFileSync(archive, makeZip([{ name: 'a.csv', content: 'id\n1\n2\n' }]).subarray(0, bytes));
    await expect(unzip(archive, 'a.csv', out)).rejects.toThrow();
  });
});
