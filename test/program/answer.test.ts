import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import { buildFixture, finish, temporaryFolder } from '../commands/fixture/program.ts';

// Where the program finds the engine's package, and nothing is kept.
const folder = temporaryFolder(new URL('../../node_modules', import.meta.url).pathname);
const cwd = join(folder.path, 'cwd');
let program = '';

beforeAll(async () => {
  mkdirSync(cwd);
  program = await buildFixture(folder.path);
});
afterAll(folder.remove);

const sizes = (...words: string[]) => finish(process.execPath, [program, 'sizes', '-q', ...words], { cwd });
const csv = 'segment,share\nvips,0.125\n=others,0.875\n';

describe('the answer of a command', () => {
  it('is csv in a pipe, or what `--format` says', async () => {
    expect(await sizes()).toMatchObject({ code: 0, out: csv, err: '' });
    expect((await sizes('--format', 'ndjson', '--rows', '1')).out).toBe('{"segment":"vips","share":0.125}\n');
    expect((await sizes('--format', 'table')).out).toContain('│ vips    │ 12.5% │');
  });

  it('is for a spreadsheet with `--excel`', async () => {
    expect((await sizes('--excel', 'pl')).out).toBe('\ufeffsegment;share\nvips;"0,125"\n\'=others;"0,875"\n');
    expect((await sizes('--excel')).out).toBe("\ufeffsegment,share\nvips,0.125\n'=others,0.875\n");
  });

  it('goes to a file, or into a folder under the name of the command', async () => {
    expect(await sizes('--out', 'a.csv')).toMatchObject({ code: 0, out: '' });
    expect(readFileSync(join(cwd, 'a.csv'), 'utf8')).toBe(csv);
    await sizes('--out', 'lists/', '--format', 'tsv');
    expect(readdirSync(join(cwd, 'lists'))).toEqual(['sizes.tsv']);
  });

  it('is refused before any work when it cannot be written', async () => {
    const { code, out, err } = await finish(process.execPath, [program, 'sizes', '--out', 'no/a.csv'], {
      cwd,
    });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).not.toContain('working');
    expect(existsSync(join(cwd, 'no'))).toBe(false);
  });

  it('is Parquet in a file and in a pipe alike', async () => {
    expect(await sizes('--out', 'a.parquet')).toMatchObject({ code: 0, err: '' });
    const piped = `node "${program}" sizes -q --format parquet > b.parquet`;
    expect(await finish('bash', ['-c', piped], { cwd })).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(join(cwd, 'b.parquet'))).toEqual(readFileSync(join(cwd, 'a.parquet')));
    const database = await openDatabase();
    const rows = await database.rows(`SELECT * FROM '${join(cwd, 'b.parquet')}'`);
    database.close();
    expect(rows).toEqual([
      ['vips', 0.125],
      ['=others', 0.875],
    ]);
  });
});
