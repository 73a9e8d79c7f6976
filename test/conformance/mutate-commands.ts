/** Spellings that no list shows: put wrong where the program itself has them, and looked for in what its commands answer. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/cli.ts';
import type { Dialect } from '../../src/sql/dialect.ts';
import { type Answered, runWith } from '../program/bundle.ts';
import { type Address, type Place, writeProject } from './drivers.ts';
import type { Mutation } from './mutations.ts';
import { openProxy } from './proxy.ts';

interface Asked {
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env: Address;
}

/** What is asked of the shop. */
const ofShop = [
  'kpis segments/all.yaml',
  'check segments/all.yaml --counts',
  'run segments/*.yaml --quiet',
  'rfm',
  'cohorts --by signed_up_at --period 30d --kind until --split country',
  'predict',
  'run beyond.yaml --quiet',
];

/** More digits than decimals have where they have a limit: said, and nobody is in the list for it. */
const BEYOND =
  'segments:\n  - { name: beyond, where: { credit: { lt: { field: points, times: 10000000000000000000000000000000000000 } } } }\n';

/** Of the samples, where models are fitted, and lists made by them. */
const ofSamples = ['run segments/predicted --quiet --project segment.config.yaml'];

/** Those that no answer shows either: of the engine, or of DuckDB over files. */
export async function unseenByCommands(
  dialect: Dialect,
  mutations: readonly Mutation[],
  place?: Place,
): Promise<readonly Mutation[]> {
  const folder = mkdtempSync(join(tmpdir(), 'segment-conformance-'));
  const proxy = place && (await openProxy(place.target));
  try {
    writeProject(folder, place);
    writeFileSync(join(folder, 'beyond.yaml'), BEYOND);
    const env = place && proxy ? place.address(proxy.port) : {};
    // Packages of engines look for credentials there.
    Object.assign(process.env, env);
    const project = `--project ${place ? 'tables' : 'files'}.yaml`;
    const asked = [
      ...ofShop.map((words) => ({ words: wordsOf(`${words} ${project}`), cwd: folder, env })),
      ...(place ? [] : ofSamples.map((words) => ({ words: wordsOf(words), cwd: process.cwd(), env }))),
    ];
    return await unseenIn(asked, dialect, mutations);
  } finally {
    await proxy?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const wordsOf = (text: string): readonly string[] => [...text.split(' '), '--format', 'csv', '--no-cache'];

async function unseenIn(
  asked: readonly Asked[],
  dialect: Dialect,
  mutations: readonly Mutation[],
): Promise<readonly Mutation[]> {
  const right: string[] = [];
  for (const each of asked) right.push(rightAnswer(each, await answer(each)));
  const isSeen = async (): Promise<boolean> => {
    for (const [index, each] of asked.entries())
      if (shownBy(await answer(each)) !== right[index]) return true;
    return false;
  };
  const left: Mutation[] = [];
  for (const mutation of mutations)
    if (!(await spelledAs(dialect, mutation.dialect, isSeen))) left.push(mutation);
  return left;
}

const answer = ({ words, ...surroundings }: Asked): Promise<Answered> =>
  runWith({ run }, words, surroundings);

function rightAnswer({ words }: Asked, answered: Answered): string {
  const isBeyond = words.includes('beyond.yaml') && answered.code === 3;
  if ((answered.code > 1 || answered.out === '') && !isBeyond)
    throw new Error(`${words.join(' ')}: exit ${answered.code}, ${answered.err}`);
  return shownBy(answered);
}

const shownBy = ({ code, out }: Answered): string => `${code} ${out}`;

/** Does the work while the dialect is spelled as another one. */
async function spelledAs<Result>(
  dialect: Dialect,
  other: Dialect,
  work: () => Promise<Result>,
): Promise<Result> {
  const own = { ...dialect };
  const become = (parts: Dialect): void => {
    for (const name of Object.keys(dialect)) Reflect.deleteProperty(dialect, name);
    Object.assign(dialect, parts);
  };
  become(other);
  try {
    return await work();
  } finally {
    become(own);
  }
}
