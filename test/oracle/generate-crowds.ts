/** Many segments that differ in little: more measures of one kind, over one table, than any threshold of the planner. */
import {
  type BlockSetting,
  type MeasureChoice,
  makeMeasure,
  makeRows,
  makeRowTest,
  makeSequence,
  measureTest,
  type TableChoice,
} from './generate-blocks.ts';
import { makeWindows, textNode } from './generate-tests.ts';
import type { Definition } from './write.ts';

/** More than the largest of the planner's numbers. */
const MOST = 30;

/** From one to thirty conditions, each one measure of one table; their rows differ in window, test or sequence. */
export function makeCrowd(setting: BlockSetting): readonly Definition[] {
  const { random } = setting;
  const table = random.pick(setting.tables);
  const { time } = table;
  return random.weighted<readonly Definition[]>([
    [3, () => makeMeasured(setting, table)],
    [2, () => makeCounted(setting, table)],
    [time ? 3 : 0, () => makeOccurrences(setting, table, time!)],
    [time ? 3 : 0, () => makeFollowed(setting, table)],
    [time ? 3 : 0, () => makePicked(setting, table)],
    [time ? 2 : 0, () => makeDelayed(setting, table)],
  ]);
}

/** One measure of rows that differ in one thing. */
function makeMeasured(setting: BlockSetting, table: TableChoice): readonly Definition[] {
  const { random } = setting;
  const rowsOf = rowsMaker(setting, table);
  const measure = measureMaker(setting, table);
  return Array.from({ length: random.pick([5, 11, 12, 13, 24, 25, MOST]) }, () => {
    const rows = rowsOf();
    return { [table.name]: { ...rows, ...measureTest(setting, table, rows, measure(rows)) } };
  });
}

/** Whether there are rows, of a few kinds in many windows, and here and there how many there are. */
function makeOccurrences(
  setting: BlockSetting,
  table: TableChoice,
  { name, kind }: NonNullable<TableChoice['time']>,
): readonly Definition[] {
  const { random, moment, customerFields: others } = setting;
  const values = table.fields.find((field) => field.name === name)!.values();
  const windows = () => makeWindows({ random, moment, others, ranks: false }, kind, values);
  const kinds = [{}, { where: makeRowTest(setting, table, 0) }, { where: makeRowTest(setting, table, 1) }];
  const made: Definition[] = [windows()];
  return Array.from({ length: random.pick([2, 4, 8, 16, MOST]) }, () => {
    const window = random.weighted<Definition>([
      [6, windows],
      [2, () => random.pick(made)],
      [1, () => ({})],
    ]);
    made.push(window);
    const rows = { ...random.pick(kinds), ...window };
    if (random.chance(0.15)) return { [table.name]: { ...rows, count: { gte: '2' } } };
    return { [table.name]: { ...rows, count: random.pick<unknown>(ANY_OR_NONE) } };
  });
}

/** Many counts of different values, and beside them a few measures that all ask one thing of their rows. */
function makeCounted(setting: BlockSetting, table: TableChoice): readonly Definition[] {
  const { random } = setting;
  const starts = table.time !== undefined && random.chance(0.5);
  const days = table.time !== undefined && random.chance(0.4);
  const { name } = random.pick(table.fields.filter(({ kind }) => kind === 'text'));
  const others = table.fields.filter((field) => field.kind === 'text' && field.name !== name);
  const counting = days
    ? ({ word: 'days', kind: 'integer' } as const)
    : ({ word: 'distinct', of: name, kind: 'integer' } as const);
  const window = () => ({ last: `${random.int(1, 400)}d` });
  const rowsOf = starts ? window : () => ({ where: makeRowTest(setting, table, 1) });
  const shared = starts && random.chance(0.8) ? window() : rowsOf();
  // Of rows in a window with a start only such counts share a scan.
  const beside = (): MeasureChoice =>
    starts && others.length > 0
      ? { word: 'distinct', of: random.pick(others).name, kind: 'integer' }
      : makeMeasure(setting, table, shared);
  const one = (rows: Definition, measure: MeasureChoice) => ({
    [table.name]: { ...rows, ...measureTest(setting, table, rows, measure) },
  });
  return [
    ...Array.from({ length: random.pick([11, 12, 13, 25]) }, () => one(rowsOf(), counting)),
    ...Array.from({ length: random.int(1, 2) }, () => one(shared, beside())),
  ];
}

/** Many sequences over one table: some to the same table in the same way, some equal, some by values that must be equal. */
function makeFollowed(setting: BlockSetting, table: TableChoice): readonly Definition[] {
  const { random } = setting;
  const byNumber = random.chance(0.5);
  const make = () => (byNumber && makeMeeting(setting, table)) || makeSequence(setting, table);
  const made: Definition[] = [make()];
  return Array.from({ length: random.pick([2, 5, 12]) }, () => {
    const sequence = random.chance(0.2) ? random.pick(made) : make();
    made.push(sequence);
    const rows = { ...(random.chance(0.3) ? makeRows(setting, table, false) : {}), ...sequence };
    if (random.chance(0.6)) return { [table.name]: rows };
    return {
      [table.name]: { ...rows, ...measureTest(setting, table, rows, makeMeasure(setting, table, rows)) },
    };
  });
}

/** How long it is to the end of plain sequences, with times and dates on the way. */
function makeDelayed(setting: BlockSetting, table: TableChoice): readonly Definition[] {
  const { random, tables } = setting;
  const timed = tables.filter(({ time }) => time !== undefined);
  const step = () => ({ [random.pick(timed).name]: 'any' });
  return Array.from({ length: random.pick([2, 4, 8]) }, () => {
    const rows = { then: Array.from({ length: random.int(1, 3) }, step) };
    const of = random.pick(['avg', 'min', 'max', 'median']);
    const measure = { word: 'delay', of, kind: 'quotient' } as const;
    return { [table.name]: { ...rows, ...measureTest(setting, table, rows, measure) } };
  });
}

/** The first or last of rows, of which some are of one moment. */
function makePicked(setting: BlockSetting, table: TableChoice): readonly Definition[] {
  const { random } = setting;
  const plain = table.fields.filter(({ kind, name }) => kind !== 'list' && !name.includes('.'));
  const rowTest = () => makeRowTest(setting, table, 0);
  const where = random.chance(0.3) ? { where: rowTest() } : {};
  return Array.from({ length: random.pick([2, 6, 12]) }, () => {
    const { name, kind } = random.pick(plain);
    if (random.chance(0.5)) {
      const side = random.pick(['earliest', 'latest']);
      return { [table.name]: { ...where, [side]: String(random.int(1, 2)), having: rowTest() } };
    }
    const word = random.pick(['value_of_first', 'value_of_last']);
    return { [table.name]: { ...where, ...measureTest(setting, table, where, { word, of: name, kind }) } };
  });
}

/** Any row of another table with an equal number, which may be of another type. */
function makeMeeting({ random, tables }: BlockSetting, table: TableChoice): Definition | undefined {
  const numbersOf = ({ name, fields }: TableChoice) =>
    fields
      .filter((field) => isNumber(field) && !field.name.includes('.'))
      .map((field) => [name, field] as const);
  const found = tables
    .filter(({ name, time }) => time !== undefined && name !== table.name)
    .flatMap(numbersOf)
    .flatMap(([name, theirs]) =>
      numbersOf(table).flatMap(([, mine]) =>
        mine.kind === theirs.kind ? [] : [[name, mine, theirs] as const],
      ),
    );
  if (found.length === 0) return undefined;
  const [name, mine, theirs] = random.pick(found);
  return { [random.pick(['then', 'then_not'])]: { [name]: 'any', same: { [mine.name]: theirs.name } } };
}

const isNumber = ({ kind }: { readonly kind: string }) => kind === 'integer' || kind === 'decimal';

/** Every way to say at least one, or none. */
const ANY_OR_NONE = [{ gte: '1' }, { gt: '0' }, { ne: '0' }, '0', { lt: '1' }, { lte: '0' }];

/** What differs between them: a few things in all, one for each crowd. */
function rowsMaker(setting: BlockSetting, table: TableChoice): () => Definition {
  const { random } = setting;
  const shared = random.chance(0.5) ? { where: makeRowTest(setting, table, 0) } : {};
  const lasting = () => ({ ...shared, last: `${random.int(1, 400)}d` });
  const tested = () => ({ where: makeRowTest(setting, table, random.int(0, 1)) });
  const texts = table.fields.filter(({ kind }) => kind === 'text');
  const { name, values } = random.pick(texts);
  const known = ['none', ...values().flatMap((value) => (value?.kind === 'text' ? [value.text] : []))];
  const one = () => textNode(random, random.pick(known));
  const named = () => ({ where: { [name]: random.pick<unknown>([one(), [one(), one()]]) } });
  if (!table.time) return tested;
  return random.weighted<() => Definition>([
    [4, () => lasting],
    [2, () => tested],
    [2, () => named],
    [1, () => () => ({ ...tested(), last: `${random.int(1, 400)}d` })],
    [2, () => () => makeRows(setting, table, true)],
  ]);
}

/** One measure for all of them, and now and then another beside it. */
function measureMaker(setting: BlockSetting, table: TableChoice) {
  const { random } = setting;
  const countable = table.fields.filter(
    ({ kind }) => kind === 'text' || kind === 'integer' || kind === 'date',
  );
  const { name } = random.pick(countable);
  const counting = random.weighted<{ word: string; of?: string; kind: 'integer' }>([
    [3, () => ({ word: 'distinct', of: name, kind: 'integer' })],
    [table.time ? 2 : 0, () => ({ word: 'days', kind: 'integer' })],
  ]);
  const counts = random.chance(0.5);
  const others = random.pick([0, 0, 0.2]);
  const first = makeMeasure(setting, table, {});
  return (rows: Definition) => {
    if (random.chance(others)) return makeMeasure(setting, table, rows);
    return counts ? counting : first;
  };
}
