/** `npm run conformance -- --engines postgres,clickhouse --generated 20 --seed 1 --only cases`. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Dialect } from '../../src/sql/dialect.ts';
import { dialects } from '../../src/sql/dialects/index.ts';
import { openBigquery } from './bigquery.ts';
import { openClickhouse } from './clickhouse.ts';
import { checkDriver } from './drivers.ts';
import { openDuckdb } from './duckdb.ts';
import type { Engine, SourceTable } from './engine.ts';
import { tablesThatMove } from './moving-rows.ts';
import { type Mutation, mutationsOf } from './mutations.ts';
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
const loaded = new Map<string, string>();
const engines: Engine[] = [];
for (const name of values.engines.split(',')) {
  const engine = await openEngine(name);
  if (engine) engines.push(engine);
  else console.error(`without ${name}: it is not installed`);
}

const REFUSED = 'test/conformance/refused.txt';
const tally = { projects: 0, segments: 0, queries: 0, refused: 0, differ: 0 };
try {
  if (values.mutations) await mutate();
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

function dialectOf({ dialect }: Engine): Dialect {
  return dialects.find(({ name }) => name === dialect)!;
}

/**
 * Each spelling of each dialect put wrong, until one of its engines finds other lists by it: of `constructs.yaml`, else
 * of a golden case. What is seen nowhere is said, and what no query names.
 */
async function mutate(): Promise<void> {
  const asked = new Set(engines.map(dialectOf));
  const left = new Map([...asked].map((dialect) => [dialect, mutationsOf(dialect)]));
  const named = new Set<string>();
  for (const project of [constructs(), ...goldenCases()]) {
    const expected = await membersOf(project);
    if (expected) {
      await withProject(project, async (opened) => {
        for (const engine of engines) {
          const dialect = dialectOf(engine);
          const looking = { engine, opened, expected, project, named };
          left.set(dialect, await unseen(left.get(dialect)!, looking));
        }
      });
    }
    rmSync(project.folder, { recursive: true, force: true });
    const counts = [...left].map(([{ name }, mutations]) => `${name} ${mutations.length}`);
    console.error(`not seen after ${project.name}: ${counts.join(', ')}`);
  }
  for (const [dialect, mutations] of left)
    for (const { name } of mutations) {
      const isNamed = named.has(`${dialect.name} ${name}`);
      if (isNamed) tally.differ += 1;
      console.log(`${dialect.name}: ${name} put wrong is ${isNamed ? 'not seen' : 'named by no query'}`);
    }
}

interface Looking {
  readonly engine: Engine;
  readonly opened: Opened;
  readonly expected: readonly string[];
  readonly project: GivenProject;
  /** `dialect mutation` of those that changed a query. */
  readonly named: Set<string>;
}

async function unseen(mutations: readonly Mutation[], looking: Looking): Promise<readonly Mutation[]> {
  const { engine, opened, expected, project, named } = looking;
  const right = await opened.sqlOf({ ...dialectOf(engine) });
  if (right.sql === undefined || mutations.length === 0) return mutations;
  const asked = expected.filter((row) => right.segments.has(row.slice(0, row.indexOf(','))));
  if (
    await unloadable(
      engine,
      opened.tables.filter(({ name }) => right.sql!.includes(name)),
    )
  )
    return mutations;
  const difference = await differenceOn(engine, right.sql, asked);
  if (difference !== undefined) throw new Error(`${engine.name}: ${project.name}: ${difference}`);
  const left: Mutation[] = [];
  for (const mutation of mutations) {
    const { sql } = await opened.sqlOf(mutation.dialect);
    if (sql === right.sql) {
      left.push(mutation);
      continue;
    }
    tally.queries += 1;
    named.add(`${engine.dialect} ${mutation.name}`);
    if (sql !== undefined && (await differenceOn(engine, sql, asked)) === undefined) left.push(mutation);
  }
  return left;
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
  const placed = engines.filter(({ place }) => place);
  const shop = constructs();
  await withProject(shop, async ({ tables }) => {
    for (const engine of placed) for (const table of tables) await engine.load(table);
  });
  loaded.clear();
  const check = async (engine: Engine): Promise<void> => {
    const found = await checkDriver(await engine.place!());
    tally.differ += found.length;
    for (const line of [...found, `${engine.name}: ${found.length} of what its driver has to do differ`])
      console.log(line);
  };
  await Promise.all(placed.map(check));
  rmSync(shop.folder, { recursive: true, force: true });
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
  const held = await unloadable(engine, read);
  if (held !== undefined) {
    refusals.add(`${name}: ${held}`);
    return;
  }
  const difference = await differenceOn(engine, sql, asked);
  if (difference === undefined) return;
  tally.differ += 1;
  console.log(`${engine.name}: ${name}: ${difference}`);
}

async function differenceOn(
  engine: Engine,
  sql: string,
  expected: readonly string[],
): Promise<string | undefined> {
  try {
    const rows = (await engine.keys(sql)).map(([segment, key]) => ({
      segment,
      key,
      line: `${segment},${key}`,
    }));
    const found = rows.map(({ line }) => line).sort();
    const [missing, more] = [without(expected, found), without(found, expected)];
    if (missing.length + more.length === 0 && found.length === expected.length) return outOfOrder(rows);
    return `missing ${missing.slice(0, 8).join(' ')}; too many ${more.slice(0, 8).join(' ')}`;
  } catch (error) {
    return `failed: ${firstOf(error)}`;
  }
}

/** Where rows are not by the bytes of the segment's name and the key. */
function outOfOrder(rows: readonly { readonly segment: string; readonly key: string }[]): string | undefined {
  const bytes = (row: (typeof rows)[number]) => Buffer.from(`${row.segment}\0${row.key}`);
  const late = rows.find(
    (row, index) => index > 0 && Buffer.compare(bytes(rows[index - 1]!), bytes(row)) > 0,
  );
  return late && `out of order: ${late.segment},${late.key}`;
}

/** The table that the engine cannot hold; undefined when all stand there. */
async function unloadable(engine: Engine, tables: readonly SourceTable[]): Promise<string | undefined> {
  for (const table of tables) {
    const place = `${engine.name} ${table.name}`;
    if (loaded.get(place) === table.digest) continue;
    loaded.delete(place);
    try {
      await engine.load(table);
    } catch (error) {
      return `${engine.dialect} cannot hold \`${table.name}\`: ${/[A-Z_]{9,}/.exec(firstOf(error))?.[0] ?? firstOf(error)}`;
    }
    loaded.set(place, table.digest);
  }
  return undefined;
}

function firstOf(error: unknown): string {
  return String((error as Error).message).slice(0, 600);
}

function without(rows: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return rows.filter((row) => !known.has(row));
}
