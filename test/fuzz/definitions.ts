/** Broken and unusual definitions, through the program that is shipped. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMap, isScalar, isSeq, type Node, parseDocument, stringify, visit } from 'yaml';
import { type Random, randomFrom } from '../oracle/random.ts';
import { runBundle } from '../program/bundle.ts';
import { broken } from './mutations.ts';
import { unsound } from './sound.ts';

const CASES = new URL('../../test/cases/', import.meta.url).pathname;

/** So many definitions are one command's: each in a file of its own, and what is wrong leaves the others. */
const AT_ONCE = 40;
/** Of one definition, in milliseconds: longer is a hang. */
const LONGEST = 5000;

export interface DefinitionFinding {
  readonly seed: number;
  readonly why: string;
  readonly definition: string;
}

export interface DefinitionsAsked {
  readonly definitions: number;
  readonly seed: number;
  readonly now: () => number;
}

interface Given {
  readonly seed: number;
  readonly definition: string;
}

/** Each definition has a seed of its own, `seed` and on, and is found again by it. */
export async function runDefinitions(asked: DefinitionsAsked): Promise<readonly DefinitionFinding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'segment-definitions-'));
  cpSync(join(CASES, '_project'), folder, { recursive: true });
  const corpus = readCorpus();
  const findings: DefinitionFinding[] = [];
  try {
    for (let first = 0; first < asked.definitions; first += AT_ONCE) {
      const count = Math.min(AT_ONCE, asked.definitions - first);
      const given = Array.from({ length: count }, (_, index) =>
        makeDefinition(asked.seed + first + index, corpus),
      );
      if ((await ask(given, folder, asked.now)) !== undefined)
        findings.push(...(await eachOf(given, folder, asked.now)));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return findings;
}

/** What one of them alone is answered with; where none is to blame, all of them. */
async function eachOf(
  given: readonly Given[],
  folder: string,
  now: () => number,
): Promise<readonly DefinitionFinding[]> {
  const found: DefinitionFinding[] = [];
  for (const one of given) {
    const why = await ask([one], folder, now);
    if (why !== undefined) found.push({ ...one, why });
  }
  if (found.length > 0) return found;
  const why = await ask(given, folder, now);
  const [{ seed }] = given as [Given];
  return why === undefined
    ? []
    : [{ seed, why, definition: given.map(({ definition }) => definition).join('---\n') }];
}

/** Why the answers are none; undefined for sound ones. */
async function ask(given: readonly Given[], cwd: string, now: () => number): Promise<string | undefined> {
  const folder = join(cwd, 'segments');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const { seed, definition } of given) writeFileSync(join(folder, `d${seed}.yaml`), definition);
  const lines = [
    ['check', 'segments', '--as-of', '2026-06-30'],
    ['run', 'segments', '--keep-going', '--out', 'all.ndjson', '--as-of', '2026-06-30', '--no-cache'],
  ];
  for (const words of lines) {
    const started = now();
    const answered = await runBundle(words, { cwd });
    const took = now() - started;
    const why =
      unsound(answered) ??
      (took > LONGEST * Math.sqrt(given.length) ? `took ${Math.round(took)} ms` : undefined);
    if (why !== undefined) return `${words[0]}: ${why}`;
  }
  return undefined;
}

interface Corpus {
  /** Segments that are right, one each, without a name. */
  readonly segments: readonly string[];
  /** Keys and values of them all. */
  readonly pieces: readonly string[];
}

function makeDefinition(seed: number, { segments, pieces }: Corpus): Given {
  const random = randomFrom(seed);
  const name = `name: d${seed}\n`;
  const made = random.weighted<() => string>([
    [6, () => () => broken(random.pick(segments), random, pieces)],
    [2, () => () => joined(random, segments)],
    [1, () => () => cut(random, random.pick(segments))],
    [1, () => () => random.pick(segments)],
  ])();
  return { seed, definition: random.chance(0.95) ? name + made : made };
}

/** Conditions of several segments under a word of logic, also where one has none. */
function joined(random: Random, segments: readonly string[]): string {
  const wheres = Array.from({ length: random.int(1, 3) }, () => {
    const document = parseDocument(random.pick(segments));
    return document.toJS()?.where ?? {};
  });
  const word = random.pick(['all', 'any', 'not', 'none', 'segment']);
  const condition = { [word]: random.chance(0.8) && word !== 'not' ? wheres : wheres[0] };
  return stringify({ where: random.chance(0.3) ? { not: condition } : condition });
}

function cut(random: Random, text: string): string {
  const place = random.int(0, text.length);
  return random.chance(0.5)
    ? text.slice(0, place)
    : text.slice(0, place) + text.slice(place + random.int(1, 6));
}

function readCorpus(): Corpus {
  const segments: string[] = [];
  const pieces = new Set<string>();
  for (const topic of foldersIn(CASES)) {
    if (topic.name.startsWith('_')) continue;
    for (const { name } of foldersIn(join(CASES, topic.name))) {
      const found = definitionsIn(join(CASES, topic.name, name));
      for (const segment of found) {
        segments.push(String(stringify(segment)));
        collect(segment, pieces);
      }
    }
  }
  return { segments, pieces: [...pieces] };
}

function foldersIn(path: string) {
  return readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
}

function definitionsIn(folder: string): readonly Node[] {
  const files = readdirSync(folder).filter(
    (name) => name.endsWith('.yaml') && name !== 'segment.config.yaml',
  );
  return files.flatMap((name) => {
    const document = parseDocument(readFileSync(join(folder, name), 'utf8'));
    // What an alias stands for is elsewhere.
    if (document.errors.length > 0 || !isMap(document.contents) || hasAlias(document.contents)) return [];
    const listed = document.contents.get('segments');
    const found = isSeq(listed) ? listed.items : [document.contents];
    return found.flatMap((item) => {
      if (!isMap(item) || !item.has('where')) return [];
      item.delete('name');
      return [item as Node];
    });
  });
}

function hasAlias(node: Node): boolean {
  let found = false;
  visit(node, {
    Alias: () => {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

/** Keys, and values that are short. */
function collect(segment: Node, pieces: Set<string>): void {
  visit(segment, {
    Pair: (_, pair) => {
      if (isScalar(pair.key)) pieces.add(String(pair.key.value));
      const text = stringify(pair.value).trim();
      if (text.length < 60 && !text.includes('\n')) pieces.add(text);
    },
  });
}
