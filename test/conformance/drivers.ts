/** `segment run` with `engine:`, as people run it: the lists of DuckDB, and what is said when something is wrong. */
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface Place {
  readonly type: 'postgres' | 'clickhouse';
  readonly url: string;
  /** Runs a statement there. */
  readonly run: (sql: string) => Promise<unknown>;
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** What differs from what has to be, a line each. */
export async function checkDriver(place: Place): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'segment-conformance-'));
  try {
    writeProject(folder, place.type);
    const found = [...(await differences(folder, place)), ...(await failures(folder, place))];
    return place.type === 'postgres' ? [...found, ...(await interruptions(folder, place))] : found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same definitions over files and over tables. */
function writeProject(folder: string, type: string): void {
  const source = 'test/cases/_project';
  for (const file of readdirSync(source).filter((name) => name.endsWith('.csv')))
    writeFileSync(join(folder, file), readFileSync(join(source, file)));
  writeFileSync(join(folder, 'customers.csv'), readFileSync('test/sql/constructs/customers.csv'));
  const given = readFileSync('test/sql/constructs.yaml', 'utf8').split('\n');
  const unsaid = /name: (own-sql|patterns-of-few|picked), /;
  mkdirSync(join(folder, 'segments'));
  writeFileSync(join(folder, 'segments/all.yaml'), given.filter((line) => !unsaid.test(line)).join('\n'));
  const files = readFileSync(join(source, 'segment.config.yaml'), 'utf8').replace(
    'segments: segments.yaml',
    'segments: segments/*.yaml',
  );
  const tables = files
    .replaceAll(/file: (\w+)\.csv/g, 'table: $1')
    .replace(/ {2}columns:\n( {4}.*\n)+/, '')
    .replace(/ {4}source_timezone: UTC\n/, '');
  writeFileSync(join(folder, 'files.yaml'), files);
  writeFileSync(join(folder, 'tables.yaml'), `engine: { type: ${type}, url: "\${ENGINE_URL}" }\n${tables}`);
  symlinkSync(resolve('test/conformance/node_modules'), join(folder, 'node_modules'));
}

async function differences(folder: string, place: Place): Promise<readonly string[]> {
  const run = ['run', 'segments', '--format', 'csv', '--quiet', '--project'];
  const here = await segment(folder, place.url, ...run, 'files.yaml');
  const there = await segment(folder, place.url, ...run, 'tables.yaml');
  if (here.code === 0 && here.out === there.out) return [];
  return [`run on ${place.type}: exit ${there.code}, ${there.err} ${linesOf(here.out, there.out)}`];
}

function linesOf(before: string, after: string): string {
  const [a, b] = [before, after].map((text) => new Set(text.split('\n')));
  return [...a!]
    .filter((line) => !b!.has(line))
    .slice(0, 5)
    .join('; ');
}

async function failures(folder: string, { type, url }: Place): Promise<readonly string[]> {
  const tables = readFileSync(join(folder, 'tables.yaml'), 'utf8');
  const wrong: readonly (readonly [
    name: string,
    project: string,
    url: string,
    code: number,
    says: RegExp,
  ])[] = [
    [
      'nobody there',
      tables,
      url.replace(/:\d+/, ':1').replace(/%2F[^/]*/, '127.0.0.1:1'),
      3,
      /there is no answer from/,
    ],
    ['no such table', tables.replace('table: orders', 'table: ordres'), url, 2, /has no table `ordres`/],
    [
      'another type',
      tables.replace('time: ordered_at', 'time: channel'),
      url,
      2,
      /`channel` of `orders` is the time, and .* type text/,
    ],
    ['no such column', tables.replace('value: total', 'value: totall'), url, 2, /no column `totall`/],
  ];
  const found: string[] = [];
  for (const [name, project, to, code, says] of wrong) {
    writeFileSync(join(folder, 'wrong.yaml'), project);
    const ended = await segment(folder, to, 'run', 'segments', '--out', 'lists/', '--project', 'wrong.yaml');
    const isRight = ended.code === code && says.test(ended.err) && !existsSync(join(folder, 'lists'));
    if (!isRight) found.push(`${name} on ${type}: exit ${ended.code}, ${ended.err}`);
  }
  return found;
}

/** The connection ends while rows come, and somebody interrupts: no list is left, and nothing runs on there. */
async function interruptions(folder: string, { url, run }: Place): Promise<readonly string[]> {
  await run('CREATE OR REPLACE VIEW slow AS SELECT o.* FROM orders AS o, pg_sleep(2)');
  const tables = readFileSync(join(folder, 'tables.yaml'), 'utf8');
  writeFileSync(join(folder, 'slow.yaml'), tables.replace('table: orders', 'table: slow'));
  const words = ['run', 'segments', '--out', 'lists/', '--project', 'slow.yaml'];
  const running = (what: string) =>
    `SELECT ${what} FROM pg_stat_activity WHERE application_name = 'segment' AND state = 'active'`;
  const isActive = async (): Promise<boolean> =>
    ((await run(running('1'))) as { rows: unknown[] }).rows.length > 0;
  const begun = async (): Promise<void> => {
    for (let tries = 0; tries < 400 && !(await isActive()); tries += 1) await pause(50);
    await pause(300);
  };
  const lost = segment(folder, url, ...words);
  await begun();
  await run(running('pg_terminate_backend(pid)'));
  const ended = await lost;
  const found: string[] = [];
  if (ended.code !== 3 || !/ended before the answer did/.test(ended.err))
    found.push(`a lost connection: exit ${ended.code}, ${ended.err}`);
  const stopped = segment(folder, url, ...words, INTERRUPT);
  await begun();
  interrupt();
  const { code } = await stopped;
  await pause(500);
  if (code !== 130 || (await isActive()))
    found.push(`an interrupt: exit ${code}, running on: ${await isActive()}`);
  if (existsSync(join(folder, 'lists')) && readdirSync(join(folder, 'lists')).length > 0)
    found.push(`left behind: ${readdirSync(join(folder, 'lists')).join(', ')}`);
  return found;
}

const INTERRUPT = 'interrupt me';
let interrupt: () => void = () => undefined;
const pause = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds));

function segment(folder: string, url: string, ...words: readonly string[]): Promise<Ended> {
  const given = words.filter((word) => word !== INTERRUPT);
  const child = spawn(process.execPath, [resolve('bin/segment.js'), ...given], {
    cwd: folder,
    env: { ...process.env, ENGINE_URL: url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (given.length < words.length) interrupt = () => void child.kill('SIGINT');
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  return new Promise((done) => child.on('close', (code) => done({ code, out, err })));
}
