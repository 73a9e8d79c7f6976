/** Pairs of a broken project file and a command, through the program that is shipped. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { randomFrom } from '../oracle/random.ts';
import { runBundle } from '../program/bundle.ts';
import { everyLine } from './commands.ts';
import { brokenProjectFile } from './mutations.ts';
import { dataFiles, wholeProject } from './project.ts';
import { unsound } from './sound.ts';

export interface Finding {
  readonly seed: number;
  readonly words: readonly string[];
  readonly why: string;
  readonly projectFile: string;
}

/** Longer is a hang, in milliseconds. */
const LONGEST = 5000;

export interface PairsAsked {
  readonly pairs: number;
  readonly seed: number;
  readonly now: () => number;
}

/** Each pair has a seed of its own, `seed` and on, and is found again by it. */
export async function runPairs({ pairs, seed, now }: PairsAsked): Promise<readonly Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'segment-pairs-'));
  const findings: Finding[] = [];
  try {
    for (let each = seed; each < seed + pairs; each++) {
      // What stopped the machine for a while is no hang: a finding is found twice.
      const finding = (await runPair(each, folder, now)) && (await runPair(each, folder, now));
      if (finding) findings.push(finding);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return findings;
}

async function runPair(seed: number, root: string, now: () => number): Promise<Finding | undefined> {
  const random = randomFrom(seed);
  const projectFile = brokenProjectFile(random);
  const words = random.pick(everyLine);
  const cwd = mkdtempSync(join(root, 'pair-'));
  for (const [name, text] of Object.entries({
    ...wholeProject,
    'segment.config.yaml': projectFile,
    'out/.keep': '',
  })) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  const started = now();
  const limit = new Promise<'hangs'>((resolve) => {
    setTimeout(() => resolve('hangs'), 4 * LONGEST).unref();
  });
  const answered = await Promise.race([runBundle(words, { cwd }), limit]);
  const took = now() - started;
  const why =
    answered === 'hangs'
      ? 'hangs'
      : (unsound(answered) ?? damaged(cwd) ?? (took > LONGEST ? `took ${Math.round(took)} ms` : undefined));
  rmSync(cwd, { recursive: true, force: true });
  return why === undefined ? undefined : { seed, words, why, projectFile };
}

/** Whatever a project file says, no command changes the data. */
function damaged(cwd: string): string | undefined {
  const changed = Object.entries(dataFiles).filter(
    ([name, text]) => readFileSync(join(cwd, name), 'utf8') !== text,
  );
  return changed.length === 0 ? undefined : `changed ${changed.map(([name]) => name).join(', ')}`;
}
