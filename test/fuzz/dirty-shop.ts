/** A shop whose files hold dirt of every kind that is told apart, from a seed: so many rows of each as it says. */
import { type Random, randomFrom } from '../oracle/random.ts';

/** By table: rows of its file, and of those the ones of each reason that `sources` has. */
export type Planted = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface DirtyShop {
  readonly files: Readonly<Record<string, string>>;
  readonly planted: Planted;
  /** Those that exist, and those of them with an order that counts. */
  readonly people: number;
  readonly buyers: number;
  /** Of their orders, in cents. */
  readonly revenue: number;
}

type Row = Readonly<Record<string, string>>;

export function dirtyShop(seed: number): DirtyShop {
  const random = randomFrom(seed);
  const ids = Array.from({ length: random.int(1, 40) }, (_, index) => `k${index}`);
  const customers = dirtied(
    ids.map((id) => ({ id, since: dayOf(random), city: random.pick(cities) })),
    random,
    {
      no_key: (row) => ({ ...row, id: '' }),
      wrong_value: (row, number) => ({
        ...row,
        id: `w${number}`,
        since: random.pick(['soon', '2026-13-01', '31']),
      }),
      repeated: (row) => row,
    },
  );
  const orders = dirtied(ordersOf(ids, random), random, {
    no_time: (row, number) => ({ ...row, no: `n${number}`, at: random.pick(['', ' ']) }),
    wrong_value: (row, number) => ({ ...row, no: `w${number}`, total: random.pick(['free', '1.2.3', '--']) }),
    repeated: (row) => row,
    of_nobody: (row, number) => ({ ...row, no: `g${number}`, id: '' }),
  });
  const products = dirtied(
    Array.from({ length: random.int(1, 10) }, (_, sku) => ({ sku: `s${sku}`, version: '5', name: 'x' })),
    random,
    {
      no_key: (row) => ({ ...row, sku: '' }),
      superseded: (row, number) => ({ ...row, version: String(number % 5), name: `old ${number}` }),
    },
  );
  const tables = { customers, orders, products };
  const written = Object.entries(tables).map(([name, table]) => ({
    name,
    table,
    ...write(name, table.rows, random),
  }));
  const counting = orders.good.filter(({ status }) => status !== 'cancelled');
  return {
    files: {
      ...Object.fromEntries(written.map(({ file, text }) => [file, text])),
      'segment.config.yaml': projectOf(written.map(({ file }) => file)),
      'segments/all.yaml': ALL,
    },
    planted: Object.fromEntries(
      written.map(({ name, table, unreadable }) => [
        name,
        { ...table.planted, unreadable, read: table.rows.length + unreadable },
      ]),
    ),
    people: ids.length,
    buyers: new Set(counting.map(({ id }) => id)).size,
    revenue: counting.reduce((sum, { total }) => sum + Math.round(Number(total) * 100), 0),
  };
}

const cities = ['Oslo', 'Łódź', '', ' Bergen ', '"A, B"', 'Œuvre'];

function dayOf(random: Random): string {
  return `2025-0${random.int(1, 9)}-1${random.int(0, 9)}`;
}

function ordersOf(ids: readonly string[], random: Random): readonly Row[] {
  return Array.from({ length: random.int(1, 60) }, (_, no) => ({
    no: `o${no}`,
    id: random.pick(ids),
    at: `2026-0${random.int(1, 6)}-1${random.int(0, 9)} 10:00:00`,
    total: `${random.int(0, 99)}.${random.int(10, 99)}`,
    status: random.pick(['ok', 'ok', 'cancelled']),
  }));
}

interface Dirtied {
  readonly good: readonly Row[];
  readonly rows: readonly Row[];
  readonly planted: Readonly<Record<string, number>>;
}

type Dirt = (row: Row, number: number) => Row;

/** Rows of each kind of dirt, made of good ones, at any place behind them. */
function dirtied(good: readonly Row[], random: Random, kinds: Readonly<Record<string, Dirt>>): Dirtied {
  const rows = [...good];
  const planted: Record<string, number> = {};
  for (const [kind, dirt] of Object.entries(kinds)) {
    planted[kind] = random.chance(0.6) ? random.int(1, 4) : 0;
    for (let number = 0; number < planted[kind]; number++)
      rows.splice(random.int(0, rows.length), 0, dirt(random.pick(good), number));
  }
  return { good, rows, planted };
}

function write(
  name: string,
  rows: readonly Row[],
  random: Random,
): { readonly file: string; readonly text: string; readonly unreadable: number } {
  const isJson = random.chance(0.3);
  if (isJson) return { file: `${name}.json`, text: rows.map(jsonLine).join(''), unreadable: 0 };
  const columns = Object.keys(rows[0]!);
  const unreadable = random.chance(0.5) ? random.int(1, 3) : 0;
  const lines = rows.map((row) => columns.map((column) => row[column]).join(','));
  for (let number = 0; number < unreadable; number++)
    lines.splice(
      random.int(0, lines.length),
      0,
      random.pick(['one field', `${','.repeat(columns.length + 2)}x`]),
    );
  return { file: `${name}.csv`, text: [columns.join(','), ...lines, ''].join('\n'), unreadable };
}

function jsonLine(row: Row): string {
  const cells = Object.entries(row).map(([name, text]) => [
    name,
    text === '' ? null : text.replaceAll('"', ''),
  ]);
  return `${JSON.stringify(Object.fromEntries(cells))}\n`;
}

function projectOf([customers, orders, products]: readonly string[]): string {
  return `timezone: UTC
as_of: 2026-06-30
currency: EUR
customers: { file: ${customers}, key: id, created: since, on_error: skip }
events:
  orders:
    file: ${orders}
    key: no
    customer: id
    time: at
    value: total
    on_error: skip
    where: { status: { ne: cancelled } }
lookups:
  products: { file: ${products}, key: sku, newest: version, on_error: skip }
`;
}

const ALL = `segments:
  - { name: everybody, where: { id: { set: true } } }
  - { name: buyers, where: { orders: any } }
`;
