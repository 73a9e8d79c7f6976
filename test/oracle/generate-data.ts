/** Small awkward data: ties, gaps in it, odd letters, days of clock changes, rows that belong to nobody. */
import { addDays, daysBetween, instantOfWall, startOf, wallOfDate } from './calendar.ts';
import type { Random } from './random.ts';
import type { Cell, ColumnType, DataTable } from './world.ts';

export type Document = Record<string, unknown>;

export interface GeneratedData {
  readonly tables: Readonly<Record<string, DataTable>>;
  /** The sections `customers`, `events` and `lookups` of the project, without files. */
  readonly sources: {
    readonly customers: Document;
    readonly events: Readonly<Record<string, Document>>;
    readonly lookups: Readonly<Record<string, Document>>;
  };
  readonly zone: string;
  readonly asOf: string;
}

const zones = [
  'Europe/Warsaw',
  'UTC',
  'America/New_York',
  'Asia/Kolkata',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Europe/Lisbon',
];

// Clock changes, leap days, ends of months and years, and quiet days.
const days = [
  '2026-06-30',
  '2026-03-29',
  '2026-03-30',
  '2025-10-26',
  '2025-11-02',
  '2024-02-29',
  '2025-02-28',
  '2025-12-31',
  '2026-01-01',
  '2018-11-03',
  '2018-11-04',
  '2026-04-05',
  '2026-05-13',
];

const words = [
  'PL',
  'HU',
  'pl',
  'web',
  'app',
  'Łódź',
  'łódź',
  'Lodz',
  'Kraków',
  'KRAKÓW',
  'Zürich',
  'ZURICH',
  'straße',
  'Strasse',
  'Øre',
  "O'Brien",
  'say "hi"',
  'a,b',
  'semi;colon',
  '50%',
  '100%_x',
  '_x',
  'back\\slash',
  '01234',
  '1234',
  '1e5',
  'null',
  'NO',
  'true',
  '😀 smile',
  'cafe\u0301',
  'café',
  ' spaced out ',
  'a b',
  'Ω mega',
  'Νίκος',
  'ΝΊΚΟΣ',
  'νίκοσ',
  'ſaß',
  'SASS',
  'Iğdır',
  'ǅ ΐ ϐ',
  'Ж ж Ꙋ',
  '-5',
  '=1+1',
  'Sale #2',
  'key: value',
  '{x}',
  '[y]',
  '*star',
  '@me',
  '$price',
  'zz',
];

export function generateData(random: Random): GeneratedData {
  const zone = random.pick(zones);
  const today = random.pick(days);
  const asOf = random.chance(0.8) ? today : `${today}T${random.pick(['00:00:00', '01:30:00', '14:30:00'])}Z`;
  const maker = makerOf(random, zone, today);
  const keys = customerKeys(random);
  const products = random.some(['p1', 'p2', 'P2', '007'], 2, 4);
  const tables: Record<string, DataTable> = {
    customers: customers(random, maker, keys),
    companies: companies(random, maker),
    orders: orders(random, maker, keys, products),
    products: productTable(random, maker, products),
    brands: brands(random, maker),
  };
  const events: Record<string, Document> = {
    orders: { key: 'order_id', customer: 'customer_id', time: 'at', lookup: { product: 'products' } },
  };
  const optional: Record<string, () => readonly [DataTable, Document]> = {
    visits: () => [
      visits(random, maker, keys, products),
      { customer: 'who', time: 'seen_at', lookup: { product: { table: 'products', by: 'sku' } } },
    ],
    stays: () => [stays(random, maker, keys), { key: 'stay_id', customer: 'customer_id', time: 'night' }],
    notes: () => [notes(random, maker, keys), { customer: 'customer_id' }],
  };
  for (const name of random.some(Object.keys(optional), 1, 3)) {
    const [table, spec] = optional[name]!();
    tables[name] = table;
    events[name] = spec;
  }
  return {
    tables,
    zone,
    asOf,
    sources: {
      customers: {
        key: 'customer_id',
        ...(random.chance(0.6) ? { created: random.pick(['signed_up_at', 'trial_ends']) } : {}),
        contact: { email: 'email', sms: 'phone' },
        consent: consents(random),
        lookup: { company: 'companies' },
      },
      events,
      lookups: {
        products: { key: 'product_id', lookup: { brand: { table: 'brands', by: 'brand_code' } } },
        brands: { key: 'code' },
        companies: { key: 'company_id' },
      },
    },
  };
}

/** Numbers that differ in their last digits alone, and one that is whole. */
const LONG = [
  '2.00000000000000',
  '2.00000000000001',
  '1.99999999999999',
  '0.00000040000000',
  '0.70000000000000',
];

/** Columns of each type, those that say yes with a no among them. */
function consents(random: Random): Document {
  const said = (): unknown =>
    random.pick<unknown>([
      { field: 'email_ok', yes: ['true'] },
      { field: 'email_ok', yes: ['false'] },
      { field: 'sms_status', yes: ['subscribed'] },
      { field: 'sms_status', yes: ['subscribed', 'Subscribed'] },
      { field: 'order', yes: ['1', '2'] },
      { field: 'weight', yes: ['0.5', '1'] },
      { field: 'tags', yes: ['red', 'zielony'] },
      { where: { born: { set: 'true' } } },
      { where: { signed_up_at: { set: 'true' }, trial_ends: { set: 'false' } } },
      { where: { any: [{ trial_ends: { before: '2026-01-01' } }, { 'customer.score': { gte: '3' } }] } },
      'agreed',
    ]);
  return { email: random.chance(0.5) ? 'email_ok' : said(), sms: said() };
}

/** Makers of cells; each column draws from a few values of its own, so that there are ties. */
interface Maker {
  readonly text: (missing?: number) => () => Cell;
  readonly oneOf: (values: readonly Cell[], missing?: number) => () => Cell;
  readonly integer: (low: number, high: number, missing?: number) => () => Cell;
  readonly decimal: (scale: number, missing?: number) => () => Cell;
  readonly date: (missing?: number) => () => Cell;
  readonly born: (missing?: number) => () => Cell;
  readonly time: (missing?: number) => () => Cell;
}

function makerOf(random: Random, zone: string, today: string): Maker {
  const oneOf =
    (values: readonly Cell[], missing = 0) =>
    () =>
      random.chance(missing) ? random.pick([null, null, '']) : random.pick(values);
  const date = () =>
    random.chance(0.85)
      ? addDays(
          today,
          -random.pick([0, 0, 1, 1, 2, 3, 6, 7, 8, 13, 14, 29, 30, 31, 60, 89, 90, 91, 180, 365, 366]),
        )
      : addDays(today, random.chance(0.4) ? random.int(1, 30) : random.int(-800, 30));
  return {
    oneOf,
    text: (missing = 0.15) => oneOf(random.some(words, 2, 5), missing),
    integer: (low, high, missing = 0.15) =>
      oneOf(
        Array.from({ length: random.int(2, 6) }, () => random.int(low, high)),
        missing,
      ),
    decimal: (scale, missing = 0.15) =>
      oneOf(
        Array.from({ length: random.int(2, 7) }, () =>
          // Some are whole, and equal to those of other columns.
          (random.chance(0.25) ? random.int(-2, 5) : random.int(-2000, 20_000) / 10 ** scale).toFixed(scale),
        ),
        missing,
      ),
    date:
      (missing = 0.15) =>
      () =>
        random.chance(missing) ? null : date(),
    born:
      (missing = 0.15) =>
      () => {
        if (random.chance(missing)) return null;
        const near = addDays(today, random.int(-8, 8)).slice(4);
        const year = random.int(1950, 2012);
        if (random.chance(0.2)) return `${year - (year % 4)}-02-29`;
        return near === '-02-29' ? `${year}-03-01` : `${year}${near}`;
      },
    time: (missing = 0.1) => {
      const style = random.pick(['T', 'T', ' ', 'Z']);
      return () => (random.chance(missing) ? null : timeOn(random, date(), style, zone));
    },
  };
}

function timeOn(random: Random, date: string, style: string, zone: string): string {
  const clock = random.pick([
    '00:00:00',
    '00:00:00',
    '00:30:00',
    '01:15:00',
    '02:00:00',
    '02:30:00',
    '03:00:00',
    '12:00:00',
    '14:30:00',
    '23:59:59',
    `${String(random.int(0, 23)).padStart(2, '0')}:${String(random.int(0, 59)).padStart(2, '0')}:00`,
  ]);
  const fraction = random.chance(0.1) ? '.999999' : '';
  if (style !== 'Z') return `${date}${style}${clock}${fraction}`;
  const [hour, minute, second] = clock.split(':').map(Number);
  const wall = wallOfDate(date) + ((hour! * 60 + minute!) * 60 + second!) * 1e6;
  const instant = instantOfWall(wall, zone);
  return `${new Date(instant / 1000).toISOString().slice(0, 19)}${fraction}Z`;
}

function table(columns: Readonly<Record<string, ColumnType>>, rows: readonly (readonly Cell[])[]): DataTable {
  const names = Object.keys(columns);
  return {
    columns: names.map((name) => ({ name, type: columns[name]! })),
    rows: rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]!]))),
  };
}

/** Now and then all are whole numbers, which may be compared as such. */
function customerKeys(random: Random): readonly string[] {
  if (random.chance(0.25))
    return random.some(['1', '2', '3', '7', '9', '10', '11', '42', '100', '4000000000'], 3, 10);
  const pool = [
    '007',
    '7',
    '1',
    '10',
    '2',
    'Zoë',
    "d'Arc",
    'a-b',
    'A-B',
    'x y',
    'q"q',
    '00',
    'ż',
    'k1',
    'k2',
    'K1',
    '😀',
  ];
  return random.some(pool, 3, 12);
}

function customers(random: Random, make: Maker, keys: readonly string[]): DataTable {
  const makers: readonly (() => Cell)[] = [
    make.text(),
    make.text(0.3),
    make.text(0.2),
    make.integer(-3, 20),
    make.integer(0, 4, 0.3),
    make.decimal(2),
    random.chance(0.4)
      ? make.oneOf(['0.50', '1.00', '1.000000000001', '-0.000000000002'], 0.3)
      : make.decimal(random.pick([4, 4, 8, 12]), 0.3),
    make.oneOf([true, false], 0.2),
    make.born(),
    make.time(),
    make.date(),
    () => (random.chance(0.2) ? null : random.some(['red', 'blue', 'zielony', 'Łódź', 'RED'], 0, 3)),
    make.text(0.2),
    make.oneOf([true, false], 0.2),
    make.oneOf(['1', '+48 600'], 0.2),
    make.oneOf(['subscribed', 'unsubscribed', 'Subscribed'], 0.2),
    make.oneOf(['c1', 'c2', 'c9'], 0.2),
    make.oneOf(['yes', 'YES', 'no', 'y', 'N', 'True', '0', '1'], 0.2),
  ];
  return table(
    {
      customer_id: 'text',
      country: 'text',
      city: 'text',
      group: 'text',
      score: 'integer',
      order: 'integer',
      balance: 'decimal',
      weight: 'decimal',
      active: 'boolean',
      born: 'date',
      signed_up_at: 'time',
      trial_ends: 'date',
      tags: 'list',
      email: 'text',
      email_ok: 'boolean',
      phone: 'text',
      sms_status: 'text',
      company_id: 'text',
      agreed: 'text',
    },
    keys.map((key) => [key, ...makers.map((maker) => maker())]),
  );
}

/** Whose row it is: now and then nobody's, or of somebody unknown. */
function owner(random: Random, keys: readonly string[]): () => Cell {
  const active = random.some(keys, 1, keys.length);
  const ghost = keys.every((key) => /^\d+$/.test(key)) ? '555' : 'ghost';
  return () => (random.chance(0.03) ? null : random.chance(0.03) ? ghost : random.pick(active));
}

function orders(
  random: Random,
  make: Maker,
  keys: readonly string[],
  products: readonly string[],
): DataTable {
  const makers = [
    owner(random, keys),
    make.time(0.03),
    make.decimal(2, 0.1),
    make.integer(0, 4, 0.1),
    make.text(0.15),
    make.oneOf(['paid', 'cancelled', 'refunded'], 0.15),
    make.oneOf([...products, 'none'], 0.1),
    make.oneOf([true, false], 0.2),
    make.date(0.2),
  ];
  const start = random.pick([
    () => 'o',
    () => '',
    () => '',
    () => '9',
    () => random.pick(['', '', '0', 'x']),
  ]);
  const numbers = shuffled(random, 150);
  const rows = withTies(
    random,
    [1, 2],
    Array.from({ length: random.int(0, 60) }, (_, index) => [
      `${start()}${numbers[index]}`,
      ...makers.map((maker) => maker()),
    ]),
  );
  const twice = random.chance(0.3) ? rows.slice(0, 2) : [];
  return table(
    {
      order_id: 'text',
      customer_id: 'text',
      at: 'time',
      total: 'decimal',
      quantity: 'integer',
      channel: 'text',
      status: 'text',
      product_id: 'text',
      gift: 'boolean',
      shipped_on: 'date',
    },
    [...rows, ...twice],
  );
}

/** The numbers from 1 on, so that their order is neither that of the rows nor that of their letters. */
function shuffled(random: Random, most: number): readonly number[] {
  const numbers = Array.from({ length: most }, (_, index) => index + 1);
  for (let last = most - 1; last > 0; last -= 1) {
    const place = random.int(0, last);
    [numbers[last], numbers[place]] = [numbers[place]!, numbers[last]!];
  }
  return numbers;
}

/** Rows of one customer at one time, which only a key or their order tells apart: those columns of an earlier row. */
function withTies<Cell>(
  random: Random,
  columns: readonly number[],
  rows: readonly (readonly Cell[])[],
): readonly (readonly Cell[])[] {
  return rows.map((row, index) => {
    if (index === 0 || !random.chance(0.35)) return row;
    const other = rows[random.int(0, index - 1)]!;
    return row.map((cell, place) => (columns.includes(place) ? other[place]! : cell));
  });
}

function visits(
  random: Random,
  make: Maker,
  keys: readonly string[],
  products: readonly string[],
): DataTable {
  const makers = [
    owner(random, keys),
    make.time(0.03),
    make.oneOf(['view', 'cart', 'search'], 0),
    make.oneOf([...products, 'none'], 0.15),
    make.integer(0, 90),
    make.text(0.3),
  ];
  const made = Array.from({ length: random.int(0, 40) }, () => makers.map((maker) => maker()));
  const rows = withTies(random, [0, 1], made);
  return table(
    { who: 'text', seen_at: 'time', type: 'text', sku: 'text', seconds: 'integer', page: 'text' },
    [...rows, ...rows.slice(0, random.int(0, 2))],
  );
}

function stays(random: Random, make: Maker, keys: readonly string[]): DataTable {
  const own = owner(random, keys);
  const price = random.pick([
    make.oneOf(['1.00', '2.00', '3.00', '2.50'], 0.1),
    make.oneOf(LONG, 0.1),
    make.decimal(2),
  ]);
  const makers = [make.date(0.03), make.text(0.1), make.integer(1, 3), price];
  return table(
    {
      stay_id: 'text',
      customer_id: 'text',
      night: 'date',
      city: 'text',
      guests: 'integer',
      price: 'decimal',
    },
    Array.from({ length: random.int(0, 30) }, (_, index) => [
      `s${index}`,
      own(),
      ...makers.map((maker) => maker()),
    ]),
  );
}

function notes(random: Random, make: Maker, keys: readonly string[]): DataTable {
  const amount = random.chance(0.3) ? make.oneOf(LONG, 0.1) : make.decimal(random.pick([4, 4, 9]));
  const makers = [owner(random, keys), make.text(0.1), make.integer(-2, 5), amount];

  return table(
    { customer_id: 'text', kind: 'text', points: 'integer', amount: 'decimal' },
    Array.from({ length: random.int(0, 25) }, () => makers.map((maker) => maker())),
  );
}

function productTable(random: Random, make: Maker, products: readonly string[]): DataTable {
  const makers = [make.text(), make.decimal(2), make.oneOf(['B1', 'B2', 'B9'], 0.2), make.date()];
  return table(
    { product_id: 'text', category: 'text', price: 'decimal', brand_code: 'text', launched: 'date' },
    random.some(products, 1, products.length).map((key) => [key, ...makers.map((maker) => maker())]),
  );
}

function brands(random: Random, make: Maker): DataTable {
  const makers = [make.text(0.1), make.integer(1, 3)];
  return table(
    { code: 'text', label: 'text', tier: 'integer' },
    random.some(['B1', 'B2'], 1, 2).map((key) => [key, ...makers.map((maker) => maker())]),
  );
}

function companies(random: Random, make: Maker): DataTable {
  const makers = [make.integer(1, 500), make.text()];
  return table(
    { company_id: 'text', size: 'integer', sector: 'text' },
    random.some(['c1', 'c2'], 1, 2).map((key) => [key, ...makers.map((maker) => maker())]),
  );
}

/** A period that the date is in, as it is written. */
export function periodAround(random: Random, date: string): string {
  const [year, month] = [date.slice(0, 4), date.slice(0, 7)];
  const quarter = Math.ceil(Number(date.slice(5, 7)) / 3);
  // The year and number of an ISO week are those of its Thursday.
  const thursday = addDays(startOf(date, 'week'), 3);
  const first = startOf(`${thursday.slice(0, 4)}-01-04`, 'week');
  const week = Math.floor(daysBetween(first, thursday) / 7) + 1;
  return random.pick([
    date,
    date,
    month,
    year,
    `${year}-Q${quarter}`,
    `${thursday.slice(0, 4)}-W${String(week).padStart(2, '0')}`,
  ]);
}
