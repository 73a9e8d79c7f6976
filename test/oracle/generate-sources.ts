/** Sources that are not a table each: computed columns, rows that make one, whose row it is, customers of events. */
import { Scalar } from 'yaml';
import { addDays } from './calendar.ts';
import type { GeneratedData } from './generate-data.ts';
import type { Random } from './random.ts';
import type { Cell, ColumnType, DataTable } from './world.ts';

/** A text and no name: the oracle tells it by its sign. */
function quoted(text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

type Document = Record<string, unknown>;
export type Columns = DataTable['columns'];

export interface ShapedData extends GeneratedData {
  /** The columns of each table as definitions see them. */
  readonly shapes: Readonly<Record<string, Columns>>;
}

type Change = (random: Random, data: ShapedData) => ShapedData;

/** What may be done to the plain tables, each with its chance; later ones see what earlier ones made. */
const changes: readonly (readonly [chance: number, change: Change])[] = [
  [0.15, ordersOfLines],
  [0.15, ordersByAccount],
  [0.2, visitsByAddress],
  [0.12, parcelsByOrder],
  [0.15, newestRows],
  [0.3, computedColumns],
  [0.1, keysAsWritten],
  [0.1, customersMeant],
  [0.2, customersOfEvents],
];

export function reshape(random: Random, data: GeneratedData): ShapedData {
  const shapes = Object.fromEntries(
    Object.entries(data.tables).map(([name, { columns }]) => [name, columns]),
  );
  return changes.reduce<ShapedData>(
    (shaped, [chance, change]) => (random.chance(chance) ? change(random, shaped) : shaped),
    { ...data, shapes },
  );
}

function withSource(data: ShapedData, name: string, spec: Document): ShapedData {
  const { sources } = data;
  if (name === 'customers') return { ...data, sources: { ...sources, customers: spec } };
  return { ...data, sources: { ...sources, events: { ...sources.events, [name]: spec } } };
}

function withTable(data: ShapedData, name: string, table: DataTable, shape = table.columns): ShapedData {
  return {
    ...data,
    tables: { ...data.tables, [name]: table },
    shapes: { ...data.shapes, [name]: shape },
  };
}

function shown(data: ShapedData, name: string, more: Columns): ShapedData {
  const names = new Set(more.map((column) => column.name));
  const kept = data.shapes[name]!.filter((column) => !names.has(column.name));
  return { ...data, shapes: { ...data.shapes, [name]: [...kept, ...more] } };
}

/** Orders are what lines make: several of one order are one row. */
function ordersOfLines(random: Random, data: ShapedData): ShapedData {
  const { orders, ...others } = data.tables;
  const { key: _, lookup, ...line } = data.sources.events['orders'] as Document;
  const rows = orders!.rows.map((row, index) =>
    index > 0 && random.chance(0.4)
      ? { ...row, order_id: orders!.rows[random.int(0, index - 1)]!['order_id']! }
      : row,
  );
  const made: Readonly<Record<string, readonly [Document, ColumnType]>> = {
    total: [{ sum: 'total' }, 'decimal'],
    items: [{ count: 'true' }, 'integer'],
    quantity: [{ [random.pick(['max', 'min', 'sum'])]: 'quantity' }, 'integer'],
    channel: [{ [random.pick(['value_of_last', 'value_of_first', 'most_frequent'])]: 'channel' }, 'text'],
    kinds: [{ distinct: 'product_id' }, 'integer'],
    mean: [{ avg: 'total' }, 'decimal'],
    shipped_on: [{ max: 'shipped_on' }, 'date'],
  };
  const named = random.some(Object.keys(made), 1, 5);
  const spec: Document = {
    from: 'lines',
    key: 'order_id',
    ...(random.chance(0.3) ? { newest: random.pick(['quantity', 'shipped_on', 'at', 'total']) } : {}),
    columns: Object.fromEntries(named.map((name) => [name, made[name]![0]])),
    lookup,
  };
  const { orders: __, ...events } = data.sources.events;
  const lines: Document = random.chance(0.5) ? { ...line, lookup: { order: 'orders' } } : line;
  const shape = orders!.columns.filter(({ name }) => !named.includes(name));
  const columns = named.map((name) => ({ name, type: made[name]![1] }));
  return {
    ...data,
    tables: { ...others, lines: { columns: orders!.columns, rows } },
    shapes: { ...data.shapes, lines: orders!.columns, orders: [...shape, ...columns] },
    sources: { ...data.sources, events: { lines, orders: spec, ...events } },
  };
}

const isPlain = (data: ShapedData) =>
  data.sources.events['orders']!['from'] === undefined &&
  data.sources.events['orders']!['customer'] === 'customer_id';

/** Whose an order is stands in a table of accounts; a person has several. */
function ordersByAccount(random: Random, data: ShapedData): ShapedData {
  if (!isPlain(data)) return data;
  const orders = data.tables['orders']!;
  const accounts = orders.rows.map(({ customer_id }, index) => ({
    account_id: `a${index % 9}`,
    person_id: customer_id ?? null,
  }));
  const known = new Map(accounts.map((row) => [row.account_id, row]));
  const table: DataTable = {
    columns: [
      { name: 'account_id', type: 'text' },
      { name: 'person_id', type: 'text' },
    ],
    rows: [...known.values()],
  };
  const renamed = orders.columns.map((column) =>
    column.name === 'customer_id' ? { ...column, name: 'account_id' } : column,
  );
  const rows = orders.rows.map(({ customer_id: _, ...row }, index) => ({
    ...row,
    account_id: random.chance(0.05) ? 'a99' : `a${index % 9}`,
  }));
  const spec = data.sources.events['orders']!;
  const lookup = { ...(spec['lookup'] as Document), account: 'accounts' };
  const withLookup = {
    ...data.sources,
    lookups: { ...data.sources.lookups, accounts: { key: 'account_id' } },
  };
  // Equal rows with one key stay equal.
  const apart = new Map(rows.map((row) => [row['order_id' as never], row]));
  const made = withTable({ ...data, sources: withLookup }, 'accounts', table);
  const changed = withTable(made, 'orders', { columns: renamed, rows: [...apart.values()] });
  return withSource(changed, 'orders', { ...spec, customer: 'account.person_id', lookup });
}

/** Visits know an address, written as people write it. */
function visitsByAddress(random: Random, data: ShapedData): ShapedData {
  const { customers, visits } = data.tables;
  if (!visits || !customers) return data;
  const addresses = new Map(
    customers.rows.map(({ customer_id }, index) => [
      customer_id,
      random.chance(0.15)
        ? null
        : `${random.pick(['a', 'Ä', 'ż', 'O.'])}${random.chance(0.4) ? 0 : index}@x.org`,
    ]),
  );
  const written = (address: string): Cell =>
    random.pick([address, address.toUpperCase(), ` ${address}`, address.toLowerCase()]);
  const known = customers.rows.map((row) => ({ ...row, email: addresses.get(row['customer_id']!) ?? null }));
  const people = withLatecomer(random, data, known);
  const rows = visits.rows.map(({ who, ...row }) => {
    const address = addresses.get(who!) ?? random.pick([null, 'ghost@x.org']);
    return { ...row, mail: address === null ? null : written(address) };
  });
  const columns = visits.columns.map((column) =>
    column.name === 'who' ? { ...column, name: 'mail' } : column,
  );
  const customer = {
    column: 'mail',
    of: 'email',
    normalise: 'email',
    ...(random.chance(0.5)
      ? { prefer: `newest ${random.pick(['signed_up_at', 'trial_ends', 'score'])}` }
      : {}),
  };
  const changed = withTable(
    withTable(data, 'customers', { ...customers, rows: people }, data.shapes['customers']),
    'visits',
    { columns, rows },
  );
  return withSource(changed, 'visits', { ...data.sources.events['visits'], customer });
}

/** Somebody who is not a customer yet has the address of somebody who has visits. */
function withLatecomer(
  random: Random,
  { asOf, sources, tables }: ShapedData,
  people: readonly Readonly<Record<string, Cell>>[],
): readonly Readonly<Record<string, Cell>>[] {
  const created = sources.customers['created'] as string | undefined;
  const visitors = new Set(tables['visits']!.rows.map(({ who }) => who));
  const known = people.find(({ customer_id, email }) => visitors.has(customer_id!) && email !== null);
  if (created === undefined || known === undefined || people.length < 2 || random.chance(0.2)) return people;
  const isZoned = people.some((row) => String(row[created] ?? '').endsWith('Z'));
  const date = addDays(asOf.slice(0, 10), random.int(2, 40));
  const late = { [created]: created === 'trial_ends' ? date : `${date}T10:00:00${isZoned ? 'Z' : ''}` };
  const chosen = random.pick(people.filter((row) => row !== known));
  return people.map((row) => (row === chosen ? { ...row, ...late, email: known['email']! } : row));
}

/** Parcels know an order, and so whose they are and when. */
function parcelsByOrder(random: Random, data: ShapedData): ShapedData {
  if (data.sources.events['orders']!['customer'] === 'account.person_id') return data;
  const from = data.tables['orders'] ?? data.tables['lines']!;
  const known = [...from.rows.map((row) => row['order_id']!), 'none', null];
  const table: DataTable = {
    columns: [
      { name: 'order_ref', type: 'text' },
      { name: 'grams', type: 'integer' },
      { name: 'carrier', type: 'text' },
    ],
    rows: Array.from({ length: random.int(0, 25) }, () => ({
      order_ref: random.pick(known),
      grams: random.pick([null, 1, 2, 50, 250]),
      carrier: random.pick(['dhl', 'ups', null]),
    })),
  };
  const spec = {
    customer: 'order.customer_id',
    time: 'order.at',
    lookup: { order: { table: 'orders', by: 'order_ref' } },
  };
  const shape: Columns = [...table.columns, { name: 'order.at', type: 'time' }];
  return withSource(withTable(data, 'parcels', table, shape), 'parcels', spec);
}

/** Of several rows with one key the newest counts. */
function newestRows(random: Random, data: ShapedData): ShapedData {
  const orders = data.tables['orders'];
  if (!orders || data.sources.events['orders']!['newest'] !== undefined) return data;
  const once = [...new Map(orders.rows.map((row) => [row['order_id'], row])).values()];
  const rows = once.flatMap((row, index) => {
    const other = once[random.int(0, once.length - 1)]!;
    const last = { ...row, rev: random.pick([2, 3]) };
    const before = { ...other, order_id: row['order_id']!, rev: random.pick([null, 1]) };
    if (!random.chance(0.3)) return [last];
    return index % 2 === 0 ? [before, last] : [last, before];
  });
  const columns: Columns = [...orders.columns, { name: 'rev', type: 'integer' }];
  const spec = { ...data.sources.events['orders'], newest: 'rev' };
  const shape: Columns = [...data.shapes['orders']!, { name: 'rev', type: 'integer' }];
  return withSource(withTable(data, 'orders', { columns, rows }, shape), 'orders', spec);
}

/** Keys are addresses, written as people write them, or what a program of numbers makes of them. */
function keysAsWritten(random: Random, data: ShapedData): ShapedData {
  const normalise = random.pick(['email', 'number']);
  const alike = (key: string): string =>
    normalise === 'email' ? key.toLowerCase() : key.replace(/\.0$/, '');
  const ways = (key: string): readonly string[] =>
    normalise === 'email' ? [key.toUpperCase(), key.toLowerCase()] : [`${alike(key)}.0`, alike(key)];
  const keys = data.tables['customers']?.rows.map((row) => alike(String(row['customer_id']))) ?? [];
  if (new Set(keys).size < keys.length || keys.length === 0) return data;
  const written = (cell: Cell): Cell =>
    cell === null ? null : random.pick([String(cell), ` ${cell}`, ...ways(String(cell))]);
  const rewritten = (shaped: ShapedData, name: string, column: string): ShapedData => {
    const { columns, rows } = shaped.tables[name]!;
    const changed = rows.map((row) => ({ ...row, [column]: written(row[column] ?? null) }));
    return withTable(shaped, name, { columns, rows: changed }, shaped.shapes[name]);
  };
  const normalised = (column: string) => ({ column, normalise });
  const owners = Object.entries(data.sources.events).flatMap(([name, { customer, key }]) =>
    // Rows with one key have to stay equal.
    typeof customer === 'string' && !customer.includes('.') && data.tables[name] && key === undefined
      ? [[name, customer] as const]
      : [],
  );
  return owners.reduce(
    (shaped, [name, customer]) =>
      withSource(rewritten(shaped, name, customer), name, {
        ...shaped.sources.events[name],
        customer: normalised(customer),
      }),
    withSource(
      rewrittenKeys(
        data,
        keys.map((key) => ways(key)[0]!),
      ),
      'customers',
      {
        ...data.sources.customers,
        key: normalised('customer_id'),
      },
    ),
  );
}

function rewrittenKeys(data: ShapedData, keys: readonly string[]): ShapedData {
  const customers = data.tables['customers']!;
  const rows = customers.rows.map((row, index) => ({ ...row, customer_id: keys[index]! }));
  return withTable(data, 'customers', { ...customers, rows }, data.shapes['customers']);
}

/** Not every row of the file is a customer. */
function customersMeant(random: Random, data: ShapedData): ShapedData {
  const { customers } = data.sources;
  if (!data.tables['customers']) return data;
  const where = random.pick<Document>([
    { active: { ne: 'false' } },
    { score: { gte: '0' }, country: { set: 'true' } },
    { any: [{ born: { before: '1990-01-01' } }, { email_ok: 'true' }] },
  ]);
  return withSource(data, 'customers', { ...customers, where });
}

function computedColumns(random: Random, data: ShapedData): ShapedData {
  const files = Object.keys(data.tables).filter(
    (name) => name === 'customers' || data.sources.events[name] !== undefined,
  );
  return random.some(files, 1, 2).reduce((shaped, name) => withComputed(random, shaped, name), data);
}

function withComputed(random: Random, data: ShapedData, name: string): ShapedData {
  const spec = name === 'customers' ? data.sources.customers : data.sources.events[name]!;
  let columns = data.tables[name]!.columns;
  const made: Record<string, unknown> = {};
  for (let index = 1; index <= random.int(1, 3); index += 1) {
    const found = computed(random, columns);
    if (!found) continue;
    made[`x${index}`] = found.body;
    columns = [...columns, { name: `x${index}`, type: found.type }];
  }
  const more = columns.slice(data.tables[name]!.columns.length);
  return shown(withSource(data, name, { ...spec, columns: made }), name, more);
}

interface Computed {
  readonly body: Document;
  readonly type: ColumnType;
}

function computed(random: Random, columns: Columns): Computed | undefined {
  const ofType = (...types: readonly ColumnType[]) => columns.filter(({ type }) => types.includes(type));
  const [numbers, texts] = [ofType('integer', 'decimal'), ofType('text')];
  const moments = ofType('date', 'time');
  return random.weighted<Computed | undefined>([
    [4, () => (numbers.length > 0 ? arithmeticOf(random, numbers) : undefined)],
    [2, () => (texts.length > 1 ? { body: { first_of: names(random, texts) }, type: 'text' } : undefined)],
    [2, () => (moments.length > 1 ? momentOf(random, moments) : undefined)],
    [2, () => (texts.length > 0 && numbers.length > 0 ? choiceOf(random, numbers, texts) : undefined)],
  ]);
}

const names = (random: Random, columns: Columns) => [random.pick(columns).name, random.pick(columns).name];

function arithmeticOf(random: Random, numbers: Columns): Computed {
  const operator = random.pick(['times', 'plus', 'minus', 'ratio']);
  const left = random.pick(numbers);
  const right = random.chance(0.6) ? random.pick(numbers) : undefined;
  const number = random.pick(['2', '0.5', '-1', '60']);
  const isWhole = operator !== 'ratio' && left.type === 'integer' && (right?.type ?? 'decimal') === 'integer';
  return { body: { [operator]: [left.name, right?.name ?? number] }, type: isWhole ? 'integer' : 'decimal' };
}

function momentOf(random: Random, moments: Columns): Computed {
  const [first, second] = [random.pick(moments), random.pick(moments)];
  const type = first.type === 'time' || second.type === 'time' ? 'time' : 'date';
  return { body: { first_of: [first.name, second.name] }, type };
}

function choiceOf(random: Random, numbers: Columns, texts: Columns): Computed {
  const number = random.pick(numbers);
  const test = random.pick<unknown>([
    { gte: String(random.int(0, 5)) },
    { set: random.pick(['true', 'false']) },
    { lt: '1' },
  ]);
  const text = random.pick(texts).name;
  const sides = random.pick<Document>([
    { is: text, otherwise: random.pick(texts).name },
    { is: text },
    { is: quoted('~one'), otherwise: text },
    { is: quoted('~one'), otherwise: quoted('~two') },
  ]);
  return { body: { if: { [number.name]: test }, ...sides }, type: 'text' };
}

/** Customers are whoever has a row of events, or those of the file and whoever else has. */
function customersOfEvents(random: Random, data: ShapedData): ShapedData {
  if (!['customer_id', undefined].includes(data.sources.events['orders']!['customer'] as string | undefined))
    return data;
  const { customers } = data.sources;
  if (random.chance(0.4)) return withSource(data, 'customers', { ...customers, from: 'orders' });
  // An address of customers who are made of its rows would be a circle.
  if (Object.values(data.sources.events).some(({ customer }) => typeof customer === 'object')) return data;
  const { customers: _, ...tables } = data.tables;
  const made: Readonly<Record<string, readonly [Document, ColumnType]>> = {
    email: [{ value_of_last: 'channel' }, 'text'],
    email_ok: [{ value_of_first: 'gift' }, 'boolean'],
    spent: [{ sum: 'total' }, 'decimal'],
    times: [{ count: 'true' }, 'integer'],
    usual: [{ most_frequent: 'channel' }, 'text'],
    first_day: [{ min: 'shipped_on' }, 'date'],
  };
  const spec: Document = {
    from: 'orders',
    columns: Object.fromEntries(Object.entries(made).map(([name, [body]]) => [name, body])),
    contact: { email: 'email' },
    consent: { email: random.pick<unknown>(['email_ok', { field: 'email_ok', yes: ['false'] }]) },
  };
  const inner = data.shapes['orders']!.filter(({ name }) => made[name] === undefined);
  const shape = Object.entries(made).map(([name, [, type]]) => ({ name, type }));
  return {
    ...withSource(data, 'customers', spec),
    tables,
    shapes: { ...data.shapes, customers: [...inner, ...shape] },
  };
}
