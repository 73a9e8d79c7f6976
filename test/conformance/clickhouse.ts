/** ClickHouse within this process, as chDB has it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HttpInterface, PASSWORD, serveClickhouse, USER } from './clickhouse-http.ts';
import type { Place } from './drivers.ts';
import type { Engine, SchemaShape } from './engine.ts';
import type { ExportedColumn, Fit } from './exported.ts';
import type { PlanNode } from './moving-rows.ts';
import { load } from './packages.ts';

interface Session {
  queryAsync(
    sql: string,
    options?: object,
  ): Promise<{ json(): unknown; text(): string; bytes(): Uint8Array }>;
  close(): void;
}

const TYPES: readonly (readonly [RegExp, string])[] = [
  [/\[\]$/, 'Array(String)'],
  [/^VARCHAR/, 'String'],
  [/^(BIGINT|INTEGER|SMALLINT|TINYINT|UINTEGER)$/, 'Int64'],
  [/^UBIGINT$/, 'UInt64'],
  [/^HUGEINT$/, 'Decimal(38, 0)'],
  [/^DECIMAL\((\d+),\s*(\d+)\)/, 'Decimal($1, $2)'],
  [/^(DOUBLE|FLOAT)$/, 'Float64'],
  [/^BOOLEAN$/, 'Bool'],
  [/^DATE$/, 'Date32'],
  [/^TIMESTAMP/, "DateTime64(6, 'Asia/Tokyo')"],
];

/** A zone that is not ours, and NULL in other ways, as a session may be set. */
const AS_FOUND = [
  "session_timezone = 'America/New_York'",
  'transform_null_in = 1',
  'least_greatest_legacy_null_behavior = 1',
  'aggregate_functions_null_for_empty = 1',
];

/** A column that no definition knows, by which a row takes the place of the one before. */
const ROW = 'row_of_tests';

const quoted = (name: string): string => `\`${name.replaceAll('`', '\\`')}\``;

const SHORT: Readonly<Record<Fit, string>> = {
  'whole numbers': 'Int64',
  days: 'Date',
  seconds: "DateTime('Asia/Tokyo')",
};

function typeOf({ type, fits, isFull }: ExportedColumn, shape: SchemaShape): string {
  const [pattern, spelled] = TYPES.find(([candidate]) => candidate.test(type)) ?? [/.*/, type];
  const plain = (pattern.exec(type)![0] as string).replace(pattern, spelled);
  if (plain.startsWith('Array')) return plain;
  if (shape === 'nullable') return `Nullable(${plain})`;
  if (plain === 'String' && !fits) return 'LowCardinality(String)';
  const short = fits ? SHORT[fits] : plain;
  return isFull ? short : `Nullable(${short})`;
}

const wholeNumber = (column: string, isFull: boolean): string => {
  const number = `toInt64OrNull(replaceRegexpAll(${column}, '[\\\\s\\\\v]', ''))`;
  return isFull ? `assumeNotNull(${number})` : number;
};

/** Three shards in one place, asked by themselves. */
export interface Cluster {
  readonly run: (sql: string) => Promise<unknown>;
  readonly rows: (sql: string) => Promise<readonly (readonly unknown[])[]>;
  readonly text: (sql: string) => Promise<string>;
  readonly close: () => void;
}

export function openCluster(): Cluster {
  const { session, folder } = start();
  return {
    run: (sql) => session.queryAsync(sql),
    rows: (sql) => rowsOf(session, sql),
    text: async (sql) => (await session.queryAsync(sql, { format: 'TSVRaw' })).text(),
    close: () => {
      session.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function rowsOf(session: Session, sql: string): Promise<readonly (readonly unknown[])[]> {
  const result = await session.queryAsync(sql, { format: 'JSONCompact' });
  return (result.json() as { readonly data: readonly (readonly unknown[])[] }).data;
}

/** One process has one data directory. */
let opened: { readonly session: Session; readonly folder: string; engines: number } | undefined;

function open(): NonNullable<typeof opened> {
  opened ??= { ...start(), engines: 0 };
  opened.engines += 1;
  return opened;
}

function start(): Pick<NonNullable<typeof opened>, 'session' | 'folder'> {
  const { Session } = load('chdb') as {
    readonly Session: new (path: string, options: { readonly connectionArgs: readonly string[] }) => Session;
  };
  const folder = mkdtempSync(join(tmpdir(), 'segment-clickhouse-'));
  const config = join(folder, 'config.xml');
  writeFileSync(config, CLUSTER);
  return {
    session: new Session(join(folder, 'data'), { connectionArgs: [`--config-file=${config}`] }),
    folder,
  };
}

/** Three shards of this process. */
const CLUSTER = `<clickhouse><tcp_port>9000</tcp_port><remote_servers><three>${'<shard><replica><host>127.0.0.1</host><port>9000</port></replica></shard>'.repeat(3)}</three></remote_servers></clickhouse>`;

/**
 * `isSharded` spreads the rows of each table over three shards, those of one customer too: a shard sees the rows whose
 * digest is its own, and the query names a Distributed table.
 */
export async function openClickhouse(shape: SchemaShape, isSharded = false): Promise<Engine> {
  const { session, folder } = open();
  const name = isSharded ? 'clickhouse-shards' : `clickhouse-${shape}`;
  const [made, stored, shard] = ['made', 'stored', 'shard'].map((part) => quoted(`${part}_${name}`)) as [
    string,
    string,
    string,
  ];
  let http: HttpInterface | undefined;
  const rows = (sql: string) => rowsOf(session, sql);
  const run = (sql: string): Promise<unknown> => session.queryAsync(sql);
  for (const database of isSharded ? [made, stored, shard] : [made]) await run(`CREATE DATABASE ${database}`);
  const [[version]] = (await rows('SELECT version()')) as [[string]];
  return {
    name,
    dialect: 'clickhouse',
    version: `ClickHouse ${version}`,
    async load({ name: given, columns, parquet, isGiven }) {
      const items = columns.map((column) => `${quoted(column.name)} ${typeOf(column, shape)}`);
      const table = `${isSharded ? stored : made}.${quoted(given)}`;
      const read = columns.map(quotedRead);
      const insert = (more: readonly string[]): Promise<unknown> =>
        run(
          `INSERT INTO ${table} SELECT ${[...read, ...more].join(', ')} FROM file('${parquet}', Parquet) SETTINGS session_timezone = 'UTC', max_threads = 1`,
        );
      const make = (columns: readonly string[], engine: string): Promise<unknown> =>
        run(`CREATE OR REPLACE TABLE ${table} (${columns.join(', ')}) ENGINE = ${engine}`);
      if (isGiven) {
        // Every row stands there twice, and has not taken the place of the one before.
        await make([...items, `${ROW} UInt64`], `ReplacingMergeTree ORDER BY ${ROW}`);
        await run(`SYSTEM STOP MERGES ${table}`);
        for (let times = 0; times < 2; times += 1) await insert(['rowNumberInAllBlocks()']);
      } else {
        await make(items, 'MergeTree ORDER BY tuple()');
        await insert([]);
      }
      if (isSharded) await spread(quoted(given));
    },
    ...(isSharded ? { explain } : {}),
    keys: readKeys,
    ...(shape === 'nullable' && !isSharded ? { place } : {}),
    async close() {
      await http?.close();
      opened!.engines -= 1;
      if (opened!.engines > 0) return;
      session.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };

  /** Times are instants here: those of the shop are of its own clock, save those of visits. */
  async function place(): Promise<Place> {
    const times = await rows(
      `SELECT table, name FROM system.columns WHERE database = 'made_${name}' AND table != 'visits' AND type LIKE '%DateTime64%'`,
    );
    for (const [table, column] of times) {
      const [path, time] = [`${made}.${quoted(String(table))}`, quoted(String(column))];
      const moved = `parseDateTime64BestEffortOrNull(toString(toTimeZone(${time}, 'UTC')), 6, 'Europe/Warsaw')`;
      await run(
        `CREATE OR REPLACE TABLE ${path} ENGINE = MergeTree ORDER BY tuple() AS SELECT * REPLACE (${moved} AS ${time}) FROM ${path} SETTINGS final = 1`,
      );
    }
    http = await serveClickhouse(session);
    const { port: own, isReading } = http;
    const address = (port: number, password = PASSWORD) => ({
      ENGINE_URL: `http://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/made_${name}`,
    });
    return {
      type: 'clickhouse',
      address,
      refused: address(own, `not ${PASSWORD}`),
      target: { host: '127.0.0.1', port: own },
      tables: {
        run: asked,
        keys: readKeys,
        other: 'CREATE TABLE other (segment String) ENGINE = Memory',
      },
      slow: {
        make: () =>
          run(
            `CREATE OR REPLACE VIEW ${made}.slow AS SELECT * FROM ${made}.orders WHERE sleepEachRow(0.08) = 0`,
          ),
        isActive: async () => isReading('slow'),
      },
    };
  }

  async function readKeys(sql: string): Promise<readonly (readonly [string, string])[]> {
    await reading();
    const found = await rows(sql.replace(/;\s*$/, ''));
    return found.map(([segment, key]) => [String(segment), String(key)]);
  }

  async function asked(sql: string): Promise<void> {
    await reading();
    await run(sql.replace(/;\s*$/, ''));
  }

  async function reading(): Promise<void> {
    await run(`USE ${made}`);
    await run('SET max_query_size = 0');
    for (const setting of AS_FOUND) await run(`SET ${setting}`);
  }

  async function explain(sql: string): Promise<PlanNode> {
    await reading();
    const asked = `EXPLAIN json = 1, description = 1 ${sql.replace(/;\s*$/, '')}`;
    const answer = (await session.queryAsync(asked, { format: 'TSVRaw' })).text();
    return (JSON.parse(answer) as readonly [{ readonly Plan: PlanNode }])[0].Plan;
  }

  async function spread(table: string): Promise<void> {
    await run(
      `CREATE OR REPLACE VIEW ${shard}.${table} AS SELECT * FROM ${stored}.${table} WHERE cityHash64(toString(tuple(*))) % 3 + 1 = shardNum()`,
    );
    await run(
      `CREATE OR REPLACE TABLE ${made}.${table} AS ${stored}.${table} ENGINE = Distributed(three, ${shard}, ${table}, rand())`,
    );
  }

  function quotedRead(given: ExportedColumn): string {
    const [column, type] = [quoted(given.name), typeOf(given, shape)];
    if (type.includes('Int64') && given.fits) return wholeNumber(column, given.isFull);
    if (type.includes('LowCardinality')) return `ifNull(${column}, '')`;
    return type.startsWith('Array') ? `arrayMap(x -> ifNull(x, ''), ${column})` : column;
  }
}
