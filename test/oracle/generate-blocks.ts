/** Conditions over one row, blocks, and measures. */
import { isScalar } from 'yaml';
import {
  comparable,
  type FieldChoice,
  type Kind,
  makeTest,
  makeWindows,
  type TestSetting,
} from './generate-tests.ts';
import type { Random } from './random.ts';
import type { Value } from './value.ts';
import type { Moment } from './world.ts';

export interface TableChoice {
  readonly name: string;
  readonly fields: readonly FieldChoice[];
  readonly time?: { readonly name: string; readonly kind: 'date' | 'time' };
}

export interface BlockSetting {
  readonly random: Random;
  readonly moment: Moment;
  readonly tables: readonly TableChoice[];
  /** The columns of the customers table, as `customer.NAME`. */
  readonly columns: readonly FieldChoice[];
  /** Everything that is a customer's. */
  readonly customerFields: readonly FieldChoice[];
  /** The values that a trait would have. */
  readonly valuesOf: (trait: Record<string, unknown>) => readonly Value[];
  readonly ranks: boolean;
}

type Block = Record<string, unknown>;

/** A condition of several keys or some logic, made of leaves that are mappings of one key. */
export function makeLogic(random: Random, depth: number, leaf: () => Block): Block {
  const again = () => makeLogic(random, depth - 1, leaf);
  const group = (low: number) => Array.from({ length: random.int(low, 3) }, again);
  if (depth <= 0) return leaf();
  return random.weighted<Block>([
    [6, leaf],
    [1, () => ({ all: group(1) })],
    [2, () => ({ any: group(2) })],
    [1, () => ({ none: group(1) })],
    [1.5, () => ({ not: oneKey(again()) })],
    [1, () => ({ ...leaf(), ...leaf() })],
    [
      1,
      () => {
        const of = group(2);
        return { at_least: { n: String(random.int(1, of.length)), of } };
      },
    ],
  ]);
}

function oneKey(condition: Block): Block {
  return Object.keys(condition).length === 1 ? condition : { all: [condition] };
}

export function makeRowTest(setting: BlockSetting, table: TableChoice, depth = 1): Block {
  const { random } = setting;
  return makeLogic(random, depth, () => {
    const field = random.pick(table.fields);
    return { [field.name]: makeTest(rowSetting(setting, table), field) };
  });
}

function rowSetting(setting: BlockSetting, table: TableChoice): TestSetting {
  const { random, moment } = setting;
  const others = [...table.fields.filter(({ kind }) => kind !== 'list'), ...setting.columns];
  return { random, moment, others, ranks: false };
}

export function makeBlock(setting: BlockSetting, table: TableChoice): unknown {
  const { random } = setting;
  if (random.chance(0.08)) return random.pick(['any', 'none']);
  const rows = makeRows(setting, table, true);
  const grouped = random.chance(0.12);
  const same = grouped ? { same: random.pick(groupable(table)) } : {};
  const body = { ...rows, ...same, ...makeMeasures(setting, table, rows, grouped) };
  return Object.keys(body).length === 0 ? 'any' : body;
}

function groupable(table: TableChoice): readonly string[] {
  return table.fields
    .filter(({ kind }) => kind === 'text' || kind === 'integer' || kind === 'date' || kind === 'boolean')
    .map(({ name }) => name);
}

/** Which rows: where, picks, having, windows and sequences. */
export function makeRows(setting: BlockSetting, table: TableChoice, sequences: boolean): Block {
  const { random } = setting;
  const where = random.chance(0.4) ? { where: makeRowTest(setting, table) } : {};
  if (!table.time) return where;
  const { name, kind } = table.time;
  const values = table.fields.find((field) => field.name === name)!.values();
  const customer: TestSetting = {
    random,
    moment: setting.moment,
    others: setting.customerFields,
    ranks: false,
  };
  const windows = random.chance(0.45) ? makeWindows(customer, kind, values) : {};
  const picks = random.chance(0.15)
    ? {
        [random.pick(['earliest', 'latest'])]: String(random.int(1, 3)),
        ...(random.chance(0.5) ? { having: makeRowTest(setting, table) } : {}),
      }
    : {};
  const steps = sequences && random.chance(0.15);
  return { ...where, ...picks, ...windows, ...(steps ? makeSequence(setting, table) : {}) };
}

export function makeSequence(setting: BlockSetting, from: TableChoice): Block {
  const { random } = setting;
  const chain: TableChoice[] = [];
  const step = (before: TableChoice): Block => {
    const table = random.pick(setting.tables.filter(({ time }) => time !== undefined));
    chain.push(table);
    const rows = random.chance(0.5) ? makeRows(setting, table, false) : {};
    const dates = before.time!.kind === 'date' || table.time!.kind === 'date';
    const same = random.chance(0.45) ? sameOf(random, before, table) : undefined;
    return {
      [table.name]: Object.keys(rows).length === 0 ? 'any' : rows,
      ...(random.chance(0.5)
        ? { within: random.pick(dates ? ['1d', '2d', '1w', '30d'] : ['1d', '36h', '30min', '1w', '30d']) }
        : {}),
      ...(same === undefined ? {} : { same }),
    };
  };
  const last = () => chain.at(-1) ?? from;
  const then = random.weighted<unknown>([
    [3, () => step(from)],
    [1, () => [step(from), step(last())]],
    [2, () => undefined],
  ]);
  const after = last();
  const thenNot = then === undefined || random.chance(0.4) ? step(after) : undefined;
  return {
    ...(then === undefined ? {} : { then }),
    ...(thenNot === undefined ? {} : { then_not: thenNot }),
  };
}

function sameOf(random: Random, before: TableChoice, table: TableChoice): unknown {
  const pairs = [
    ['product_id', 'sku'],
    ['sku', 'product_id'],
    ['product_id', 'product_id'],
    ['sku', 'sku'],
    ['channel', 'page'],
    ['city', 'city'],
    // Numbers of two types, of which 2 and 2.00 are one, and days beside times.
    ['quantity', 'price'],
    ['price', 'quantity'],
    ['guests', 'price'],
    ['total', 'price'],
    ['quantity', 'amount'],
    ['amount', 'seconds'],
    ['points', 'amount'],
    ['quantity', 'guests'],
    ['quantity', 'x1'],
    ['x1', 'price'],
    ['at', 'night'],
    ['shipped_on', 'seen_at'],
  ].filter(([left, right]) => {
    const [a, b] = [kindOf(before, left!), kindOf(table, right!)];
    return a !== undefined && b !== undefined && comparable(a, b);
  });
  if (pairs.length === 0) return undefined;
  const differing = pairs.filter(([left, right]) => left !== right);
  const [left, right] = random.pick(differing.length > 0 && random.chance(0.6) ? differing : pairs);
  return left === right ? left : { [left!]: right };
}

const kindOf = (table: TableChoice, name: string) => table.fields.find((field) => field.name === name)?.kind;

function makeMeasures(setting: BlockSetting, table: TableChoice, rows: Block, grouped: boolean): Block {
  const { random } = setting;
  const wanted = random.pick([0, 1, 1, 1, 1, 2]);
  const made: Block = {};
  for (let index = 0; index < wanted; index += 1) {
    if (random.chance(0.1)) {
      made['every'] = makeRowTest(setting, table);
      continue;
    }
    const ranks = setting.ranks && !grouped;
    const measure = makeMeasure(setting, table, rows);
    Object.assign(made, measureTest({ ...setting, ranks }, table, rows, measure));
  }
  return made;
}

/** `MEASURE: TEST` or `MEASURE: { of: X, TEST }`, by what the measure is of the rows. */
export function measureTest(
  { random, moment, customerFields, ranks, valuesOf }: BlockSetting,
  table: TableChoice,
  rows: Block,
  { word, of, kind }: MeasureChoice,
): Block {
  const asked = word === 'delay' ? { [String(of)]: 'true' } : (of ?? 'true');
  const values = () => valuesOf({ [table.name]: { ...rows, [word]: asked } });
  const test = makeTest({ random, moment, others: customerFields, ranks }, { name: word, kind, values });
  if (word === 'delay') return { delay: { [String(of)]: test } };
  return { [word]: of === undefined ? test : withOf(of, test, kind) };
}

/** A bare value cannot stand beside `of`. */
function withOf(of: unknown, test: unknown, kind: Kind): Block {
  if (Array.isArray(test)) return { of, in: test };
  const isMapping = typeof test === 'object' && test !== null && !isScalar(test);
  if (isMapping) return { of, ...test };
  return { of, [kind === 'date' || kind === 'time' ? 'during' : 'eq']: test };
}

export interface MeasureChoice {
  readonly word: string;
  readonly of?: unknown;
  readonly kind: Kind;
}

export function makeMeasure(setting: BlockSetting, table: TableChoice, rows: Block): MeasureChoice {
  const { random } = setting;
  const named = (word: string, fields: readonly FieldChoice[], kind?: Kind): MeasureChoice => {
    if (fields.length === 0) return { word: 'count', kind: 'integer' };
    const field = random.pick(fields);
    return { word, of: field.name, kind: kind ?? field.kind };
  };
  const numbers = table.fields.filter(({ kind }) => kind === 'integer' || kind === 'decimal');
  const ordered = table.fields.filter(({ kind }) => ['integer', 'decimal', 'date', 'time'].includes(kind));
  const texts = table.fields.filter(({ kind }) => kind === 'text');
  const plain = table.fields.filter(({ kind }) => kind !== 'list' && kind !== 'weekday');
  const share = (): MeasureChoice => ({ word: 'share', of: makeRowTest(setting, table), kind: 'quotient' });
  const timeless: (readonly [number, () => MeasureChoice])[] = [
    [4, () => ({ word: 'count', kind: 'integer' })],
    [3, () => named('sum', numbers)],
    [2, () => named('avg', numbers, 'quotient')],
    [1, () => named('median', numbers, 'quotient')],
    [2, () => named(random.pick(['min', 'max']), ordered)],
    [2, () => named('distinct', plain, 'integer')],
    [1, () => named('most_frequent', texts)],
    [2, share],
  ];
  const then = Array.isArray(rows['then']) ? rows['then'] : [rows['then']];
  const isPlain = then.every((step) => step && !(step as Block)['within']);
  if (table.time && isPlain && random.chance(0.4))
    return { word: 'delay', of: random.pick(['avg', 'min', 'max', 'median']), kind: 'quotient' };
  if (!table.time) return random.weighted(timeless);
  return random.weighted<MeasureChoice>([
    ...timeless,
    [1, () => ({ word: 'days', kind: 'integer' })],
    [2, () => ({ word: random.pick(['days_since_last', 'days_since_first']), kind: 'integer' })],
    [1, () => ({ word: 'average_gap', kind: 'quotient' })],
    [1, () => ({ word: 'longest_gap', kind: 'integer' })],
    [2, () => named(random.pick(['value_of_first', 'value_of_last']), plain)],
  ]);
}
