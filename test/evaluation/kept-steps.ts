/** One change after the other of all that a value depends on, and of what is kept: the answer is that without anything kept. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Random, randomFrom } from '../oracle/random.ts';
import { type Answered, runBundle } from '../program/bundle.ts';

const CUSTOMERS = 40;

export interface Shop {
  /** Enough that values are kept. */
  readonly orders: number;
  readonly letters: number;
  /** Versions of the program. */
  readonly programs: readonly (typeof runBundle)[];
}

const shop: Shop = { orders: 10_000, letters: 500, programs: [runBundle] };
export const smallShop = { orders: 600, letters: 60 };

interface World {
  readonly folder: string;
  readonly random: Random;
  readonly shop: Shop;
  /** Which of its programs runs. */
  version: number;
  readonly options: { asOf: string; days: string };
  readonly project: { zone: string; where: string; read: string };
  readonly segments: string[];
  /** With nothing kept, by all that they are answers to. */
  readonly answers: Map<string, Answered>;
}

interface Told {
  readonly waits?: boolean;
  readonly of?: Shop;
  /** Called after each step. */
  readonly report?: (outcome: Outcome, step: number) => void;
}

export interface Outcome {
  readonly findings: readonly string[];
  /** Commands that found values of an earlier one. */
  readonly hits: number;
}

/** `waits` lets files grow old now and then, so that their times alone tell that they are the same. */
export async function runSteps(
  steps: number,
  seed: number,
  { waits = false, of = shop, report = () => undefined }: Told = {},
): Promise<Outcome> {
  const world = makeWorld(mkdtempSync(join(tmpdir(), 'segment-kept-')), randomFrom(seed), of);
  const findings: string[] = [];
  let hits = 0;
  try {
    for (let step = 0; step < steps; step++) {
      const changed = change(world);
      if (waits && world.random.chance(0.02)) await new Promise((done) => setTimeout(done, 2100));
      const { words, isSame, isHit } = await ask(world);
      if (isHit) hits++;
      if (!isSame) findings.push(`step ${step}, ${changed}: ${words.join(' ')}`);
      report({ findings, hits }, step);
    }
  } finally {
    rmSync(world.folder, { recursive: true, force: true });
  }
  return { findings, hits };
}

/** Forty customers with orders and some letters, and five segments, of which one has columns of several types, a list among them. */
export function makeWorld(folder: string, random: Random, of = shop): World {
  const world: World = {
    folder,
    random,
    shop: of,
    version: 0,
    options: { asOf: '2026-06-30', days: '30' },
    project: { zone: 'UTC', where: '{ status: { ne: void } }', read: '' },
    segments: Array.from({ length: 4 }, () => segment(random)),
    answers: new Map(),
  };
  const keys = Array.from({ length: CUSTOMERS }, (_, index) => `c${100 + index}`);
  const joined = (index: number) => `2026-0${1 + (index % 6)}-1${index % 10}`;
  writeFileSync(
    join(folder, 'customers.csv'),
    csv(
      'id,joined,tags',
      keys.map((key, index) => `${key},${joined(index)},${['', 'a', 'b;a'][index % 3]}`),
    ),
  );
  const rows = Array.from({ length: of.orders }, (_, index) => orderRow(random, index));
  writeFileSync(join(folder, 'orders.csv'), csv('n,id,at,total,status', rows));
  const letters = Array.from({ length: of.letters }, (_, index) => letterRow(random, index));
  writeFileSync(join(folder, 'letters.csv'), csv('n,id,at,type', letters));
  writeProject(world);
  return world;
}

const csv = (header: string, rows: readonly string[]) => `${[header, ...rows].join('\n')}\n`;

function orderRow(random: Random, index: number): string {
  const two = (low: number, high: number) => String(random.int(low, high)).padStart(2, '0');
  const at = `202${random.int(5, 6)}-${two(1, 12)}-${two(1, 28)}T${two(0, 23)}:${two(0, 59)}:00`;
  const status = random.pick(['paid', 'void', 'sent']);
  return `${100_000 + index},c${100 + random.int(0, CUSTOMERS + 3)},${at},${two(10, 99)}.${two(0, 99)},${status}`;
}

function letterRow(random: Random, index: number): string {
  const [n, id, at] = orderRow(random, index).split(',');
  return [n, id, at, random.pick(['open', 'sent'])].join(',');
}

function writeProject({ folder, project, segments }: World): void {
  writeFileSync(
    join(folder, 'segment.config.yaml'),
    `timezone: ${project.zone}
customers: { file: customers.csv, key: id, columns: { tags: { type: list, separator: ";" } } }
events:
  orders: { file: orders.csv, key: n, customer: id, time: at, value: total, where: ${project.where}${project.read} }
  letters: { file: letters.csv, key: n, customer: id, time: at }
traits:
  spend: { orders: { sum: total } }
`,
  );
  mkdirSync(join(folder, 'segments'), { recursive: true });
  const named = segments.map((where, index) => {
    const takes = where.includes('$days') ? 'params: { days: { type: duration, default: 30d } }, ' : '';
    return `  - { name: s${index}, ${takes}where: { ${where} } }`;
  });
  const late =
    '  - { name: late, params: { days: { type: duration, default: 30d } }, where: { orders: { last: $days } }, columns: [joined, tags, spend] }';
  writeFileSync(join(folder, 'segments/all.yaml'), `segments:\n${[...named, late].join('\n')}\n`);
}

function segment(random: Random): string {
  const days = random.pick(['7', '30', '31', '90', '400']);
  const window = random.pick([
    `last: ${days}d`,
    'last: $days',
    'since: { field: joined }',
    `before_last: ${days}d`,
  ]);
  const rows = random.pick(['', 'where: { status: sent }, ', 'where: { total: { gte: 50 } }, ']);
  const measure = random.pick([
    'count: { gte: 1 }',
    'count: 0',
    `count: { gte: ${random.int(2, 200)} }`,
    `sum: { of: total, gte: ${random.int(1, 9000)} }`,
    `avg: { of: total, lt: ${random.int(50, 60)} }`,
    'days: { gte: 20 }',
    `longest_gap: { lte: ${random.int(2, 40)} }`,
    'value_of_last: { of: status, eq: paid }',
    'most_frequent: { of: status, eq: void }',
  ]);
  const other = random.pick([
    '',
    ', spend: { gte: 9000 }',
    ', spend: { top: 30% }',
    ', orders: { same: status, count: { gte: 90 } }',
    `, letters: { where: { type: open }, last: ${days}d, count: { gte: ${random.int(1, 5)} } }`,
  ]);
  const block = `orders: { ${rows}${window}, ${measure} }`;
  return other.startsWith(', orders') ? `all: [{ ${block} }, { ${other.slice(2)} }]` : block + other;
}

/** Changes one thing, and says which. */
function change(world: World): string {
  const { random } = world;
  const optional = (options: Partial<World['options']>) => Object.assign(world.options, options);
  const projected = (project: Partial<World['project']>) => Object.assign(world.project, project);
  const changes: Readonly<Record<string, () => unknown>> = {
    definition: () => world.segments.splice(random.int(0, 3), 1, segment(random)),
    'as-of': () => optional({ asOf: random.pick(['2026-06-30', '2026-05-31', '2026-03-29']) }),
    parameter: () => optional({ days: random.pick(['10', '30', '60']) }),
    zone: () => projected({ zone: random.pick(['UTC', 'Europe/Warsaw', 'America/New_York']) }),
    where: () => projected({ where: random.pick(['{ status: { ne: void } }', '{ status: { ne: sent } }']) }),
    reading: () =>
      projected({ read: random.pick(['', ', null_values: [sent]', ', source_timezone: Asia/Tokyo']) }),
    rows: () => changeRows(world),
    kept: () => changeKept(world),
    version: () => {
      world.version = random.int(0, world.shop.programs.length - 1);
    },
    nothing: () => undefined,
  };
  const often = ['definition', 'rows', 'rows', 'kept', 'nothing', 'nothing', 'nothing'];
  const name = random.pick([...often, ...Object.keys(changes)]);
  changes[name]!();
  if (!['nothing', 'rows', 'kept', 'version'].includes(name)) writeProject(world);
  return name;
}

/** In place or in a new file, of the same size or longer, with the old time or a new one. */
function changeRows({ folder, random }: World): void {
  const [name, rowOf] = random.pick([['orders', orderRow] as const, ['letters', letterRow] as const]);
  const path = join(folder, `${name}.csv`);
  const { atime, mtime } = statSync(path);
  const rows = readFileSync(path, 'utf8').trimEnd().split('\n');
  const place = random.int(1, rows.length - 1);
  if (random.chance(0.3)) rows.push(rowOf(random, rows.length - 1));
  else rows[place] = rowOf(random, place - 1);
  const text = `${rows.join('\n')}\n`;
  if (random.chance(0.5)) writeFileSync(path, text);
  else {
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  }
  if (random.chance(0.7)) utimesSync(path, atime, mtime);
}

/** Damaged, truncated, swapped, half removed, or writable for others. */
function changeKept({ folder, random }: World): void {
  const values = join(folder, '.segment/cache/values');
  const all = existsSync(values) ? readdirSync(values).map((name) => join(values, name)) : [];
  const places = all.filter((each) => existsSync(join(each, 'values.parquet')));
  if (places.length === 0) return;
  const [place, other] = [random.pick(places), random.pick(places)];
  const file = join(place, 'values.parquet');
  const said = join(place, 'values.json');
  const text = existsSync(said) ? readFileSync(said, 'utf8') : '';
  const bytes = readFileSync(file);
  random.pick([
    () => truncateSync(file, random.int(0, bytes.length)),
    () => {
      const at = random.int(0, bytes.length - 1);
      bytes[at] = bytes[at]! ^ (1 << random.int(0, 7));
      writeFileSync(file, bytes);
    },
    () => writeFileSync(file, readFileSync(join(other, 'values.parquet'))),
    () => writeFileSync(said, text.slice(0, random.int(0, 200))),
    () => writeFileSync(said, '{"columns":[{}],"file":{}}'),
    () => rmSync(random.pick([file, said]), { force: true }),
    () => chmodSync(place, 0o777),
    () => rmSync(values, { recursive: true }),
  ])();
}

async function ask(world: World) {
  const { folder, random, options } = world;
  const run = world.shop.programs[world.version]!;
  const at = ['--as-of', options.asOf];
  const given = [...at, '--param', `days=${options.days}d`];
  const words = random.weighted<readonly string[]>([
    [4, () => ['count', 'segments/all.yaml', '--format', 'csv', ...given]],
    [4, () => ['run', 'segments/all.yaml', '--format', 'csv', ...given]],
    [1, () => ['explain', 's1', '--format', 'csv', ...given]],
    [1, () => ['explain', 's0', '--id', 'c105', '--format', 'csv', ...given]],
    [1, () => ['kpis', 's2', '--format', 'csv', ...at]],
    [1, () => ['rfm', '--format', 'csv', ...at]],
  ]);
  const kept = await run([...words, '--verbose', '--threads', '1'], { cwd: folder });
  const plain = await answerPlainly(words, world);
  return {
    words,
    isSame: kept.code === plain.code && kept.out === plain.out,
    isHit: /cache: [1-9]\d* of \d+ values/.test(kept.err),
  };
}

/** Of the same words about the same project and rows a program has one answer, which needs nothing kept. */
async function answerPlainly(
  words: readonly string[],
  { folder, answers, shop: { programs }, version }: World,
): Promise<Answered> {
  const files = readdirSync(folder).filter((name) => /\.(csv|yaml)$/.test(name));
  const texts = [...files, 'segments/all.yaml'].map((name) => readFileSync(join(folder, name)));
  const state = createHash('sha256').update(JSON.stringify([version, words]));
  for (const text of texts) state.update(text);
  const key = state.digest('hex');
  const run = programs[version]!;
  const answer = answers.get(key) ?? (await run([...words, '--no-cache', '--threads', '1'], { cwd: folder }));
  answers.set(key, answer);
  return answer;
}
