import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Failure } from '../../src/diagnostics/failure.ts';
import { fileInFolder, resolveDestination } from '../../src/output/destination.ts';
import { formats } from '../../src/output/index.ts';

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'segment-destination-'));
  mkdirSync(join(cwd, 'lists'));
  writeFileSync(join(cwd, 'taken'), '');
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const resolved = async (out?: string, format?: string, isTerminal = false) => {
  const destination = await resolveDestination({ out, format, cwd, isTerminal });
  return [destination.kind, destination.format.name];
};

describe('where the answer goes', () => {
  it('is stdout: a table on a terminal, else csv, unless said', async () => {
    expect(await resolved(undefined, undefined, true)).toEqual(['stdout', 'table']);
    expect(await resolved()).toEqual(['stdout', 'csv']);
    expect(await resolved(undefined, 'json', true)).toEqual(['stdout', 'json']);
  });

  it.each([
    ['x.csv', 'file', 'csv'],
    ['x.CSV', 'file', 'csv'],
    ['x.tsv', 'file', 'tsv'],
    ['x.json', 'file', 'json'],
    ['x.jsonl', 'file', 'ndjson'],
    ['lists/x.parquet', 'file', 'parquet'],
    ['x.md', 'file', 'md'],
    ['x.html', 'file', 'html'],
    ['x.txt', 'file', 'table'],
    ['lists', 'folder', 'csv'],
    ['new/', 'folder', 'csv'],
  ])('`--out %s` is a %s of %s', async (out, kind, format) => {
    expect(await resolved(out)).toEqual([kind, format]);
  });

  it('takes `--format` for folders and for files without a known extension', async () => {
    expect(await resolved('lists/', 'parquet')).toEqual(['folder', 'parquet']);
    expect(await resolved('list.people', 'csv')).toEqual(['file', 'csv']);
    expect(await resolved('x.csv', 'csv')).toEqual(['file', 'csv']);
  });

  it.each<[string, string | undefined, string]>([
    ['x.parqet', undefined, 'the extension of `x.parqet` is of no format'],
    ['list', undefined, 'the extension of `list` is of no format'],
    ['x.csv', 'json', '`x.csv` is csv by its extension, and `--format` says json'],
    ['missing/x.csv', undefined, 'cannot write `missing/x.csv`: its folder does not exist'],
    ['taken/', undefined, '`taken/` is a file, not a folder'],
    ['', undefined, '`--out` names no file'],
  ])('refuses `--out %s` with exit code 2', async (out, format, message) => {
    await expect(resolved(out, format)).rejects.toMatchObject({ exitCode: 2, message });
  });

  it('lists the extensions and the one that was probably meant', async () => {
    const error = (await resolved('x.parqet').catch((caught: unknown) => caught)) as Failure;
    expect(error.diagnostics[0]!.help).toContain('did you mean `parquet`?');
    expect(error.diagnostics[0]!.help![0]).toContain('`.csv`, `.tsv`');
  });

  it('makes the folder when its first file is named', async () => {
    const folder = await resolveDestination({ out: 'made/deep/', format: 'tsv', cwd, isTerminal: false });
    if (folder.kind !== 'folder') throw new Error('no folder');
    expect(await fileInFolder(folder, 'vips')).toBe(join(cwd, 'made', 'deep', 'vips.tsv'));
    expect(statSync(join(cwd, 'made', 'deep')).isDirectory()).toBe(true);
  });

  it.each([
    ['taken/inside/', 'a file of that name is in the way'],
    ['/dev/null/inside/', 'a file of that name is in the way'],
    ['/proc/none/inside/', 'cannot make the folder'],
  ])('says so when the folder cannot be made: %s', async (out, message) => {
    const folder = await resolveDestination({ out, format: 'csv', cwd, isTerminal: false });
    if (folder.kind !== 'folder') throw new Error('no folder');
    await expect(fileInFolder(folder, 'vips')).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining(message),
    });
  });
});

it('no two formats share a name or an extension', () => {
  const extensions = formats.flatMap((format) => format.extensions);
  expect(new Set(extensions).size).toBe(extensions.length);
  expect(new Set(formats.map((format) => format.name)).size).toBe(formats.length);
});
