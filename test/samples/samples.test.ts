// The committed samples are what the generator writes, and hold what their README promises.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSamples } from '../../samples/shop.ts';
import { COUNTS, valid } from './count.ts';
import { type Row, readSamples, type Samples } from './read.ts';
import { membersByHand } from './segments.ts';

const COMMITTED = join(import.meta.dirname, '../../samples');
const SEGMENTS = join(import.meta.dirname, '../../segments');
const DATA = readdirSync(COMMITTED).filter((name) => /\.(csv|gz|parquet)$/.test(name));

let samples: Samples;
let again: string;

beforeAll(async () => {
  samples = await readSamples(COMMITTED);
  again = mkdtempSync(join(tmpdir(), 'segment-samples-test-'));
  await writeSamples(again);
});

afterAll(() => rmSync(again, { recursive: true, force: true }));

describe('the generator', () => {
  it('writes the files that are committed, and no other', () => {
    expect(readdirSync(again).sort()).toEqual([...DATA].sort());
  });

  // Compressors differ between platforms: compressed files are compared by what they hold.
  it.each(DATA.filter((name) => name.endsWith('.csv')))('writes %s again, byte for byte', (name) => {
    expect(readFileSync(join(again, name)).equals(readFileSync(join(COMMITTED, name)))).toBe(true);
  });

  it('writes the e-mail activity again, byte for byte before compression', () => {
    const content = (folder: string) => gunzipSync(readFileSync(join(folder, 'email_activity.csv.gz')));
    expect(content(again).equals(content(COMMITTED))).toBe(true);
  });

  it('writes the Parquet files again, row for row', async () => {
    const second = await readSamples(again);
    expect(second.orders).toEqual(samples.orders);
    expect(second.site).toEqual(samples.site);
  });

  it('writes the same bytes twice on one machine', async () => {
    const read = () => DATA.map((name) => readFileSync(join(again, name)).toString('base64'));
    const first = read();
    await writeSamples(again);
    expect(read().map((bytes, index) => bytes === first[index])).toEqual(DATA.map(() => true));
  });
});

describe('the files', () => {
  it('are small enough to keep in the repository', () => {
    const bytes = DATA.reduce((sum, name) => sum + statSync(join(COMMITTED, name)).size, 0);
    expect(bytes).toBeLessThan(6_000_000);
  });

  it('hold addresses and telephone numbers that belong to nobody', () => {
    for (const { email, phone } of samples.customers) {
      expect(email).toMatch(/^$|^[a-z0-9.]+@example\.(com|org)$/);
      expect(phone).toMatch(/^$|^(\+\d+ |00\d+)?999[ \d]+$/);
    }
  });

  it('have one row a customer, an order, a product', () => {
    for (const [rows, key] of [
      [samples.customers, 'customer_id'],
      [samples.orders, 'order_id'],
      [samples.products, 'product_id'],
    ] as const) {
      expect(new Set(rows.map((row) => row[key])).size).toBe(rows.length);
    }
  });

  it('refer only to customers, orders and products that exist', () => {
    const keys = (rows: readonly Row[], key: string) => new Set(rows.map((row) => row[key]));
    const customers = keys(samples.customers, 'customer_id');
    const orders = keys(samples.orders, 'order_id');
    const products = keys(samples.products, 'product_id');
    for (const rows of [samples.orders, samples.lines, samples.emails, samples.site]) {
      expect(rows.filter((row) => !customers.has(row['customer_id']))).toEqual([]);
    }
    expect(samples.lines.filter((row) => !orders.has(row['order_id']))).toEqual([]);
    expect([...samples.lines, ...samples.site].filter((row) => !products.has(row['product_id']))).toEqual([]);
  });

  it('have orders whose total is the sum of their lines', () => {
    const sums = new Map<string, number>();
    for (const line of samples.lines) {
      const cents = Number(line['quantity']) * Math.round(Number(line['price']) * 100);
      sums.set(line['order_id']!, (sums.get(line['order_id']!) ?? 0) + cents);
    }
    const wrong = samples.orders.filter(
      (order) => sums.get(order['order_id']!) !== Math.round(Number(order['total']) * 100),
    );
    expect(wrong).toEqual([]);
  });

  it('have nobody who orders before signing up, and nothing after the evening of 30 June 2026', () => {
    const signedUp = new Map(samples.customers.map((row) => [row['customer_id'], row['signed_up_at']!]));
    const early = samples.orders.filter((row) => row['ordered_at']! <= signedUp.get(row['customer_id'])!);
    expect(early).toEqual([]);
    expect(valid(samples).filter((row) => row['ordered_at']! >= '2026-07-01')).toEqual([]);
    for (const rows of [samples.emails, samples.site]) {
      expect(rows.filter((row) => row['occurred_at']! >= '2026-06-30T22:00:00Z')).toEqual([]);
    }
  });
});

describe('samples/README.md', () => {
  const text = readFileSync(join(COMMITTED, 'README.md'), 'utf8');
  const [truths, starters] = text.split('## Starter segments').map(numbersOf);
  const promised = truths!;

  it('lists every count', () => {
    expect([...promised.keys()]).toEqual(Object.keys(COUNTS));
  });

  it.each(Object.entries(COUNTS))('is right about %s', (name, count) => {
    expect(count(samples)).toBe(promised.get(name));
  });

  it('lists every starter segment, with its title', () => {
    const names = readdirSync(SEGMENTS).filter((name) => /^[^.]+[.]yaml$/.test(name));
    expect([...starters!.keys()].sort()).toEqual(names.map((name) => name.slice(0, -5)).sort());
    for (const name of names) {
      const title = /^title: (.+)$/m.exec(readFileSync(join(SEGMENTS, name), 'utf8'))![1];
      expect(text).toContain(`| ${title} |`);
    }
  });

  it('is right about the size of every starter segment', async () => {
    const members = await membersByHand();
    expect(new Map([...members].map(([name, keys]) => [name, keys.length]))).toEqual(starters);
  });

  it('names every file', () => {
    for (const name of DATA) expect(text).toContain(`\`${name}\``);
  });
});

/** The numbers of the tables in the text, by name. */
function numbersOf(text: string): ReadonlyMap<string, number> {
  const rows = [...text.matchAll(/^\| `([a-z0-9-]+)` \| (\d+) \|/gm)];
  return new Map(rows.map(([, name, number]) => [name!, Number(number)]));
}
