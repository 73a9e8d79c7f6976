/** Commands that write, killed at any moment: what is there afterwards is old and whole or new and whole, and nobody else's. */
import { spawn } from 'node:child_process';
import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Random, randomFrom } from '../oracle/random.ts';
import { wholeProject } from './project.ts';

const program = fileURLToPath(new URL('../../bin/segment.js', import.meta.url));

const OLD = ['--as-of', '2026-05-31'];
const NEW = ['--as-of', '2026-06-30'];

/** Each with the words after the as-of of the state before; all write below `out/` or into `.segment/`. */
const commands: readonly (readonly string[])[] = [
  ['run', 'segments', '--out', 'out/lists/', ...NEW],
  ['run', 'segments', '--out', 'out/lists/', '--record', ...NEW],
  ['run', 'segments', '--out', 'out/all.json', '--no-cache', ...NEW],
  ['export', 'segments', '--to', 'klaviyo', '--out', 'out/export/', ...NEW],
  ['backfill', 'segments', '--from', '2026-03-31', '--to', '2026-06-30', '--every', 'month'],
  ['split', 'trial', '--out', 'out/split.csv', ...NEW],
  ['rfm', '--out', 'out/rfm.parquet', ...NEW],
  ['diff', 'loyal', '--from', '2026-04-30', '--to', '2026-06-30', '--out', 'out/diff.csv'],
  ['forget', 'c1', 'c3'],
  ['cache', 'clean'],
];

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly took: number;
}

export interface Finding {
  readonly seed: number;
  readonly why: string;
}

/** Each kill has a seed of its own, `seed` and on; the moment also depends on the machine. */
export async function runKills({
  kills,
  seed,
}: {
  readonly kills: number;
  readonly seed: number;
}): Promise<readonly Finding[]> {
  const root = mkdtempSync(join(tmpdir(), 'segment-kills-'));
  try {
    const before = await makeOld(root);
    const known = new Map<number, Known>();
    const findings: Finding[] = [];
    for (let each = seed; each < seed + kills; each++) {
      const random = randomFrom(each);
      const index = random.int(0, commands.length - 1);
      if (!known.has(index)) known.set(index, await makeNew(root, before, commands[index]!));
      const why = await killOne(root, before, commands[index]!, known.get(index)!, random);
      if (why !== undefined) findings.push({ seed: each, why: `${commands[index]!.join(' ')}: ${why}` });
    }
    return findings;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** A folder in which every command has run once, as of a month before. */
async function makeOld(root: string): Promise<string> {
  const cwd = join(root, 'old');
  for (const [name, text] of Object.entries({ ...wholeProject, 'out/.keep': '' })) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  const first = commands.map((words) => words.map((word) => (word === '2026-06-30' ? '2026-05-31' : word)));
  for (const words of [['run', 'segments', '--record', ...OLD], ...first.slice(0, 8)]) {
    const { code } = await segment(cwd, words);
    if (code !== 0) throw new Error(`exit ${code}: ${words.join(' ')}`);
  }
  return cwd;
}

interface Known {
  readonly files: ReadonlyMap<string, string>;
  readonly history: ReadonlySet<string>;
  readonly took: number;
}

/** What the command makes of it when it is let alone. */
async function makeNew(root: string, before: string, words: readonly string[]): Promise<Known> {
  const cwd = mkdtempSync(join(root, 'new-'));
  cpSync(before, cwd, { recursive: true });
  const { code, took } = await segment(cwd, words);
  if (code !== 0) throw new Error(`exit ${code}: ${words.join(' ')}`);
  const known = { files: written(cwd), history: await historyOf(cwd), took };
  rmSync(cwd, { recursive: true });
  return known;
}

async function killOne(
  root: string,
  before: string,
  words: readonly string[],
  known: Known,
  random: Random,
): Promise<string | undefined> {
  const cwd = mkdtempSync(join(root, 'kill-'));
  cpSync(before, cwd, { recursive: true });
  const had = new Set(everything(cwd));
  const [old, oldHistory] = [written(before), await historyOf(before)];
  try {
    await segment(cwd, words, Math.round((known.took * random.int(200, 1050)) / 1000));
    return (
      openToOthers(cwd, had) ??
      halfWritten(cwd, old, known.files) ??
      (await damagedHistory(cwd, new Set([...oldHistory, ...known.history]))) ??
      (await unswept(cwd, words, known))
    );
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

function halfWritten(
  cwd: string,
  old: ReadonlyMap<string, string>,
  next: ReadonlyMap<string, string>,
): string | undefined {
  for (const [name, content] of written(cwd)) {
    if (isTemporary(name)) continue;
    if (content !== old.get(name) && content !== next.get(name))
      return `\`${name}\` is neither the old file nor the new one`;
  }
  return undefined;
}

async function damagedHistory(cwd: string, allowed: ReadonlySet<string>): Promise<string | undefined> {
  const found = await historyOf(cwd).catch((error: Error) => error.message);
  if (typeof found === 'string') return found;
  const strange = [...found].filter((row) => !allowed.has(row));
  return strange.length > 0 ? `the history says ${strange[0]}` : undefined;
}

/** What was left is gone when the command has run again, and all is as if nothing had happened. */
async function unswept(cwd: string, words: readonly string[], known: Known): Promise<string | undefined> {
  const { code } = await segment(cwd, words);
  if (code !== 0) return `the next run exits with ${code}`;
  const left = everything(cwd).filter(isTemporary);
  if (left.length > 0) return `left ${left.join(', ')}`;
  const names = [...written(cwd).keys()];
  return names.join() === [...known.files.keys()].join()
    ? undefined
    : `after another run there are ${names.join()}`;
}

const isTemporary = (name: string): boolean =>
  /\.segment-|\.segment\.lock|\.new-|\.compact|\.work\/.|\.part$/.test(name);

/** Contents below `out/`, but for what tells of the run itself. */
function written(cwd: string): ReadonlyMap<string, string> {
  const names = everything(cwd).filter((name) => name.startsWith('out/') && !name.endsWith('run.json'));
  return new Map(names.map((name) => [name, readFileSync(join(cwd, name)).toString('latin1')]));
}

function everything(cwd: string): readonly string[] {
  return readdirSync(cwd, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(cwd, join(entry.parentPath, entry.name)))
    .sort();
}

function openToOthers(cwd: string, before: ReadonlySet<string>): string | undefined {
  const open = everything(cwd).filter(
    (name) => !before.has(name) && (lstatSync(join(cwd, name)).mode & 0o077) !== 0,
  );
  return open.length > 0 ? `others may read ${open.join(', ')}` : undefined;
}

/** `segment,as_of,customers` of each recorded list. */
async function historyOf(cwd: string): Promise<ReadonlySet<string>> {
  const { code, out } = await segment(cwd, ['history', '--format', 'csv']);
  if (code !== 0) throw new Error(`the history does not open: exit ${code}`);
  return new Set(
    out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(',').slice(0, 3).join()),
  );
}

function segment(cwd: string, words: readonly string[], killAfter?: number): Promise<Ended> {
  const started = performance.now();
  const env = { PATH: process.env['PATH'], HOME: cwd, TMPDIR: mkdtempSync(join(dirname(cwd), 'tmp-')) };
  const child = spawn(
    process.execPath,
    [program, ...words, '--quiet'].filter((word) => word !== '--quiet' || words[0] !== 'history'),
    {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
  return new Promise((resolve) => {
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, out, took: performance.now() - started });
    });
  });
}
