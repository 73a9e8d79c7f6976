// Nothing is lost: over shops with planted dirt, by every command, with and without the source cache.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { runBundle } from '../program/bundle.ts';
import { type DirtyShop, dirtyShop } from './dirty-shop.ts';
import { accountsOf, reasons, silentCommands, unaccounted } from './law.ts';

const SHOPS = Number(process.env['SEGMENT_LAW_SHOPS'] ?? 12);
const FIRST = Number(process.env['SEGMENT_LAW_SEED'] ?? 1);

async function inShop(shop: DirtyShop, look: (cwd: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'law-test-'));
  try {
    for (const [name, text] of Object.entries(shop.files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    await look(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const commands = [
  ['run', 'segments', '--out', 'lists/'],
  ['run', 'segments', '--no-cache', '--format', 'csv'],
  ['count', 'segments'],
  ['check', '--counts'],
  ['explain', 'buyers'],
  ['rfm', '--summary'],
  ['cohorts'],
  ['predict'],
  ['kpis', 'buyers'],
  ['profile', 'buyers'],
];

type Rows = readonly Readonly<Record<string, number | string>>[];

async function rowsOf(words: readonly string[], cwd: string): Promise<Rows> {
  const { out, err } = await runBundle([...words, '--format', 'json'], { cwd });
  expect(out, err).not.toBe('');
  return JSON.parse(out) as Rows;
}

const sumOf = (rows: Rows, column: string): number => rows.reduce((sum, row) => sum + Number(row[column]), 0);

it.each(Array.from({ length: SHOPS }, (_, index) => FIRST + index))(
  'shop %d',
  async (seed) => {
    const shop = dirtyShop(seed);
    await inShop(shop, async (cwd) => {
      const { accounts, losses } = await accountsOf({ cwd });
      expect(unaccounted(accounts)).toEqual([]);
      const none = Object.fromEntries([...reasons, 'of_nobody'].map((reason) => [reason, 0]));
      for (const [table, planted] of Object.entries(shop.planted)) {
        expect({ seed, ...accounts.find((account) => account.table === table) }).toMatchObject({
          seed,
          ...none,
          ...planted,
        });
      }
      expect((await accountsOf({ cwd })).accounts).toEqual(accounts);
      expect(await silentCommands(commands, losses, { cwd })).toEqual([]);

      const { data } = JSON.parse(readFileSync(join(cwd, 'lists/run.json'), 'utf8'));
      for (const { table, rows, left_out } of data) {
        const named = left_out.map(({ reason, rows }: { reason: string; rows: number }) => [
          reason.replace(' ', '_'),
          rows,
        ]);
        const account = accounts.find((each) => each.table === table);
        expect(account).toMatchObject({ table, rows, ...Object.fromEntries(named) });
      }

      const { people, buyers, revenue } = shop;
      expect(accounts[0]!.keys).toBe(people);
      const sizes = await rowsOf(['count', 'segments'], cwd);
      expect(sizes.map(({ customers }) => customers)).toEqual([buyers, people]);
      if (buyers === 0) return;
      expect(await rowsOf(['rfm'], cwd)).toHaveLength(buyers);
      expect(await rowsOf(['predict'], cwd)).toHaveLength(buyers);
      expect(sumOf(await rowsOf(['cohorts'], cwd), 'size')).toBe(buyers);
      expect(sumOf(await rowsOf(['cohorts', '--measure', 'revenue', '--long'], cwd), 'value')).toBeCloseTo(
        revenue / 100,
        6,
      );
      const kpis = await rowsOf(['kpis', 'everybody', '--from', '2025-12-31', '--to', '2026-06-30'], cwd);
      expect(kpis.find(({ kpi }) => kpi === 'revenue')!['value']).toBe(revenue / 100);
    });
  },
  60_000,
);

it('quiet hides no loss', async () => {
  const seeds = Array.from({ length: 40 }, (_, index) => index + 1);
  const seed = seeds.find((each) => {
    const { customers, orders } = dirtyShop(each).planted;
    return (
      customers!['no_key']! > 0 &&
      orders!['no_time']! > 0 &&
      orders!['unreadable']! > 0 &&
      orders!['wrong_value']! > 0
    );
  })!;
  await inShop(dirtyShop(seed), async (cwd) => {
    const { losses } = await accountsOf({ cwd });
    const lost = losses.filter((loss) => loss.includes('left out'));
    expect(lost.length).toBeGreaterThanOrEqual(4);
    expect(await silentCommands([['run', 'segments', '--format', 'csv', '--quiet']], lost, { cwd })).toEqual(
      [],
    );
  });
});
