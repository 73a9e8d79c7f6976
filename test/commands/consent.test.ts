// Who has agreed is told by words that are known, or by those that the project file lists.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runBundle } from '../program/bundle.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), '.tmp-consent-'));
});
afterAll(() => rmSync(root, { recursive: true }));

/** Customers 1, 2, 3 and so on with these cells of consent, and a list for the channel and one for none. */
function shop(cells: readonly string[], consent = 'agreed'): string {
  const folder = mkdtempSync(join(root, 'shop-'));
  mkdirSync(join(folder, 'segments'));
  const files = {
    'segment.config.yaml': `timezone: UTC
as_of: 2026-06-30
customers: { file: c.csv, key: id, contact: { email: email }, consent: { email: ${consent} } }
`,
    'c.csv': `id,email,agreed\n${cells.map((cell, row) => `${row + 1},p${row + 1}@x.org,${cell}\n`).join('')}`,
    'segments/mail.yaml': 'name: mail\nwhere: { id: { set: true } }\nchannel: email\n',
    'segments/all.yaml': 'name: all\nwhere: { id: { set: true } }\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const ways = {
  run: ['run', 'segments/mail.yaml', '--format', 'csv'],
  check: ['check'],
  export: ['export', 'segments/mail.yaml', '--to', 'csv'],
  'export of a list without a channel': ['export', 'segments/all.yaml', '--to', 'meta'],
};

describe.each(Object.entries(ways))('%s', (_, words) => {
  it('refuses words that are neither a known yes nor a known no, and says them', async () => {
    const { code, out, err } = await runBundle(words, { cwd: shop(['ja', 'nein', 'yes', '']) });
    const isCheck = words[0] === 'check';
    expect(code).toBe(isCheck ? 1 : 2);
    if (!isCheck) expect(out).toBe('');
    expect(out + err).toContain('`agreed` holds `ja`, `nein`: neither a known yes');
    expect(out + err).toContain('`{ field: agreed, yes: [ja] }`');
  });

  it('warns where nobody says yes', async () => {
    const { code, out, err } = await runBundle(words, { cwd: shop(['no', '', 'FALSE']) });
    expect(code).toBe(0);
    expect(out + err).toContain('nobody says yes in `agreed`');
  });

  it.each([
    ['known words', ['Yes', 'no', 'TRUE', 'n', '1', ''], 'agreed'],
    ['listed words', ['ja', 'nein', 'whatever'], '{ field: agreed, yes: [ja] }'],
    ['a condition', ['ja', 'nein', 'whatever'], '{ where: { agreed: ja } }'],
    ['numbers', ['1', '0', ''], 'agreed'],
  ])('says nothing of %s', async (_, cells, consent) => {
    const { code, out, err } = await runBundle(words, { cwd: shop(cells, consent) });
    expect(code).toBe(0);
    expect(out + err).not.toMatch(/agreed` holds|nobody says yes/);
  });
});

describe('only lists of the channel are refused', () => {
  const cells = ['ja', 'nein'];

  it('when another is run', async () => {
    const { code, out, err } = await runBundle(['run', 'segments/all.yaml', '--format', 'csv'], {
      cwd: shop(cells),
    });
    expect([code, err.includes('agreed')]).toEqual([0, false]);
    expect(out.trim().split('\n')).toHaveLength(3);
  });

  it('when a run keeps going', async () => {
    const words = ['run', 'segments/*.yaml', '--keep-going', '--format', 'json'];
    const { code, out, err } = await runBundle(words, { cwd: shop(cells) });
    expect(code).toBe(1);
    expect(err).toContain('`mail` is left out: it has errors');
    expect(JSON.parse(out)).toHaveLength(2);
  });

  it('when nobody is asked', async () => {
    const words = ['export', 'segments/all.yaml', '--to', 'meta', '--channel', 'none'];
    expect((await runBundle(words, { cwd: shop(cells) })).code).toBe(0);
  });
});

it('a word that may be of one person is told by its shape', async () => {
  const folder = shop(['Kowalska 1970', 'tak']);
  const { code, err } = await runBundle(ways.run, { cwd: folder });
  expect(code).toBe(2);
  expect(err).toContain('`a 9999`');
  expect(err).toContain('yes: [tak]');
  expect(err).not.toContain('Kowalska');
});

it.each([
  ['2', ['1', '0', '2'], '`9`'],
  ['a fraction', ['1.0', '0.0', '0.5'], '`9.9`'],
])('a number that is neither 1 nor 0 is refused: %s', async (_, cells, shape) => {
  const { code, err } = await runBundle(ways.run, { cwd: shop(cells) });
  expect(code).toBe(2);
  expect(err).toContain(shape);
});
