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
import type { NetConnectOpts } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { shopOfConstructs } from '../sql/constructs.ts';
import { type CuttableProxy, openProxy, openSilence } from './proxy.ts';

/** Variables of the environment. */
export type Address = Readonly<Record<string, string>>;

export interface Place {
  readonly type: 'postgres' | 'clickhouse' | 'bigquery';
  /** What else the project file says of the engine. */
  readonly entry?: string;
  /** `ENGINE_URL` and who asks, where a connection to the port is one to the engine. */
  readonly address: (port: number) => Address;
  /** The address with a password that is not the user's, where passwords are looked at. */
  readonly refused?: Address;
  readonly target: NetConnectOpts;
  /** Where tables can be made. */
  readonly tables?: Tables;
  /** Where a query can be ended. */
  readonly slow?: {
    /** Makes a view of `orders` that takes about two seconds. */
    readonly make: () => Promise<unknown>;
    /** Whether a query of the program's that reads the view runs there. */
    readonly isActive: () => Promise<boolean>;
    /** How the program's query is ended from the other side, where that can be done, and what is said then. */
    readonly ends?: readonly (readonly [end: () => Promise<unknown>, says: RegExp])[];
  };
}

interface Tables {
  readonly run: (sql: string) => Promise<unknown>;
  /** The first two columns of the rows, as text. */
  readonly keys: (sql: string) => Promise<readonly (readonly [string, string])[]>;
  /** Makes `other`, which holds no lists. */
  readonly other: string;
  /** Where rights go with a table: gives those of reading to `readers` in advance, and asks whether they have them. */
  readonly rights?: readonly [give: string, ask: string];
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** What differs from what has to be, a line each. */
export async function checkDriver(place: Place): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'segment-conformance-'));
  const proxy = await openProxy(place.target);
  const shop: Shop = { folder, place, address: place.address(proxy.port) };
  try {
    writeProject(folder, place);
    const silence = silent(shop);
    return [
      ...(await differences(shop)),
      ...(await commands(shop)),
      ...(await failures(shop)),
      ...(await rowsAskedFor(shop)),
      ...(place.tables ? await keptThere(shop, place.tables) : []),
      ...(place.tables ? await provedThere(shop) : []),
      ...(await cuts(shop)),
      ...(await interruptions(shop, proxy)),
      ...(await silence),
    ];
  } finally {
    await proxy.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Shop {
  readonly folder: string;
  readonly place: Place;
  readonly address: Address;
}

/** The same definitions over files and, where there is a place, over its tables. */
export function writeProject(folder: string, place?: Place): void {
  shopOfConstructs(folder);
  const given = readFileSync('test/sql/constructs.yaml', 'utf8').split('\n');
  // The last is of times that stand in a column of days there.
  const unsaid = /name: (own-sql|patterns-of-few|picked|sent-at-night), /;
  mkdirSync(join(folder, 'segments'));
  writeFileSync(join(folder, 'segments/all.yaml'), given.filter((line) => !unsaid.test(line)).join('\n'));
  // Of every type of a column one, as they come back: lists that hold what has to be written in another way too.
  writeFileSync(
    join(folder, 'segments/columns.yaml'),
    'segments:\n  - { name: with-columns, where: { interests: { set: true } }, columns: [interests, credit, rating, signed_up_at, email, spend, first_order_at] }\n  - { name: with-clicks, where: { emails: { where: { kind: clicked }, count: { gte: 1 } } } }\n',
  );
  const config = join(folder, 'segment.config.yaml');
  const files = readFileSync(config, 'utf8').replace('segments: segments.yaml', 'segments: segments/*.yaml');
  rmSync(config);
  const tables = files
    .replaceAll(/file: (\w+)\.csv/g, 'table: $1')
    .replace(/, columns: \{.*\} \}/, ' }')
    .replace(/ {2}columns:\n( {4}.*\n)+/, '')
    .replace(/ {4}source_timezone: UTC\n/, '');
  const history = (name: string): string => `\nhistory: ${name}.duckdb\n`;
  writeFileSync(join(folder, 'files.yaml'), `${files}${history('files')}`);
  if (!place) return;
  const { type, entry = '' } = place;
  const engine = `engine: { type: ${type}, url: "\${ENGINE_URL}"${entry} }`;
  writeFileSync(join(folder, 'tables.yaml'), `${engine}\n${tables}${history('tables')}`);
  symlinkSync(resolve('test/conformance/node_modules'), join(folder, 'node_modules'));
}

/** Also by a query of more than 256 KiB, the longest that ClickHouse reads unless it is told to. */
async function differences({ folder, place, address }: Shop): Promise<readonly string[]> {
  const run = ['run', 'segments', '--format', 'csv', '--quiet', '--project'];
  const keys = Array.from({ length: 30_000 }, (_, n) => `k${n}-of-many`).join(', ');
  writeFileSync(
    join(folder, 'segments/long.yaml'),
    `segments:\n  - { name: long, where: { customer_id: { in: [c1, c3, ${keys}] } } }\n`,
  );
  const here = await segment(folder, address, ...run, 'files.yaml');
  const there = await segment(folder, address, ...run, 'tables.yaml');
  rmSync(join(folder, 'segments/long.yaml'));
  if (here.code === 0 && here.out === there.out && /^long,c1/m.test(here.out)) return [];
  return [
    `run on ${place.type}: exit ${there.code}, ${here.err} ${there.err} ${linesOf(here.out, there.out)}`,
  ];
}

function linesOf(before: string, after: string): string {
  const [a, b] = [before, after].map((text) => new Set(text.split('\n')));
  return [...a!]
    .filter((line) => !b!.has(line))
    .slice(0, 5)
    .join('; ');
}

async function failures({ folder, place, address }: Shop): Promise<readonly string[]> {
  const tables = readFileSync(join(folder, 'tables.yaml'), 'utf8');
  const wrong: readonly (readonly [
    name: string,
    project: string,
    to: Address,
    code: number,
    says: RegExp,
  ])[] = [
    ['nobody there', tables, place.address(1), 3, /there is no answer from/],
    ...(place.refused === undefined
      ? []
      : [['a refused password', tables, place.refused, 3, /refuses the user or the password/] as const]),
    ['no such table', tables.replace('table: orders', 'table: ordres'), address, 2, /has no table `ordres`/],
    [
      'another type',
      tables.replace('time: ordered_at', 'time: channel'),
      address,
      2,
      /`channel` of `orders` is the time, and .* type text/,
    ],
    ['no such column', tables.replace('value: total', 'value: totall'), address, 2, /no column `totall`/],
  ];
  const found: string[] = [];
  for (const [name, project, to, code, says] of wrong) {
    writeFileSync(join(folder, 'wrong.yaml'), project);
    const ended = await segment(folder, to, 'run', 'segments', '--out', 'lists/', '--project', 'wrong.yaml');
    const isRight = ended.code === code && says.test(ended.err) && isNothing(folder, ended);
    if (!isRight) found.push(`${name} on ${place.type}: exit ${ended.code}, ${ended.err}`);
  }
  return found;
}

/** Whoever takes the connection and says nothing, or nothing more, is given up after a while, beside all else. */
async function silent(shop: Shop): Promise<readonly string[]> {
  const welcome = shop.place.type === 'postgres' ? [LOGGED_IN] : [];
  return (await Promise.all([undefined, ...welcome].map((bytes) => silentAfter(bytes, shop)))).flat();
}

/** `AuthenticationOk`: https://www.postgresql.org/docs/current/protocol-message-formats.html */
const LOGGED_IN = Buffer.from('520000000800000000', 'hex');

async function silentAfter(
  welcome: Uint8Array | undefined,
  { folder, place }: Shop,
): Promise<readonly string[]> {
  const { port, close } = await openSilence(welcome);
  const words = ['run', 'segments', '--out', 'silent/', '--project', 'tables.yaml'];
  const begun = performance.now();
  const { code, err } = await segment(folder, place.address(port), ...words);
  const seconds = Math.round((performance.now() - begun) / 1000);
  await close();
  const isSaid = code === 3 && /there is no answer from/.test(err) && !existsSync(join(folder, 'silent'));
  if (isSaid && seconds < MOST_SECONDS) return [];
  return [
    `no answer on ${place.type}${welcome ? ' after the login' : ''}: exit ${code} in ${seconds} s, ${err}`,
  ];
}

/** Of an answer that is waited for 20, beside other work: packages that ask again would take a minute. */
const MOST_SECONDS = 40;

/** What is made of values of customers, and of rows that are counted there. */
const asked = [
  'explain best --id c1',
  'rfm',
  'cohorts --by signed_up_at --period 30d --kind until --split country',
  'cohorts --measure revenue --long --period week --week-start sunday',
  'kpis segments/all.yaml',
  'diff best --from 2026-05-31 --to 2026-06-30',
  'run segments --record --format csv',
  'history best',
  'predict',
].map((words) => words.split(' '));

/** What is answered over files, which is the same for every engine. */
let overFiles: Promise<readonly Ended[]> | undefined;

async function answers({ folder, address }: Shop, project: string): Promise<readonly Ended[]> {
  const found: Ended[] = [];
  for (const words of asked) found.push(await segment(folder, address, ...words, '--project', project));
  return found;
}

async function commands(shop: Shop): Promise<readonly string[]> {
  overFiles ??= answers(shop, 'files.yaml');
  const [here, there] = await Promise.all([overFiles, answers(shop, 'tables.yaml')]);
  return asked.flatMap((words, index) => {
    const [a, b] = [here[index]!, there[index]!];
    if (a.code === 0 && b.code === 0 && a.out !== '' && figuresOf(a.out) === figuresOf(b.out)) return [];
    return [
      `${words.join(' ')} on ${shop.place.type}: exit ${b.code}, ${linesOf(a.out, b.out)} ${a.err} ${b.err}`,
    ];
  });
}

/** Without zeros at the end of decimals, of which not every engine says how many there are. */
const figuresOf = (text: string): string =>
  text.replaceAll(/(\.\d*?)0+(?!\d)/g, '$1').replaceAll(/\.(?!\d)/g, '');

/** Commands that need rows here say what they read, and that it stays there; one that can do without says what it leaves out. */
async function rowsAskedFor({ folder, place, address }: Shop): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [words, wanted, says] of [
    ['doctor', 2, /`segment doctor` reads single rows of every table, which stay in/],
    ['export best --to meta', 2, /`segment export` reads addresses and consents of customers, which stay in/],
    ['profile best --min-cell 2', 0, /without `predicted`: what a model finds out here, .* cannot read/],
  ] as const) {
    const { code, err } = await segment(folder, address, ...words.split(' '), '--project', 'tables.yaml');
    if (code !== wanted || !says.test(err)) found.push(`${words} on ${place.type}: exit ${code}, ${err}`);
  }
  return found;
}

/** `--into` makes a table of the lists, and `sql --into` the same one; nothing else is replaced. */
async function keptThere(
  { folder, place, address }: Shop,
  { run, keys, other, rights }: Tables,
): Promise<readonly string[]> {
  const found: string[] = [];
  const note = (what: string, { code, err }: Ended, isRight: boolean): void => {
    if (!isRight) found.push(`${what} on ${place.type}: exit ${code}, ${err}`);
  };
  if (rights) await run(rights[0]);
  const words = ['segments', '--project', 'tables.yaml'];
  const rows = () => rowsKept(keys);
  const wanted = keysIn(await segment(folder, address, 'run', ...words, '--format', 'csv', '--quiet'));
  const made = await segment(folder, address, 'run', ...words, '--into', KEPT);
  note('run --into', made, made.code === 0 && wanted !== '' && (await rows()) === wanted);
  const sizes = (parse(made.out) as string[][]).slice(1).map(([, size]) => Number(size));
  note('its summary', made, sizes.reduce((sum, size) => sum + size, 0) === wanted.split('\n').length);
  const printed = await segment(folder, address, 'sql', ...words, '--into', KEPT);
  const again = await segment(folder, address, 'run', 'best', ...words.slice(1), '--into', KEPT);
  note('in its place', again, again.code === 0 && (await rows()) === wanted.match(/^best,.*$/gm)?.join('\n'));
  if (rights) {
    const [[, may] = []] = await keys(rights[1]);
    note('rights on the table in its place', again, String(may) === 'true');
  }
  await run(printed.out);
  note('sql --into', printed, printed.code === 0 && (await rows()) === wanted);
  for (const [table, says] of [
    ['orders', /would replace a table of the project/],
    ['other', /would replace a table that holds no lists/],
  ] as const) {
    await run('DROP TABLE IF EXISTS other').then(() => run(other));
    const refused = await segment(folder, address, 'run', ...words, '--into', table);
    note(`--into ${table}`, refused, refused.code === 2 && says.test(refused.err));
  }
  return found;
}

/** `segment conformance` sends the files' tables there, and finds every list the same; nothing of it is left. */
async function provedThere({ folder, place, address }: Shop): Promise<readonly string[]> {
  const words = ['segments', '--project', 'files.yaml', '--engine', place.type, '--format', 'csv'];
  const { code, out, err } = await segment(folder, address, 'conformance', ...words);
  const [, ...rows] = parse(out) as string[][];
  const odd = rows.filter(([, , result, , missing, more]) => `${result} ${missing} ${more}` !== 'same 0 0');
  if (code === 0 && rows.length > 30 && odd.length === 0) return [];
  return [`conformance on ${place.type}: exit ${code}, ${rows.length} lists, ${err} ${odd.join('; ')}`];
}

const KEPT = 'lists_there';

const sorted = (keys: readonly (readonly string[])[]): string =>
  keys
    .map(([segment, key]) => `${segment},${key}`)
    .sort()
    .join('\n');

/** `segment,key` of the rows of a list, a line each. */
const keysIn = ({ out }: Ended): string => sorted((parse(out, { bom: true }) as string[][]).slice(1));

const rowsKept = async (keys: Tables['keys']): Promise<string> =>
  sorted(await keys(`SELECT segment, customer_id FROM ${KEPT}`));

/** No list, no half of one, and no word of the address. */
function isNothing(folder: string, { err }: Ended): boolean {
  const lists = join(folder, 'lists');
  const isBare = !existsSync(lists) || readdirSync(lists).length === 0;
  return isBare && !/password of tests|%20password|:\/\//.test(err);
}

/** The connection ends behind a part of the bytes of a whole answer, rows of a list included. */
async function cuts({ folder, place }: Shop): Promise<readonly string[]> {
  const found: string[] = [];
  const words = ['run', 'segments', '--out', 'lists/', '--project', 'tables.yaml'];
  const whole = await openProxy(place.target);
  const ended = await segment(folder, place.address(whole.port), ...words);
  if (ended.code !== 0) found.push(`through a proxy on ${place.type}: exit ${ended.code}, ${ended.err}`);
  rmSync(join(folder, 'lists'), { recursive: true, force: true });
  await whole.close();
  for (const part of [0.5, 0.95]) {
    const proxy = await openProxy(place.target);
    proxy.cutAfter(Math.round(whole.sent() * part));
    const cut = await segment(folder, place.address(proxy.port), ...words);
    const isSaid = /ended before the answer did|there is no answer from/.test(cut.err);
    if (cut.code !== 3 || !isSaid || !isNothing(folder, cut))
      found.push(`cut at ${part} on ${place.type}: exit ${cut.code}, ${cut.err}`);
    rmSync(join(folder, 'lists'), { recursive: true, force: true });
    await proxy.close();
  }
  return found;
}

/** Slow is right; the server ends while it works, and somebody interrupts: no list is left, and nothing runs on there. */
async function interruptions(
  { folder, place, address }: Shop,
  proxy: CuttableProxy,
): Promise<readonly string[]> {
  if (!place.slow) return [];
  const { make, isActive, ends = [] } = place.slow;
  await make();
  const tables = readFileSync(join(folder, 'tables.yaml'), 'utf8');
  writeFileSync(join(folder, 'slow.yaml'), tables.replace('table: orders', 'table: slow'));
  const words = ['run', 'segments', '--out', 'lists/', '--project', 'slow.yaml'];
  const found: string[] = [];
  const note = (what: string, ended: Ended, isRight: boolean): void => {
    if (!isRight || !isNothing(folder, ended))
      found.push(`${what} on ${place.type}: exit ${ended.code}, ${ended.err}`);
  };
  const begun = async (): Promise<void> => {
    for (let tries = 0; tries < 400 && !(await isActive()); tries += 1) await pause(50);
    await pause(300);
  };
  const interruptedInto = async ({ keys }: Tables): Promise<void> => {
    const best = await segment(folder, address, 'run', 'best', ...words.slice(4), '--into', KEPT);
    const before = await rowsKept(keys);
    const replacing = start(folder, address, [...words.slice(0, 2), '--into', KEPT, ...words.slice(-2)]);
    await begun();
    replacing.child.kill('SIGINT');
    const kept = await replacing.ended;
    await pause(500);
    // A server that cannot end the query makes the whole table; half of one there never is.
    const isOneOf = [before, keysIn(slow)].includes(await rowsKept(keys));
    note('an interrupt of --into', kept, best.code === 0 && kept.code === 130 && isOneOf);
  };
  const slow = await segment(folder, address, 'run', 'segments', '--format', 'csv', '--project', 'slow.yaml');
  note('slow', slow, slow.code === 0);
  const stopped = start(folder, address, words);
  await begun();
  stopped.child.kill('SIGINT');
  const interrupted = await stopped.ended;
  await pause(500);
  note('an interrupt', interrupted, interrupted.code === 130 && !(await isActive()));
  if (place.tables) await interruptedInto(place.tables);
  for (const [end, says] of ends) {
    const ended = segment(folder, address, ...words);
    await begun();
    await end();
    const told = await ended;
    note(`ended there (${says.source})`, told, told.code === 3 && says.test(told.err));
  }
  const lost = segment(folder, address, ...words);
  await begun();
  proxy.cutAfter(0);
  const killed = await lost;
  note('a killed server', killed, killed.code === 3 && /ended before the answer did/.test(killed.err));
  return found;
}

const pause = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds));

function segment(folder: string, address: Address, ...words: readonly string[]): Promise<Ended> {
  return start(folder, address, words).ended;
}

function start(folder: string, address: Address, words: readonly string[]) {
  const child = spawn(process.execPath, [resolve('bin/segment.js'), ...words], {
    cwd: folder,
    env: { ...process.env, ...address, SEGMENT_ENGINE_URL: address['ENGINE_URL'] },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  const ended = new Promise<Ended>((done) => child.on('close', (code) => done({ code, out, err })));
  return { child, ended };
}
