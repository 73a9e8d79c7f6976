/** Nothing is cut, left out or left undone without a word, and a word of refusal comes before anything is written. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Built, buildSegment, shop } from './fixture/segment.ts';

let built: Built;
beforeAll(async () => {
  built = await buildSegment();
});
afterAll(() => built.remove());

const asOf = ['--as-of', '2026-06-30'];

describe('the first rows of a list', () => {
  it.each([
    [['run', 'segments/pl.yaml', '--out', 'lists/']],
    [['run', 'segments/pl.yaml', '--out', 'pl.csv']],
    [['export', 'segments/pl.yaml', '--out', 'lists/']],
    [['export', 'segments/pl.yaml', '--out', 'pl.csv']],
  ])('are refused in files: %j', async (words) => {
    const folder = built.folder(shop);
    const { code, out, err } = await built.segment(folder, ...words, ...asOf, '--rows', '2');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('`--rows` shows the first rows, and a list in a file is whole');
    expect(readdirSync(folder)).not.toContain(words[3]!.replace('/', ''));
  });

  it.each([
    [['run', 'segments/pl.yaml', '--format', 'csv'], 3],
    [['run', 'segments/pl.yaml', '--format', 'table'], 3],
    [['export', 'segments/pl.yaml'], 3],
    [['rfm'], 3],
    [['count', 'segments'], 3],
  ])('are said to be no more than that: %j', async (words, all) => {
    const { code, err } = await built.segment(built.folder(shop), ...words, ...asOf, '--rows', '2');
    expect(code).toBe(0);
    expect(err).toContain(`the first 2 of ${all} rows, as \`--rows\` says\n`);
    const whole = await built.segment(built.folder(shop), ...words, ...asOf, '--rows', String(all));
    expect(whole.err).not.toContain('the first');
  });
});

describe('nothing to do', () => {
  const files = {
    ...shop,
    'empty/.gitkeep': '',
    'traits.yaml': 'traits: { spent: { orders: { sum: total } } }\n',
    'off.yaml': 'name: off\nenabled: false\nwhere: { country: PL }\n',
  };

  it.each([
    [['run', 'empty'], 2, 'there is no definition file in the folder `empty`'],
    [['check', 'empty'], 2, 'there is no definition file in the folder `empty`'],
    [['count', 'segment.config.yaml'], 2, 'there is no definition file in `segment.config.yaml`'],
    [['run', 'traits.yaml'], 2, 'nothing to write: the files define no segment'],
    [['run', 'off.yaml'], 0, 'every segment asked for says `output: false` or `enabled: false`'],
  ])('is told, and is no success: %j', async (words, code, message) => {
    const result = await built.segment(built.folder(files), ...words, ...asOf);
    expect(result.err).toContain(message);
    expect(result.code).toBe(code);
  });

  it('is no answer of `check`', async () => {
    const { 'segments/pl.yaml': _, 'segments/buyers.yaml': __, 'segments/nobody.yaml': ___, ...rest } = shop;
    const { code, out } = await built.segment(built.folder(rest), 'check', '--format', 'csv');
    expect(out).toContain(
      'error,no-definitions,,,,there is no definition to check: no file is `segments/**/*.yaml`',
    );
    expect(code).toBe(1);
  });

  it('a pattern of the project file that takes in nothing is told, and where it stands', async () => {
    const folder = built.folder({
      ...shop,
      'segment.config.yaml': `segments: [segments/*.yaml, segmnts/*.yaml]\n${shop['segment.config.yaml']}`,
    });
    const { code, out } = await built.segment(folder, 'check', '--format', 'csv');
    expect(out).toContain('warning,no-definitions,segment.config.yaml,1,29,no file is `segmnts/*.yaml`');
    expect(code).toBe(0);
    const run = await built.segment(folder, 'run', 'segments/pl.yaml', ...asOf);
    expect(run.err).toContain('no file is `segmnts/*.yaml`');
  });
});

describe('a folder where a file should be', () => {
  it.each([
    ['run', 'buyers.csv'],
    ['run', 'run.json'],
    ['export', 'pl.csv'],
  ])('ends %s before any file is touched: %s', async (command, name) => {
    const folder = built.folder(shop);
    const before = { 'nobody.csv': 'of yesterday\n', 'keep.txt': 'mine\n' };
    mkdirSync(join(folder, 'lists', name), { recursive: true });
    for (const [file, text] of Object.entries(before)) writeFileSync(join(folder, 'lists', file), text);
    const { code, err } = await built.segment(folder, command, 'segments', ...asOf, '--out', 'lists/');
    expect(err).toContain(`${name}\`: it is a folder`);
    expect(code).toBe(2);
    expect(readdirSync(join(folder, 'lists')).sort()).toEqual([...Object.keys(before), name].sort());
    expect(readFileSync(join(folder, 'lists/nobody.csv'), 'utf8')).toBe(before['nobody.csv']);
  });
});

it('what one of several lists cannot have is told before the first is written', async () => {
  const folder = built.folder(shop);
  expect(
    await built.segment(folder, 'run', 'segments/pl.yaml', '--record', '--as-of', '2026-05-31'),
  ).toMatchObject({
    code: 0,
  });
  const words = [
    'export',
    'segments/pl.yaml',
    'segments/nobody.yaml',
    '--since-last',
    '--out',
    'lists/',
    ...asOf,
  ];
  const { code, err } = await built.segment(folder, ...words);
  expect(err).toContain('no run of `nobody` before 2026-06-30 is recorded');
  expect(code).toBe(2);
  expect(existsSync(join(folder, 'lists'))).toBe(false);
});
