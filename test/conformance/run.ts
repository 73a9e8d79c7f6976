/** `npm run conformance -- --engines postgres,clickhouse --generated 20 --seed 1 --only cases`. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Dialect } from '../../src/sql/dialect.ts';
import { openBigquery } from './bigquery.ts';
import { openClickhouse } from './clickhouse.ts';
import { checkDriver, type Place } from './drivers.ts';
import { openDuckdb } from './duckdb.ts';
import { dialectOf, type Engine } from './engine.ts';
import { differenceOn, type Loaded, unloadable, without } from './lists.ts';
import { tablesThatMove } from './moving-rows.ts';
import { mutate } from './mutate.ts';
import { unseenByCommands } from './mutate-commands.ts';
import { openPglite } from './pglite.ts';
import { openPostgres } from './postgres.ts';
import { membersOf, type Opened, withProject } from './product.ts';
import {
  constructs,
  type GivenProject,
  gallery,
  galleryOfFew,
  generated,
  goldenCases,
  ofScale,
} from './projects.ts';

const { values } = parseArgs({
  options: {
    engines: {
      type: 'string',
      default: 'postgres,postgres-18,clickhouse-nullable,clickhouse-idiomatic,clickhouse-shards',
    },
    generated: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    /** No further generated project after so long. */
    seconds: { type: 'string' },
    only: { type: 'string' },
    show: { type: 'boolean', default: false },
    update: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    /** Whether each spelling put wrong is seen, in place of all else. */
    mutations: { type: 'boolean', default: false },
  },
});

const begun = performance.now();
const seconds = (): number => (performance.now() - begun) / 1000;
const most = Number(values.seconds ?? Number.POSITIVE_INFINITY);

/** What dialects refuse, and what engines cannot hold. */
const refusals = new Set<string>();
/** What stands in each engine, by its name and the table's. */
const loaded: Loaded = new Map();
const engines: Engine[] = [];
for (const name of values.engines.split(',')) {
  const engine = await openEngine(name);
  if (engine) engines.push(engine);
  else console.error(`without ${name}: it is not installed`);
}

const REFUSED = 'test/conformance/refused.txt';
const tally = { projects: 0, segments: 0, queries: 0, refused: 0, differ: 0 };
try {
  if (values.mutations) await sayUnseen();
  for await (const project of values.mutations ? [] : projects()) {
    await compare(project);
    if (!values.keep) rmSync(project.folder, { recursive: true, force: true });
  }
  if (!values.mutations && isAsked('scale')) await checkMoving();
  if (!values.mutations && isAsked('drivers')) await compareDrivers();
} finally {
  for (const engine of engines) await engine.close();
}
if (!values.mutations) compareRefusals();
console.log(
  `${tally.projects} projects, ${tally.queries} queries of ${tally.segments} segments on ${engines.map(({ version, name }) => `${version} (${name})`).join(', ')}: ${tally.differ} differ, ${tally.refused} segments refused, in ${seconds().toFixed(0)} s`,
);
process.exitCode = tally.differ === 0 ? 0 : 1;

function openEngine(name: string): Promise<Engine | undefined> {
  if (name === 'duckdb') return openDuckdb();
  if (name === 'postgres') return openPostgres();
  if (name === 'postgres-18') return openPglite();
  if (name === 'bigquery') return openBigquery();
  const shape = name === 'clickhouse-idiomatic' ? 'idiomatic' : 'nullable';
  return openClickhouse(shape, name === 'clickhouse-shards');
}

/** What is refused is refused on purpose: it stands in a file. */
function compareRefusals(): void {
  if (values.only !== undefined) return;
  const known = readFileSync(REFUSED, 'utf8').split('\n').slice(0, -1);
  const found = [...refusals].filter((line) => !line.startsWith('generated')).sort();
  const dialects = new Set(engines.map(({ dialect }) => dialect));
  const asked = known.filter((line) => [...dialects].some((dialect) => line.includes(` ${dialect}`)));
  const others = known.filter((line) => !asked.includes(line));
  if (values.update)
    writeFileSync(
      REFUSED,
      [...others, ...found]
        .sort()
        .map((line) => `${line}\n`)
        .join(''),
    );
  else if (asked.join('\n') !== found.join('\n')) {
    tally.differ += 1;
    for (const line of without(found, asked)) console.log(`refused, and not expected: ${line}`);
    for (const line of without(asked, found)) console.log(`not refused any more: ${line}`);
  }
}

function isAsked(name: string): boolean {
  return values.only === undefined || values.only === name;
}

async function* projects(): AsyncGenerator<GivenProject> {
  yield* goldenCases(values.only);
  if (isAsked('constructs')) yield constructs();
  if (isAsked('gallery')) yield gallery();
  if (isAsked('gallery') && engines.some(({ isSmall }) => isSmall)) yield await galleryOfFew();
  for (let index = 0; index < Number(values.generated) && seconds() < most; index += 1)
    yield await generated(index, Number(values.seed));
}

/** Of each spelling put wrong, what no list shows, and what no query names. */
async function sayUnseen(): Promise<void> {
  const found = await mutate(engines, mutable(), loaded);
  for (const { dialect, all, left: unlisted, named, queries } of found) {
    const engine = engines.find(
      (each) => dialectOf(each) === dialect && (each.place || each.name === 'duckdb'),
    );
    const left = engine ? await unseenByCommands(dialect, unlisted, await placeWithShop(engine)) : unlisted;
    tally.queries += queries;
    for (const { name } of left) {
      tally.differ += 1;
      const how = named.has(name) ? 'not seen' : 'named by no query';
      console.log(`${dialect.name}: ${name} put wrong is ${how}`);
    }
    console.log(`${dialect.name}: ${all - left.length} of ${all} spellings put wrong are seen`);
  }
}

function* mutable(): Generator<GivenProject> {
  if (isAsked('constructs')) yield constructs();
  // First those that name what no shop without models and made tables does.
  for (const name of [
    'references/in_file',
    'rfm/methods',
    'tables/from-events-too',
    'tables/rows-that-make-one',
  ])
    yield* goldenCases(name);
  if (values.only === undefined) yield* goldenCases();
}

/** Shards aggregate what they have, and states alone move: without that of the dialect, rows would. */
async function checkMoving(): Promise<void> {
  const project = ofScale();
  await withProject(project, async (opened) => {
    for (const engine of engines.filter(({ explain }) => explain)) {
      await compareOn(engine, project.name, opened, (await membersOf(project))!);
      const moving = async (dialect: Dialect) =>
        tablesThatMove(await engine.explain!((await opened.sqlOf(dialect)).sql!)).join(', ');
      const { inlines: _, ...apart } = dialectOf(engine);
      const [within, without] = [await moving(dialectOf(engine)), await moving(apart)];
      const isSeen = /customers$/.test(within) && !/orders/.test(within) && /orders/.test(without);
      if (isSeen) continue;
      tally.differ += 1;
      console.log(`${engine.name}: rows of ${within} move, and where they have to of ${without}`);
    }
  });
  rmSync(project.folder, { recursive: true, force: true });
}

/** The shop once more, through `engine:`, on all engines at once. */
async function compareDrivers(): Promise<void> {
  const check = async (engine: Engine): Promise<void> => {
    const found = await checkDriver((await placeWithShop(engine))!);
    tally.differ += found.length;
    for (const line of [...found, `${engine.name}: ${found.length} of what its driver has to do differ`])
      console.log(line);
  };
  await Promise.all(engines.filter(({ place }) => place).map(check));
}

/** Where the program finds the engine, whose tables are now those of the shop. */
async function placeWithShop(engine: Engine): Promise<Place | undefined> {
  if (!engine.place) return undefined;
  const shop = constructs();
  await withProject(shop, async ({ tables }) => {
    for (const table of tables) await engine.load(table);
  });
  loaded.clear();
  const place = await engine.place();
  rmSync(shop.folder, { recursive: true, force: true });
  return place;
}

async function compare(project: GivenProject): Promise<void> {
  const expected = await membersOf(project);
  if (!expected) return;
  tally.projects += 1;
  await withProject(project, async (opened) => {
    const asked = engines.filter(({ isSmall = false }) => !(isSmall ? project.isLarge : project.isPart));
    for (const engine of asked) await compareOn(engine, project.name, opened, expected);
  });
}

async function compareOn(
  engine: Engine,
  name: string,
  { tables, sqlOf }: Opened,
  expected: readonly string[],
): Promise<void> {
  const { sql, segments, refused } = await sqlOf(dialectOf(engine));
  tally.refused += refused.length;
  for (const message of refused) refusals.add(`${name}: ${message}`);
  if (sql === undefined) return;
  tally.queries += 1;
  if (values.show) console.log(sql);
  tally.segments += segments.size;
  const read = tables.filter((table) => sql.includes(table.name));
  const asked = expected.filter((row) => segments.has(row.slice(0, row.indexOf(','))));
  const held = await unloadable(engine, read, loaded);
  if (held !== undefined) {
    refusals.add(`${name}: ${held}`);
    return;
  }
  const difference = await differenceOn(engine, sql, asked);
  if (difference === undefined) return;
  tally.differ += 1;
  console.log(`${engine.name}: ${name}: ${difference}`);
}
